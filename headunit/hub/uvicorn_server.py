"""The hub's web server, by uvicorn: one process, one loop."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, override

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from headunit.kernel.errors import HeadunitError
from headunit.mirror.frames import MOST_FRAME

#: Lines that are open at the same time; more are refused (503), so that nobody who is slow takes all of them.
_MOST_LINES: Final = 500
#: A line that does not answer a ping for (s) is dead: a tunnel, a phone that sleeps.
_PING_S: Final = 20.0
_GRACE_S: Final = 2
#: A request's head is there within (s): whoever sends a letter now and then holds a line for no longer.
HEAD_S: Final = 10.0


def listening(host: str, port: int) -> socket.socket:
    """A place to listen at; port 0 takes any. Raises HeadunitError where it is taken."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise HeadunitError(f"cannot listen at {host} port {port}: {error}") from error


class _Hasty(H11Protocol):
    """Ends a line on which no whole head comes in time (slow loris); uvicorn itself would wait for ever."""

    _late: asyncio.TimerHandle | None = None

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    @override
    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    @override
    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._unwatch()
        super().connection_lost(exc)

    def _watch(self) -> None:
        """From the first letter of a head to its last; between two requests uvicorn's own time-out runs."""
        cycle: RequestResponseCycle | None = self.cycle  # None before the first request
        answering = cycle is not None and not cycle.response_complete
        upgraded = self.transport.get_protocol() is not self
        if answering or upgraded or self.timeout_keep_alive_task is not None or self.transport.is_closing():
            self._unwatch()
        elif self._late is None:
            self._late = self.loop.call_later(HEAD_S, self.transport.abort)

    def _unwatch(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


class _Server(uvicorn.Server):
    """One whose end is somebody else's business: in a thread there are no signals."""

    quiet = False

    @override
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        if self.quiet:
            yield
        else:
            with super().capture_signals():
                yield


def serve(
    app: Starlette,
    place: socket.socket,
    *,
    certificate: tuple[Path, Path] | None = None,
    stop: Callable[[Callable[[], None]], None] | None = None,
) -> None:
    """Serve until a signal comes, or until what `stop` was handed is called (from any thread). `certificate`: chain and
    key, PEM. Raises HeadunitError where the store or the certificate cannot be used."""
    config = uvicorn.Config(
        app,
        http=_Hasty,
        ws="websockets-sansio",
        ws_max_size=MOST_FRAME + 1024,
        ws_ping_interval=_PING_S,
        ws_ping_timeout=_PING_S,
        limit_concurrency=_MOST_LINES,
        timeout_graceful_shutdown=_GRACE_S,
        log_config=None,
        access_log=False,
        server_header=False,
        ssl_certfile=None if certificate is None else str(certificate[0]),
        ssl_keyfile=None if certificate is None else str(certificate[1]),
    )
    server = _Server(config)
    if stop is not None:
        server.quiet = True
        stop(lambda: setattr(server, "should_exit", True))
    try:
        asyncio.run(server.serve(sockets=[place]))
    except (OSError, ValueError) as error:
        raise HeadunitError(f"the hub cannot be served: {error}") from error
    finally:
        place.close()
    if not server.started:
        raise HeadunitError("the hub could not be started: its store cannot be used")

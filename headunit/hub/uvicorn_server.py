"""The hub's web server, by uvicorn: one process, one loop."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, override

import uvicorn
from starlette.applications import Starlette

from headunit.kernel.errors import HeadunitError
from headunit.mirror.frames import MOST_FRAME

#: Lines that are open at the same time; more are refused (503), so that nobody who is slow takes all of them.
_MOST_LINES: Final = 500
#: A line that does not answer a ping for (s) is dead: a tunnel, a phone that sleeps.
_PING_S: Final = 20.0
_GRACE_S: Final = 2


def listening(host: str, port: int) -> socket.socket:
    """A place to listen at; port 0 takes any. Raises HeadunitError where it is taken."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise HeadunitError(f"cannot listen at {host} port {port}: {error}") from error


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

"""Keeps links alive: one asyncio thread for all of them, retries with back-off, and an end within a second.

Knows nothing of what a link carries.
"""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import override

log = logging.getLogger(__name__)

#: First and longest pause between two attempts to open a link, in seconds.
RETRY_FIRST_S = 0.25
RETRY_MAX_S = 1.0


class _NameLookups(ThreadPoolExecutor):
    """Where asyncio looks names up, each on a thread of its own.

    The interpreter waits for a pool's threads before it ends; a silent name server may take half a minute.
    """

    @override
    def submit[**P, T](self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()

        def look_up() -> None:
            try:
                found = fn(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001  it is raised where the answer is awaited
                future.set_exception(error)
            else:
                future.set_result(found)

        if future.set_running_or_notify_cancel():
            threading.Thread(target=look_up, name="name lookup", daemon=True).start()
        return future


class IoThread:
    """The asyncio loop that all non-blocking links share."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="links", daemon=True)

    def _run(self) -> None:
        assert self._loop is not None
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def start(self) -> None:
        """Start the loop's thread. Until then the object holds nothing that must be closed."""
        self._loop = asyncio.new_event_loop()
        self._loop.set_default_executor(_NameLookups())
        self._thread.start()

    def spawn(self, coroutine: Coroutine[object, object, None]) -> Callable[[], None]:
        """Run `coroutine` on the loop; the returned function cancels it. Both may be called from any thread."""
        assert self._loop is not None, "start() first"
        future = asyncio.run_coroutine_threadsafe(coroutine, self._loop)

        def cancel() -> None:
            future.cancel()

        return cancel

    def stop(self) -> None:
        """Cancel what runs, stop the loop, join the thread (within 1 s)."""
        if self._loop is None or not self._thread.is_alive():
            return

        async def end() -> None:
            tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in tasks:
                task.cancel()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 0.5)

        with contextlib.suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(end(), self._loop).result(0.7)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(0.3)
        if not self._thread.is_alive():
            self._loop.close()


async def keep_alive(attempt: Callable[[], Awaitable[None]], on_loss: Callable[[Exception], None]) -> None:
    """Call `attempt` for ever. It returns or raises when its connection is over; `on_loss` hears why.

    The pause doubles from RETRY_FIRST_S to RETRY_MAX_S and starts again at the first after an attempt that lasted
    longer than RETRY_MAX_S.
    """
    loop = asyncio.get_running_loop()
    pause_s = RETRY_FIRST_S
    while True:
        began = loop.time()
        try:
            await attempt()
        except (OSError, EOFError, ValueError, TimeoutError) as error:
            on_loss(error)
        except Exception as error:
            # A defect in one link must not silence it for the whole drive.
            log.exception("link failed in a way that its author did not foresee")
            on_loss(error)
        if loop.time() - began > RETRY_MAX_S:
            pause_s = RETRY_FIRST_S
        await asyncio.sleep(pause_s)
        pause_s = min(pause_s * 2, RETRY_MAX_S)

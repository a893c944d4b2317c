"""An asyncio loop whose time moves only when it would sleep, and then at once: hours of back-off in a moment."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import override


class _Selector(selectors.DefaultSelector):
    """Never waits; adds up what it was asked to wait."""

    waited_s = 0.0

    @override
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        assert timeout is not None, "nothing would ever happen again"
        self.waited_s += max(0.0, timeout)
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._virtual = _Selector()
        super().__init__(self._virtual)

    @override
    def time(self) -> float:
        return self._virtual.waited_s

    def run_for(self, coroutine: Coroutine[object, object, None], seconds: float) -> None:
        """Run `coroutine` for `seconds` of virtual time, then cancel it. What it raises is raised here."""

        async def limited() -> None:
            task = self.create_task(coroutine)
            await asyncio.wait([task], timeout=seconds)
            if task.done():
                task.result()
            task.cancel()
            await asyncio.wait([task])

        try:
            self.run_until_complete(limited())
        finally:
            self.close()

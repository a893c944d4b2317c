"""`headunit music scan` as a process of its own: started, listened to, ended. Runs on the links' loop.

Knows no database and no tags; whatever becomes of the process, there is a last word.
"""

import asyncio
import contextlib
import dataclasses
import logging
import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from headunit.music.library import progress_line
from headunit.music.library.progress_line import Told

log = logging.getLogger(__name__)

#: Stages that end a scan.
ENDS: Final = frozenset({"done", "cancelled", "failed"})


class ScanProcess:
    """`command`: starts it; words are appended. `tell`: hears each word, on the loop. One at a time."""

    def __init__(self, command: Sequence[str], folders: tuple[Path, ...], tell: Callable[[Told], None]) -> None:
        self._command, self._folders, self._tell = tuple(command), folders, tell
        self._process: asyncio.subprocess.Process | None = None
        self._cancelled = self._stopped = False

    def expect(self) -> None:
        """One is about to run: a cancel from now on is meant for it. Any thread."""
        self._cancelled = False

    def cancel(self) -> None:
        """End it; what it has found is kept. Any thread."""
        self._cancelled = True
        self._end_with(signal.SIGTERM)

    def kill(self) -> None:
        """End it, say nothing more, and begin none. Any thread."""
        self._stopped = True
        self._end_with(signal.SIGKILL)

    def _end_with(self, number: signal.Signals) -> None:
        """Not by asyncio's own object, which belongs to the loop's thread. The loop sees the end by itself."""
        if (process := self._process) is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, number)

    async def run(self, drives: tuple[Path, ...], tracks: int, absent: int) -> None:
        """Scan the folders and `drives`. `tracks`, `absent`: known before, for one that was cancelled."""
        last = Told("reading")
        try:
            last = await self._run(drives, last, tracks, absent)
        except OSError as error:
            last = dataclasses.replace(last, stage="failed", fault=str(error))
        except Exception as error:
            log.exception("a scan failed in a way that its author did not foresee")
            last = dataclasses.replace(last, stage="failed", fault=str(error))
        if not self._stopped:
            self._tell(last)

    async def _run(self, drives: tuple[Path, ...], last: Told, tracks: int, absent: int) -> Told:
        words = [word for drive in drives for word in ("--drive", str(drive))]
        process = await asyncio.create_subprocess_exec(
            *(*self._command, "--json", "--parent", str(os.getpid()), *words),
            *map(str, self._folders),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._process = process
        said = ""
        try:
            if self._stopped:
                process.kill()
            elif self._cancelled:
                process.terminate()
            assert process.stdout is not None
            async for raw in process.stdout:
                line = raw.decode(errors="replace")
                told = progress_line.read(line)
                if told is None:
                    said = line.strip().removeprefix("headunit music: ") or said
                    continue
                last = told
                if told.stage not in ENDS:
                    self._tell(told)
        finally:
            self._process = None
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
            # To the end of its words too, or the pipe outlives the loop.
            await process.communicate()
        if last.stage in ENDS:
            return last
        if self._cancelled:
            return dataclasses.replace(last, stage="cancelled", changed=True, tracks=tracks, absent=absent)
        return dataclasses.replace(last, stage="failed", fault=said or "the scan ended without a word")

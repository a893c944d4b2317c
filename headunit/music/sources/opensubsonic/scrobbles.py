"""Tells a server what was played, also what was played while it was out of reach."""

import contextlib
import json
import threading
from collections import deque
from pathlib import Path
from typing import Final

from headunit.kernel.clock import Clock
from headunit.kernel.kept_file import replace_file
from headunit.music.sources.opensubsonic.client import Client, SaidNo
from headunit.music.streaming.web import Unreachable

#: Played: half of it, or so many seconds (last.fm/api/scrobbling, "When is a scrobble a scrobble?").
_SHARE: Final = 0.5
_LONG_S: Final = 240.0
_MOST_WAITING: Final = 1000


class Scrobbles:
    """`file`: what the server has not heard yet."""

    def __init__(self, file: Path, clock: Clock) -> None:
        self._file, self._clock = file, clock
        self._lock = threading.Lock()
        self._waiting: deque[tuple[str, int]] = deque(maxlen=_MOST_WAITING)
        self._now, self._counted = "", False
        with contextlib.suppress(OSError, ValueError, TypeError):
            self._waiting.extend((str(song), int(at)) for song, at in json.loads(file.read_text("utf-8")))

    def heard(self, client: Client, song: str, position_s: float, length_s: float | None, *, finished: bool) -> None:
        """It has been played up to there. Raises HeadunitError where the server says no; silent where it is away."""
        with self._lock:
            if song != self._now:
                self._now, self._counted = song, False
                with contextlib.suppress(Unreachable):
                    client.ask("scrobble", id=song, submission="false")
            enough = position_s > _LONG_S or (length_s is not None and position_s > _SHARE * length_s)
            if (finished or enough) and not self._counted:
                self._counted = True
                self._waiting.append((song, int(self._clock.local().timestamp() * 1000)))
                self._send(client)
            if finished:
                self._now = ""

    def send(self, client: Client) -> None:
        """What waits."""
        with self._lock:
            self._send(client)

    def _send(self, client: Client) -> None:
        before = len(self._waiting)
        try:
            while self._waiting:
                song, at = self._waiting[0]
                with contextlib.suppress(SaidNo):  # it has forgotten the song: so do we
                    client.ask("scrobble", id=song, time=at, submission="true")
                self._waiting.popleft()
        except Unreachable:
            pass
        if self._waiting or before:
            with contextlib.suppress(OSError):
                replace_file(self._file, json.dumps(list(self._waiting)).encode())

"""A check of the car from the driver's seat: one wish at a time, each on a thread of its own, its news by the inbox.

Knows what a wish leads to and what may follow what; how control units are asked is `service.py`'s business.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, override

from headunit.diagnostics.desk import NotStandingError
from headunit.diagnostics.dtc_table import LANGUAGES, load_table
from headunit.diagnostics.health import judge
from headunit.diagnostics.ports import CarCheck
from headunit.diagnostics.service import Diagnostics
from headunit.diagnostics.state import CheckState, Cleared, Phase, Progress, Refusal, Scan
from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError
from headunit.kernel.inbox import Inbox
from headunit.safety.state import Driving, SafetyState
from headunit.vehicle.state import VehicleState

log = logging.getLogger(__name__)

#: The inbox's topic of what a check tells.
TOPIC: Final = "diagnosis"
#: How long `end` waits for a thread that is in the middle of an exchange (s).
END_S: Final = 0.3

type Texts = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class News:
    """What wish number `wish` (from 1) led to: one of the others. `texts` belong to `scan`."""

    wish: int
    progress: Progress | None = None
    scan: Scan | None = None
    texts: Texts | None = None
    cleared: tuple[Cleared, ...] | None = None
    error: HeadunitError | None = None
    saved: str = ""
    save_trouble: str = ""


class CheckService(CarCheck):
    """`begin` once the bus is there, on any thread; all else on the one thread that drains the inbox.

    `reach`: opens the way to the control units, late, on the wish's own thread; what it returns is closed by `end`.
    `documents`: folder of the reports. `own_texts`: a garage's own texts, which need not exist.
    """

    def __init__(
        self,
        board: Board,
        inbox: Inbox,
        clock: Clock,
        reach: Callable[[], tuple[Diagnostics, Callable[[], None]]],
        documents: Path,
        own_texts: Path | None = None,
    ) -> None:
        self._board, self._inbox, self._clock, self._reach = board, inbox, clock, reach
        self._documents, self._own_texts = documents, own_texts
        self._state = CheckState()
        self._wish = 0
        self._thread: threading.Thread | None = None
        self._diagnostics: Diagnostics | None = None
        self._close: Callable[[], None] = lambda: None
        self._ended = False

    def begin(self) -> None:
        """From now on the car may be asked."""
        self._inbox.post(TOPIC, News(0))

    def end(self) -> None:
        """Ask nothing more. May be called twice."""
        self._ended = True
        self._close()
        if self._thread is not None:
            self._thread.join(END_S)

    def take(self, news: object) -> None:
        """Hear what came by the inbox."""
        if not isinstance(news, News) or news.wish != self._wish:
            return
        state = self._state
        if news.progress is not None:
            state = replace(state, progress=news.progress)
        elif news.scan is not None:
            state = CheckState(True, Phase.IDLE, scan=news.scan, health=judge(news.scan), texts=news.texts or {})
        elif news.cleared is not None and all(unit.refusal for unit in news.cleared):
            state = replace(state, phase=Phase.REFUSED, refusal=Refusal.UNITS, cleared=news.cleared)
        elif news.cleared is not None:
            # What was found before is no longer so.
            state = CheckState(True, Phase.CLEARED, cleared=news.cleared)
        elif news.error is not None:
            state = self._failed(news.error)
        elif news.saved or news.save_trouble:
            state = replace(state, saved=news.saved, save_trouble=news.save_trouble)
        else:
            state = replace(state, may_ask=True)
        self._show(state)

    def _failed(self, error: HeadunitError) -> CheckState:
        state, trouble = self._state, str(error)
        if state.phase is Phase.READING:
            return CheckState(True, Phase.FAILED, trouble=trouble, broken_off=bool(state.progress.units))
        refusal = Refusal.OTHER
        if isinstance(error, NotStandingError):
            refusal = Refusal.SPEED_UNKNOWN if error.speed_kmh is None else Refusal.MOVING
        return replace(state, phase=Phase.REFUSED, refusal=refusal, trouble=trouble)

    def _show(self, state: CheckState) -> None:
        self._state = state
        self._board.publish(state)

    @override
    def read(self) -> None:
        if self._idle():
            self._show(CheckState(True, Phase.READING))
            self._start(self._scan)

    @override
    def open(self, key: str) -> None:
        if self._state.phase is Phase.IDLE and (not key or self._state.code(key) is not None):
            self._show(replace(self._state, opened=key))

    @override
    def ask_to_clear(self, *, asking: bool) -> None:
        if self._state.phase is Phase.IDLE and self._state.scan is not None:
            self._show(replace(self._state, asking=asking, opened=""))

    @override
    def clear(self) -> None:
        if self._state.asking and self._idle():
            speed_kmh = self._speed_kmh()
            self._show(replace(self._state, phase=Phase.CLEARING, asking=False, cleared=()))
            self._start(lambda wish: News(wish, cleared=self._reached().clear(confirmed=True, speed_kmh=speed_kmh)))

    @override
    def acknowledge(self) -> None:
        if self._state.phase in {Phase.CLEARED, Phase.REFUSED, Phase.FAILED}:
            self._show(replace(self._state, phase=Phase.IDLE, refusal=None, trouble="", cleared=(), broken_off=False))

    @override
    def save(self, page: str) -> None:
        if self._state.phase is Phase.IDLE and self._state.scan is not None:
            name = f"health-report-{self._clock.local():%Y-%m-%d_%H-%M-%S}.html"
            self._show(replace(self._state, saved="", save_trouble=""))
            self._start(lambda wish: self._write(wish, self._documents / name, page))

    def _idle(self) -> bool:
        return self._state.phase not in {Phase.READING, Phase.CLEARING} and not self._ended

    def _speed_kmh(self) -> float | None:
        """As the car's own signals tell it. Standing is 0: a wheel sensor's noise is no motion."""
        safety = self._board.latest(SafetyState) or SafetyState()
        if safety.driving is not Driving.MOVING:
            return 0.0
        vehicle = self._board.latest(VehicleState) or VehicleState()
        return vehicle.number("Vehicle.Speed")

    def _start(self, work: Callable[[int], News]) -> None:
        self._wish += 1
        wish, before = self._wish, self._thread

        def run() -> None:
            if before is not None:
                before.join()
            try:
                news = work(wish)
            except HeadunitError as error:
                news = News(wish, error=error)
            except Exception as error:
                log.exception("a check of the car failed in a way that its author did not foresee")
                news = News(wish, error=HeadunitError(str(error) or type(error).__name__))
            self._inbox.post(TOPIC, news)

        self._thread = threading.Thread(target=run, name="diagnosis", daemon=True)
        self._thread.start()

    def _reached(self) -> Diagnostics:
        """On a wish's thread, one of which runs at a time."""
        if self._diagnostics is None:
            self._diagnostics, self._close = self._reach()
            if self._ended:
                self._close()
        return self._diagnostics

    def _scan(self, wish: int) -> News:
        scan = self._reached().scan(lambda progress: self._inbox.post(TOPIC, News(wish, progress)))
        return News(wish, scan=scan, texts={language: self._texts(scan, language) for language in LANGUAGES})

    def _texts(self, scan: Scan, language: str) -> dict[str, str]:
        own = self._own_texts if self._own_texts is not None and self._own_texts.exists() else None
        try:
            table = load_table(language, own)
        except HeadunitError as error:
            log.error("%s", error)  # noqa: TRY400  one line is enough
            table = load_table(language)
        return {code.full: table.text(code) for code in scan.codes}

    @staticmethod
    def _write(wish: int, file: Path, page: str) -> News:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(page, "utf-8")
        except OSError as error:
            return News(wish, save_trouble=error.strerror or str(error))
        return News(wish, saved=str(file))

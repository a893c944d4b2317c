"""The calls of a simulated phone by the rules of the network: 3GPP TS 22.030 clause 6.5.5 and HFP 1.8, 4.22. Pure."""

import dataclasses
import enum
from dataclasses import dataclass
from typing import Final


class Stage(enum.IntEnum):
    """Of a call: <stat> of +CLCC (3GPP TS 27.007 clause 7.18)."""

    ACTIVE = 0
    HELD = 1
    DIALING = 2
    ALERTING = 3
    INCOMING = 4
    WAITING = 5


TALKED: Final = frozenset({Stage.ACTIVE, Stage.HELD})
COMING: Final = frozenset({Stage.INCOMING, Stage.WAITING})
GOING: Final = frozenset({Stage.DIALING, Stage.ALERTING})
#: One active call and one held call, each of which may be a conference, and one that waits.
MOST: Final = 7


@dataclass(frozen=True, slots=True)
class LineCall:
    """`index`: 1..7, used again. `serial`: never used again. `since_s`: of this stage. `number`: "" withheld."""

    index: int
    serial: int
    number: str
    stage: Stage
    outgoing: bool
    since_s: float
    name: str = ""
    conference: bool = False


class Line:
    """`calls` by index. `ended`: serial -> whether the phone's own side ended it, since it was last emptied."""

    def __init__(self) -> None:
        self.calls: dict[int, LineCall] = {}
        self.ended: dict[int, bool] = {}
        self._serials = 0

    def having(self, *stages: Stage) -> list[LineCall]:
        """Calls in one of these stages, by index."""
        return [call for _, call in sorted(self.calls.items()) if call.stage in stages]

    def begin(self, number: str, now_s: float, *, outgoing: bool, name: str = "") -> LineCall | None:
        """A call comes in or is made. None where the line is full."""
        free = sorted(set(range(1, MOST + 1)) - set(self.calls))
        setting_up = self.having(*COMING, *GOING)
        if not free or setting_up:
            return None
        if outgoing and self.having(Stage.ACTIVE):
            if self.having(Stage.HELD):
                return None
            self._turn(Stage.ACTIVE, Stage.HELD, now_s)
        stage = Stage.DIALING if outgoing else Stage.WAITING if self.having(*TALKED) else Stage.INCOMING
        self._serials += 1
        call = LineCall(free[0], self._serials, number, stage, outgoing, now_s, name)
        self.calls[call.index] = call
        return call

    def _turn(self, old: Stage, new: Stage, now_s: float) -> None:
        for call in self.having(old):
            self.calls[call.index] = dataclasses.replace(call, stage=new, since_s=now_s)

    def set(self, call: LineCall, stage: Stage, now_s: float) -> None:
        """One call goes on."""
        if call.index in self.calls:
            self.calls[call.index] = dataclasses.replace(self.calls[call.index], stage=stage, since_s=now_s)

    def end(self, calls: list[LineCall], now_s: float, *, here: bool) -> bool:
        """These are over. False where there are none."""
        for call in calls:
            if self.calls.pop(call.index, None) is not None:
                self.ended[call.serial] = here
        self._settle(now_s)
        return bool(calls)

    def _settle(self, now_s: float) -> None:
        """A conference of one is none, and who waits for nobody rings."""
        for stage in TALKED:
            joined = [call for call in self.having(stage) if call.conference]
            if len(joined) == 1:
                self.calls[joined[0].index] = dataclasses.replace(joined[0], conference=False)
        if not self.having(*TALKED):
            self._turn(Stage.WAITING, Stage.INCOMING, now_s)

    def answer(self, now_s: float) -> bool:
        """ATA: the one that rings."""
        coming = self.having(Stage.INCOMING)
        self._turn(Stage.INCOMING, Stage.ACTIVE, now_s)
        return bool(coming)

    def hang_up(self, now_s: float) -> bool:
        """AT+CHUP: refuse the one that rings, else end what is active or being made. One that is held stays."""
        going = self.having(Stage.INCOMING) or self.having(*GOING) or self.having(Stage.ACTIVE)
        return self.end(going, now_s, here=True)

    def hold(self, action: str, now_s: float) -> bool:
        """AT+CHLD: 0, 1, 1x, 2, 2x, 3. False where that is not possible now."""
        kind, index = action[:1], action[1:]
        if index:
            one = self.calls.get(int(index)) if index.isdigit() else None
            if one is None or kind not in {"1", "2"}:
                return False
            return self.end([one], now_s, here=True) if kind == "1" else self._consult(one, now_s)
        acts = {"0": self._refuse, "1": self._release, "2": self._swap, "3": self._join}
        return kind in acts and acts[kind](now_s)

    def _refuse(self, now_s: float) -> bool:
        return self.end(self.having(Stage.WAITING) or self.having(Stage.HELD), now_s, here=True)

    def _release(self, now_s: float) -> bool:
        if not self.having(Stage.ACTIVE):
            return False
        coming = Stage.WAITING if self.having(Stage.WAITING) else Stage.HELD
        self.end(self.having(Stage.ACTIVE), now_s, here=True)
        for stage in (coming, Stage.INCOMING if coming is Stage.WAITING else coming):
            self._turn(stage, Stage.ACTIVE, now_s)
        return True

    def _swap(self, now_s: float) -> bool:
        active, held, waiting = self.having(Stage.ACTIVE), self.having(Stage.HELD), self.having(Stage.WAITING)
        if waiting and active and held:
            return False  # three parties and two hands
        if not (active or held or waiting):
            return False
        for call in active:
            self.set(call, Stage.HELD, now_s)
        for call in waiting or held:
            self.set(call, Stage.ACTIVE, now_s)
        return True

    def _consult(self, one: LineCall, now_s: float) -> bool:
        """Talk to one alone; the others of the conference are held."""
        if one.stage is not Stage.ACTIVE:
            return False
        for call in self.having(Stage.ACTIVE):
            if call.index != one.index:
                self.set(call, Stage.HELD, now_s)
        self.calls[one.index] = dataclasses.replace(self.calls[one.index], conference=False)
        self._settle(now_s)
        return True

    def _join(self, now_s: float) -> bool:
        if not (self.having(Stage.ACTIVE) and self.having(Stage.HELD)):
            return False
        self._turn(Stage.HELD, Stage.ACTIVE, now_s)
        for call in self.having(Stage.ACTIVE):
            self.calls[call.index] = dataclasses.replace(call, conference=True)
        return True

"""A phone in the driver's pocket: calls, far ends, signal, battery, and the link to the car. `step` it by any clock.

Knows neither AT commands nor the head unit: `at_gateway` and `hands_free` are its two ways to the car. Any thread.
"""

import enum
import functools
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Concatenate, Final

from headunit.simulator.phone.line import COMING, GOING, TALKED, Line, LineCall, Stage

#: The network finds the far end within; it picks up after; nobody waits longer (s).
SETUP_S, ANSWERS_S, GIVES_UP_S = 0.4, 2.0, 30.0
#: A bell rings once in so long (s); the caller gives up after GIVES_UP_S.
BELL_S: Final = 3.0
#: HFP 1.8, 4.35 and 4.6: battchg and signal are 0..5.
BARS: Final = 5


class FarEnd(enum.Enum):
    """What happens when the driver calls somebody."""

    ANSWERS = "answers"
    BUSY = "busy"
    SILENT = "silent"  # rings, and nobody comes
    UNKNOWN = "unknown"  # no such number: the network refuses
    WAITS = "waits"  # rings until `answer_there`


class News(enum.Enum):
    """What the phone's ways to the car hear."""

    CHANGED = "changed"
    BELL = "bell"
    LINK = "link"  # dropped, or back


#: Far ends that are not at home, whoever drives: for the simulator's face and for tests.
FAR_ENDS: Final[Mapping[str, FarEnd]] = {
    "+423555001": FarEnd.BUSY,
    "+423555002": FarEnd.SILENT,
    "+423555003": FarEnd.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Status:
    """`signal`, `battery`: 0..5. `operator`: "" without a network."""

    signal: int = 4
    battery: int = 5
    operator: str = "Rheintal Mobile"
    roaming: bool = False


def _locked[**P, R](
    method: "Callable[Concatenate[SimulatedPhone, P], R]",
) -> "Callable[Concatenate[SimulatedPhone, P], R]":
    """One at a time, and who listens hears of it."""

    @functools.wraps(method)
    def locked(phone: "SimulatedPhone", /, *args: P.args, **kwargs: P.kwargs) -> R:
        with phone.lock:
            before = phone.picture()
            result = method(phone, *args, **kwargs)
            if phone.picture() != before:
                phone.tell(News.CHANGED)
            return result

    return locked


class SimulatedPhone:
    """`address`: Bluetooth device address. `linked`: connected to the car. `tones`: keys that the far end has heard.

    `muted` is the car's microphone, which the phone does not know; `on_phone` where its sound goes.
    """

    def __init__(
        self,
        address: str = "11:22:33:44:55:66",
        name: str = "Ann's phone",
        *,
        linked: bool = True,
        far_ends: Mapping[str, FarEnd] = FAR_ENDS,
    ) -> None:
        self.address, self.name = address, name
        self.lock = threading.RLock()
        self.line = Line()
        self.status = Status()
        self.far_ends = dict(far_ends)
        self.linked, self.running, self.on_phone = linked, True, False
        self.tones = ""
        self.now_s = 0.0
        self._bell_s = 0.0
        self._listeners: list[Callable[[News], None]] = []
        self._posted: list[Callable[[], None]] = []

    def listen(self, listener: Callable[[News], None]) -> None:
        """Hear of each change, on the thread that made it, while the phone is locked."""
        self._listeners.append(listener)

    def deafen(self, listener: Callable[[News], None]) -> None:
        """Hear no more."""
        with self.lock:
            if listener in self._listeners:
                self._listeners.remove(listener)

    def tell(self, news: News) -> None:
        """All who listen."""
        for listener in tuple(self._listeners):
            listener(news)

    def picture(self) -> tuple[object, ...]:
        """All that can change; the same picture, the same phone."""
        return (tuple(self.line.calls.values()), self.status, self.linked, self.on_phone)

    def post(self, act: Callable[[], None]) -> None:
        """Let `act` happen with the next step: what comes over the radio takes a moment."""
        with self.lock:
            self._posted.append(act)

    @_locked
    def step(self, dt_s: float) -> None:
        """Time passes (s, >= 0)."""
        self.now_s += dt_s
        posted, self._posted = self._posted, []
        for act in posted:
            act()
        for call in self.line.having(*GOING):
            self._follow(call)
        coming = self.line.having(*COMING)
        for call in coming:
            if self.now_s - call.since_s >= GIVES_UP_S:
                self.line.end([call], self.now_s, here=False)
        if self.line.having(Stage.INCOMING) and self.now_s >= self._bell_s:
            self._bell_s = self.now_s + BELL_S
            self.tell(News.BELL)

    def _follow(self, call: LineCall) -> None:
        """A call that the driver makes gets on its way."""
        far, waited_s = self.far_ends.get(call.number, FarEnd.ANSWERS), self.now_s - call.since_s
        if call.stage is Stage.DIALING and waited_s >= SETUP_S:
            if far in {FarEnd.BUSY, FarEnd.UNKNOWN}:
                self.line.end([call], self.now_s, here=False)
            else:
                self.line.set(call, Stage.ALERTING, self.now_s)
        elif call.stage is Stage.ALERTING and far is FarEnd.ANSWERS and waited_s >= ANSWERS_S:
            self.line.set(call, Stage.ACTIVE, self.now_s)
        elif call.stage is Stage.ALERTING and waited_s >= GIVES_UP_S:
            self.line.end([call], self.now_s, here=False)

    # The world's hand.

    @_locked
    def ring(self, number: str, name: str = "") -> bool:
        """Somebody calls; `number` "" withholds it. False where the line is busy, or there is none."""
        if not self.running or not self.status.operator:
            return False
        call = self.line.begin(number, self.now_s, outgoing=False, name=name)
        if call is not None and call.stage is Stage.INCOMING:
            self._bell_s = self.now_s
        return call is not None

    @_locked
    def hang_up_there(self, number: str | None = None) -> bool:
        """Somebody gives up, or ends the call; None: everybody."""
        calls = [call for call in self.line.calls.values() if number is None or call.number == number]
        return self.line.end(calls, self.now_s, here=False)

    @_locked
    def answer_there(self) -> None:
        """Whoever was called picks up, now."""
        for call in self.line.having(*GOING):
            self.line.set(call, Stage.ACTIVE, self.now_s)

    @_locked
    def report(self, status: Status) -> None:
        """The network or the battery has changed."""
        self.status = status

    @_locked
    def drop(self) -> None:
        """The link to the car is lost. Calls go on at the ear."""
        if self.linked:
            self.linked = False
            self._posted.clear()
            self.tell(News.LINK)

    @_locked
    def come_back(self) -> bool:
        """The phone connects again. False while it is off."""
        if self.running and not self.linked:
            self.linked = True
            self.tell(News.LINK)
        return self.linked

    @_locked
    def run_flat(self) -> None:
        """The battery is empty."""
        self.status = Status(self.status.signal, 0, self.status.operator, self.status.roaming)
        self.line.end(list(self.line.calls.values()), self.now_s, here=False)
        self.running = False
        self.drop()

    @_locked
    def switch_on(self) -> None:
        """Charged, and on again; it does not connect by itself."""
        self.running = True
        self.status = Status(self.status.signal, BARS, self.status.operator, self.status.roaming)

    # The car's hand, by the hands-free profile; also the driver's thumb on the phone itself.

    @_locked
    def dial(self, number: str) -> bool:
        """Call."""
        return bool(self.status.operator) and self.line.begin(number, self.now_s, outgoing=True) is not None

    @_locked
    def answer(self) -> bool:
        """The one that rings."""
        return self.line.answer(self.now_s)

    @_locked
    def hang_up(self) -> bool:
        """AT+CHUP."""
        return self.line.hang_up(self.now_s)

    @_locked
    def hold(self, action: str) -> bool:
        """AT+CHLD."""
        return self.line.hold(action, self.now_s)

    @_locked
    def sound(self, keys: str) -> bool:
        """DTMF. False without a call."""
        if not self.line.having(*TALKED):
            return False
        self.tones += keys
        return True

    @_locked
    def put_sound(self, on_phone: bool) -> None:
        """To the handset, or to the car."""
        self.on_phone = on_phone

"""Wishes on their way to the phones: which is not answered yet, and why the last one came to nothing. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from headunit.kernel.clock import Clock
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.phone.ports import ANSWERED_S, Answer, Telephony

#: Why nothing came of a wish: source texts in context "Phone".
NO_PHONE = QT_TRANSLATE_NOOP("Phone", "No phone is connected")
NO_ANSWER = QT_TRANSLATE_NOOP("Phone", "The phone does not answer")
#: A fault is shown so long (s).
FAULT_S: Final = 8.0
#: The door answers within ANSWERED_S; one that does not is given up after this (s).
GIVE_UP_S: Final = ANSWERED_S + 2.0

#: Hears why a wish came to nothing. True: it does something about it, and nobody need be told.
type Rescue = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Sent:
    wish: str  # the driver's word for it; "" one that he knows nothing of
    word: str  # the door's
    since: float
    rescue: Rescue | None


class CallWishes:
    """`telephony`: asked for anew with each wish; None where nobody offers it."""

    def __init__(self, clock: Clock, telephony: Callable[[], Telephony | None]) -> None:
        self._clock, self._telephony = clock, telephony
        self._sent: list[_Sent] = []
        self._blamed_at = 0.0
        self.fault = ""

    @property
    def pending(self) -> str:
        """The driver's newest wish that is not answered yet; "" none."""
        return next((one.wish for one in reversed(self._sent) if one.wish), "")

    def send(self, wish: str, act: Callable[[Telephony], None], word: str = "", rescue: Rescue | None = None) -> None:
        """Ask for what the driver wants."""
        if not self._ask(wish, word or wish, act, rescue):
            self.refuse(NO_PHONE)

    def mutter(self, word: str, act: Callable[[Telephony], None]) -> None:
        """Ask for what nobody has asked us for; nobody hears how it went."""
        self._ask("", word, act, None)

    def _ask(self, wish: str, word: str, act: Callable[[Telephony], None], rescue: Rescue | None) -> bool:
        door = self._telephony()
        if door is not None:
            if wish:
                self.fault = ""
            self._sent.append(_Sent(wish, word, self._clock.now(), rescue))
            act(door)
        return door is not None

    def refuse(self, why: str) -> None:
        """Nothing comes of a wish. A source text, or a line of the phone's."""
        self.fault, self._blamed_at = why, self._clock.now()

    def on_answer(self, answer: Answer) -> bool:
        """What came of one. False where it was none of ours."""
        one = next((one for one in self._sent if one.word == answer.wish), None)
        if one is not None:
            self._sent.remove(one)
            if answer.fault:
                self._fail(one, answer.fault)
        return one is not None

    def tick(self) -> bool:
        """Ten times a second. True where something has changed."""
        now = self._clock.now()
        late = [one for one in self._sent if now - one.since >= GIVE_UP_S]
        self._sent = [one for one in self._sent if one not in late]
        for one in late:
            self._fail(one, NO_ANSWER)
        old = bool(self.fault) and now - self._blamed_at >= FAULT_S
        if old:
            self.fault = ""
        return old or bool(late)

    def _fail(self, one: _Sent, why: str) -> None:
        rescued = one.rescue is not None and one.rescue(why)
        if one.wish and not rescued:
            self.refuse(why)

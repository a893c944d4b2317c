"""Port `Telephony` met by a simulated phone in this process: where there is neither ofonod nor a bus."""

import itertools
from collections.abc import Callable
from typing import Final, override

from headunit.kernel.inbox import Inbox
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.phone.ports import ANSWER_TOPIC, TELEPHONY_TOPIC, Answer, Handset, Telephony, TelephonyNews
from headunit.phone.state import Call, CallEnd, CallPhase
from headunit.simulator.phone.line import LineCall, Stage
from headunit.simulator.phone.simulated_phone import BARS, News, SimulatedPhone

REFUSED = QT_TRANSLATE_NOOP("Phone", "The phone refused")
AWAY = QT_TRANSLATE_NOOP("Phone", "The phone is not connected")
OVER = QT_TRANSLATE_NOOP("Phone", "There is no such call any more")
_PHASES: Final = {
    Stage.ACTIVE: CallPhase.ACTIVE,
    Stage.HELD: CallPhase.HELD,
    Stage.DIALING: CallPhase.DIALING,
    Stage.ALERTING: CallPhase.ALERTING,
    Stage.INCOMING: CallPhase.INCOMING,
    Stage.WAITING: CallPhase.WAITING,
}


class HandsFree(Telephony):
    """The car's half of one or several phones. Whoever steps a phone lets its answers come."""

    def __init__(self, inbox: Inbox, *phones: SimulatedPhone) -> None:
        self._inbox, self._phones = inbox, phones
        self._muted = dict.fromkeys((phone.address for phone in phones), False)
        self._shown: dict[str, tuple[Call, ...]] = {}
        self._news: TelephonyNews | None = None
        self._links = itertools.count()  # a phone that has come back has new keys for its calls
        self._link = dict.fromkeys((phone.address for phone in phones), next(self._links))
        for phone in phones:
            phone.listen(self._listener(phone))
        self._tell()

    def _listener(self, phone: SimulatedPhone) -> Callable[[News], None]:
        def listen(news: News) -> None:
            if news is News.LINK:
                self._link[phone.address] = next(self._links)
                self._muted[phone.address] = False
            if news is not News.BELL:
                self._tell()

        return listen

    @override
    def dial(self, address: str, number: str) -> None:
        self._wish("dial", address, lambda phone: phone.dial(number))

    @override
    def answer(self, address: str, key: str) -> None:
        def act(phone: SimulatedPhone) -> bool:
            call = self._call(phone, key)
            return call.stage is Stage.INCOMING and phone.answer()

        self._wish("answer", address, act)

    @override
    def hang_up(self, address: str, key: str) -> None:
        def act(phone: SimulatedPhone) -> bool:
            call = self._call(phone, key)
            if call.stage is Stage.WAITING:
                return phone.hold("0")
            talked = len(phone.line.having(Stage.ACTIVE, Stage.HELD))
            one_of_many = call.stage in {Stage.ACTIVE, Stage.HELD} and talked > 1
            return phone.hold(f"1{call.index}") if one_of_many or call.stage is Stage.HELD else phone.hang_up()

        self._wish("hang_up", address, act)

    @override
    def hold_and_answer(self, address: str) -> None:
        def act(phone: SimulatedPhone) -> bool:
            return bool(phone.line.having(Stage.WAITING)) and phone.hold("2")

        self._wish("hold_and_answer", address, act)

    @override
    def swap(self, address: str) -> None:
        self._wish("swap", address, lambda phone: not phone.line.having(Stage.WAITING) and phone.hold("2"))

    @override
    def merge(self, address: str) -> None:
        self._wish("merge", address, lambda phone: phone.hold("3"))

    @override
    def tones(self, address: str, digits: str) -> None:
        self._wish("tones", address, lambda phone: phone.sound(digits))

    @override
    def mute(self, address: str, muted: bool) -> None:
        def act(_: SimulatedPhone) -> bool:
            self._muted[address] = muted
            self._tell()
            return True

        self._wish("mute", address, act)

    @override
    def on_phone(self, address: str, on: bool) -> None:
        def act(phone: SimulatedPhone) -> bool:
            phone.put_sound(on)
            return True

        self._wish("on_phone", address, act)

    def _wish(self, name: str, address: str, act: Callable[[SimulatedPhone], bool]) -> None:
        phone = next((one for one in self._phones if one.address == address), None)
        if phone is None or not phone.linked:
            self._inbox.post_event(ANSWER_TOPIC, Answer(name, AWAY))
            return

        def do() -> None:
            try:
                fault = "" if act(phone) else REFUSED
            except LookupError:
                fault = OVER
            if not phone.linked:
                fault = AWAY
            self._tell()
            self._inbox.post_event(ANSWER_TOPIC, Answer(name, fault))

        phone.post(do)

    def _key(self, phone: SimulatedPhone, call: LineCall) -> str:
        return f"{phone.address}/{self._link[phone.address]}/{call.serial}"

    def _call(self, phone: SimulatedPhone, key: str) -> LineCall:
        """Raises LookupError where it is over."""
        for call in phone.line.calls.values():
            if self._key(phone, call) == key:
                return call
        raise LookupError(key)

    def _tell(self) -> None:
        handsets = tuple(self._handset(phone) for phone in self._phones if phone.linked)
        news = TelephonyNews(handsets)
        if news != self._news:
            self._news = news
            self._inbox.post_event(TELEPHONY_TOPIC, news)

    def _handset(self, phone: SimulatedPhone) -> Handset:
        status = phone.status
        calls = tuple(
            Call(
                self._key(phone, call),
                call.number,
                call.name,
                _PHASES[call.stage],
                outgoing=call.outgoing,
                conference=call.conference,
            )
            for call in phone.line.calls.values()
        )
        ended = tuple(
            self._ended(old, here=phone.line.ended.get(int(old.key.rpartition("/")[2]), False))
            for old in self._shown.get(phone.address, ())
            if old.key not in {call.key for call in calls}
        )
        self._shown[phone.address] = calls
        return Handset(
            phone.address,
            phone.name,
            True,
            status.battery / BARS,
            (status.signal if status.operator else 0) / BARS,
            status.operator,
            status.roaming,
            self._muted[phone.address],
            on_phone=phone.on_phone,
            calls=(*calls, *ended),
        )

    @staticmethod
    def _ended(call: Call, *, here: bool) -> Call:
        return Call(
            call.key,
            call.number,
            call.name,
            CallPhase.ENDED,
            outgoing=call.outgoing,
            end=CallEnd.HERE if here else CallEnd.THERE,
        )

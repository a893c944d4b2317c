"""Port `Radio` met by simulated phones in this process: one is paired from the beginning, others are to be found.

Wishes come from any thread; all else happens on the one that steps it, and that steps the phones.
"""

import collections
from collections.abc import Callable
from typing import Final, override

from headunit.kernel.inbox import Inbox
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.phone.ports import ANSWER_TOPIC, RADIO_TOPIC, Answer, Question, Radio, RadioNews, Sight
from headunit.phone.state import Adapter
from headunit.simulator.phone.simulated_phone import News, SimulatedPhone

ABSENT = QT_TRANSLATE_NOOP("Phone", "There is no Bluetooth here")
OFF = QT_TRANSLATE_NOOP("Phone", "Bluetooth is off")
FAR = QT_TRANSLATE_NOOP("Phone", "The phone is not in reach, or its Bluetooth is off")
NOT_PAIRED = QT_TRANSLATE_NOOP("Phone", "Pairing has failed: try again")
_DIGITS: Final = 6


class SimulatedRadio(Radio):
    """`paired`: addresses of those that know the car already. Their owners always agree to the digits."""

    def __init__(self, inbox: Inbox, *phones: SimulatedPhone, paired: frozenset[str] = frozenset()) -> None:
        self._inbox, self._phones, self._paired = inbox, phones, set(paired)
        self._posted: collections.deque[Callable[[], None]] = collections.deque()
        self._adapter = Adapter.ON
        self._searched = False
        self._question: Question | None = None
        self._news: RadioNews | None = None
        for phone in phones:
            phone.listen(self._on_news)
        self._tell()

    def step(self) -> None:
        """Let what was asked happen: what goes over the radio takes a moment."""
        while self._posted:
            self._posted.popleft()()

    def _on_news(self, news: News) -> None:
        if news is News.LINK:
            self._tell()

    def knows(self, address: str) -> bool:
        """Whether it may connect: paired, and an adapter is there and on."""
        return address in self._paired and self._adapter in {Adapter.ON, Adapter.SEARCHING}

    # The world's hand.

    def plug(self, there: bool) -> None:
        """The adapter, in or out; the phones lose the car with it."""
        self._adapter = Adapter.ON if there else Adapter.ABSENT
        self._question = None
        if not there:
            self._drop_all()
        self._tell()

    def knock(self, address: str) -> None:
        """A phone that is not paired asks for the car: its owner has found it."""
        if address not in self._paired and self._adapter in {Adapter.ON, Adapter.SEARCHING}:
            self._question = Question(address, _digits(address), compare=True)
        self._tell()

    def _drop_all(self) -> None:
        for phone in self._phones:
            phone.drop()

    # The car's hand: Qt's thread.

    @override
    def power(self, on: bool) -> None:
        def act() -> str:
            if self._adapter is Adapter.ABSENT:
                return ABSENT
            self._adapter = Adapter.ON if on else Adapter.OFF
            if not on:
                self._drop_all()
            return ""

        self._wish("power", "", act)

    @override
    def search(self, on: bool) -> None:
        def act() -> str:
            if self._adapter in {Adapter.ON, Adapter.SEARCHING}:
                self._adapter = Adapter.SEARCHING if on else Adapter.ON
                self._searched = self._searched or on
                return ""
            return OFF if self._adapter is Adapter.OFF else ABSENT

        self._wish("search", "", act)

    @override
    def pair(self, address: str) -> None:
        def act() -> str | None:
            if self._phone(address) is None:
                return FAR
            if address in self._paired:
                return ""
            self._question = Question(address, _digits(address), compare=True)
            return None  # `agree` answers

        self._wish("pair", address, act)

    @override
    def agree(self, yes: bool) -> None:
        def act() -> str:
            question, self._question = self._question, None
            if question is not None:
                if yes:
                    self._paired.add(question.address)
                self._inbox.post_event(ANSWER_TOPIC, Answer("pair", "" if yes else NOT_PAIRED, question.address))
            return ""

        self._wish("agree", "", act)

    @override
    def connect(self, address: str) -> None:
        def act() -> str:
            phone = self._phone(address)
            there = phone is not None and address in self._paired and phone.come_back()
            return "" if there else FAR

        self._wish("connect", address, act)

    @override
    def disconnect(self, address: str) -> None:
        def act() -> str:
            if (phone := self._phone(address)) is not None:
                phone.drop()
            return ""

        self._wish("disconnect", address, act)

    @override
    def remove(self, address: str) -> None:
        def act() -> str:
            self._paired.discard(address)
            if (phone := self._phone(address)) is not None:
                phone.drop()
            return ""

        self._wish("remove", address, act)

    def _phone(self, address: str) -> SimulatedPhone | None:
        """One that is on, while we are."""
        on = self._adapter in {Adapter.ON, Adapter.SEARCHING}
        return next((one for one in self._phones if on and one.address == address and one.running), None)

    def _wish(self, name: str, address: str, act: Callable[[], str | None]) -> None:
        def do() -> None:
            fault = act()
            self._tell()
            if fault is not None:
                self._inbox.post_event(ANSWER_TOPIC, Answer(name, fault, address))

        self._posted.append(do)

    def _tell(self) -> None:
        news = RadioNews(self._adapter, self._sights(), self._question)
        if news != self._news:
            self._news = news
            self._inbox.post(RADIO_TOPIC, news)

    def _sights(self) -> tuple[Sight, ...]:
        if self._adapter is Adapter.ABSENT:
            return ()
        return tuple(
            Sight(phone.address, phone.name, paired, paired, paired and phone.linked)
            for phone in sorted(self._phones, key=lambda one: one.address)
            if (paired := phone.address in self._paired) or (phone.running and (self._searched or self._asks(phone)))
        )

    def _asks(self, phone: SimulatedPhone) -> bool:
        return self._question is not None and self._question.address == phone.address


def _digits(address: str) -> str:
    """The same in every run."""
    return f"{int(address.replace(':', ''), 16) * 7919 % 10**_DIGITS:0{_DIGITS}}"

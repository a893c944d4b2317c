"""The phones that the car knows: which is in use, what is being paired, who comes back by himself. Pure.

Out of what the radio and the phones tell; time from the clock, doors by ports.
"""

from collections.abc import Callable
from typing import Final, override

from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.phone.known_phones import Remembered
from headunit.phone.ports import Answer, Devices, Handset, Radio, RadioNews, Sight, TelephonyNews
from headunit.phone.reconnect import Reconnect
from headunit.phone.state import Adapter, Contact, Device, DevicesState, Pairing, PairingStep

#: Source text in context "Phone".
NO_BLUETOOTH = QT_TRANSLATE_NOOP("Phone", "There is no Bluetooth here")
#: A search ends by itself after, and a fault is shown so long (s).
SEARCH_S, FAULT_S = 180.0, 8.0
#: The radio answers within two minutes and a bit; a wish older than this is given up (s).
GIVE_UP_S: Final = 150.0


class DevicesDesk(Devices):
    """`radio`: asked for anew each time; None where nobody offers it. `keep` hears what a restart should find, `erase`
    the address of a phone of which nothing may stay; both return at once. Qt's thread."""

    def __init__(
        self,
        clock: Clock,
        board: Board,
        *,
        radio: Callable[[], Radio | None],
        remembered: Remembered | None = None,
        keep: Callable[[Remembered], None] = lambda _: None,
        erase: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._clock, self._board, self._radio, self._keep, self._erase = clock, board, radio, keep, erase
        kept = remembered or Remembered()
        self._names: dict[str, str] = dict(kept.phones)  # in the driver's order
        self._dnd = kept.dnd
        self._news, self._handsets = RadioNews(), tuple[Handset, ...]()
        self._wishes: dict[tuple[str, str], float] = {}  # wish and address, since
        self._forgotten: set[str] = set()
        self._faults: dict[str, tuple[str, float]] = {}  # by address, "" of the whole
        self._search_ends: float | None = None
        self._reconnect = Reconnect()
        self._publish()

    # The world speaks.

    def on_radio(self, news: RadioNews) -> None:
        """What the adapter knows."""
        self._news = news
        paired = {sight.address for sight in news.sights if sight.paired}
        self._forgotten &= paired
        self._note({sight.address: sight.name for sight in self._phones() if sight.connected})
        self._reconnect.on_connected(self._connected())
        self._publish()

    def on_telephony(self, news: TelephonyNews) -> None:
        """What the phones tell of themselves."""
        self._handsets = news.handsets
        self._note({handset.address: handset.name for handset in news.handsets if handset.online})
        self._reconnect.on_connected(self._connected())
        self._publish()

    def on_answer(self, answer: Answer) -> None:
        """What came of a wish to the radio."""
        if self._wishes.pop((answer.wish, answer.address), None) is None:
            return
        by_itself = answer.wish == "connect" and self._reconnect.is_own(answer.address)
        if answer.fault and not by_itself:
            self._blame(answer.fault, answer.address if answer.wish == "connect" else "")
        if answer.wish == "remove" and answer.fault:
            self._forgotten.discard(answer.address)  # it is still there, and shows
        if answer.wish == "pair" and not answer.fault:
            if self._search_ends is not None:
                self.search(False)
            self.use(answer.address)
        self._publish()

    def tick(self) -> None:
        """Ten times a second."""
        now, before = self._clock.now(), (len(self._wishes), len(self._faults))
        self._wishes = {wish: since for wish, since in self._wishes.items() if now - since < GIVE_UP_S}
        self._faults = {key: fault for key, fault in self._faults.items() if now - fault[1] < FAULT_S}
        if self._search_ends is not None and now >= self._search_ends:
            self.search(False)
        wanted = None if self._busy() else self._reconnect.due(now, self._returning(), self._connected())
        if wanted is not None and (radio := self._radio()) is not None:
            self._wishes["connect", wanted] = now
            radio.connect(wanted)
            self._publish()
        elif before != (len(self._wishes), len(self._faults)):
            self._publish()

    # The driver's hand.

    @override
    def search(self, on: bool) -> None:
        self._search_ends = self._clock.now() + SEARCH_S if on else None
        if on and self._news.adapter is Adapter.OFF:
            self._wish("power", "", lambda radio: radio.power(True))
        self._wish("search", "", lambda radio: radio.search(on))

    @override
    def pair(self, address: str) -> None:
        self._wish("pair", address, lambda radio: radio.pair(address))

    @override
    def agree(self, yes: bool) -> None:
        self._wish("agree", "", lambda radio: radio.agree(yes))

    @override
    def use(self, address: str) -> None:
        names = self._names
        self._names = {address: names.get(address, self._name(address)), **names}
        self._save()
        self._reconnect.want(address)
        if address not in self._connected() and ("connect", address) not in self._wishes:
            self._wish("connect", address, lambda radio: radio.connect(address))
        self._publish()

    @override
    def release(self, address: str) -> None:
        self._reconnect.let_go(address)
        self._wish("disconnect", address, lambda radio: radio.disconnect(address))

    @override
    def forget(self, address: str) -> None:
        self._reconnect.let_go(address)
        self._names.pop(address, None)
        self._save()
        self._erase(address)
        if any(sight.address == address and sight.paired for sight in self._news.sights):
            self._forgotten.add(address)
            self._wish("remove", address, lambda radio: radio.remove(address))
        self._publish()

    @override
    def disturb(self, may: bool) -> None:
        self._dnd = not may
        self._save()
        self._publish()

    # What follows from it.

    def _wish(self, name: str, address: str, act: Callable[[Radio], None]) -> None:
        radio = self._radio()
        self._faults.pop(address, None)
        self._faults.pop("", None)
        if radio is None:
            self._blame(NO_BLUETOOTH)
        else:
            self._wishes[name, address] = self._clock.now()
            act(radio)
        self._publish()

    def _blame(self, fault: str, address: str = "") -> None:
        self._faults[address] = (fault, self._clock.now())

    def _save(self) -> None:
        self._keep(Remembered(tuple(self._names.items()), self._dnd))

    def _note(self, connected: dict[str, str]) -> None:
        """Who has connected is known, and called as he calls himself now."""
        news = {
            address: name or self._names.get(address, "")
            for address, name in connected.items()
            if address not in self._forgotten
        }
        if any(self._names.get(address) != name for address, name in news.items()):
            self._names.update(news)
            self._save()

    def _phones(self) -> list[Sight]:
        """Paired ones; what else is paired with this computer is no phone."""
        return [sight for sight in self._news.sights if sight.paired and sight.phone]

    def _connected(self) -> frozenset[str]:
        by_radio = {sight.address for sight in self._phones() if sight.connected}
        return frozenset(by_radio | {handset.address for handset in self._handsets if handset.online})

    def _returning(self) -> list[str]:
        """Whom one may call, in the driver's order."""
        if self._news.adapter is not Adapter.ON:
            return []
        paired = {sight.address for sight in self._phones()} - self._forgotten
        return [address for address in (*self._names, *sorted(paired - self._names.keys())) if address in paired]

    def _busy(self) -> bool:
        return self._news.question is not None or any(wish in {"pair", "connect"} for wish, _ in self._wishes)

    def _name(self, address: str) -> str:
        named = [sight.name for sight in self._news.sights if sight.address == address]
        named += [handset.name for handset in self._handsets if handset.address == address]
        return next((name for name in named if name), self._names.get(address, ""))

    # What is shown.

    def _publish(self) -> None:
        connected = self._connected()
        phones = {sight.address for sight in self._phones()} - self._forgotten
        order = list(dict.fromkeys([*self._names, *sorted(phones), *sorted(connected - self._forgotten)]))
        first = next((address for address in order if address in connected), "")
        state = DevicesState(
            self._news.adapter,
            tuple(self._device(address, connected, in_use=address == first) for address in order),
            self._found(),
            self._pairing(),
            self._dnd,
            self._faults.get("", ("", 0.0))[0],
        )
        if state != self._board.latest(DevicesState):
            self._board.publish(state)

    def _device(self, address: str, connected: frozenset[str], *, in_use: bool) -> Device:
        handset = next((one for one in self._handsets if one.address == address), Handset(address))
        paired = any(sight.address == address and sight.paired for sight in self._news.sights)
        contact = Contact.CONNECTED if address in connected else Contact.AWAY
        if contact is Contact.AWAY and ("connect", address) in self._wishes:
            contact = Contact.CONNECTING
        return Device(
            address,
            self._name(address),
            paired or address in connected,
            contact,
            in_use,
            handset.battery,
            handset.signal,
            handset.operator,
            handset.roaming,
            self._faults.get(address, ("", 0.0))[0],
        )

    def _found(self) -> tuple[Device, ...]:
        looks = self._search_ends is not None or self._news.adapter is Adapter.SEARCHING
        found = [sight for sight in self._news.sights if sight.phone and sight.name and not sight.paired]
        ordered = sorted(found, key=lambda sight: (sight.name.casefold(), sight.address))
        return tuple(Device(sight.address, sight.name) for sight in ordered) if looks or self._busy() else ()

    def _pairing(self) -> Pairing | None:
        question = self._news.question
        if question is not None:
            step = PairingStep.COMPARE if question.compare else PairingStep.SHOW
            step = PairingStep.WAIT if ("agree", "") in self._wishes else step
            return Pairing(question.address, self._name(question.address), step, question.digits)
        address = next((address for wish, address in self._wishes if wish == "pair"), None)
        return None if address is None else Pairing(address, self._name(address), PairingStep.WAIT)

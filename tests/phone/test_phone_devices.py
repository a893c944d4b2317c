"""The phones that the car knows: with simulated phones in virtual time, and once through python-dbusmock's BlueZ."""

import itertools
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bluez_stage import ANN, BEN, Bluetoothd
from hypothesis import given, settings
from hypothesis import strategies as st
from ofono_stage import PATIENCE_S, SystemBus

from headunit.kernel.board import Board
from headunit.kernel.clock import Clock, ManualClock, SystemClock
from headunit.kernel.inbox import Inbox
from headunit.kernel.supervision import IoThread
from headunit.phone import devices, known_phones
from headunit.phone.bluez_link import BluezLink
from headunit.phone.bluez_radio import BluezRadio
from headunit.phone.devices import DevicesDesk
from headunit.phone.known_phones import KnownPhones, Remembered
from headunit.phone.ports import Answer, Radio, RadioNews, TelephonyNews
from headunit.phone.reconnect import LONGEST_S
from headunit.phone.state import Adapter, Contact, Device, DevicesState, PairingStep
from headunit.simulator.phone.hands_free import HandsFree
from headunit.simulator.phone.simulated_phone import SimulatedPhone
from headunit.simulator.phone.simulated_radio import FAR, NOT_PAIRED, SimulatedRadio
from tests.conftest import ExpectedLog

STEP_S = 0.1


class Desk:
    """A desk, and whoever reads its inbox."""

    def __init__(self, clock: Clock, inbox: Inbox, radio: Radio | None, remembered: Remembered | None = None) -> None:
        self.clock, self.inbox, self.board = clock, inbox, Board()
        self.kept = remembered or Remembered()
        self.erased: list[str] = []
        self.wishes = DevicesDesk(
            clock,
            self.board,
            radio=lambda: radio,
            remembered=remembered,
            keep=self._keep,
            erase=self.erased.append,
        )

    def _keep(self, remembered: Remembered) -> None:
        self.kept = remembered

    def hear(self) -> None:
        batch = self.inbox.drain()
        for value in (*batch.latest.values(), *(event for _, event in batch.events)):
            if isinstance(value, RadioNews):
                self.wishes.on_radio(value)
            elif isinstance(value, TelephonyNews):
                self.wishes.on_telephony(value)
            elif isinstance(value, Answer):
                self.wishes.on_answer(value)
        self.wishes.tick()

    @property
    def state(self) -> DevicesState:
        found = self.board.latest(DevicesState)
        assert found is not None
        return found

    def device(self, address: str) -> Device:
        return next(one for one in (*self.state.devices, *self.state.found) if one.address == address)


class Garage(Desk):
    """Two simulated phones and a radio, in virtual time. Ann's is paired."""

    def __init__(self, remembered: Remembered | None = None, *paired: str, near: bool = True) -> None:
        inbox, clock = Inbox(), ManualClock()
        self.ann = SimulatedPhone(ANN, "Ann's phone", linked=False)
        self.ben = SimulatedPhone(BEN, "Ben's phone", linked=False)
        if not near:
            self.ann.run_flat()
            self.ben.run_flat()
        self.radio = SimulatedRadio(inbox, self.ann, self.ben, paired=frozenset(paired or (ANN,)))
        self.hands_free = HandsFree(inbox, self.ann, self.ben)
        super().__init__(clock, inbox, self.radio, remembered)
        self.manual = clock
        self.hear()

    def run(self, seconds: float = STEP_S) -> None:
        for _ in range(round(seconds / STEP_S)):
            self.manual.advance(STEP_S)
            self.ann.step(STEP_S)
            self.ben.step(STEP_S)
            self.radio.step()
            self.hear()


def test_the_last_phone_is_called_at_the_start_and_is_in_use() -> None:
    garage = Garage(Remembered(((BEN, "Ben's phone"), (ANN, "Ann's phone"))), ANN, BEN)
    assert [one.contact for one in garage.state.devices] == [Contact.CONNECTING, Contact.AWAY]
    garage.run()
    current = garage.state.current
    assert current is not None
    assert (current.address, current.contact, current.operator) == (BEN, Contact.CONNECTED, "Rheintal Mobile")
    assert not garage.device(ANN).in_use
    garage.wishes.use(ANN)
    garage.run(0.2)
    assert garage.device(ANN).in_use
    assert garage.kept.phones[0][0] == ANN
    garage.ann.drop()
    garage.run()
    assert garage.device(BEN).in_use  # until the chosen one is back
    garage.ann.come_back()
    garage.run()
    assert garage.device(ANN).in_use


def test_an_absent_phone_is_called_ever_more_rarely_and_nobody_complains() -> None:
    garage = Garage(Remembered(((ANN, "Ann's phone"),)), ANN, near=False)
    attempts: list[float] = []
    garage.board.watch(
        DevicesState,
        lambda state: (
            attempts.append(garage.clock.now())
            if any(one.contact is Contact.CONNECTING for one in state.devices)
            else None
        ),
    )
    garage.run(400)
    pauses = [round(later - earlier) for earlier, later in itertools.pairwise(attempts)]
    assert pauses == sorted(pauses)
    assert pauses[:3] == [2, 4, 8]
    assert pauses[-1] == LONGEST_S
    assert (garage.device(ANN).fault, garage.state.fault) == ("", "")
    garage.ann.switch_on()
    garage.run(LONGEST_S + 1)
    assert garage.device(ANN).contact is Contact.CONNECTED


def test_who_was_let_go_stays_away_and_who_was_lost_comes_back() -> None:
    garage = Garage(Remembered(((ANN, "Ann's phone"),)))
    garage.run()
    garage.wishes.release(ANN)
    garage.run(120)
    assert garage.device(ANN).contact is Contact.AWAY
    garage.ann.come_back()  # its owner wants it
    garage.run()
    assert garage.device(ANN).in_use
    garage.ann.drop()
    garage.run(3)
    assert garage.device(ANN).in_use


def test_what_the_driver_asks_for_and_fails_is_said_for_a_while() -> None:
    garage = Garage(Remembered(((ANN, "Ann's phone"),)), ANN, near=False)
    garage.run(30)
    garage.wishes.use(ANN)
    garage.run(0.2)
    assert garage.device(ANN).fault == FAR
    garage.run(devices.FAULT_S)
    assert garage.device(ANN).fault == ""


def test_pairing_a_phone_that_was_found() -> None:
    garage = Garage()
    garage.run()
    assert garage.state.found == ()
    garage.wishes.search(True)
    garage.run(0.2)
    assert garage.state.adapter is Adapter.SEARCHING
    assert [one.name for one in garage.state.found] == ["Ben's phone"]
    for yes in (False, True):
        garage.wishes.pair(BEN)
        assert garage.state.pairing is not None
        assert garage.state.pairing.step is PairingStep.WAIT
        garage.run()
        pairing = garage.state.pairing
        assert pairing is not None
        assert (pairing.name, pairing.step, len(pairing.digits)) == ("Ben's phone", PairingStep.COMPARE, 6)
        garage.wishes.agree(yes)
        garage.run(0.3)
        assert garage.state.pairing is None
        assert garage.state.fault == ("" if yes else NOT_PAIRED)
    assert garage.device(BEN).in_use  # who is paired is wanted
    assert garage.state.adapter is Adapter.ON
    assert [address for address, _ in garage.kept.phones] == [BEN, ANN]


def test_a_search_ends_by_itself() -> None:
    garage = Garage()
    garage.wishes.search(True)
    garage.run(devices.SEARCH_S - 1)
    assert garage.state.adapter is Adapter.SEARCHING
    garage.run(1.5)
    assert garage.state.adapter is Adapter.ON


def test_searching_switches_the_radio_on() -> None:
    garage = Garage()
    garage.radio.power(False)
    garage.run(0.2)
    assert garage.state.adapter is Adapter.OFF
    garage.wishes.search(True)
    garage.run(0.2)
    assert garage.state.adapter is Adapter.SEARCHING


def test_a_phone_that_asks_for_the_car() -> None:
    garage = Garage()
    garage.run()
    garage.radio.knock(BEN)
    garage.run()
    assert garage.state.pairing is not None
    assert garage.state.pairing.step is PairingStep.COMPARE
    garage.wishes.agree(True)
    garage.run(0.2)
    assert garage.device(BEN).paired
    assert garage.state.pairing is None


def test_forgetting_leaves_nothing() -> None:
    garage = Garage(Remembered(((ANN, "Ann's phone"),)))
    garage.run()
    garage.wishes.forget(ANN)
    assert garage.erased == [ANN]
    assert garage.state.devices == ()
    garage.run(120)
    assert (garage.state.devices, garage.kept.phones, garage.ann.linked) == ((), (), False)


def test_the_adapter_goes_and_comes() -> None:
    garage = Garage(Remembered(((ANN, "Ann's phone"),)))
    garage.run()
    garage.radio.plug(False)
    garage.run(10)
    assert garage.state.adapter is Adapter.ABSENT
    assert [one.contact for one in garage.state.devices] == [Contact.AWAY]  # known all the same
    garage.wishes.search(True)
    garage.run(0.2)
    assert garage.state.fault
    garage.radio.plug(True)
    garage.run(0.3)
    assert garage.device(ANN).in_use


def test_without_a_radio_it_says_so() -> None:
    desk = Desk(ManualClock(), Inbox(), None)
    for wish in (lambda: desk.wishes.search(True), lambda: desk.wishes.pair(ANN), lambda: desk.wishes.use(ANN)):
        wish()
        assert desk.state.fault == devices.NO_BLUETOOTH
    assert desk.state.adapter is Adapter.ABSENT


def test_a_radio_that_never_answers_is_given_up() -> None:
    class Mute(SimulatedRadio):
        def pair(self, address: str) -> None:
            """Says nothing."""

    inbox, clock = Inbox(), ManualClock()
    desk = Desk(clock, inbox, Mute(inbox, SimulatedPhone(ANN)))
    desk.wishes.pair(ANN)
    assert desk.state.pairing is not None
    clock.advance(devices.GIVE_UP_S)
    desk.hear()
    assert desk.state.pairing is None


ACTS = ("search", "rest", "pair", "yes", "no", "use", "release", "forget", "plug", "unplug", "drop", "back", "knock")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.booleans(), st.sampled_from([0.0, 0.1, 5.0])), max_size=30))
def test_whatever_happens_one_phone_at_most_is_in_use(steps: list[tuple[str, bool, float]]) -> None:
    garage = Garage(Remembered(((ANN, "Ann's phone"),)))
    for act, ann, seconds in steps:
        address, phone = (ANN, garage.ann) if ann else (BEN, garage.ben)
        acts: dict[str, Callable[[], object]] = {
            "search": lambda: garage.wishes.search(True),
            "rest": lambda: garage.wishes.search(False),
            "pair": lambda address=address: garage.wishes.pair(address),
            "yes": lambda: garage.wishes.agree(True),
            "no": lambda: garage.wishes.agree(False),
            "use": lambda address=address: garage.wishes.use(address),
            "release": lambda address=address: garage.wishes.release(address),
            "forget": lambda address=address: garage.wishes.forget(address),
            "plug": lambda: garage.radio.plug(True),
            "unplug": lambda: garage.radio.plug(False),
            "drop": phone.drop,
            "back": phone.come_back,
            "knock": lambda address=address: garage.radio.knock(address),
        }
        acts[act]()
        garage.run(seconds)
        in_use = [one for one in garage.state.devices if one.in_use]
        assert len(in_use) <= 1
        assert all(one.contact is Contact.CONNECTED for one in in_use)
        known = [one.address for one in garage.state.devices]
        assert len(known) == len(set(known))
        assert not {one.address for one in garage.state.found if one.paired}


def test_what_is_remembered_survives_a_restart(tmp_path: Path) -> None:
    file = KnownPhones(tmp_path)
    assert file.load() == Remembered()
    kept = Remembered(((ANN, "安的手机"), (BEN, "")), dnd=True)
    file.save(kept)
    file.end()
    assert KnownPhones(tmp_path).load() == kept


@pytest.mark.parametrize("content", ["[]", '{"phones": 3, "dnd": 1}', '{"phones": [7, {"address": ""}]}'])
def test_a_strange_file_is_left_out(tmp_path: Path, content: str) -> None:
    (tmp_path / known_phones.FILE).write_text(content)
    assert KnownPhones(tmp_path).load() == Remembered()


@pytest.mark.parametrize("content", [b"", b"\xff", b"[" * 99_999])
def test_a_damaged_file_is_left_out_and_said(tmp_path: Path, content: bytes, expect_log: ExpectedLog) -> None:
    (tmp_path / known_phones.FILE).write_bytes(content)
    expect_log("the phones before the restart cannot be read")
    assert KnownPhones(tmp_path).load() == Remembered()


def test_each_phone_has_a_folder_of_its_own_and_it_can_be_erased(tmp_path: Path) -> None:
    mine, other = known_phones.folder_of(tmp_path, ANN), known_phones.folder_of(tmp_path, "../../etc")
    assert mine != other
    assert {mine.parent, other.parent} == {tmp_path}
    (mine / "photos").mkdir(parents=True)
    (mine / "photos" / "1.png").write_bytes(b"x")
    other.mkdir()
    known_phones.erase(mine)
    known_phones.erase(mine)  # nothing there is no fault
    assert list(tmp_path.iterdir()) == [other]


@pytest.fixture
def bluetoothd() -> Iterator[Bluetoothd]:
    bus = SystemBus()
    bus.begin()
    daemon = Bluetoothd(bus)
    daemon.begin()
    yield daemon
    daemon.kill()
    bus.remove()


def test_with_bluez_from_finding_to_forgetting(bluetoothd: Bluetoothd) -> None:
    io, inbox = IoThread(), Inbox()
    io.start()
    link = BluezLink(io, SystemClock(), inbox, bluetoothd.bus.address)
    desk = Desk(SystemClock(), inbox, BluezRadio(link, inbox))

    def until(true: Callable[[], object], what: str) -> None:
        ends = time.monotonic() + PATIENCE_S
        while not true():
            assert time.monotonic() < ends, f"never: {what}; {desk.state}"
            time.sleep(0.005)
            desk.hear()

    link.start()
    try:
        bluetoothd.add_adapter()
        until(lambda: desk.state.adapter is Adapter.ON, "an adapter")
        desk.wishes.search(True)
        bluetoothd.find(ANN, "Ann's phone")
        until(lambda: desk.state.found, "a phone found")
        bluetoothd.pairs_asking(ANN, "RequestConfirmation", "ou", "dbus.UInt32(123456)")
        desk.wishes.pair(ANN)
        until(lambda: desk.state.pairing is not None and desk.state.pairing.digits == "123456", "digits")
        desk.wishes.agree(True)
        until(lambda: desk.state.current is not None, "a phone in use")
        until(lambda: desk.state.adapter is Adapter.ON, "no search any more")
        assert bluetoothd.device(ANN)["Trusted"]
        desk.wishes.forget(ANN)
        until(lambda: not desk.state.devices and not desk.state.fault, "nothing known")
        until(lambda: len([one for one in bluetoothd.objects() if "dev_" in one]) == 0, "BlueZ has forgotten, too")
        assert desk.kept.phones == ()
    finally:
        link.stop()
        io.stop()

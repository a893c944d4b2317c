"""The scenario "phone" through a whole house in virtual time: what happens to the phones is what the driver is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from headunit.app import House, find_car
from headunit.app.lockstep import Lockstep
from headunit.app.simulated import Plan, SimulatedWorld
from headunit.app.telephone import furnish_phone
from headunit.kernel.clock import ManualClock
from headunit.phone.ports import Calls, Devices
from headunit.phone.state import Adapter, CallEnd, CallPhase, CallsState, Contact, DevicesState, PairingStep
from headunit.preferences.state import Preferences
from headunit.settings import load
from headunit.simulator import scenario
from headunit.simulator.commands import command
from headunit.simulator.phone.pocket import CALLERS


class Drive:
    """A house on the move, with somebody at the wheel."""

    def __init__(self, name: str, folder: Path) -> None:
        found = scenario.load(name)
        car = find_car(found.car)
        self.clock = ManualClock(found.start)
        self.house = House(self.clock, car, Preferences())
        furnish_phone(self.house, load({"HOME": str(folder)}), virtual=True)
        self.world = SimulatedWorld(self.house, Plan(found, car))
        self.steps = Lockstep(self.house, self.clock, self.world.step)
        calls, devices = self.house.port(Calls), self.house.port(Devices)
        assert calls is not None
        assert devices is not None
        self.calls, self.devices = calls, devices

    def until(self, seconds: float) -> None:
        """So long after the start."""
        self.steps.run(seconds - self.world.simulation.snapshot().t_s)

    def phases(self) -> list[CallPhase]:
        return [call.phase for call in self.calls_now().calls]

    def ends(self) -> list[CallEnd | None]:
        return [call.end for call in self.calls_now().calls]

    def current(self) -> tuple[str, float | None, float | None] | None:
        one = self.devices_now().current
        return None if one is None else (one.name, one.battery, one.signal)

    def calls_now(self) -> CallsState:
        state = self.house.board.latest(CallsState)
        assert state is not None
        return state

    def devices_now(self) -> DevicesState:
        state = self.house.board.latest(DevicesState)
        assert state is not None
        return state


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[Drive]:
    drive = Drive("phone", tmp_path)
    yield drive
    drive.world.stop()
    drive.house.end()
    assert not list(tmp_path.iterdir())  # in virtual time nothing is kept


def test_calls(drive: Drive) -> None:
    drive.until(5)
    ringing = drive.calls_now().ringing
    assert ringing is not None
    assert ringing.number == CALLERS["friend"]
    drive.calls.answer()
    drive.until(16)
    assert drive.phases() == [CallPhase.WAITING, CallPhase.ACTIVE]
    drive.calls.answer()
    drive.until(17)
    assert drive.phases() == [CallPhase.ACTIVE, CallPhase.HELD]
    drive.until(25)
    assert {call.end for call in drive.calls_now().calls} == {CallEnd.THERE}
    drive.until(30)
    withheld = drive.calls_now().ringing
    assert withheld is not None
    assert withheld.number == ""
    drive.until(34)
    assert drive.ends() == [CallEnd.MISSED]
    drive.until(38)
    assert drive.phases() == [CallPhase.ACTIVE]
    drive.until(42.2)
    assert drive.ends() == [CallEnd.LOST]
    drive.until(46)  # called back at once, by itself; the call went on at the ear
    assert drive.phases() == [CallPhase.ACTIVE]


def test_phones(drive: Drive) -> None:
    drive.until(2)
    assert drive.current() == ("Ann's phone", 1.0, 0.8)
    drive.until(57)
    assert drive.current() == ("Ann's phone", 0.2, 0.2)
    drive.until(59)
    assert drive.current() is None
    drive.until(69)
    assert drive.current() == ("Ann's phone", 1.0, 0.2)  # charged, and called again
    drive.until(71)
    pairing = drive.devices_now().pairing
    assert pairing is not None
    assert (pairing.name, pairing.step) == ("Ben's phone", PairingStep.COMPARE)
    drive.devices.agree(True)
    drive.until(73)
    ben = next(one for one in drive.devices_now().devices if one.name == "Ben's phone")
    assert ben.paired
    drive.devices.use(ben.address)
    drive.until(74)
    assert drive.current() == ("Ben's phone", 1.0, 0.8)
    drive.until(81)
    assert drive.devices_now().adapter is Adapter.ABSENT
    assert {one.contact for one in drive.devices_now().devices} == {Contact.AWAY}


def test_two_phones_ring_at_once(drive: Drive) -> None:
    world = drive.world.simulation
    drive.until(1)
    world.post(command("phone_pair", phone="passenger"))
    drive.until(1.5)
    drive.devices.agree(True)
    drive.until(2)
    world.post(command("phone_link", on=True, phone="passenger"))
    world.post(command("phone_ring", who="office", phone="passenger"))
    drive.until(4)
    assert drive.phases() == [CallPhase.INCOMING, CallPhase.INCOMING]
    world.post(command("phone_link", on=False))
    drive.until(4.5)
    assert sorted(phase.value for phase in drive.phases()) == ["ended", "incoming"]

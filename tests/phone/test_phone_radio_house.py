"""A whole house on a system bus with a mocked BlueZ: phones are known, used, followed, and forgotten with all they
left on the disk."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bluez_stage import ANN, DEVICE, Bluetoothd, device_path
from ofono_stage import PATIENCE_S, SystemBus

from headunit.app import House, find_car
from headunit.app.telephone import furnish_phone
from headunit.kernel.clock import SystemClock
from headunit.phone.known_phones import FILE, folder_of
from headunit.phone.ports import Devices, MediaDoor
from headunit.phone.state import Adapter, Contact, DevicesState, Pairing, PairingStep
from headunit.preferences.state import Preferences
from headunit.settings import Settings, load


class Home:
    """A house as `headunit run` builds it, as far as the phone goes."""

    def __init__(self, bus: SystemBus, folder: Path) -> None:
        self.settings: Settings = load({"HOME": str(folder), "DBUS_SYSTEM_BUS_ADDRESS": bus.address})
        self.failures: list[Exception] = []
        self.house = House(SystemClock(), find_car("demo"), Preferences())
        telephone = furnish_phone(self.house, self.settings)
        devices = self.house.port(Devices)
        assert devices is not None
        self.devices = devices
        self.house.begin(telephone.links, self.failures.append)

    @property
    def state(self) -> DevicesState:
        found = self.house.board.latest(DevicesState)
        assert found is not None
        return found

    def until(self, true: Callable[[], object], what: str) -> None:
        ends = time.monotonic() + PATIENCE_S
        while not true():
            assert time.monotonic() < ends, f"never: {what}; {self.state}"
            assert not self.failures
            time.sleep(0.01)
            self.house.tick()


@pytest.fixture
def bluetoothd() -> Iterator[Bluetoothd]:
    bus = SystemBus()
    bus.begin()
    daemon = Bluetoothd(bus)
    daemon.begin()
    daemon.add_adapter()
    daemon.find(ANN, "Ann's phone")
    daemon.pairs_asking(ANN, "RequestAuthorization")
    yield daemon
    daemon.kill()
    bus.remove()


def test_from_pairing_over_a_restart_to_forgetting(bluetoothd: Bluetoothd, tmp_path: Path) -> None:
    first = Home(bluetoothd.bus, tmp_path)
    try:
        first.until(lambda: first.state.adapter is Adapter.ON, "an adapter")
        first.devices.pair(ANN)
        asks = Pairing(ANN, "Ann's phone", PairingStep.COMPARE)
        first.until(lambda: first.state.pairing == asks, "a question")
        first.devices.agree(True)
        first.until(lambda: first.state.current is not None, "a phone in use")
        first.devices.disturb(False)
    finally:
        first.house.end()
    kept = json.loads((first.settings.phones / FILE).read_text("utf-8"))
    assert kept == {"phones": [{"address": ANN, "name": "Ann's phone"}], "dnd": True}
    bluetoothd.say(device_path(ANN), DEVICE, "Disconnect")

    second = Home(bluetoothd.bus, tmp_path)
    try:
        assert [one.name for one in second.state.devices] == ["Ann's phone"]  # before any daemon has spoken
        assert second.state.dnd
        second.until(lambda: second.state.current is not None, "the last phone called by itself")
        assert second.state.devices[0].contact is Contact.CONNECTED
        second.until(lambda: second.house.port(MediaDoor), "a door to its music")
        left = folder_of(second.settings.phones, ANN)
        (left / "photos").mkdir(parents=True)
        (left / "people.sqlite").write_bytes(b"names and numbers")
        second.devices.forget(ANN)
        second.until(lambda: second.state.devices == () and not left.exists(), "nothing left")
    finally:
        second.house.end()
    assert json.loads((second.settings.phones / FILE).read_text("utf-8"))["phones"] == []
    assert not [path for path in bluetoothd.objects() if "dev_" in path]

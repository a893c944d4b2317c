"""`headunit phone status` beside a running BlueZ: it looks, and takes nothing from whoever pairs."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from bluez_stage import ANN, BEN, Bluetoothd
from ofono_stage import Town, town

from headunit.phone.dbus_daemon import Typed
from tests.commands.run_headunit import Said, headunit


@pytest.fixture
def city() -> Iterator[Town]:
    with town("ann") as city:
        yield city


def status(city: Town, home: Path, *words: str) -> Said:
    said = headunit(home, "phone", "status", *words, DBUS_SYSTEM_BUS_ADDRESS=city.bus.address)
    assert said.code == 0, said.err
    return said


def test_without_bluez(city: Town, tmp_path: Path) -> None:
    told = json.loads(status(city, tmp_path, "--json").out)
    assert (told["bluetooth"], told["known"]) == ("absent", [])


def test_with_an_adapter_and_paired_phones(city: Town, tmp_path: Path) -> None:
    daemon = Bluetoothd(city.bus)
    daemon.begin()
    try:
        daemon.add_adapter()
        for address, name in ((ANN, "安的手机"), (BEN, "Ben")):
            daemon.find(address, name)
        daemon.say("/", "org.bluez.Mock", "PairDevice", "ssi", "hci0", ANN, 0x5A020C)
        daemon.change(ANN, Connected=Typed("b", True))
        told = json.loads(status(city, tmp_path, "--json").out)
        assert told["bluetooth"] == "on"
        assert told["known"] == [{"address": ANN, "name": "安的手机", "connected": True}]
        lines = status(city, tmp_path).out.splitlines()
        # The real ofonod takes the mock for BlueZ, and has a modem for Ann's phone sooner or later.
        assert sum(line.startswith("安的手机: ") for line in lines) == 1
        assert lines[-1] == "Bluetooth: on"
        log = (city.bus.folder / "bluetoothd.log").read_text("utf-8")
        assert "RegisterAgent" not in log
    finally:
        daemon.kill()

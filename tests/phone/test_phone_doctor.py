"""What `headunit doctor` finds of the telephone: on bare machines, and with a real ofonod and a mocked BlueZ."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from bluez_stage import Bluetoothd
from ofono_stage import Ofonod, SystemBus, until

from headunit.commands.doctor import phone
from headunit.commands.doctor.machine import Finding, Machine, Status
from tests.commands.doctor_stage import bare_machine, put


@pytest.fixture
def bus() -> Iterator[SystemBus]:
    bus = SystemBus()
    bus.begin()
    yield bus
    bus.remove()


@pytest.fixture
def bare(tmp_path: Path, bus: SystemBus) -> Machine:
    """With the bus, for both kinds of it."""
    buses = {f"DBUS_{kind}_BUS_ADDRESS": bus.address for kind in ("SYSTEM", "SESSION")}
    machine = bare_machine(tmp_path)
    return dataclasses.replace(machine, environ={**machine.environ, **buses})


def test_bluez(bare: Machine, bus: SystemBus) -> None:
    assert phone.bluez(bare).mend == "sudo apt-get install bluez"
    put(bare, "usr/libexec/bluetooth/bluetoothd")
    assert phone.bluez(bare).detail == "bluetoothd is not running"
    daemon = Bluetoothd(bus)
    daemon.begin()
    try:
        assert phone.bluez(bare).detail == "no Bluetooth adapter"
        for entry in ("hci0", "hci0:11"):  # a connection has an entry, too
            put(bare, f"sys/class/bluetooth/{entry}/uevent")
        assert phone.bluez(bare) == Finding("bluez", Status.OK, "bluetoothd with hci0")
    finally:
        daemon.kill()


def test_ofono(bare: Machine, bus: SystemBus) -> None:
    assert phone.ofono(bare).mend == "sudo apt-get install ofono"
    put(bare, "usr/sbin/ofonod")
    assert phone.ofono(bare).mend == "sudo systemctl start ofono"
    daemon = Ofonod(bus, {})
    daemon.begin()
    try:
        until(lambda: phone.ofono(bare).status is Status.OK, "ofonod found")
    finally:
        daemon.kill()


def test_obexd(bare: Machine, tmp_path: Path) -> None:
    assert phone.obexd(bare).mend == "sudo apt-get install bluez-obexd"
    put(bare, "usr/libexec/bluetooth/obexd")
    assert phone.obexd(bare).mend == "systemctl --user start obex"
    put(bare, "usr/share/dbus-1/services/org.bluez.obex.service")
    assert phone.obexd(bare).status is Status.OK
    lonely = dataclasses.replace(bare, environ={"HOME": str(tmp_path)})
    assert phone.obexd(lonely).status is Status.ABSENT  # nobody could start it


def test_without_any_bus_nothing_hangs(tmp_path: Path) -> None:
    machine = bare_machine(tmp_path)
    put(machine, "usr/sbin/ofonod")
    put(machine, "usr/libexec/bluetooth/bluetoothd")
    assert [check(machine).status for check in phone.CHECKS] == [Status.ABSENT] * 3

"""A private system bus with python-dbusmock's bluetoothd on it: adapters and phones come and go as a test wants.

The mock's own pairing asks nobody. Here it asks our agent as bluetoothd does: from the connection that owns org.bluez.
"""

import asyncio
import os
import signal
import subprocess
from typing import Any, Final

from ofono_stage import SystemBus, until

from headunit.phone.dbus_daemon import DbusDaemon, Typed

#: dbusmock stands on the distribution's own Python (dbus-python, PyGObject).
PYTHON: Final = "/usr/bin/python3"
ADAPTER, DEVICE = "/org/bluez/hci0", "org.bluez.Device1"
ANN, BEN = "AA:BB:CC:00:00:01", "AA:BB:CC:00:00:02"
PHONE_CLASS: Final = 0x5A020C
#: Run inside the mock, `self` is the device. Which connection registered the agent it does not know: all are asked.
_PAIR: Final = """
for name in self.connection.list_names():
    if not name.startswith(':') or name == self.connection.get_unique_name():
        continue
    try:
        told = self.connection.call_blocking(name, '/headunit/agent', 'org.bluez.Agent1', {member!r}, {signature!r},
                                             [dbus.ObjectPath(self.path), {arguments}], timeout=20)
    except dbus.exceptions.DBusException as error:
        if error.get_dbus_name() == 'org.bluez.Error.Rejected':
            raise dbus.exceptions.DBusException('no', name='org.bluez.Error.AuthenticationRejected')
        continue
    {then}
    break
else:
    raise dbus.exceptions.DBusException('nobody', name='org.bluez.Error.AuthenticationFailed')
"""
PAIRED: Final = f"self.PairDevice('hci0', self.props['{DEVICE}']['Address'], {PHONE_CLASS})"


def device_path(address: str) -> str:
    return f"{ADAPTER}/dev_{address.replace(':', '_')}"


class Bluetoothd:
    """The mock, as a process; what a test says to it goes over the bus."""

    def __init__(self, bus: SystemBus) -> None:
        self.bus = bus
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        words = [PYTHON, "-m", "dbusmock", "--system", "--template", "bluez5"]
        with (self.bus.folder / "bluetoothd.log").open("ab") as log:
            environ = os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": self.bus.address}
            self._process = subprocess.Popen(words, env=environ, stdout=log, stderr=log)
        until(self._answers, "a bluetoothd")

    def _answers(self) -> bool:
        try:
            self.say("/org/bluez", "org.freedesktop.DBus.Peer", "Ping")
            self.objects()
        except OSError:
            return False
        return True

    def say(self, path: str, interface: str, member: str, signature: str = "", *body: object) -> list[Any]:
        async def said() -> list[Any]:
            hand = DbusDaemon(self.bus.address, "org.bluez", lambda *_: None, lambda _: None)
            try:
                await hand.open()
                return await hand.call(path, interface, member, signature, *body)
            finally:
                hand.close()

        return asyncio.run(said())

    def mock(self, member: str, *words: str) -> None:
        self.say("/", "org.bluez.Mock", member, "s" * len(words), *words)

    def objects(self) -> dict[str, dict[str, dict[str, Any]]]:
        found: dict[str, dict[str, dict[str, Any]]] = self.say(
            "/", "org.freedesktop.DBus.ObjectManager", "GetManagedObjects"
        )[0]
        return found

    def device(self, address: str) -> dict[str, Any]:
        return self.objects()[device_path(address)][DEVICE]

    def adapter(self) -> dict[str, Any]:
        return self.objects()[ADAPTER]["org.bluez.Adapter1"]

    def add_adapter(self) -> None:
        self.mock("AddAdapter", "hci0", "car")

    def remove_adapter(self) -> None:
        self.mock("RemoveAdapter", "hci0")

    def find(self, address: str, name: str, kind: int = PHONE_CLASS) -> None:
        """An inquiry finds it."""
        self.mock("AddDevice", "hci0", address, name)
        self.change(address, Class=Typed("u", kind))

    def change(self, address: str, **values: Typed) -> None:
        changes = dict(values)
        self.say(device_path(address), "org.freedesktop.DBus.Mock", "UpdateProperties", "sa{sv}", DEVICE, changes)

    def pairs_asking(
        self, address: str, member: str, signature: str = "o", arguments: str = "", then: str = PAIRED
    ) -> None:
        """From now on, pairing this device asks the agent's method `member`, then does `then`."""
        code = _PAIR.format(member=member, signature=signature, arguments=arguments, then=then)
        self.method(address, "Pair", code)

    def method(self, address: str, member: str, code: str) -> None:
        """Another way for the device to do it."""
        mock = "org.freedesktop.DBus.Mock"
        self.say(device_path(address), mock, "AddMethod", "sssss", DEVICE, member, "", "", code)

    def hang(self, hangs: bool) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP if hangs else signal.SIGCONT)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

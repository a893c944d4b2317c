"""What the telephone needs: BlueZ with an adapter, oFono, obexd; each with the command that mends it."""

import asyncio
from typing import Final

from headunit.commands.doctor.machine import APT, Finding, Machine, Status, listens

#: Where distributions put daemons that nobody calls by hand.
_FOLDERS: Final = ("usr/libexec/bluetooth", "usr/lib/bluetooth", "usr/sbin", "usr/bin", "usr/libexec")
_OBEX_SERVICE: Final = "usr/share/dbus-1/services/org.bluez.obex.service"


def bluez(machine: Machine) -> Finding:
    """bluetoothd, and an adapter for it."""
    if not _installed(machine, "bluetoothd"):
        return Finding("bluez", Status.ABSENT, "bluetoothd is not installed: no phone is found", f"{APT}bluez")
    if not _runs(machine, "system", "org.bluez"):
        return Finding("bluez", Status.ABSENT, "bluetoothd is not running", "sudo systemctl start bluetooth")
    adapters = sorted(folder.name for folder in machine.root.glob("sys/class/bluetooth/hci*") if ":" not in folder.name)
    if not adapters:
        return Finding("bluez", Status.ABSENT, "no Bluetooth adapter", "rfkill unblock bluetooth, or plug one in")
    return Finding("bluez", Status.OK, f"bluetoothd with {', '.join(adapters)}")


def ofono(machine: Machine) -> Finding:
    """The daemon that makes calls."""
    if not _installed(machine, "ofonod"):
        return Finding("ofono", Status.ABSENT, "ofonod is not installed: no calls", f"{APT}ofono")
    if not _runs(machine, "system", "org.ofono"):
        return Finding("ofono", Status.ABSENT, "ofonod is not running: no calls", "sudo systemctl start ofono")
    return Finding("ofono", Status.OK, "ofonod is running")


def obexd(machine: Machine) -> Finding:
    """The daemon that brings contacts and messages; the session bus starts it when it is asked for."""
    if not _installed(machine, "obexd"):
        detail = "obexd is not installed: no contacts and no messages"
        return Finding("obexd", Status.ABSENT, detail, f"{APT}bluez-obexd")
    if _runs(machine, "session", "org.bluez.obex"):
        return Finding("obexd", Status.OK, "obexd is running")
    if _address(machine, "session") and (machine.root / _OBEX_SERVICE).exists():
        return Finding("obexd", Status.OK, "obexd is started when it is asked for")
    return Finding("obexd", Status.ABSENT, "obexd is not running", "systemctl --user start obex")


def _installed(machine: Machine, daemon: str) -> bool:
    return any((machine.root / folder / daemon).exists() for folder in _FOLDERS)


def _address(machine: Machine, bus: str) -> str:
    """For D-Bus; "" where nobody listens there."""
    found = machine.bus_address(bus)
    if not found or not listens(found):
        return ""
    return f"unix:abstract={found[1:]}" if found.startswith("\0") else f"unix:path={found}"


def _runs(machine: Machine, bus: str, service: str) -> bool:
    from headunit.phone.dbus_daemon import DbusDaemon

    address = _address(machine, bus)

    async def ask() -> bool:
        daemon = DbusDaemon(address, service, lambda *_: None, lambda _: None)
        try:
            return await daemon.open()
        except OSError:
            return False
        finally:
            daemon.close()

    return bool(address) and asyncio.run(ask())


CHECKS = (bluez, ofono, obexd)

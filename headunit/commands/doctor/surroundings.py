"""What the head unit talks to: one function a subject, each with the command that mends what it finds."""

from headunit.commands.doctor.machine import APT, Finding, Machine, Status, listens, speaks_can


def can(machine: Machine, kernel_speaks_can: bool | None = None) -> Finding:
    """CAN sockets and the interfaces that they could be bound to."""
    if not (speaks_can() if kernel_speaks_can is None else kernel_speaks_can):
        return Finding("can", Status.ABSENT, "this kernel has no CAN sockets", "sudo modprobe can_raw")
    found = dict(machine.can_interfaces())
    if not found:
        mend = "sudo ip link add vcan0 type vcan && sudo ip link set vcan0 up"
        return Finding("can", Status.ABSENT, "no interface; for a virtual one:", mend)
    detail = ", ".join(f"{name} {state}" for name, state in found.items())
    down = [name for name, state in found.items() if state == "down"]
    if len(down) == len(found):
        return Finding("can", Status.ABSENT, detail, f"sudo ip link set {down[0]} up type can bitrate 500000")
    return Finding("can", Status.OK, detail)


def gpsd(machine: Machine, host: str = "127.0.0.1", port: int = 2947, timeout_s: float = 2.0) -> Finding:
    """A gpsd that has a receiver with a fix."""
    from headunit.position.gpsd_py3 import ask

    answer = ask(host, port, timeout_s)
    if not isinstance(answer, str):
        satellites = f", {answer.satellites_used} satellites" if answer.satellites_used else ""
        return Finding(
            "gpsd", Status.OK, f"{host}:{port} has a {answer.mode.name.removeprefix('FIX_')} fix{satellites}"
        )
    if machine.program("gpsd") is None:
        return Finding("gpsd", Status.ABSENT, "not installed", f"{APT}gpsd")
    detail, _, advice = answer.partition("; ")
    return Finding("gpsd", Status.ABSENT, detail, advice.removeprefix("start it with: ").removeprefix("try: "))


def libvlc(machine: Machine) -> Finding:
    """VLC's library and its plug-ins: the library alone plays nothing."""
    library = machine.library("libvlc.so.5")
    if library and next((library.parent / "vlc" / "plugins").rglob("*.so"), None):
        return Finding("libvlc", Status.OK, str(library))
    what = f"{library} without plug-ins" if library else "not installed"
    return Finding("libvlc", Status.ABSENT, what, f"{APT}libvlc5 vlc-plugin-base")


def dbus(machine: Machine) -> Finding:
    """Both message buses: phones are on the system's, media keys on the session's."""
    mends = {"session": f"{APT}dbus-user-session", "system": f"{APT}dbus && sudo service dbus start"}
    addresses = {bus: machine.bus_address(bus) for bus in mends}
    absent = [bus for bus, address in addresses.items() if not (address and listens(address))]
    if absent:
        detail = f"{' and '.join(absent)} bus not reachable"
        return Finding("dbus", Status.ABSENT, detail, " && ".join(mends[bus] for bus in absent))
    return Finding("dbus", Status.OK, "session and system bus")


def map_region(machine: Machine) -> Finding:
    """Map data on the disk: whole regions, and broken ones."""
    from headunit.regions.shelf import Shelf
    from headunit.settings import load

    shelf = Shelf(load(machine.environ).maps)
    regions, broken = shelf.look()
    parts = [f"{region.title} ({region.osm_at[:10] or 'of unknown age'})" for region in regions]
    parts += [f"{name} is broken: {why}" for name, why in broken]
    if broken:
        return Finding("map_region", Status.ABSENT, "; ".join(parts), f"headunit map update {broken[0][0]}")
    if regions:
        return Finding("map_region", Status.OK, ", ".join(parts))
    return Finding("map_region", Status.ABSENT, f"none in {shelf.folder}", "headunit map add monaco")


def map_tools(machine: Machine) -> Finding:
    """What fetches the regions that have a name: uv. Regions out of files need nothing."""
    from headunit.regions.package_archive import find_uv

    found = machine.program("uv") or find_uv()
    if found:
        return Finding("map_tools", Status.OK, f"uv: {found}")
    return Finding("map_tools", Status.ABSENT, "no uv: monaco and helsinki cannot be fetched", "pip install uv")


CHECKS = (can, gpsd, libvlc, dbus, map_region, map_tools)

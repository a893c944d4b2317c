"""gpsd's JSON reports, one line each, as typed facts (gpsd_json(5), protocol 3). Pure: no socket, no clock.

The line may come from anybody who holds the port: whatever it holds, the answer is one of the types below.
"""

import json
from dataclasses import dataclass

from headunit.position.plausible import make_fix, number, utc, words
from headunit.position.state import Fix, Mode

#: Longer lines are refused. A SKY report of 100 satellites has about 10 kB.
MAX_LINE = 65_536


@dataclass(frozen=True, slots=True)
class Version:
    """The greeting. `release`: of gpsd, as "3.22"."""

    release: str


@dataclass(frozen=True, slots=True)
class Device:
    """A receiver known to gpsd. `active`: False once it was unplugged or closed."""

    path: str
    driver: str
    active: bool


@dataclass(frozen=True, slots=True)
class Devices:
    """All receivers known to gpsd; empty when it has none."""

    devices: tuple[Device, ...]


@dataclass(frozen=True, slots=True)
class Tpv:
    """Time, position, velocity. `fix.satellites_used` is None: TPV does not tell it."""

    fix: Fix


@dataclass(frozen=True, slots=True)
class Sky:
    """The sky view. `satellites_used`: in the solution; None where this report does not tell (DOPs only)."""

    satellites_used: int | None


@dataclass(frozen=True, slots=True)
class Watch:
    """The answer to ?WATCH."""

    enable: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """gpsd's ERROR report: it did not like what we asked."""

    message: str


@dataclass(frozen=True, slots=True)
class Other:
    """A sound report of a class that a car does not need (PPS, TOFF, GST, POLL)."""

    kind: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that is no report. `reason`: for the log."""

    reason: str


type Report = Version | Devices | Device | Tpv | Sky | Watch | Trouble | Other | Rejected


def parse(line: str | bytes) -> Report:
    """What `line` says. Never raises."""
    if len(line) > MAX_LINE:
        return Rejected("line too long")
    try:
        report = json.loads(line.decode() if isinstance(line, bytes) else line)
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, an int of 5000 digits; nested too deeply
        return Rejected(words(str(error)))
    if not isinstance(report, dict) or not isinstance(report.get("class"), str):
        return Rejected("no report: an object with a class is expected")
    kind = report["class"]
    reader = _READERS.get(kind)
    return Other(words(kind)) if reader is None else reader(report)


def _version(report: dict[str, object]) -> Report:
    return Version(words(report.get("release")))


def _device(report: dict[str, object]) -> Device | Rejected:
    path = report.get("path")
    if not isinstance(path, str) or not path:
        return Rejected("DEVICE without a path")
    # A device that is listed but not opened yet has no `activated`; one that went away has the number 0.
    return Device(words(path), words(report.get("driver")), report.get("activated") != 0)


def _devices(report: dict[str, object]) -> Report:
    listed = report.get("devices")
    if not isinstance(listed, list):
        return Rejected("DEVICES without a list")
    devices = [_device(entry) for entry in listed if isinstance(entry, dict)]
    return Devices(tuple(device for device in devices if isinstance(device, Device)))


def _tpv(report: dict[str, object]) -> Report:
    said = report.get("mode", 0)
    mode = number(said, 0, 3)
    if mode is None or mode != int(mode):
        return Rejected(f"TPV with mode {words(repr(said))}")
    # `alt` is the name that gpsd before 3.20 gave to the height above mean sea level.
    return Tpv(
        make_fix(
            Mode(max(1, int(mode))),  # 0 is "not known yet"
            utc=utc(report.get("time")),
            lat_deg=report.get("lat"),
            lon_deg=report.get("lon"),
            alt_m=report.get("altMSL", report.get("alt")),
            speed_mps=report.get("speed"),
            track_deg=report.get("track"),
            eph_m=report.get("eph"),
        )
    )


def _sky(report: dict[str, object]) -> Report:
    used, seen = report.get("uSat"), report.get("satellites")
    if isinstance(seen, list):
        return Sky(sum(1 for satellite in seen if isinstance(satellite, dict) and satellite.get("used") is True))
    count = number(used, 0, 1000)
    return Sky(None if count is None else int(count))


def _watch(report: dict[str, object]) -> Report:
    return Watch(report.get("enable") is True)


def _error(report: dict[str, object]) -> Report:
    return Trouble(words(report.get("message")))


_READERS = {
    "VERSION": _version,
    "DEVICES": _devices,
    "DEVICE": _device,
    "TPV": _tpv,
    "SKY": _sky,
    "WATCH": _watch,
    "ERROR": _error,
}

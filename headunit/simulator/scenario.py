"""Scenario files: a car, a moment, a road, and what happens when. The same file gives the same run, always.

Reads and checks them; what they set in motion is the world's business.
"""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from headunit.kernel.data import data_path
from headunit.kernel.errors import HeadunitError, did_you_mean
from headunit.kernel.geodesy import LatLon
from headunit.simulator.commands import SEATS, Command, parse
from headunit.simulator.table import Table, read

#: Three ways a run may begin: rolling, waiting in D at the kerb, or left alone in P with nobody at the wheel.
BEGINNINGS = ("driving", "standing", "parked")
GPS_BEGINNINGS = ("warm", "cold")
#: A day: no scenario is longer.
LONGEST_S = 86_400.0
MOST_LAT_DEG = 90.0


@dataclass(frozen=True, slots=True)
class Event:
    """`command` is done once, `at_s` seconds after the start."""

    at_s: float
    command: Command


@dataclass(frozen=True, slots=True)
class Beginning:
    """The car at the first moment. `gps`: "warm" has a fix at once, "cold" finds one within half a minute."""

    state: str = "driving"
    at_m: float = 0.0
    speed_kmh: float = 0.0
    fuel_percent: float = 62.0
    battery_percent: float = 54.0
    coolant_celsius: float = 82.0
    cabin_celsius: float = 21.0
    odometer_km: float = 23_418.0
    seats: tuple[str, ...] = ("row1.driver", "row1.passenger")
    gps: str = "warm"


USUAL = Beginning()


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario. `duration_s`: when its story is told; the world goes on for as long as anybody steps it.

    `route`: a drawn road; or "", and the road is a loop through `via` in the map of `region`, found when a run begins.
    `to`: where the navigator is told to lead as soon as the car has a place.
    """

    name: str
    title: str
    description: str
    car: str
    start: dt.datetime
    seed: int
    route: str
    duration_s: float
    outside_celsius: float
    grip: float
    beginning: Beginning
    events: tuple[Event, ...] = field(default=())
    region: str = ""
    via: tuple[LatLon, ...] = ()
    to: LatLon | None = None


def _folder() -> Path:
    return data_path("assets", "scenarios")


def names() -> list[str]:
    """The scenarios that come with the head unit, in alphabetical order."""
    return sorted(path.stem for path in _folder().glob("*.toml"))


def _beginning(table: Table, outside_celsius: float) -> Beginning:
    state = table.word("state", "driving", BEGINNINGS)
    warm = state == "driving"
    beginning = Beginning(
        state=state,
        at_m=table.number("at_m", 0, 1e6, 0.0),
        speed_kmh=table.number("speed_kmh", 0, 130, 0.0),
        fuel_percent=table.number("fuel_percent", 0, 100, USUAL.fuel_percent),
        battery_percent=table.number("battery_percent", 0, 100, USUAL.battery_percent),
        coolant_celsius=table.number("coolant_celsius", -40, 110, 82.0 if warm else outside_celsius),
        cabin_celsius=table.number("cabin_celsius", -40, 80, 21.0 if warm else outside_celsius),
        odometer_km=table.number("odometer_km", 0, 2e6, USUAL.odometer_km),
        seats=table.words("seats", SEATS, USUAL.seats),
        gps=table.word("gps", "warm", GPS_BEGINNINGS),
    )
    if beginning.speed_kmh > 0 and not warm:
        raise table.wrong("speed_kmh", f"0 where state is {state}")
    table.finish()
    return beginning


def _place(table: Table, key: str) -> LatLon:
    lat_deg, lon_deg = table.numbers(key, 2)
    if not (abs(lat_deg) <= MOST_LAT_DEG and abs(lon_deg) <= 2 * MOST_LAT_DEG):
        raise table.wrong(key, "a latitude and a longitude in degrees")
    return LatLon(lat_deg, lon_deg)


def _way(table: Table) -> tuple[str, str, tuple[LatLon, ...]]:
    """Region, drawn road and via points: the one or the others."""
    region = table.word("region", "")
    via: list[LatLon] = []
    for item in table.tables("via", "via"):
        via.append(_place(item, "at"))
        item.finish()
    if region:
        if table.has("route"):
            raise table.wrong("route", "left out where there is a region")
        if len(via) < 2:  # noqa: PLR2004  there and back
            raise HeadunitError(f"{table.where}: a loop in a region needs at least 2 [[via]], not {len(via)}")
        return region, "", tuple(via)
    if via:
        raise HeadunitError(f"{table.where}: [[via]] needs a region")
    return "", table.word("route", "rhine_loop"), ()


def parsed(table: Table, name: str) -> Scenario:
    """The scenario in a table. Raises HeadunitError with the file, the event's number and what is accepted."""
    outside_celsius = table.number("outside_celsius", -40, 55, 18.5)
    duration_s = table.number("duration_s", 1, LONGEST_S)
    title, description = table.word("title"), table.word("description")
    events: list[Event] = []
    for item in table.tables("event", "event"):
        at_s = item.number("at", events[-1].at_s if events else 0, duration_s)
        events.append(Event(at_s, parse(item.word("do"), item)))
    region, route, via = _way(table)
    scenario = Scenario(
        name=name,
        title=title,
        description=description,
        car=table.word("car", "demo"),
        start=table.moment("start"),
        seed=int(table.number("seed", 0, 2**31 - 1, 1)),
        route=route,
        duration_s=duration_s,
        outside_celsius=outside_celsius,
        grip=table.number("grip", 0.1, 1, 1.0),
        beginning=_beginning(table.table("begin"), outside_celsius),
        events=tuple(events),
        region=region,
        via=via,
        to=_place(table, "to") if table.has("to") else None,
    )
    table.finish()
    return scenario


def load(name_or_path: str | Path) -> Scenario:
    """A scenario by the name of a shipped one, or by the path of a file that ends in .toml.

    Raises UsageError for an unknown name, HeadunitError for a file that cannot be read or is wrong.
    """
    path = Path(name_or_path)
    if path.suffix != ".toml":
        if str(name_or_path) not in names():
            raise did_you_mean("scenario", str(name_or_path), names())
        path = _folder() / f"{name_or_path}.toml"
    return parsed(read(path), path.stem)

"""Scenario files: a car, a moment, a road, and what happens when. The same file gives the same run, always.

Reads and checks them; what they set in motion is the world's business.
"""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from headunit.kernel.data import data_path
from headunit.kernel.errors import did_you_mean
from headunit.simulator.commands import SEATS, Command, parse
from headunit.simulator.table import Table, read

#: Three ways a run may begin: rolling, waiting in D at the kerb, or left alone in P with nobody at the wheel.
BEGINNINGS = ("driving", "standing", "parked")
GPS_BEGINNINGS = ("warm", "cold")
#: A day: no scenario is longer.
LONGEST_S = 86_400.0


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
    """One scenario. `duration_s`: when its story is told; the world goes on for as long as anybody steps it."""

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


def parsed(table: Table, name: str) -> Scenario:
    """The scenario in a table. Raises HeadunitError with the file, the event's number and what is accepted."""
    outside_celsius = table.number("outside_celsius", -40, 55, 18.5)
    duration_s = table.number("duration_s", 1, LONGEST_S)
    title, description = table.word("title"), table.word("description")
    events: list[Event] = []
    for item in table.tables("event", "event"):
        at_s = item.number("at", events[-1].at_s if events else 0, duration_s)
        events.append(Event(at_s, parse(item.word("do"), item)))
    scenario = Scenario(
        name=name,
        title=title,
        description=description,
        car=table.word("car", "demo"),
        start=table.moment("start"),
        seed=int(table.number("seed", 0, 2**31 - 1, 1)),
        route=table.word("route", "rhine_loop"),
        duration_s=duration_s,
        outside_celsius=outside_celsius,
        grip=table.number("grip", 0.1, 1, 1.0),
        beginning=_beginning(table.table("begin"), outside_celsius),
        events=tuple(events),
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

"""What the simulator's tests share: a bus that keeps everything, worlds from short scenarios, patience."""

import datetime as dt
import functools
import time
from collections.abc import Callable
from typing import Any

from headunit.simulator import scenario
from headunit.simulator.road import Road
from headunit.simulator.scenario import Beginning, Event, Scenario
from headunit.simulator.world import World
from headunit.vehicle.ports import Frame

#: Nothing here takes so long unless it never happens.
PATIENCE_S = 60.0


def until(what: Callable[[], object], message: str = "it never happened") -> None:
    """Wait until `what` is true; fail when patience is over."""
    end = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < end, message
        time.sleep(0.005)


class Wire:
    """A FrameSink that keeps what was sent. `broken`: takes nothing."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.broken = False

    def send(self, frame: Frame) -> None:
        if self.broken:
            raise OSError(100, "Network is down")
        self.frames.append(frame)


def a_scenario(*events: Event, **changes: Any) -> Scenario:
    """A sunny day in May on the loop, rolling through the town at 45 km/h unless `changes` say otherwise."""
    begin = {"at_m": 100.0, "speed_kmh": 45.0} | changes.pop("begin", {})
    usual = {
        "name": "test",
        "title": "Test",
        "description": "Test",
        "car": "demo",
        "start": dt.datetime(2026, 5, 1, 9, 41, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        "seed": 1,
        "route": "rhine_loop",
        "duration_s": 600.0,
        "outside_celsius": 18.5,
        "grip": 1.0,
        "events": events,
    }
    return Scenario(beginning=Beginning(**begin), **(usual | changes))


def a_world(*events: Event, seed: int | None = None, **changes: Any) -> World:
    return World(a_scenario(*events, **changes), seed)


def shipped(name: str, seed: int | None = None) -> World:
    found = scenario.load(name)
    return World(found, seed, region_loop(name, found.seed if seed is None else seed) if found.region else None)


@functools.cache
def region_loop(name: str, seed: int) -> Road:
    """The road of a scenario in the region of Monaco, which is built once for all tests."""
    from built_regions import monaco

    from headunit.app.region_road import loop

    return loop(scenario.load(name), monaco().folder.parent, seed)


def run(world: World, seconds: float, look: Callable[[World], None] = lambda _world: None) -> World:
    """Let `seconds` pass tick by tick, looking after each."""
    end = world.ticks + round(seconds * 50)
    while world.ticks < end:
        world.tick()
        look(world)
    return world

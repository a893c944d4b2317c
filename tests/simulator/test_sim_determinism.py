"""The same file gives the same run, always."""

import hashlib
import json

import pytest
from sim_stage import Wire, region_loop, run, shipped

from headunit.kernel.clock import ManualClock
from headunit.simulator import scenario
from headunit.simulator.simulation import Simulation
from headunit.simulator.world import World
from headunit.vehicle import cars
from headunit.vehicle.codec import TableCodec


def fingerprint(world: World, seconds: float) -> str:
    digest = hashlib.sha256()
    run(world, seconds, lambda w: digest.update(json.dumps([w.values(), repr(w.fix())], default=str).encode()))
    return digest.hexdigest()


@pytest.mark.parametrize("name", ["city", "winter"])
def test_same_scenario_and_seed_same_values(name: str) -> None:
    assert fingerprint(shipped(name), 120) == fingerprint(shipped(name), 120)


def test_the_same_in_a_region() -> None:
    first = fingerprint(shipped("monaco_tunnel"), 30)
    region_loop.cache_clear()
    assert fingerprint(shipped("monaco_tunnel"), 30) == first


def test_another_seed_is_another_drive() -> None:
    assert fingerprint(shipped("city", seed=2), 20) != fingerprint(shipped("city", seed=3), 20)


def test_the_callers_step_does_not_matter() -> None:
    one, other = shipped("city"), shipped("city")
    for _ in range(300):
        one.step(0.1)
    made = 0
    for dt_s in [0.013, 0.5, 0.0, 1.987] * 12:
        made += other.step(dt_s)
    assert one.ticks == made + other.step(30.0 - 12 * 2.5) == 1500
    assert one.values() == other.values()
    assert one.fix() == other.fix()


def test_same_frames_and_lines() -> None:
    def whole() -> tuple[list[object], list[str]]:
        wire = Wire()
        drive = Simulation(scenario.load("tunnel"), None, TableCodec(cars.load("demo")), wire, ManualClock())
        drive.step(30)
        return list(wire.frames), drive.gpsd_report_lines()

    first, second = whole(), whole()
    assert len(first[0]) > 5000
    assert len(first[1]) > 150
    assert first == second

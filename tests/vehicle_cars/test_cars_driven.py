"""Each car is driven by the simulator: what its frames say of the drive is what the house knows."""

import dataclasses

import pytest

from headunit.app import House, find_car
from headunit.app.lockstep import Lockstep
from headunit.app.simulated import Plan, SimulatedWorld
from headunit.kernel.clock import ManualClock
from headunit.kernel.link import Links, LinkState
from headunit.preferences.state import Preferences
from headunit.simulator import scenario as scenarios
from headunit.vehicle import cars
from headunit.vehicle.state import VehicleState

#: Speeds are rounded by the coarsest field there is (0.32 km/h), and are up to 0.1 s old in a car that brakes (km/h).
NEAR_KMH = 4.0


class Drive:
    """Ten seconds through the town in the car `name`."""

    def __init__(self, name: str) -> None:
        scenario = dataclasses.replace(scenarios.load("city"), car=name)
        clock = ManualClock(scenario.start)
        self.car = find_car(name)
        house = House(clock, self.car, Preferences())
        world = SimulatedWorld(house, Plan(scenario, self.car))
        try:
            Lockstep(house, clock, world.step).run(10.0)
            self.true = world.simulation.world.values()
            links = house.board.latest(Links)
            vehicle = house.board.latest(VehicleState)
        finally:
            world.stop()
        assert links is not None
        assert vehicle is not None
        self.report = next(report for report in links.reports if report.kind == "can")
        self.vehicle = vehicle


@pytest.fixture(scope="module", params=cars.names())
def drive(request: pytest.FixtureRequest) -> Drive:
    return Drive(request.param)


def test_every_frame_is_understood(drive: Drive) -> None:
    assert drive.report.state is LinkState.ONLINE
    assert drive.report.counters["received"] > 50
    assert drive.report.counters["decoded"] == drive.report.counters["received"]


def test_the_speed_is_the_true_one(drive: Drive) -> None:
    speed, true = drive.vehicle.number("Vehicle.Speed"), drive.true["Vehicle.Speed"]
    assert speed is not None
    assert not isinstance(true, bool | str)
    assert true > 10
    assert abs(speed - true) < NEAR_KMH


def test_every_flag_and_word_is_the_true_one(drive: Drive) -> None:
    wrong = {}
    for path in drive.vehicle.stale_after_s:
        true = drive.true.get(path)
        # Indicators blink, and the brake light is of the moment: the message in between may be older.
        if isinstance(true, bool | str) and not path.endswith("IsSignaling") and "Brake" not in path:
            value = drive.vehicle.value(path)
            if value != true:
                wrong[path] = (value, true)
    assert not wrong


def test_a_car_in_a_drive_tells_all_that_it_offers(drive: Drive) -> None:
    known = {path for path in drive.vehicle.stale_after_s if drive.vehicle.value(path) is not None}
    # A cruise control that is off has no set speed; an indicator that is off may be sent every ten seconds only.
    silent = {path for path in drive.vehicle.stale_after_s if path.endswith(("CruiseControl.SpeedSet", "IsSignaling"))}
    assert known >= drive.vehicle.stale_after_s.keys() - silent

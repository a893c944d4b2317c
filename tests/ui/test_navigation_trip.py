"""A trip by touch, in a real house in virtual time: search, look, choose, drive, end. Real index, real Valhalla."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from built_regions import monaco
from fingers import tap, targets
from screen_stage import Stage, opened_on

from headunit.app import House, find_car
from headunit.app.journey import Journey, Kept
from headunit.guidance.state import GuidanceState, Phase
from headunit.kernel.clock import ManualClock
from headunit.kernel.link import LinkReport, LinkState
from headunit.kernel.reading import Reading
from headunit.map.state import LineKind, Overlay, PinKind
from headunit.places.state import Remembered
from headunit.position.reporter import POSITION
from headunit.position.state import Fix, Mode
from headunit.preferences.state import Preferences
from headunit.routing.state import Planning, RoutingState
from headunit.vehicle.reception import READING_TOPIC

HERE = (43.7397, 7.4262)  # Boulevard des Moulins


class Trip:
    """A house that stands at a kerb in Monaco, and its screen."""

    def __init__(self, stage: Stage, house: House, clock: ManualClock) -> None:
        self.stage, self.house, self.clock = stage, house, clock

    def live(self, seconds: float = 1.0) -> None:
        for _ in range(round(seconds / 0.1)):
            self.clock.advance(0.1)
            now = self.clock.now()
            fix = Fix(Mode.FIX_3D, None, *HERE, 50.0, 0.0, 60.0, 4.0, 11)
            self.house.inbox.post(POSITION, Reading(fix, now, "gpsd"))
            for path, value in (
                ("Vehicle.Speed", 0.0),
                ("Vehicle.Powertrain.Transmission.SelectedGear", 126),
                ("Vehicle.Chassis.ParkingBrake.IsEngaged", True),
            ):
                self.house.inbox.post(READING_TOPIC + path, Reading(value, now, "can0"))
            self.house.tick()
        self.stage.screen.grab()

    def pins(self) -> list[PinKind]:
        overlay = self.house.board.latest(Overlay)
        return [] if overlay is None else [pin.kind for pin in overlay.pins]


@pytest.fixture
def trip(tmp_path: Path) -> Iterator[Trip]:
    clock = ManualClock()
    house = House(clock, find_car("demo"), Preferences(theme="day"))
    house.inbox.post("link.gps", LinkReport("gpsd", "gps", LinkState.ONLINE, 0.0))
    journey = Journey(house, Kept(monaco().folder.parent, tmp_path / "places.json", tmp_path), virtual=True)
    try:
        with opened_on(house, "navigation") as stage:
            running = Trip(stage, house, clock)
            running.live()
            yield running
    finally:
        journey.end()


def test_from_a_name_to_a_trip_and_back(trip: Trip) -> None:
    tap(trip.stage, "Where to?")
    tap(trip.stage, "Search for a place")
    for letter in "casinx":
        tap(trip.stage, letter.upper())
        trip.live(0.2)
    tap(trip.stage, "Delete")
    tap(trip.stage, "O")
    trip.live(0.2)
    found = [name for name in targets(trip.stage) if "Casino" in name and "," in name]
    assert found, sorted(targets(trip.stage))
    tap(trip.stage, found[0])
    trip.live(0.3)
    assert "Back to the car" in targets(trip.stage), "the place is shown where it lies"
    assert PinKind.HIT in trip.pins()
    tap(trip.stage, "Route")
    trip.live(0.5)
    routing = trip.house.board.latest(RoutingState)
    assert routing is not None
    assert routing.planning is Planning.READY, routing.why
    overlay = trip.house.board.latest(Overlay)
    assert overlay is not None
    assert LineKind.ROUTE in {line.kind for line in overlay.lines}
    tap(trip.stage, "Drive")
    trip.live()
    guidance = trip.house.board.latest(GuidanceState)
    assert guidance is not None
    assert guidance.phase in {Phase.STARTING, Phase.ON_ROUTE}
    remembered = trip.house.board.latest(Remembered)
    assert remembered is not None
    assert "Casino" in remembered.recents[0].name
    assert trip.pins() == [PinKind.DESTINATION], "what else was found is out of the way"
    assert "Back to the car" not in targets(trip.stage)
    for away in (True, False):
        tap(trip.stage, "Whole route")
        trip.live(0.2)
        assert ("Back to the car" in targets(trip.stage)) is away
    tap(trip.stage, "End")
    trip.live()
    guidance = trip.house.board.latest(GuidanceState)
    assert guidance is not None
    assert guidance.phase is Phase.OFF
    assert "Where to?" in targets(trip.stage)


def test_a_kind_by_one_touch_and_no_keyboard_while_driving(trip: Trip) -> None:
    tap(trip.stage, "Where to?")
    tap(trip.stage, "Parking")
    trip.live(0.3)
    rows = [name for name in targets(trip.stage) if " m" in name or " km" in name]
    assert rows
    tap(trip.stage, "Back")
    trip.live(0.3)
    now = trip.clock.now()
    trip.house.inbox.post(READING_TOPIC + "Vehicle.Speed", Reading(50.0, now, "can0"))
    trip.house.inbox.post(READING_TOPIC + "Vehicle.Chassis.ParkingBrake.IsEngaged", Reading(False, now, "can0"))
    trip.house.inbox.post(READING_TOPIC + "Vehicle.Powertrain.Transmission.SelectedGear", Reading(4, now, "can0"))
    trip.house.tick()
    trip.stage.screen.grab()
    assert not targets(trip.stage)["Search for a place"].enabled

"""The climate bar against the real way out to the demo car: wishes leave as frames, answers come as states."""

import pytest
from bare_house import BareHouse, Heard
from rooms import AllSignals, a_car

from headunit.preferences.state import Preferences
from headunit.vehicle import cars
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.ports import Frame, FrameSink, Requests
from headunit.vehicle.requests import BusRequests
from headunit.vehicle.state import Value
from headunit.vehicle.viewmodel_climate import (
    ANSWER_WITHIN_S,
    COOLING,
    DEFROST,
    DRIVER,
    FAN,
    PASSENGER,
    RECIRCULATION,
    ClimateViewModel,
)

CODEC = TableCodec(cars.load("demo"))
#: What the car tells when nobody has asked for anything.
COMFORT: dict[str, Value] = {
    DRIVER: 21.0,
    PASSENGER: 22.5,
    FAN: 40,
    COOLING: True,
    DEFROST: False,
    RECIRCULATION: False,
}


class Wire(FrameSink):
    """A bus that takes frames and keeps them."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []

    def send(self, frame: Frame) -> None:
        self.frames.append(frame)


class Cabin:
    """A car at the other end of the wire; it does what it is asked only when `answer` is called."""

    def __init__(self, parent, *, codec: TableCodec = CODEC, log_path=None) -> None:
        self.house = BareHouse()
        self.wire = Wire()
        self.house.ports[Requests] = BusRequests(codec, self.wire, self.house.clock, True, log_path)
        self.values = dict(COMFORT)
        self.house.board.publish(Preferences())
        self.model = ClimateViewModel(self.house, parent)
        self.tell()

    def tell(self, **_: object) -> None:
        self.house.board.publish(a_car(self.house, self.values))

    def wait(self, seconds: float) -> None:
        self.house.clock.advance(seconds)
        self.tell()

    @property
    def asked(self) -> list[dict[str, Value]]:
        """What the frames on the wire ask for."""
        return [dict(CODEC.decode_request(frame)) for frame in self.wire.frames]

    def answer(self, number: int = -1) -> None:
        """Do what one of the frames asks for, and tell."""
        self.values |= self.asked[number]
        self.tell()

    @property
    def pending(self) -> str:
        model = self.model
        flags = {"d": model.pendingDriver, "p": model.pendingPassenger, "f": model.pendingFan}
        return "".join(name for name, on in flags.items() if on)


@pytest.fixture
def cabin(parent) -> Cabin:
    return Cabin(parent)


def test_what_the_car_tells(cabin: Cabin) -> None:
    model = cabin.model
    assert [(q.text, q.unit) for q in (model.driver, model.passenger, model.fan)] == [
        ("21.0", "°C"),
        ("22.5", "°C"),
        ("40", "%"),
    ]
    assert (model.cooling, model.defrost, model.recirculation) == (True, False, False)
    assert (model.present, model.mayAsk, cabin.pending) == (True, True, "")


def test_a_wish_is_shown_and_pending_until_the_car_has_done_it(cabin: Cabin) -> None:
    cabin.model.stepDriver(1)
    assert cabin.asked == [{DRIVER: 21.5}]
    assert (cabin.model.driver.text, cabin.pending) == ("21.5", "d")
    cabin.wait(0.5)
    assert (cabin.model.driver.text, cabin.pending) == ("21.5", "d")
    cabin.answer()
    assert (cabin.model.driver.text, cabin.pending) == ("21.5", "")


def test_a_wish_that_is_not_met_is_forgotten(cabin: Cabin) -> None:
    cabin.model.stepDriver(-1)
    cabin.wait(ANSWER_WITHIN_S)
    assert (cabin.model.driver.text, cabin.pending) == ("20.5", "d")
    cabin.wait(0.1)
    assert (cabin.model.driver.text, cabin.pending) == ("21.0", "")
    assert len(cabin.wire.frames) == 1


def test_several_taps_add_up(cabin: Cabin) -> None:
    for _ in range(3):
        cabin.model.stepDriver(1)
        cabin.wait(0.1)
    assert cabin.asked == [{DRIVER: 21.5}, {DRIVER: 22.0}, {DRIVER: 22.5}]
    assert cabin.model.driver.text == "22.5"
    cabin.answer(0)  # the answer to the first tap is no answer to the last
    assert (cabin.model.driver.text, cabin.pending) == ("22.5", "d")
    cabin.answer(2)
    assert (cabin.model.driver.text, cabin.pending) == ("22.5", "")


def test_each_wish_has_its_own_time(cabin: Cabin) -> None:
    cabin.model.stepDriver(1)
    cabin.wait(2.0)
    cabin.model.stepPassenger(-1)
    cabin.wait(1.1)
    assert cabin.pending == "p"
    cabin.wait(2.0)
    assert cabin.pending == ""


def test_both_sides_and_the_fan_are_apart(cabin: Cabin) -> None:
    cabin.model.stepPassenger(-1)
    cabin.model.stepFan(1)
    assert cabin.asked == [{PASSENGER: 22.0}, {FAN: 50}]
    assert (cabin.model.driver.text, cabin.model.passenger.text, cabin.model.fan.text) == ("21.0", "22.0", "50")
    assert cabin.pending == "pf"
    cabin.answer(1)
    assert cabin.pending == "p"


@pytest.mark.parametrize(
    ("start", "direction", "asked"), [(27.5, 1, 28.0), (28.0, 1, 28.0), (16.5, -1, 16.0), (15.0, 1, 16.0)]
)
def test_a_temperature_stays_where_the_car_takes_it(cabin: Cabin, start: float, direction: int, asked: float) -> None:
    cabin.values[DRIVER] = start
    cabin.tell()
    cabin.model.stepDriver(direction)
    assert cabin.asked == ([] if asked == start else [{DRIVER: asked}]), "nothing new is nothing to ask for"


@pytest.mark.parametrize(("start", "direction", "asked"), [(95, 1, 100), (100, 1, 100), (4, -1, 0), (0, -1, 0)])
def test_the_fan_too(cabin: Cabin, start: int, direction: int, asked: int) -> None:
    cabin.values[FAN] = start
    cabin.tell()
    cabin.model.stepFan(direction)
    assert cabin.asked == ([] if asked == start else [{FAN: asked}])


@pytest.mark.parametrize(
    ("toggle", "shown", "path"),
    [
        ("toggleCooling", "cooling", COOLING),
        ("toggleDefrost", "defrost", DEFROST),
        ("toggleRecirculation", "recirculation", RECIRCULATION),
    ],
)
def test_switches(cabin: Cabin, toggle: str, shown: str, path: str) -> None:
    was = COMFORT[path]
    getattr(cabin.model, toggle)()
    assert cabin.asked == [{path: not was}]
    assert getattr(cabin.model, shown) is not was
    getattr(cabin.model, toggle)()  # back, before the car answered
    assert cabin.asked[-1] == {path: was}
    cabin.wait(ANSWER_WITHIN_S + 0.1)
    assert getattr(cabin.model, shown) is was


def test_what_the_car_changes_itself_is_shown(cabin: Cabin) -> None:
    cabin.values[DRIVER] = 18.0
    cabin.tell()
    assert (cabin.model.driver.text, cabin.pending, cabin.asked) == ("18.0", "", [])


def test_fahrenheit(cabin: Cabin) -> None:
    cabin.house.board.publish(Preferences(temperature="F"))
    assert (cabin.model.driver.text, cabin.model.driver.unit) == ("69.8", "°F")
    cabin.model.stepDriver(1)
    assert cabin.asked == [{DRIVER: 21.5}]
    assert cabin.model.driver.text == "70.7"


def test_a_silent_car_is_not_asked(cabin: Cabin) -> None:
    cabin.house.board.publish(a_car(cabin.house, COMFORT, 2.0))
    for touch in (cabin.model.stepDriver, cabin.model.stepPassenger, cabin.model.stepFan):
        touch(1)
    cabin.model.toggleCooling()
    assert (cabin.asked, cabin.model.mayAsk, cabin.model.present) == ([], False, True)
    assert cabin.model.driver.text == "--"


def test_a_car_whose_folder_names_no_request_is_not_asked(parent) -> None:
    cabin = Cabin(parent, codec=TableCodec(cars.load("smallest")))
    cabin.model.stepDriver(1)
    cabin.model.toggleCooling()
    assert (cabin.wire.frames, cabin.pending, cabin.model.driver.text) == ([], "", "21.0")
    assert (cabin.model.mayAsk, cabin.model.present) == (False, True)


def test_a_car_without_climate_control(parent) -> None:
    house = BareHouse()
    model = ClimateViewModel(house, parent)
    house.board.publish(a_car(house, {"Vehicle.Speed": 50.0}))
    model.stepDriver(1)
    assert (model.present, model.mayAsk) == (False, False)


def test_a_way_out_that_opens_later_is_used(parent) -> None:
    """The links open after the first picture: until then there is nobody to ask."""
    house, wire = BareHouse(), Wire()
    model = ClimateViewModel(house, parent)
    changed = Heard(model.changed)
    house.board.publish(a_car(house, COMFORT))
    assert (model.mayAsk, changed.news()) == (False, 1)
    house.ports[Requests] = BusRequests(CODEC, wire, house.clock, True, None)
    house.board.publish(a_car(house, COMFORT))
    assert (model.mayAsk, changed.news()) == (True, 1)
    model.stepDriver(1)
    assert len(wire.frames) == 1


def test_a_refused_wish_is_told_and_is_no_wish(parent, tmp_path, expect_log) -> None:
    expect_log("the car could not be asked: nothing is sent: the send log")
    (tmp_path / "state").write_text("a file where the folder should be")
    cabin = Cabin(parent, log_path=tmp_path / "state" / "sends.jsonl")
    cabin.model.stepDriver(1)
    assert (cabin.wire.frames, cabin.pending, cabin.model.driver.text) == ([], "", "21.0")


def test_unchanged_states_emit_nothing(cabin: Cabin) -> None:
    signals = AllSignals(cabin.model)
    for _ in range(5):
        cabin.wait(0.1)
        cabin.house.board.publish(Preferences())
    assert signals.news() == 0
    cabin.model.stepDriver(1)
    assert signals.news() == 2  # the number and what is pending
    cabin.wait(0.1)
    assert signals.news() == 0
    cabin.answer()
    assert signals.news() == 1  # the number was already shown

import pytest

from headunit.kernel.clock import ManualClock
from headunit.kernel.reading import Freshness, Reading
from headunit.vehicle.service import Signals

SPEED = "Vehicle.Speed"
HOOD = "Vehicle.Body.Hood.IsOpen"


def test_what_was_posted_is_in_the_state() -> None:
    clock = ManualClock()
    signals = Signals({SPEED: 0.5, HOOD: 2.0}, clock, "demo")
    empty = signals.state()
    assert (empty.car, empty.readings, empty.offers(SPEED), empty.offers("Vehicle.X")) == ("demo", {}, True, False)
    assert empty.value(SPEED) is None
    clock.advance(1.0)
    assert signals.apply({f"vehicle:{SPEED}": Reading(50.0, 1.0, "can0")})
    state = signals.state()
    assert state.at == 1.0
    assert state.number(SPEED) == 50.0
    assert empty.readings == {}, "a state that was handed out does not change"


def test_only_readings_of_the_cars_own_paths_count() -> None:
    signals = Signals({SPEED: 0.5}, ManualClock(), "demo")
    assert not signals.apply({})
    assert not signals.apply({"link:can0": Reading(1.0, 0.0, "x"), SPEED: Reading(1.0, 0.0, "x")})
    assert not signals.apply({f"vehicle:{HOOD}": Reading(True, 0.0, "x"), f"vehicle:{SPEED}": "fast"})
    assert signals.state().readings == {}


def test_a_value_fades_goes_stale_and_is_unknown_at_once_when_the_car_says_so() -> None:
    clock = ManualClock()
    signals = Signals({SPEED: 0.5}, clock, "demo")
    signals.apply({f"vehicle:{SPEED}": Reading(50.0, 0.0, "can0")})
    assert signals.state().freshness(SPEED) is Freshness.LIVE
    clock.advance(0.3)
    assert signals.state().freshness(SPEED) is Freshness.AGEING
    assert signals.state().number(SPEED) == 50.0
    clock.advance(0.3)
    assert signals.state().freshness(SPEED) is Freshness.STALE
    assert signals.state().number(SPEED) is None
    signals.apply({f"vehicle:{SPEED}": Reading(60.0, 0.6, "can0")})
    assert signals.state().number(SPEED) == 60.0
    signals.apply({f"vehicle:{SPEED}": Reading(None, 0.6, "can0")})
    assert signals.state().number(SPEED) is None


def test_the_state_cannot_be_changed() -> None:
    signals = Signals({SPEED: 0.5}, ManualClock(), "demo")
    signals.apply({f"vehicle:{SPEED}": Reading(50.0, 0.0, "can0")})
    with pytest.raises(TypeError):
        signals.state().readings[SPEED] = Reading(1.0, 0.0, "x")  # type: ignore[index]
    with pytest.raises(TypeError):
        signals.state().stale_after_s[SPEED] = 9.0  # type: ignore[index]


def test_without_news_the_state_is_cheap() -> None:
    signals = Signals({SPEED: 0.5}, ManualClock(), "demo")
    signals.apply({f"vehicle:{SPEED}": Reading(50.0, 0.0, "can0")})
    assert signals.state().readings is signals.state().readings

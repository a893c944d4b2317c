"""Notices over time: when a fact speaks, when it is over, and what putting a notice away means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notice_cars import HANDBRAKE, OIL, Values, a_car

from headunit.kernel.clock import ManualClock
from headunit.notices import service
from headunit.notices.rules import RULES
from headunit.notices.service import SETTLE_S, UNKNOWN_S, Notices
from headunit.notices.state import NoticesState

FUEL = "Vehicle.Powertrain.FuelSystem.RelativeLevel"
ABS = "Vehicle.ADAS.ABS.IsError"
FLUID = "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.IsFluidLevelLow"
BEAM = "Vehicle.Body.Lights.Beam.High.IsOn"
#: A car with nothing to say.
WELL: Values = {FUEL: 50, ABS: False, FLUID: False, BEAM: False, OIL: "NORMAL", HANDBRAKE: False}


class Drive:
    """Feeds the notices with one car after another, each at its time."""

    def __init__(self) -> None:
        self.notices = Notices(ManualClock())
        self.now = 0.0

    def at(self, now: float, **changes: object) -> NoticesState:
        """The car is well but for `changes` (FUEL=5), unknown where they are None. What is shown then."""
        self.now = now
        self.notices.on_vehicle(a_car(WELL | {globals()[name]: value for name, value in changes.items()}, now))
        return self.notices.state(now)


def lit(state: NoticesState) -> list[str]:
    return [telltale.key for telltale in state.telltales]


def told(state: NoticesState) -> list[str]:
    return [notice.key for notice in state.notices]


def test_a_car_that_is_well_says_nothing() -> None:
    assert Drive().at(0.0) == NoticesState()


def test_red_speaks_at_once_and_amber_after_it_has_held() -> None:
    drive = Drive()
    assert (SETTLE_S, UNKNOWN_S) == (1.0, 5.0)
    assert lit(drive.at(10.0, FLUID=True, FUEL=5)) == ["brake_fluid"]
    assert lit(drive.at(10.99, FLUID=True, FUEL=5)) == ["brake_fluid"]
    state = drive.at(11.0, FLUID=True, FUEL=5)
    assert lit(state) == told(state) == ["brake_fluid", "fuel"]
    assert state.notices[1].since == 10.0
    assert state.notices[0].advice == "Stop where it is safe. Do not drive on."
    assert (state.telltales[1].icon, state.telltales[1].words) == ("gas-station", "Fuel low")


@pytest.mark.parametrize(("fact", "key"), [({"BEAM": True}, "high_beam"), ({"HANDBRAKE": True}, "handbrake")])
def test_some_symbols_need_no_words(fact: dict[str, object], key: str) -> None:
    state = Drive().at(0.0, **fact)
    assert (lit(state), told(state)) == ([key], [])


def test_a_warning_is_over_when_its_fact_has_been_gone_long_enough() -> None:
    drive = Drive()
    drive.at(0.0, FLUID=True, FUEL=5)
    drive.at(5.0, FLUID=True, FUEL=5)
    assert lit(drive.at(6.0)) == ["brake_fluid", "fuel"]
    assert lit(drive.at(6.99)) == ["brake_fluid", "fuel"]
    assert lit(drive.at(7.0)) == []


def test_a_light_that_only_says_on_goes_with_its_fact() -> None:
    drive = Drive()
    drive.at(0.0, BEAM=True)
    assert lit(drive.at(0.1)) == []
    drive.at(0.2, BEAM=True)
    assert lit(drive.at(0.3, BEAM=None)) == []


def test_a_bus_that_stumbles_ends_no_warning_but_silence_does() -> None:
    drive = Drive()
    drive.at(0.0, FUEL=5, FLUID=True)
    drive.at(2.0, FUEL=5, FLUID=True)
    assert lit(drive.at(3.0, FUEL=None, FLUID=None)) == ["brake_fluid", "fuel"]
    assert lit(drive.at(7.9, FUEL=None, FLUID=None)) == ["brake_fluid", "fuel"]
    assert lit(drive.at(7.95, FUEL=5, FLUID=None)) == ["brake_fluid", "fuel"]
    assert lit(drive.at(8.0, FUEL=None, FLUID=None)) == ["fuel"]
    assert lit(drive.at(12.9, FUEL=None)) == ["fuel"]
    assert lit(drive.at(13.0, FUEL=None)) == []


def test_a_flicker_near_a_threshold_never_speaks() -> None:
    """Not even for a moment, at the time when it would have settled had it held."""
    drive = Drive()
    for tenth in range(60):
        fuel = 9 if tenth % 7 == 0 else 11 if tenth % 2 else None
        assert lit(drive.at(tenth / 10, FUEL=fuel)) == [], f"at {tenth / 10} s"


def test_a_flicker_does_not_end_a_warning() -> None:
    drive = Drive()
    drive.at(0.0, FUEL=9)
    for tenth in range(10, 60):
        assert lit(drive.at(tenth / 10, FUEL=9 if tenth % 4 == 0 else 11)) == ["fuel"], f"at {tenth / 10} s"


def test_put_away_the_notice_goes_and_the_symbol_stays() -> None:
    drive = Drive()
    drive.at(0.0, ABS=True)
    assert told(drive.at(1.0, ABS=True)) == ["abs"]
    drive.notices.dismiss("abs")
    state = drive.at(1.1, ABS=True)
    assert (lit(state), told(state)) == (["abs"], [])


def test_put_away_it_comes_back_only_after_its_fact_ended() -> None:
    drive = Drive()
    drive.at(0.0, ABS=True)
    drive.at(1.0, ABS=True)
    drive.notices.dismiss("abs")
    drive.at(2.0)  # gone, but not for long enough to be over
    assert told(drive.at(2.9, ABS=True)) == []
    assert told(drive.at(100.0, ABS=True)) == []
    drive.at(101.0)
    drive.at(102.0)
    drive.at(103.0, ABS=True)
    assert told(drive.at(104.0, ABS=True)) == ["abs"]


def test_what_has_just_ended_cannot_be_put_away() -> None:
    """The finger comes too late: it must not swallow the next warning."""
    drive = Drive()
    drive.at(0.0, FLUID=True)
    drive.at(1.0)
    drive.at(2.0)
    drive.notices.dismiss("brake_fluid")
    drive.notices.dismiss("no such key")
    assert told(drive.at(3.0, FLUID=True)) == ["brake_fluid"]


def test_the_most_urgent_first_and_of_these_the_newest() -> None:
    drive = Drive()
    drive.at(0.0, FUEL=5)
    drive.at(1.0, FUEL=5, ABS=True, FLUID=True)
    drive.at(2.0, FUEL=5, ABS=True, FLUID=True, OIL="CRITICALLY_LOW", BEAM=True, HANDBRAKE=True)
    state = drive.at(3.0, FUEL=5, ABS=True, FLUID=True, OIL="CRITICALLY_LOW", BEAM=True, HANDBRAKE=True)
    assert told(state) == ["oil", "brake_fluid", "abs", "fuel"]
    assert lit(state) == ["brake_fluid", "oil", "handbrake", "abs", "fuel", "high_beam"]


def test_in_whatever_order_the_rules_stand(monkeypatch) -> None:
    monkeypatch.setattr(service, "RULES", tuple(reversed(RULES)))
    state = Drive().at(0.0, FLUID=True, BEAM=True)
    assert lit(state) == ["brake_fluid", "high_beam"]


@given(
    st.lists(
        st.tuples(st.floats(0.01, 3), st.sampled_from([5, 50, None]), st.sampled_from([True, False, None])),
        max_size=30,
    )
)
def test_whatever_comes_the_lists_are_in_order_and_true(steps: list[tuple[float, int | None, bool | None]]) -> None:
    drive, last_true = Drive(), {"fuel": -100.0, "brake_fluid": -100.0}
    for dt_s, fuel, fluid in steps:
        state = drive.at(drive.now + dt_s, FUEL=fuel, FLUID=fluid)
        last_true |= {"fuel": drive.now} if fuel == 5 else {}
        last_true |= {"brake_fluid": drive.now} if fluid else {}
        assert [t.urgency for t in state.telltales] == sorted((t.urgency for t in state.telltales), reverse=True)
        assert set(told(state)) <= set(lit(state)) <= {"fuel", "brake_fluid"}
        assert fluid is not True or "brake_fluid" in lit(state)
        # No step here is longer than 3 s, so what ended is seen to be over by then at the latest.
        assert all(drive.now - last_true[key] < UNKNOWN_S + 3 for key in lit(state))

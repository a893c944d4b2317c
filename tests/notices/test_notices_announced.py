"""What other rooms have announced stands beside the car's own warnings, for its time."""

from hypothesis import given
from hypothesis import strategies as st

from headunit.kernel.clock import ManualClock
from headunit.notices.announced import MOST
from headunit.notices.ports import Action, Announcement
from headunit.notices.service import Notices
from headunit.notices.state import Notice, Urgency
from tests.notices.notice_cars import a_car


def _said(key: str, urgency: Urgency = Urgency.NOTE, **more: object) -> Announcement:
    return Announcement(key, "music", urgency, "%1 could not be played", words=("Song",), **more)  # type: ignore[arg-type]


class Stage:
    """Notices with a clock of their own."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.notices = Notices(self.clock)

    def shown(self) -> list[Notice]:
        return list(self.notices.state(self.clock.now()).notices)

    def keys(self) -> list[str]:
        return [notice.key for notice in self.shown()]


def test_it_goes_by_itself_when_its_time_is_over() -> None:
    stage = Stage()
    stage.notices.announce(_said("a", for_s=8.0))
    stage.clock.advance(7.9)
    assert stage.keys() == ["a"]
    stage.clock.advance(0.2)
    assert stage.keys() == []


def test_it_stays_until_it_is_withdrawn_or_put_away() -> None:
    stage = Stage()
    stage.notices.announce(_said("a"))
    stage.notices.announce(_said("b"))
    stage.clock.advance(1e6)
    assert set(stage.keys()) == {"a", "b"}
    stage.notices.withdraw("a")
    stage.notices.dismiss("b")
    stage.notices.withdraw("nobody")
    assert stage.keys() == []


def test_said_again_it_takes_its_own_place() -> None:
    stage = Stage()
    for key in ("a", "b"):
        stage.notices.announce(_said(key, for_s=10.0))
        stage.clock.advance(5.0)
    stage.notices.announce(_said("a", for_s=10.0, advice="Again"))
    assert [(notice.key, notice.advice) for notice in stage.shown()] == [("b", ""), ("a", "Again")]
    stage.clock.advance(6.0)
    assert stage.keys() == ["a"]


def test_the_button_is_pressed_once() -> None:
    stage, pressed = Stage(), []
    stage.notices.announce(_said("a", action=Action("Show", "music", lambda: pressed.append(1))))
    (notice,) = stage.shown()
    assert (notice.action, notice.pane) == ("Show", "music")
    stage.notices.act("a")
    stage.notices.act("a")
    assert (pressed, stage.keys()) == ([1], [])


def test_a_warning_of_the_car_stands_above() -> None:
    stage = Stage()
    stage.notices.announce(_said("a"))
    stage.notices.announce(_said("b", Urgency.SOON))
    fluid = "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.IsFluidLevelLow"
    stage.notices.on_vehicle(a_car({fluid: True}, stage.clock.now()))
    assert stage.keys() == ["brake_fluid", "b", "a"]


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from([Urgency.NOTE, Urgency.SOON])), max_size=60))
def test_a_room_that_talks_without_end_hides_no_urgent_one(said: list[tuple[int, Urgency]]) -> None:
    stage = Stage()
    for number, urgency in said:
        stage.notices.announce(_said(str(number), urgency))
        stage.clock.advance(0.1)
    shown = stage.shown()
    assert len(shown) <= MOST
    newest = {str(number): urgency for number, urgency in said}
    urgent = [key for key, urgency in newest.items() if urgency is Urgency.SOON]
    if len(urgent) < MOST and all(urgency is newest[str(number)] for number, urgency in said):
        assert set(urgent) <= set(stage.keys())

import datetime as dt

import pytest

from headunit.presentation.daylight import Daylight

NOON = dt.datetime(2026, 5, 1, 12, 0, tzinfo=dt.UTC)


def at(hour: int, minute: int = 0) -> dt.datetime:
    return NOON.replace(hour=hour, minute=minute)


@pytest.mark.parametrize("low_beam", [True, False, None])
@pytest.mark.parametrize("hour", [0, 12, 23])
def test_a_choice_wins_over_lights_and_hour(low_beam: bool | None, hour: int) -> None:
    daylight = Daylight()
    assert daylight.night("night", low_beam, 0.0, at(hour)) is True
    assert daylight.night("day", low_beam, 0.0, at(hour)) is False


@pytest.mark.parametrize(
    ("hour", "minute", "night"), [(0, 0, True), (5, 59, True), (6, 0, False), (19, 59, False), (20, 0, True)]
)
def test_without_headlights_the_hour_decides(hour: int, minute: int, night: bool) -> None:
    assert Daylight().night("auto", None, 0.0, at(hour, minute)) is night


def test_the_first_look_is_believed_at_once() -> None:
    assert Daylight().night("auto", True, 0.0, NOON) is True
    assert Daylight().night("auto", False, 0.0, at(23)) is False


def test_headlights_turn_the_screen_when_they_hold() -> None:
    daylight = Daylight()
    looks = [(0.0, False), (1.0, True), (1.5, True), (2.49, True), (2.5, True), (9.0, False), (10.4, False)]
    seen = [daylight.night("auto", low_beam, now, NOON) for now, low_beam in looks]
    assert seen == [False, False, False, False, True, True, True]
    assert daylight.night("auto", False, 10.5, NOON) is False


def test_a_flash_does_not_turn_it_and_does_not_count_towards_the_next() -> None:
    daylight = Daylight()
    for now, low_beam in [(0.0, False), (1.0, True), (2.0, False), (2.1, True), (3.5, True)]:
        assert daylight.night("auto", low_beam, now, NOON) is False
    assert daylight.night("auto", True, 3.6, NOON) is True


def test_back_to_auto_looks_afresh() -> None:
    daylight = Daylight()
    assert daylight.night("auto", True, 0.0, NOON) is True
    assert daylight.night("day", True, 1.0, NOON) is False
    assert daylight.night("auto", True, 1.1, NOON) is True
    assert daylight.night("day", False, 2.0, NOON) is False
    assert daylight.night("auto", False, 2.1, NOON) is False  # at once: it was day already


def test_a_choice_ends_a_change_that_was_under_way() -> None:
    daylight = Daylight()
    assert daylight.night("auto", False, 0.0, NOON) is False
    assert daylight.night("auto", True, 1.0, NOON) is False
    assert daylight.night("day", True, 1.1, NOON) is False
    assert daylight.night("auto", False, 9.0, NOON) is False
    assert daylight.night("auto", True, 9.1, NOON) is False  # it has to hold anew

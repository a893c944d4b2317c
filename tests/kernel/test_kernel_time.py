import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.kernel.clock import ManualClock, SystemClock
from headunit.kernel.reading import AGEING_SHARE, Freshness, Reading

SECONDS = st.floats(0, 1e6)


def test_the_systems_time_runs_on_with_a_zone() -> None:
    clock = SystemClock()
    before, low = time.monotonic(), clock.now()
    assert before <= low <= clock.now()
    assert clock.local().tzinfo is not None
    assert abs(clock.local() - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)


def test_manual_time_stands_until_it_is_moved() -> None:
    clock = ManualClock()
    assert (clock.now(), clock.now()) == (0.0, 0.0)
    assert clock.local() == clock.EPOCH
    clock.advance(90.5)
    clock.advance(0)
    assert clock.now() == 90.5
    assert clock.local().isoformat() == "2026-05-01T09:42:30.500000+02:00"


def test_manual_time_begins_where_it_is_told() -> None:
    start = dt.datetime(2030, 12, 31, 23, 59, 59, tzinfo=dt.UTC)
    clock = ManualClock(start)
    clock.advance(2)
    assert clock.local() == dt.datetime(2031, 1, 1, 0, 0, 1, tzinfo=dt.UTC)


def test_manual_time_never_steps_back() -> None:
    clock = ManualClock()
    clock.advance(5)
    with pytest.raises(ValueError, match=r"cannot step back by 0\.1 s"):
        clock.advance(-0.1)
    assert clock.now() == 5


@pytest.mark.parametrize(
    ("age_s", "fresh"),
    [
        (-1.0, Freshness.LIVE),  # received "in the future": another thread read the clock a little later
        (0.0, Freshness.LIVE),
        (1.0, Freshness.LIVE),
        (1.001, Freshness.AGEING),
        (2.0, Freshness.AGEING),
        (2.001, Freshness.STALE),
        (1e9, Freshness.STALE),
    ],
)
def test_thresholds_of_freshness(age_s: float, fresh: Freshness) -> None:
    reading = Reading(7, at=100.0, source="can0")
    assert reading.freshness(100.0 + age_s, stale_after_s=2.0) is fresh
    assert reading.value_at(100.0 + age_s, 2.0) == (None if fresh is Freshness.STALE else 7)


def test_not_available_is_stale_at_any_age() -> None:
    said = Reading[int](None, at=100.0, source="can0")
    assert said.freshness(100.0, 2.0) is Freshness.STALE
    assert said.value_at(100.0, 2.0) is None


def test_zero_and_false_are_values() -> None:
    assert Reading(0, 1.0, "can0").value_at(1.0, 1.0) == 0
    assert Reading(False, 1.0, "can0").value_at(1.0, 1.0) is False


@given(at=SECONDS, now=SECONDS, stale_after_s=st.floats(0.01, 100))
def test_a_value_only_ever_grows_older(at: float, now: float, stale_after_s: float) -> None:
    reading = Reading("x", at, "can0")
    order = [Freshness.LIVE, Freshness.AGEING, Freshness.STALE]
    ages = [order.index(reading.freshness(now + later, stale_after_s)) for later in (0.0, 0.3, 5.0, 500.0)]
    assert ages == sorted(ages)
    assert reading.age_s(now) == max(0.0, now - at)
    if reading.freshness(now, stale_after_s) is Freshness.LIVE:
        assert reading.age_s(now) <= stale_after_s * AGEING_SHARE

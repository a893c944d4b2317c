"""Each rule against states that light it and states that do not; what is not known lights nothing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notice_cars import BESIDE, DRIVER, EXAMPLES, HANDBRAKE, LIDS, SEATED, SHUT, SPEED, TYRES, Values, a_car

from headunit.notices.rules import RULES, Rule
from headunit.notices.state import Urgency
from headunit.vehicle.state import VehicleState

BY_KEY = {rule.key: rule for rule in RULES}
#: Every path that any rule looks at.
PATHS = sorted({path for pair in EXAMPLES.values() for states in pair for state in states for path in state})
ALL = pytest.mark.parametrize("rule", RULES, ids=list(BY_KEY))
LIT = [(key, state) for key, (lit, _) in EXAMPLES.items() for state in lit]
UNLIT = [(key, state) for key, (_, unlit) in EXAMPLES.items() for state in unlit]


def test_every_rule_is_held_to_account() -> None:
    assert len(BY_KEY) == len(RULES)
    assert EXAMPLES.keys() == BY_KEY.keys()


@pytest.mark.parametrize(("key", "values"), LIT)
def test_lights(key: str, values: Values) -> None:
    assert BY_KEY[key].condition(a_car(values)) is True


@pytest.mark.parametrize(("key", "values"), UNLIT)
def test_does_not_light(key: str, values: Values) -> None:
    assert BY_KEY[key].condition(a_car(values)) is False


@ALL
def test_what_never_came_lights_nothing(rule: Rule) -> None:
    assert rule.condition(VehicleState()) in {None, False}
    assert rule.condition(VehicleState(0.0, "demo", {}, dict.fromkeys(PATHS, 1.0))) is None


@pytest.mark.parametrize(("key", "values"), LIT)
def test_what_has_become_unknown_is_neither_so_nor_not(key: str, values: Values) -> None:
    assert BY_KEY[key].condition(a_car(values, now=100.0, age_s=1.1)) is None
    assert BY_KEY[key].condition(a_car(dict.fromkeys(values), now=100.0)) is None


@pytest.mark.parametrize(
    ("key", "values", "answer"),
    [
        # One fact is enough to know that it is not so, ...
        ("ajar", SHUT | {SPEED: None}, False),
        ("ajar", dict.fromkeys(LIDS) | {SPEED: 0.0}, False),
        ("handbrake_rolling", {SPEED: None, HANDBRAKE: False}, False),
        ("handbrake_rolling", {SPEED: 0.0, HANDBRAKE: None}, False),
        # ... and one is not enough to know that it is.
        ("ajar", SHUT | {SPEED: None, LIDS[0]: True}, None),
        ("ajar", SHUT | {SPEED: 50.0, LIDS[0]: None}, None),
        ("handbrake_rolling", {SPEED: None, HANDBRAKE: True}, None),
        ("handbrake_rolling", {SPEED: 50.0, HANDBRAKE: None}, None),
        # A known open door, flat tyre or loose belt is enough, whatever the others do.
        ("ajar", dict.fromkeys(LIDS) | {SPEED: 50.0, LIDS[3]: True}, True),
        ("tyre", dict.fromkeys(TYRES) | {TYRES[2]: True}, True),
        ("belt", {DRIVER: None, BESIDE: False, SEATED: "OCCUPIED"}, True),
        ("tyre", dict.fromkeys(TYRES, False) | {TYRES[2]: None}, None),
        ("belt", {DRIVER: None, BESIDE: True, SEATED: "OCCUPIED"}, None),
        ("belt", {DRIVER: True, BESIDE: None, SEATED: "OCCUPIED"}, None),
        ("belt", {DRIVER: True, BESIDE: False, SEATED: None}, None),
    ],
)
def test_half_of_what_must_be_known(key: str, values: Values, answer: bool | None) -> None:
    assert BY_KEY[key].condition(a_car(values)) is answer


@given(st.sampled_from(PATHS), st.sampled_from([math.nan, "", "UNKNOWN_WORD", "TRUE", None]))
def test_nonsense_lights_nothing(path: str, value: float | str | None) -> None:
    car = a_car(dict.fromkeys(PATHS) | {path: value})
    assert [rule.key for rule in RULES if rule.condition(car) is True] == []


@ALL
def test_words_for_the_driver(rule: Rule) -> None:
    assert rule.icon
    assert 0 < len(rule.words) <= 24
    assert len(rule.advice) <= 60
    # Something that works or shines far is no notice.
    assert rule.urgency >= Urgency.SOON or not rule.advice

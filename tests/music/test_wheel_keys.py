"""Keys on the steering wheel: one press, one wish, however the bus repeats, stutters or falls silent."""

from hypothesis import given
from hypothesis import strategies as st

from headunit.app import codec_of, find_car
from headunit.kernel.reading import Reading
from headunit.music.wheel_keys import PATH, REPEAT_AFTER_S, REPEAT_EVERY_S, WheelKeys
from headunit.music.wishes import Ask, Wish
from headunit.simulator.media_keys import MediaKeys
from headunit.vehicle.state import VehicleState
from headunit.vehicle.vss import LEAVES

STALE_S = 0.5


class Wheel:
    def __init__(self) -> None:
        self.wishes: list[Ask] = []
        self._keys = WheelKeys(lambda wish: self.wishes.append(wish.ask))
        self._at = 0.0
        self._reading: Reading | None = None

    def hold(self, key: str | None, seconds: float = 0.2) -> None:
        """The bus says this every 50 ms; None: it says nothing."""
        for _ in range(round(seconds / 0.05)):
            self._at += 0.05
            if key is not None:
                self._reading = Reading(key, self._at, "can0")
            readings = {} if self._reading is None else {PATH: self._reading}
            self._keys.on_vehicle(VehicleState(self._at, "demo", readings, {PATH: STALE_S}))


def test_a_key_held_down_fires_once() -> None:
    wheel = Wheel()
    wheel.hold("NONE")
    wheel.hold("NEXT", 5.0)
    wheel.hold("NONE")
    wheel.hold("NEXT")
    assert wheel.wishes == [Ask.NEXT, Ask.NEXT]


def test_only_the_volume_repeats() -> None:
    wheel = Wheel()
    wheel.hold("NONE")
    wheel.hold("VOLUME_UP", REPEAT_AFTER_S + 10 * REPEAT_EVERY_S)
    assert 9 <= len(wheel.wishes) <= 12
    assert set(wheel.wishes) == {Ask.VOLUME_BY}
    wheel.hold("NONE", 3.0)
    assert len(wheel.wishes) <= 12


def test_a_short_press_of_the_volume_is_one_step() -> None:
    wheel = Wheel()
    wheel.hold("NONE")
    wheel.hold("VOLUME_DOWN", 0.3)
    wheel.hold("NONE")
    assert wheel.wishes == [Ask.VOLUME_BY]


def test_a_bus_that_falls_silent_does_not_fire_the_key_again() -> None:
    wheel = Wheel()
    wheel.hold("NONE")
    wheel.hold("NEXT")
    wheel.hold(None, 2.0)
    wheel.hold("NEXT")  # still down, or down again: nobody knows
    assert wheel.wishes == [Ask.NEXT]
    wheel.hold("NONE")
    wheel.hold("NEXT")
    assert wheel.wishes == [Ask.NEXT, Ask.NEXT]


def test_a_key_that_is_down_when_the_car_is_first_heard_is_none() -> None:
    wheel = Wheel()
    wheel.hold("PLAY_PAUSE", 1.0)
    assert wheel.wishes == []


@given(st.lists(st.sampled_from(["NONE", "NEXT", "MUTE", "PLAY_PAUSE"]), max_size=30), st.integers(1, 20))
def test_as_many_wishes_as_edges(keys: list[str], repeats: int) -> None:
    wheel = Wheel()
    wheel.hold("NONE")
    for key in keys:
        wheel.hold(key, 0.05 * repeats)
    edges = [new for old, new in zip(["NONE", *keys], keys, strict=False) if new not in {old, "NONE"}]
    assert [ask.name for ask in wheel.wishes] == [{"PLAY_PAUSE": "TOGGLE"}.get(key, key) for key in edges]


def test_every_word_of_the_signal_is_a_wish() -> None:
    heard: list[Wish] = []
    for word in LEAVES[PATH].allowed:
        keys = WheelKeys(heard.append)
        for at, key in enumerate(("NONE", word)):
            keys.on_vehicle(VehicleState(at, "demo", {PATH: Reading(key, at, "can0")}, {PATH: STALE_S}))
    assert len({wish.ask.value + str(wish.value) for wish in heard}) == len(LEAVES[PATH].allowed) - 1


def test_two_quick_presses_of_the_simulated_wheel_reach_the_bus_as_two() -> None:
    codec = codec_of(find_car("demo"))
    keys, heard = MediaKeys(), Wheel()
    heard.hold("NONE")
    keys.press("NEXT", 0.15)
    keys.press("NEXT", 0.15)
    for tick in range(60):
        keys.step(0.02)
        values: dict = {}
        keys.tell(values)
        for frame in codec.encode_due(values, tick * 0.02):
            decoded = codec.decode(frame)
            if PATH in decoded:
                heard.hold(decoded[PATH], 0.05)
    assert heard.wishes == [Ask.NEXT, Ask.NEXT]

"""Decibels onto samples: the driver's steps, fades, and the matrix of the loudspeakers."""

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as st

from headunit.kernel.loudness import SILENCE_DB, Fade, amplitude, step_db
from headunit.kernel.samples import STEREO, scaled
from headunit.music.fader import matrix


def frames(*pairs: tuple[int, int]) -> bytes:
    return np.array(pairs, "<i2").tobytes()


def test_steps_are_cubic() -> None:
    assert step_db(100) == 0
    assert step_db(50) == pytest.approx(-18.06, abs=0.01)
    assert step_db(0) == step_db(-3) == SILENCE_DB
    assert amplitude(SILENCE_DB) == 0
    assert all(step_db(step) <= step_db(step + 1) for step in range(100))


@hypothesis.given(st.floats(-60, 0), st.floats(-60, 0), st.floats(0.01, 2), st.integers(1, 50))
def test_a_fade_arrives_and_never_overshoots(begin: float, end: float, seconds: float, steps: int) -> None:
    fade = Fade(begin)
    fade.to(end, seconds)
    last = fade.level_db
    for _ in range(steps):
        fade.step(seconds / steps)
        assert min(begin, end) - 1e-6 <= fade.level_db <= max(begin, end) + 1e-6
        assert (fade.level_db - last) * (end - begin) >= -1e-6
        last = fade.level_db
    fade.step(0.001)
    assert fade.level_db == pytest.approx(end)


def test_what_changes_nothing_is_not_touched() -> None:
    sound = frames((1, -1), (32767, -32768))
    assert scaled(sound, 1.0, 1.0, STEREO) is sound
    assert scaled(b"", 0.5, 0.5, STEREO) == b""


def test_quieter_louder_and_clipped() -> None:
    assert scaled(frames((1000, -1000)), 0.5, 0.5, STEREO) == frames((500, -500))
    assert scaled(frames((30000, -30000)), 2.0, 2.0, STEREO) == frames((32767, -32768))
    ramp = np.frombuffer(scaled(frames(*[(10000, 10000)] * 100), 1.0, 0.0, STEREO), "<i2")[::2]
    assert ramp[0] == 10000
    assert ramp[-1] == 0
    assert (np.diff(ramp) <= 0).all()


def test_balance_and_fader() -> None:
    sound = frames((1000, 2000))
    assert scaled(sound, 1, 1, matrix(2, 1.0, 0.0)) == frames((0, 2000))
    assert scaled(sound, 1, 1, matrix(2, -0.5, 1.0)) == frames((1000, 1000))
    four = np.array([[1000, 2000, 500, 1000]], "<i2").tobytes()
    assert scaled(sound, 1, 1, matrix(4, 0.0, -0.5)) == four
    assert (matrix(2, 0.0, 0.7) == STEREO).all()

"""Samples on their way from a decoder: order, place in the track, and silence that a coder left."""

import hypothesis
import numpy as np
from hypothesis import strategies as st

from headunit.music.pcm_queue import FRAME_BYTES, PcmQueue
from headunit.sound.ports import RATE_HZ


def sound(*values: int) -> bytes:
    return np.repeat(np.array(values, "<i2"), 2).tobytes()


def queue(begin_s: float = 0.0) -> PcmQueue:
    return PcmQueue(begin_s, lambda: None)


@hypothesis.given(st.lists(st.integers(1, 40), max_size=20), st.lists(st.integers(1, 50), max_size=40))
def test_nothing_is_lost_or_swapped(puts: list[int], takes: list[int]) -> None:
    whole = sound(*range(1, sum(puts) + 1))
    pcm, at = queue(10.0), 0
    for count in puts:
        pcm.put(whole[at * FRAME_BYTES : (at + count) * FRAME_BYTES], 2.0)
        at += count
    taken = b"".join(pcm.take(count) for count in takes)
    assert taken == whole[: len(taken)]
    assert len(taken) == min(sum(takes), sum(puts)) * FRAME_BYTES
    assert abs(pcm.position_s - 10.0 - 2.0 * len(taken) / FRAME_BYTES / RATE_HZ) < 1e-9


def test_a_coders_silence_is_cut_off_and_music_is_not() -> None:
    pcm = queue()
    pcm.put(sound(500, 600), 1.0)
    pcm.put(sound(700, 5, -3), 1.0)
    pcm.put(sound(0, 0), 1.0)
    pcm.finish(10)
    assert pcm.take(100) == sound(500, 600, 700)
    assert pcm.finished
    quiet = queue()
    quiet.put(sound(*[0] * 50), 1.0)
    quiet.finish(10)
    assert quiet.take(100) == sound(*[0] * 40)
    plain = queue()
    plain.put(sound(9, 0, 0), 1.0)
    plain.finish()
    assert plain.take(100) == sound(9, 0, 0)


def test_a_seek_forgets_what_waits() -> None:
    pcm = queue()
    pcm.put(sound(1, 2, 3), 1.0)
    pcm.finish()
    pcm.clear(30.0)
    assert not pcm.take(5)
    assert not pcm.finished
    assert pcm.position_s == 30.0

"""Who speaks is told from the road; a microphone that goes says so in one line."""

import numpy as np
import pytest

from headunit.commands.bench_voice_speakers import AFTER_S, BEFORE_S, TUNING, in_car, road, spoken
from headunit.voice.microphone import FRAME, FRAME_S, RATE_HZ, Speaking, level_of
from headunit.voice.microphone_parec import Parec
from tests.null_sink import Ear, null_sink, wait_until


def heard(samples):
    speaking = Speaking()
    for begin in range(0, len(samples) - FRAME + 1, FRAME):
        speaking.hear(samples[begin : begin + FRAME])
    return speaking


@pytest.mark.parametrize("snr_db", [20, 10, 5])
@pytest.mark.parametrize("speaker", [TUNING[0], TUNING[4]])
def test_a_sentence_begins_and_ends_where_it_does(speaker, snr_db):
    sound = spoken(speaker, "play some jazz music")
    speaking = heard(in_car(sound, snr_db, np.random.default_rng(1)))
    assert speaking.began is not None
    assert abs(speaking.began * FRAME_S - BEFORE_S) < 0.25
    assert abs(speaking.last * FRAME_S - BEFORE_S - len(sound) / RATE_HZ) < 0.35
    assert speaking.silent_s > AFTER_S - 0.1


def test_the_road_alone_is_nobody():
    noise = road(20 * RATE_HZ, np.random.default_rng(3))
    for level in (0.001, 0.02, 0.1):
        assert heard((noise * level * 32767).astype(np.int16)).began is None
    assert heard(np.zeros(5 * RATE_HZ, np.int16)).began is None


def test_a_road_that_grows_louder_is_not_spoken_by_somebody_for_ever():
    noise = road(12 * RATE_HZ, np.random.default_rng(5))
    noise[: 3 * RATE_HZ] *= 0.01
    noise[3 * RATE_HZ :] *= 0.1
    assert heard((noise * 32767).astype(np.int16)).silent_s > 3


def test_levels():
    assert level_of(np.zeros(0, np.int16)) == level_of(np.zeros(320, np.int16)) == 0.0
    loud = level_of(np.full(320, 32767, np.int16))
    assert 0.0 < level_of(np.full(320, 327, np.int16)) < loud <= 1.0


def test_it_hears_what_is_played_and_its_end_is_told(tmp_path):
    with null_sink():
        keeper = Ear()  # keeps the null sink's latency low
        microphone = Parec("car.monitor")
        try:
            microphone.open()
            microphone.open()
            data = b""

            def enough():
                nonlocal data
                data += microphone.read(0.1)
                return len(data) > RATE_HZ

            wait_until(enough, what="the microphone")
            assert len(data) % 2 == 0
            microphone.close()
            microphone.close()
            with pytest.raises(OSError, match=r"^the microphone is closed$"):
                microphone.read(0.1)
        finally:
            microphone.close()
            keeper.close()
        absent = Parec("no.such.source")
        absent.open()
        with pytest.raises(OSError, match=r"\w+"):
            wait_until(lambda: absent.read(0.5) and False, what="its end")
    with pytest.raises(OSError, match="is not installed"):
        Parec(program=str(tmp_path / "parec")).open()

"""The wake word: heard in a car, not heard in other talk, and only while nothing else is on."""

import itertools

import numpy as np
import pytest

from headunit.commands.bench_voice_speakers import TUNING, in_car, spoken
from headunit.voice.faster_whisper_dictation import Dictation, absent
from headunit.voice.pocketsphinx_ear import Spotter
from headunit.voice.wake import PHRASE, Waking


def test_it_is_listened_for_only_while_nothing_else_is_on():
    for wanted, held, busy in itertools.product((False, True), repeat=3):
        assert Waking(wanted, held, busy).listening == (wanted and not held and not busy)
    assert not Waking().listening


def spots(spotter, text, speaker, seed):
    samples = in_car(spoken(speaker, text), 20, np.random.default_rng(seed))
    return sum(spotter.hear(samples[begin : begin + 320]) for begin in range(0, len(samples), 320))


def test_it_is_told_from_other_talk():
    found = dict.fromkeys((PHRASE, "we could visit your parents on sunday", "her brother bought a new bicycle"), 0)
    recorded = [speaker for speaker in TUNING if speaker.program == "flite"]
    for number, speaker in enumerate(recorded):
        spotter = Spotter(PHRASE)
        for text in found:
            found[text] += spots(spotter, text, speaker, number) > 0
    right = found.pop(PHRASE)
    assert right == len(recorded)
    assert sum(found.values()) == 0


def test_a_word_that_is_in_no_dictionary_is_refused():
    with pytest.raises(ValueError, match="'xyzzyq'"):
        Spotter("hey xyzzyq")


def test_dictation_says_what_it_lacks():
    why = absent()
    if why:
        assert why.startswith("no dictation: ")
        with pytest.raises(OSError, match="no dictation"):
            Dictation()
    else:
        assert Dictation().text(np.zeros(16000, np.int16)) is not None

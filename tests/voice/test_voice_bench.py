"""The bench: what it counts as right is right, and its voices do not mix."""

import numpy as np

from headunit.commands import bench, bench_voice
from headunit.commands import bench_voice_corpus as corpus
from headunit.commands.bench_voice_speakers import FIGURES, TUNING, in_car, spoken
from headunit.voice.ear import Sentences
from headunit.voice.grammar import Grammar
from headunit.voice.ports import Entry
from headunit.voice.said import words_of

GENRES = tuple(Entry(name, name) for name in ("jazz", "soul", "classical"))
COMMANDS = (
    Sentences("play", ("play some {genre} music",), {"genre": GENRES}),
    Sentences("where", ("where is the next petrol station",)),
    Sentences("say", ("write {text}",), {}, "text"),
)


def test_no_voice_is_in_both_halves():
    assert not {(one.program, one.voice) for one in TUNING} & {(one.program, one.voice) for one in FIGURES}
    assert len(FIGURES) * bench_voice.COMMANDS_EACH >= 300


def test_what_is_said_means_what_is_counted_and_nothing_else_does():
    grammar = Grammar(COMMANDS)
    sayings = corpus.sayings(COMMANDS, 40, 1)
    assert {one.name for one in sayings} == {"play", "where"}
    for said in sayings:
        meanings = [(guess.name, tuple(guess.slots.items())) for guess, _ in grammar.meanings(words_of(said.text))]
        assert meanings == [(said.name, said.slots)]
    assert not any(grammar.complete(words_of(one.text)) for one in corpus.outside(100, 1))
    assert corpus.sayings(COMMANDS, 40, 1) == sayings != corpus.sayings(COMMANDS, 40, 2)


def test_the_road_is_as_loud_as_it_is_said_to_be():
    sound = spoken(TUNING[0], "play some jazz music")
    quiet, loud = (in_car(sound, snr_db, np.random.default_rng(1)) / 32768 for snr_db in (20, 5))
    rise_db = 20 * np.log10(np.std(loud[:8000]) / np.std(quiet[:8000]))
    assert abs(rise_db - 15) < 0.5


def test_it_measures():
    found = bench_voice.outcomes(COMMANDS, TUNING[4], 1, counts=(4, 4))
    assert len(found) == 4 * len(bench_voice.SNRS_DB) + 4
    figures = {
        one.name: bench.told(one)
        for one in (*bench_voice.accuracy(found, len(COMMANDS)), bench_voice.answer_start(found))
    }
    assert set(figures) == {
        *(f"command_accuracy_{snr_db}db" for snr_db in bench_voice.SNRS_DB),
        "rejected_out_of_grammar",
        "answer_start_ms",
    }
    assert figures["command_accuracy_20db"]["median"] >= 75
    wrong = [one for one in found if one.said.name and not one.right]
    assert all(one.rejected or one.words != one.said.text for one in wrong)

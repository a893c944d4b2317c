"""Speech into words by PocketSphinx, its English model and a grammar of our own. In the ear's own process alone.

It listens twice at once: for the commands, and for any row of phones, which says how sure the commands are.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pocketsphinx

from headunit.voice.grammar import ANYTHING, DIGIT_WORDS, REPEATS, Arc, Grammar
from headunit.voice.microphone import RATE_HZ, Samples
from headunit.voice.pocketsphinx_ear_sure import Part, confidence, evidence
from headunit.voice.pronounce import PHONES, phones_of_syllable
from headunit.voice.pronounce_espeak_ng import BRITISH, PROGRAM, pronounced
from headunit.voice.said import PINYIN

_PHONES: Final = "phones"
_WAKE: Final = "wake"
#: Measured on the voices that bench_voice tunes with, in car noise of 10 dB. The search is kept wide, so that the end
#: of a sentence is reached, and it makes no second pass over its lattice, which forgets where a sentence may end.
_OPTIONS: Final = {"beam": 1e-80, "pbeam": 1e-80, "wbeam": 1e-60, "wip": 0.2, "silprob": 0.05, "bestpath": False}
#: A row of digits fits any noise, and one digit more fits it better: each costs this. So does a sound of free text.
_LOOP_PROBABILITY: Final = 0.1
#: Digital silence is no sound that the model knows (RMS, of 32768): -50 dB, as any microphone has.
_DITHER: Final = 60.0
#: Frames of the model a second.
FRAMES_HZ: Final = 100
#: How sure the wake word must be: 1e-50 (always) to 1 (never). Measured in a car of 20 dB with the voices that
#: bench_voice tunes with: none in four minutes of other talk, each of the recorded voices, none of the four of tones.
WAKE_THRESHOLD: Final = 1e-15
_SPOTTING_S: Final = 20.0
_LEAST: Final = 1e-300
#: Of the model's own words: silence, noises.
_NO_SPEECH: Final = ("<s", "</s", "[", "+", "SIL", "(")


@dataclass(frozen=True, slots=True)
class Decoded:
    """`words`: the likeliest, () none. `confidence`: 0..1. `free_s`: where free text begins in what was heard, None
    without."""

    words: tuple[str, ...] = ()
    confidence: float = 0.0
    free_s: float | None = None


class Recogniser:
    """One thread. Raises RuntimeError where the model is missing."""

    def __init__(self, program: str = PROGRAM) -> None:
        self._commands, self._free = _decoder(), _decoder()
        model = str(Path(pocketsphinx.get_model_path(), "en-us", "en-us-phone.lm.bin"))
        self._free.add_allphone_file(_PHONES, model)
        self._free.activate_search(_PHONES)
        self._program = program
        self._known: set[str] = set()
        self._mute: set[str] = set()
        self._searches: set[str] = set()
        self._random = np.random.default_rng(1)
        self._frames = 0

    def teach(self, search: str, grammar: Grammar) -> tuple[str, ...]:
        """Make or replace `search`. The words that nobody can pronounce; what has one of them is left out."""
        words = grammar.words()
        self._learn(words)
        arcs, ends, states = grammar.network(self._mute)
        if search in self._searches:
            self._commands.remove_search(search)
            self._searches.discard(search)
        if arcs and ends:
            steps: list[tuple[object, ...]] = [(arc.begin, arc.end, _likely(arc), arc.word) for arc in arcs]
            steps += [(end, states, 1.0) for end in ends]
            self._commands.add_fsg(search, self._commands.create_fsg(search, 0, states, steps))
            self._searches.add(search)
        return tuple(sorted(self._mute & words))

    def _learn(self, words: Iterable[str]) -> None:
        fresh = {word for word in words if word not in self._known}
        lacking = {word for word in fresh if self._commands.lookup_word(word) is None}
        ways = {word: [phones_of_syllable(word)] for word in lacking if word.endswith(PINYIN)}
        if ANYTHING in lacking:
            ways[ANYTHING] = [(phone,) for phone in PHONES]
        try:
            ways |= pronounced(sorted(lacking - set(ways)), self._program)
            ways |= pronounced(sorted(fresh - lacking), self._program, BRITISH)
        except OSError:  # without eSpeak NG what the dictionary knows must do
            fresh -= lacking
        for word, some in ways.items():
            self._add(word, [" ".join(phones) for phones in some if phones])
        self._mute = (self._mute | lacking) - {word for word in lacking if self._commands.lookup_word(word)}
        self._known |= fresh

    def _add(self, word: str, some: Sequence[str]) -> None:
        have: list[str] = []
        while known := self._commands.lookup_word(_numbered(word, len(have))):
            have.append(known)
        for phones in some:
            if phones not in have:
                self._commands.add_word(_numbered(word, len(have)), phones, False)
                have.append(phones)

    def begin(self, search: str) -> bool:
        """Listen for `search` from now on, until `end`. False where it was taught nothing."""
        if search not in self._searches:
            return False
        self._commands.activate_search(search)
        for decoder in (self._commands, self._free):
            decoder.start_utt()
        self._frames = 0
        return True

    def hear(self, samples: Samples) -> None:
        """What came next."""
        noise = self._random.standard_normal(len(samples)) * _DITHER
        sound = np.clip(samples + noise, -32768, 32767).astype("<i2").tobytes()
        self._commands.process_raw(sound)
        self._free.process_raw(sound)
        self._frames += len(samples)

    def end(self) -> Decoded:
        """All of it."""
        for decoder in (self._commands, self._free):
            decoder.end_utt()
        best, free = self._commands.hyp(), self._free.hyp()
        if best is None or free is None or not best.hypstr:
            return Decoded()
        frames = max(1, self._frames * FRAMES_HZ // RATE_HZ)
        words = _parts(self._commands)
        whole = (_log(best.score) - _log(free.score)) / frames
        sure = confidence(evidence([part for _, part in words], [part for _, part in _parts(self._free)], whole))
        free_s = next((part.first / FRAMES_HZ for word, part in words if word == ANYTHING), None)
        return Decoded(tuple(best.hypstr.split()), sure, free_s)


class Spotter:
    """Waits for one phrase in all that is heard. Raises ValueError where a word of it is in no dictionary."""

    def __init__(self, phrase: str) -> None:
        self._decoder = _decoder(kws_threshold=WAKE_THRESHOLD)
        if unknown := [word for word in phrase.split() if self._decoder.lookup_word(word) is None]:
            raise ValueError(f"nobody knows how to say {unknown[0]!r}")
        self._decoder.add_keyphrase(_WAKE, phrase)
        self._decoder.activate_search(_WAKE)
        self._decoder.start_utt()
        self._heard = 0

    def hear(self, samples: Samples) -> bool:
        """Whether the phrase was said by the end of these. It waits anew after that."""
        self._decoder.process_raw(samples.astype("<i2").tobytes())
        self._heard += len(samples)
        found = self._decoder.hyp() is not None
        if found or self._heard > _SPOTTING_S * RATE_HZ:  # what it remembers grows with what it has heard
            self._decoder.end_utt()
            self._decoder.start_utt()
            self._heard = 0
        return found


def _decoder(**more: object) -> pocketsphinx.Decoder:
    decoder = pocketsphinx.Decoder(pocketsphinx.Config(samprate=RATE_HZ, lm=None, loglevel="FATAL", **_OPTIONS, **more))
    # The model's own file says "batch", which waits for the end of the sentence. It prevails over what is given above.
    decoder.config["cmn"] = "live"
    decoder.reinit_feat()
    return decoder


def _parts(decoder: pocketsphinx.Decoder) -> list[tuple[str, Part]]:
    """What it found, silence too; ways to say a word are all one word."""
    return [
        (
            one.word.partition("(")[0],
            Part(one.start_frame, one.end_frame, _log(one.ascore), not one.word.startswith(_NO_SPEECH)),
        )
        for one in decoder.seg() or ()
    ]


def _log(score: float) -> float:
    """All scores come as exp() of a log likelihood."""
    return math.log(max(score, _LEAST))


def _numbered(word: str, ways: int) -> str:
    """Further ways to say a word are written word(2), word(3)."""
    return word if ways == 0 else f"{word}({ways + 1})"


def _likely(arc: Arc) -> float:
    return _LOOP_PROBABILITY if arc.word == ANYTHING or arc.word in DIGIT_WORDS or arc.word in REPEATS else 1.0

"""Bench area `voice`: how well spoken commands are understood in a moving car, and how soon the answer can start.

Of voices that nothing was tuned with. A sentence counts as understood where the command and all it was said with are
right, whatever the words; as sent back where nothing would be done. The microphone's 20 ms and the pipe are not in
`answer_start_ms`: time is what is heard, plus what the recogniser takes on this machine while more is being heard.
"""

import concurrent.futures
import multiprocessing
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from headunit.commands import bench_voice_corpus as corpus
from headunit.commands.bench import Figure, figure
from headunit.commands.bench_voice_speakers import BEFORE_S, FIGURES, Speaker, in_car, spoken
from headunit.kernel.errors import HeadunitError
from headunit.voice.discovery import discover
from headunit.voice.ear import Heard, Sentences
from headunit.voice.grammar import Grammar
from headunit.voice.microphone import FRAME, RATE_HZ, Samples
from headunit.voice.pocketsphinx_ear_turn import Ended, Recognising, Turn, answer

SNRS_DB: Final = (20, 10, 5)
#: Each voice says so many commands at each level of noise, and so many other sentences at OUTSIDE_DB.
COMMANDS_EACH, OUTSIDE_EACH, OUTSIDE_DB = 40, 16, 10
TIMED_EACH: Final = 6
_SEARCH: Final = "commands"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one sentence. `answer_ms`: from its end to the answer."""

    speaker: Speaker
    snr_db: int
    said: corpus.Said
    right: bool
    rejected: bool
    answer_ms: float
    words: str
    confidence: float


def measure(runs: int) -> list[Figure]:  # noqa: ARG001  the number of sentences is what makes it sure
    """Some minutes. Raises HeadunitError where a program that it needs is missing, or nothing can be said."""
    commands = corpus.taught(discover())
    if not commands:
        raise HeadunitError("no room has a spoken.py: there is nothing to say")
    found = all_outcomes(commands, FIGURES)
    # Nothing else runs while it is timed.
    alone = [
        one
        for seed, speaker in enumerate(FIGURES)
        for one in outcomes(commands, speaker, seed, (OUTSIDE_DB,), (TIMED_EACH, 0))
    ]
    return [*accuracy(found, len(commands)), answer_start(alone)]


def accuracy(found: Sequence[Outcome], commands: int) -> list[Figure]:
    """The table of what was understood and of what was sent back."""
    inside = [one for one in found if one.said.name]
    told = []
    for snr_db in SNRS_DB:
        some = [one for one in inside if one.snr_db == snr_db]
        shares = [
            f"{program} {_percent([one.right for one in some if one.speaker.program == program]):.1f}"
            for program in ("espeak-ng", "flite")
        ]
        note = (
            f"{len(some)} sentences of {commands} commands, {len(FIGURES)} voices not tuned with: {', '.join(shares)}"
        )
        told.append(_share(f"command_accuracy_{snr_db}db", [one.right for one in some], note))
    out = [one.rejected for one in found if not one.said.name]
    told.append(_share("rejected_out_of_grammar", out, f"{len(out)} sentences at {OUTSIDE_DB} dB"))
    return told


def answer_start(found: Sequence[Outcome]) -> Figure:
    """From the end of speech, of right answers."""
    return figure(
        "answer_start_ms", "ms", [one.answer_ms for one in found if one.right], note=f"right ones, {OUTSIDE_DB} dB"
    )


def _percent(values: Sequence[bool]) -> float:
    return 100.0 * sum(values) / max(1, len(values))


def _share(name: str, values: Sequence[bool], note: str) -> Figure:
    share = round(_percent(values), 1)
    return Figure(name, "%", share, share, share, len(values), note=note)


def all_outcomes(commands: Sequence[Sentences], speakers: Sequence[Speaker]) -> list[Outcome]:
    """What `speakers` say, each in a process of its own, as many at once as there are cores."""
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count() or 1, mp_context=context) as pool:
        jobs = [pool.submit(outcomes, commands, speaker, seed) for seed, speaker in enumerate(speakers)]
        return [one for job in jobs for one in job.result()]


def outcomes(
    commands: Sequence[Sentences],
    speaker: Speaker,
    seed: int,
    snrs_db: Sequence[int] = SNRS_DB,
    counts: tuple[int, int] = (COMMANDS_EACH, OUTSIDE_EACH),
) -> list[Outcome]:
    """What one of them says: `counts` of commands at each level of noise, and of other sentences."""
    from headunit.voice.pocketsphinx_ear import Recogniser

    grammar, recogniser = Grammar(commands), Recogniser()
    recogniser.teach(_SEARCH, grammar)
    found = []
    sayings = corpus.sayings(commands, counts[0], seed)
    heard = [(said, snr_db) for snr_db in snrs_db for said in sayings]
    heard += [(said, OUTSIDE_DB) for said in corpus.outside(counts[1], seed)]
    for number, (said, snr_db) in enumerate(heard):
        random = np.random.default_rng([seed, number])
        found.append(_outcome(recogniser, grammar, speaker, said, snr_db, random))
    return found


def _outcome(
    recogniser: Recognising,
    grammar: Grammar,
    speaker: Speaker,
    said: corpus.Said,
    snr_db: int,
    random: np.random.Generator,
) -> Outcome:
    sound = spoken(speaker, said.text)
    ended, at_s = _heard(Turn(recogniser, _SEARCH, grammar), in_car(sound, snr_db, random))
    told = answer(0, ended, grammar)
    right = isinstance(told, Heard) and (told.name, tuple(sorted(told.slots.items()))) == (said.name, said.slots)
    if isinstance(told, Heard) and not right:
        right = any((one.name, tuple(sorted(one.slots.items()))) == (said.name, said.slots) for one in told.others)
    end_s = BEFORE_S + len(sound) / RATE_HZ
    words = " ".join(ended.decoded.words) if ended.decoded is not None else ""
    sure = ended.decoded.confidence if ended.decoded is not None else 0.0
    return Outcome(speaker, snr_db, said, right, not isinstance(told, Heard), (at_s - end_s) * 1000, words, sure)


def _heard(turn: Turn, samples: Samples) -> tuple[Ended, float]:
    """Let it hear frame by frame, none before its time. When it had the answer (s)."""
    now_s = 0.0
    for begin in range(0, len(samples) - FRAME + 1, FRAME):
        now_s = max(now_s, (begin + FRAME) / RATE_HZ)
        began = time.perf_counter()
        news = list(turn.hear(samples[begin : begin + FRAME]))
        now_s += time.perf_counter() - began
        for one in news:
            if isinstance(one, Ended):
                return one, now_s
    return turn.end(), now_s

"""How sure it is that what a grammar found is what was said. Pure.

A grammar finds itself in whatever is said. So each word it found is held against any row of phones over the same
frames: what was really said is almost as likely as free babble, and leaves little speech over.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

#: Weights of `Evidence`, and what is added: a logistic regression over the half of bench_voice's voices that it tunes
#: with, at 10 and 20 dB, of right commands against sentences that are none.
_WHOLE, _MEAN, _WORST, _MISSED, _BIAS = 3250.0, 1227.0, 696.0, -8.6, 13.9
#: Below this it was no command: 1.1 % of the right ones there, 93 % of the others (at the first look alone).
LEAST: Final = 0.2
_STEEPEST: Final = 40.0


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of what was heard. `first`, `last`: frames. `score`: log likelihood of all of it. `speech`: no silence
    and no noise."""

    first: int
    last: int
    score: float
    speech: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """Log likelihoods less those of free phones, a frame: of the `whole`, of all its words (`mean`), of the `worst`.

    `missed`: share of the speech that is in no word.
    """

    whole: float
    mean: float
    worst: float
    missed: float


def evidence(words: Sequence[Part], phones: Sequence[Part], whole: float) -> Evidence | None:
    """Of two ways through the same sound; None where one of them found nothing."""
    end = max((part.last for part in phones), default=-1) + 1
    free = [0.0] * end
    spoken = [False] * end
    for phone in phones:
        for frame in range(phone.first, phone.last + 1):
            free[frame] = phone.score / (phone.last - phone.first + 1)
            spoken[frame] = phone.speech
    margins, frames = [], []
    for word in words:
        if word.speech and (count := word.last - word.first + 1) > 0:
            margins.append(word.score - sum(free[word.first : word.last + 1]))
            frames.append(count)
            for frame in range(word.first, min(end, word.last + 1)):
                spoken[frame] = False
    speech = sum(phone.last - phone.first + 1 for phone in phones if phone.speech)
    if not margins or not speech:
        return None
    worst = min(margin / count for margin, count in zip(margins, frames, strict=True))
    return Evidence(whole, sum(margins) / sum(frames), worst, sum(spoken) / speech)


def confidence(found: Evidence | None) -> float:
    """0..1."""
    if found is None:
        return 0.0
    sum_ = _WHOLE * found.whole + _MEAN * found.mean + _WORST * found.worst + _MISSED * found.missed + _BIAS
    return 1.0 / (1.0 + math.exp(-max(-_STEEPEST, min(_STEEPEST, sum_))))

"""One turn of listening: when a sentence begins and ends, and what it means. Opens nothing; time is what is heard.

A pause ends a sentence sooner where what was heard is a command that cannot go on, later where it can, latest where
it is none yet. The pause is used: what was said is looked at once more, with the colour of the voice and of the road
known from all of it. Where the driver goes on, that was for nothing.
"""

import collections
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from headunit.voice.ear import Heard, NotUnderstood
from headunit.voice.grammar import Grammar
from headunit.voice.microphone import FRAME, FRAME_S, Samples, Speaking
from headunit.voice.pocketsphinx_ear import Decoded
from headunit.voice.pocketsphinx_ear_sure import LEAST

#: A pause that ends what is complete, what is complete and may go on, and anything (s). A stop inside a word is shorter
#: than the first; the others leave time to breathe.
DONE_S, MAYBE_S, ANY_S = 0.24, 0.36, 0.8
#: In a pause of this length it is looked at (s).
LOOK_S: Final = 0.14
#: Nobody has spoken after (s); nobody speaks longer than (s).
SILENCE_S, LONGEST_S = 6.0, 12.0
#: Heard from so long before the beginning on: it starts softly, and the ear learns the road from it (s).
_BEFORE_S: Final = 0.3


class Recognising(Protocol):
    """What `Recogniser` offers."""

    def begin(self, search: str) -> bool: ...
    def hear(self, samples: Samples) -> None: ...
    def end(self) -> Decoded: ...


@dataclass(frozen=True, slots=True)
class Began:
    """Somebody speaks."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Listened to the end. `decoded`: None where nobody spoke. `silent_s`: how long it has been quiet again; `seconds`:
    how long somebody spoke. `samples`: what was heard of it."""

    decoded: Decoded | None
    silent_s: float = 0.0
    seconds: float = 0.0
    samples: Samples | None = None


class Turn:
    """`search`: of `Recogniser`. `grammar`: of that search; None: any words, until a pause."""

    def __init__(self, recogniser: Recognising, search: str, grammar: Grammar | None) -> None:
        self._recogniser, self._search, self._grammar = recogniser, search, grammar
        self._speaking = Speaking()
        self._before: collections.deque[Samples] = collections.deque(maxlen=round(_BEFORE_S / FRAME_S) + 6)
        self._rest: Samples = np.zeros(0, np.int16)
        self._heard: list[Samples] = []
        self._deaf = False
        self._found: Decoded | None = None

    def hear(self, samples: Samples) -> Iterator[Began | Ended]:
        """Take what came next; any length. Nothing is to be heard after `Ended`."""
        whole = np.concatenate([self._rest, samples])
        count = len(whole) // FRAME
        self._rest = whole[count * FRAME :]
        for frame in whole[: count * FRAME].reshape(count, FRAME):
            before = self._speaking.began
            self._speaking.hear(frame)
            if self._speaking.began is None:
                self._before.append(frame)
                if self._speaking.frames * FRAME_S > SILENCE_S:
                    yield Ended(None)
                    return
                continue
            if before is None:
                self._begin()
                yield Began()
            self._take(frame)
            if self._over():
                yield self.end()
                return

    def _begin(self) -> None:
        self._deaf = self._grammar is None or not self._recogniser.begin(self._search)
        for frame in self._before:
            self._take(frame)

    def _take(self, frame: Samples) -> None:
        self._heard.append(frame)
        if self._found is not None and self._speaking.silent_s == 0.0:
            self._found = None
            self._recogniser.begin(self._search)
            self._recogniser.hear(np.concatenate(self._heard))
        elif self._found is None and not self._deaf:
            self._recogniser.hear(frame)

    def _over(self) -> bool:
        silent_s = self._speaking.silent_s
        if silent_s < LOOK_S:
            return len(self._heard) * FRAME_S > LONGEST_S
        if self._grammar is not None and silent_s < ANY_S:
            words = self._look().words
            if silent_s < DONE_S or not self._grammar.complete(words):
                return False
            return silent_s >= MAYBE_S or not self._grammar.may_go_on(words)
        return silent_s >= ANY_S

    def _look(self) -> Decoded:
        """What was said up to now. Nothing more is listened to until somebody goes on."""
        if self._found is None:
            self._found = Decoded()
            if not self._deaf:
                first = self._recogniser.end()
                self._recogniser.begin(self._search)
                self._recogniser.hear(np.concatenate(self._heard))
                self._found = max(self._recogniser.end(), first, key=lambda one: one.confidence)
        return self._found

    def end(self) -> Ended:
        """Make an end of it now, with what there is."""
        if self._speaking.began is None:
            return Ended(None)
        last = self._speaking.last if self._speaking.last is not None else self._speaking.began
        seconds = (last + 1 - self._speaking.began) * FRAME_S
        return Ended(self._look(), self._speaking.silent_s, seconds, np.concatenate(self._heard))

    def forget(self) -> None:
        """Nobody wants to know."""
        if self._speaking.began is not None and self._found is None and not self._deaf:
            self._recogniser.end()


def answer(turn: int, ended: Ended, grammar: Grammar) -> Heard | NotUnderstood:
    """What it means. Its `ended_at` is left at 0."""
    decoded = ended.decoded
    if decoded is None:
        return NotUnderstood(turn, "silence")
    sure = decoded.confidence
    meanings = grammar.meanings(decoded.words)
    if not meanings or sure < LEAST:
        text = " ".join(decoded.words)
        return NotUnderstood(turn, "unknown", text, sure if meanings else 0.0, 0.0, ended.seconds)
    guess, text = meanings[0]
    others = tuple(one for one, _ in meanings[1:] if one != guess)
    return Heard(turn, guess.name, guess.slots, text, sure, 0.0, ended.seconds, others)

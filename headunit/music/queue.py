"""What plays after what: the queue, its order, repeat and shuffle. Pure; knows no engine."""

import collections
import random
from collections.abc import Iterable, Sequence
from typing import Final

from headunit.music.state import QueueEntry, Repeat, Track

#: More than this is cut off: nobody drives so long.
MOST: Final = 20_000


def spread(entries: Sequence[QueueEntry], rng: random.Random, after: str = "") -> list[QueueEntry]:
    """Shuffled so that no artist comes twice in a row where that can be helped. `after`: the artist before the first.

    An artist with more than half of what is left has to go first; else the dice decide, by how many each has left.
    """
    left: dict[str, list[QueueEntry]] = collections.defaultdict(list)
    for entry in rng.sample(entries, len(entries)):
        left[entry.track.artist].append(entry)
    mixed: list[QueueEntry] = []
    for remaining in range(len(entries), 0, -1):
        most = max(left, key=lambda artist: len(left[artist]))
        others = [artist for artist in left if artist != after or not artist]
        if most != after and 2 * len(left[most]) > remaining:
            artist = most
        elif others:
            artist = rng.choices(others, [len(left[one]) for one in others])[0]
        else:
            artist = after
        mixed.append(left[artist].pop())
        if not left[artist]:
            del left[artist]
        after = artist
    return mixed


class Queue:
    """`entries` in the order of playing; `now`: index of the present one, None with nothing chosen."""

    def __init__(self, seed: int | None = None) -> None:
        self.entries: list[QueueEntry] = []
        self.now: int | None = None
        self.repeat = Repeat.OFF
        self.shuffled = False
        self._plain: list[int] = []
        self._count = 0
        self._rng = random.Random(seed)

    def _made(self, tracks: Iterable[Track]) -> list[QueueEntry]:
        made = []
        for track in tracks:
            self._count += 1
            made.append(QueueEntry(self._count, track))
        return made

    def fill(self, tracks: Sequence[Track], start: int = 0) -> None:
        """These, and no others. A shuffled queue stays shuffled, with `start` first."""
        self.entries = self._made(tracks[:MOST])
        self._plain = [entry.entry for entry in self.entries]
        self.now = min(max(0, start), len(self.entries) - 1) if self.entries else None
        if self.shuffled:
            self._mix()

    def add(self, tracks: Sequence[Track], *, next_up: bool) -> None:
        """Behind all others, or right after the present one."""
        made = self._made(tracks[: MOST - len(self.entries)])
        at = self.now + 1 if next_up and self.now is not None else len(self.entries)
        self.entries[at:at] = made
        plain_at = len(self._plain)
        if next_up and self.now is not None:
            plain_at = self._plain.index(self.entries[self.now].entry) + 1
        self._plain[plain_at:plain_at] = [entry.entry for entry in made]
        if self.now is None and self.entries:
            self.now = 0

    def index(self, entry: int) -> int | None:
        """Where an entry is now."""
        return next((at for at, one in enumerate(self.entries) if one.entry == entry), None)

    def move(self, entry: int, to: int) -> None:
        """Put it there. What plays goes on playing."""
        at = self.index(entry)
        if at is None:
            return
        present = None if self.now is None else self.entries[self.now].entry
        moved = self.entries.pop(at)
        self.entries.insert(min(max(0, to), len(self.entries)), moved)
        if not self.shuffled:
            self._plain = [one.entry for one in self.entries]
        self.now = None if present is None else self.index(present)

    def remove(self, entry: int) -> bool:
        """Take it out. True where it was the present one: `now` is then what followed it."""
        at = self.index(entry)
        if at is None:
            return False
        del self.entries[at]
        self._plain.remove(entry)
        if self.now is None or at > self.now:
            return False
        was_present = at == self.now
        if not was_present:
            self.now -= 1
        elif not self.entries:
            self.now = None
        else:
            self.now = min(self.now, len(self.entries) - 1)
        return was_present

    def after(self, *, by_hand: bool = False, unplayable: Iterable[int] = ()) -> int | None:
        """What comes next, leaving out entries that cannot be played. By hand one leaves a track that repeats."""
        if self.now is None:
            return None
        bad = frozenset(unplayable)
        if self.repeat is Repeat.ONE and not by_hand and self.entries[self.now].entry not in bad:
            return self.now
        following = list(range(self.now + 1, len(self.entries)))
        if self.repeat is not Repeat.OFF:
            following += range(self.now + 1)
        return next((at for at in following if self.entries[at].entry not in bad), None)

    def before(self) -> int | None:
        """The one before; the last one before the first where all is repeated."""
        if self.now is None:
            return None
        if self.now > 0:
            return self.now - 1
        return len(self.entries) - 1 if self.repeat is Repeat.ALL else 0

    def shuffle(self, on: bool) -> None:
        """The present one stays; mixed, the others follow it. Off: the order in which they came."""
        if on == self.shuffled:
            return
        self.shuffled = on
        if on:
            self._mix()
            return
        present = None if self.now is None else self.entries[self.now].entry
        places = {entry: place for place, entry in enumerate(self._plain)}
        self.entries.sort(key=lambda one: places[one.entry])
        self.now = None if present is None else self.index(present)

    def _mix(self) -> None:
        if self.now is None:
            return
        first = self.entries[self.now]
        others = [entry for entry in self.entries if entry is not first]
        self.entries = [first, *spread(others, self._rng, first.track.artist)]
        self.now = 0

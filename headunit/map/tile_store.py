"""Tiles on the Qt side: what the views want, what is there, what stands in for what is not. Knows no Qt and no process.

All of it runs on one thread; the producer behind it has its own.
"""

import enum
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol
from weakref import WeakKeyDictionary

from headunit.map.camera import TileId

log = logging.getLogger(__name__)

#: Everything that the views got and may want again, in bytes.
CACHE_BYTES = 64 << 20
#: So many zooms further out are the tiles that are asked for besides the visible ones: one of them holds 4 x 4 and
#: 32 x 32, so that whoever pans or jumps finds something in place of what is not there yet.
STAND_INS = (2, 5)


class Kind(enum.Enum):
    """What a tile is wanted as."""

    MESH = "mesh"  # mesh.Mesh, for the GPU
    LABELS = "labels"  # labels.LabelTile
    IMAGE = "image"  # bytes: RGBA, premultiplied; detail is (palette, zoom, pixels)


class Request(NamedTuple):
    """One thing wanted. `detail`: what the kind needs besides the tile."""

    kind: Kind
    tile: TileId
    detail: tuple[str | int | float, ...] = ()


class Answer(NamedTuple):
    """`value` is None where the tile could not be read; then `fault` says why, in a line. `size`: bytes it holds."""

    request: Request
    value: object | None
    size: int
    fault: str = ""
    turn: int = 0  # of `Producer.open`, which it belongs to


class Zooms(NamedTuple):
    """What a file of tiles holds; also an answer."""

    least: int
    most: int
    fault: str = ""
    turn: int = 0


class Producer(Protocol):
    """Makes what is wanted, in another process or at once."""

    def open(self, path: Path | None, turn: int) -> None:
        """From now on read this file; a Zooms answer follows. What was wanted before is forgotten."""
        ...

    def want(self, requests: Sequence[Request]) -> None:
        """All that is wanted now, the most urgent first; whatever is not in it any more need not be made."""
        ...

    def answers(self, wait_s: float = 0.0) -> list[Answer | Zooms]:
        """What came since the last call; waits up to `wait_s` for a first one."""
        ...

    def close(self) -> None:
        """End it."""
        ...


class Piece(NamedTuple):
    """Draw `mesh`, but only what lies in the square of `square`."""

    mesh: TileId
    square: TileId


class TileStore:
    """What is there, least recently used dropped first, and what is on its way."""

    def __init__(self, producer: Producer, cache_bytes: int = CACHE_BYTES) -> None:
        self._producer: Producer | None = producer
        self._most_bytes = cache_bytes
        self._path: Path | None = None
        self._build = ""
        self._turn = 0
        self._zooms: Zooms | None = None
        self._things: OrderedDict[Request, tuple[object | None, int]] = OrderedDict()
        self.bytes = 0
        self._wants: WeakKeyDictionary[object, tuple[Request, ...]] = WeakKeyDictionary()
        self._asked: tuple[Request, ...] = ()
        #: Tiles that could not be read since the region was opened.
        self.corrupt = 0
        #: Why the whole file cannot be read, or "".
        self.fault = ""

    @property
    def zooms(self) -> tuple[int, int] | None:
        """Least and most zoom of the region's tiles; None while no region is open or before its file was looked at."""
        return None if self._zooms is None else (self._zooms.least, self._zooms.most)

    @property
    def turn(self) -> int:
        """Which region this is: another number, other tiles."""
        return self._turn

    @property
    def missing(self) -> tuple[Request, ...]:
        """What is wanted and not there yet."""
        return self._asked

    def use(self, path: Path | None, build: str = "") -> bool:
        """Show another region, or none, or a new build of the same one. True where that is a change."""
        if (path, build) == (self._path, self._build) or self._producer is None:
            return False
        self._path, self._build = path, build
        self._turn += 1
        self._things.clear()
        self.bytes, self._zooms, self._asked, self.corrupt, self.fault = 0, None, (), 0, ""
        self._producer.open(path, self._turn)
        self.take()
        return True

    def want(self, viewer: object, requests: Iterable[Request]) -> None:
        """All that `viewer` needs now, the most urgent first; again whenever that changes, and [] when it hides.

        A viewer that is gone wants nothing.
        """
        wanted = tuple(dict.fromkeys(requests))
        if self._wants.get(viewer, ()) != wanted:
            self._wants[viewer] = wanted
            self._ask()

    def get(self, request: Request) -> object | None:
        """The thing, or None: not there yet, or its tile cannot be read (see `known`)."""
        found = self._things.get(request)
        if found is None:
            return None
        self._things.move_to_end(request)
        return found[0]

    def known(self, request: Request) -> bool:
        """Whether there is an answer, be it that the tile cannot be read."""
        return request in self._things

    def take(self, wait_s: float = 0.0) -> bool:
        """Take in what the producer has made. True where there was anything."""
        if self._producer is None:
            return False
        came = False
        for answer in self._producer.answers(wait_s):
            if answer.turn != self._turn:
                continue
            came = True
            if isinstance(answer, Zooms):
                self._zooms, self.fault = (answer if not answer.fault else None), answer.fault
                if answer.fault:
                    log.warning("the map cannot be drawn: %s", answer.fault)
            else:
                self._keep(answer)
        if came:
            self._ask()
            self._shrink()
        return came

    def settle(self, timeout_s: float) -> bool:
        """Wait until nothing wanted is missing. The views must have been told what came, or they cannot want more."""
        end = time.monotonic() + timeout_s
        while self._path is not None and (self._asked or (self._zooms is None and not self.fault)):
            left = end - time.monotonic()
            if left <= 0 or self._producer is None:
                return False
            self.take(left)
        return True

    def close(self) -> None:
        """End the producer; nothing comes any more."""
        if self._producer is not None:
            self._producer.close()
        self._producer = None
        self._things.clear()
        self.bytes = 0

    def _keep(self, answer: Answer) -> None:
        if answer.fault:
            self.corrupt += 1
            if self.corrupt == 1:
                log.warning("tile %d/%d/%d cannot be read: %s", *answer.request.tile, answer.fault)
        before = self._things.pop(answer.request, None)
        self._things[answer.request] = (answer.value, answer.size)
        self.bytes += answer.size - (0 if before is None else before[1])

    def _ask(self) -> None:
        if self._producer is None or self._zooms is None:
            return
        # Turn by turn, so that a second view need not wait for the first one's last tile.
        lists = [list(wanted) for wanted in self._wants.values()]
        wanted: dict[Request, None] = {}
        for place in range(max(map(len, lists), default=0)):
            for one in lists:
                if place < len(one) and one[place] not in self._things:
                    wanted[one[place]] = None
        asked = tuple(wanted)
        # That what was answered is wanted no more is no news to the producer.
        news = asked != tuple(one for one in self._asked if one not in self._things)
        self._asked = asked
        if news:
            self._producer.want(asked)

    def _shrink(self) -> None:
        """Drop what was longest unused, but nothing that a view wants now."""
        if self.bytes <= self._most_bytes:
            return
        held = {request for wanted in self._wants.values() for request in wanted}
        for request in [one for one in self._things if one not in held]:
            self.bytes -= self._things.pop(request)[1]
            if self.bytes <= self._most_bytes:
                return


def with_stand_ins(tiles: Sequence[TileId], least: int) -> list[TileId]:
    """What to ask for so that `tiles` can be drawn: coarse ones that hold them first, for they are few and cover much,
    then `tiles` themselves."""
    wanted: dict[TileId, None] = {}
    for up in reversed(STAND_INS):
        for tile in tiles:
            z = max(least, tile.z - up)
            wanted[TileId(z, tile.x >> (tile.z - z), tile.y >> (tile.z - z))] = None
    return list(wanted | dict.fromkeys(tiles))


def cover(tiles: Iterable[TileId], there: Callable[[TileId], bool], least: int) -> list[Piece]:
    """What to draw now for `tiles`: each itself, else those of its four children that are there over the nearest
    ancestor that is.

    The squares of the pieces lie side by side or, children over their ancestor, on top of it: draw in this order.
    """
    pieces: list[Piece] = []
    for tile in tiles:
        if there(tile):
            pieces.append(Piece(tile, tile))
            continue
        above = tile
        while above.z > least:
            above = above.parent()
            if there(above):
                pieces.append(Piece(above, tile))
                break
        z, x, y = tile.z + 1, tile.x * 2, tile.y * 2
        children = (TileId(z, x, y), TileId(z, x + 1, y), TileId(z, x, y + 1), TileId(z, x + 1, y + 1))
        pieces += [Piece(child, child) for child in children if there(child)]
    return pieces

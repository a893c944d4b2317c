"""The driver's own places: home, work, favourites, recents. Kept in one small file; knows no map and no search."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final, override

from headunit.kernel.board import Board
from headunit.kernel.errors import UsageError
from headunit.kernel.geodesy import distance_m
from headunit.places import exchange
from headunit.places.ports import Memory
from headunit.places.state import Place, Remembered, Slot

MOST_RECENTS: Final = 50
MOST_FAVOURITES: Final = 5_000
#: So near is the same spot (m): the doors of one building, a finger's width on the map.
SAME_SPOT_M: Final = 25.0


class PlaceMemory(Memory):
    """`remembered`: what was kept before. `keep`: hears of each change; it must return at once."""

    def __init__(
        self, board: Board, remembered: Remembered | None = None, keep: Callable[[Remembered], None] = lambda _: None
    ) -> None:
        self._board, self._keep = board, keep
        self._now = remembered or Remembered()
        board.publish(self._now)

    def _change(self, now: Remembered) -> None:
        if now != self._now:
            self._now = now
            self._keep(now)
            self._board.publish(now)

    @override
    def visit(self, place: Place) -> None:
        recents = (place, *_without(self._now.recents, place))[:MOST_RECENTS]
        self._change(replace(self._now, recents=recents))

    @override
    def keep(self, place: Place) -> None:
        favourites = self._now.favourites
        if any(same_spot(one, place) for one in favourites):
            renamed = tuple(place if same_spot(one, place) else one for one in favourites)
            self._change(replace(self._now, favourites=_once(renamed)))
        else:
            self._change(replace(self._now, favourites=(place, *favourites)[:MOST_FAVOURITES]))

    @override
    def forget(self, place: Place) -> None:
        favourites, recents = _without(self._now.favourites, place), _without(self._now.recents, place)
        self._change(replace(self._now, favourites=favourites, recents=recents))

    @override
    def assign(self, slot: Slot, place: Place | None) -> None:
        self._change(replace(self._now, home=place) if slot is Slot.HOME else replace(self._now, work=place))

    @override
    def export(self, path: Path) -> int:
        places = [place for place in (self._now.home, self._now.work) if place is not None]
        places += [one for one in self._now.favourites if not any(same_spot(one, place) for place in places)]
        exchange.write(path, places)
        return len(places)

    @override
    def take_in(self, path: Path) -> int:
        known = _Spots((*self._now.favourites, *filter(None, (self._now.home, self._now.work))))
        new = [place for place in exchange.read(path) if known.add(place)]
        room = MOST_FAVOURITES - len(self._now.favourites)
        if len(new) > room:
            raise UsageError(f"{path.name} has {len(new)} new places; there is room for {room} more favourites")
        self._change(replace(self._now, favourites=(*new, *self._now.favourites)))
        return len(new)


def same_spot(one: Place, two: Place) -> bool:
    """Whether two places are one for a driver."""
    return distance_m(*one.at, *two.at) <= SAME_SPOT_M


def _without(places: tuple[Place, ...], place: Place) -> tuple[Place, ...]:
    return tuple(one for one in places if not same_spot(one, place))


def _once(places: Iterable[Place]) -> tuple[Place, ...]:
    spots = _Spots(())
    return tuple(place for place in places if spots.add(place))


class _Spots:
    """Places by where they are, so that thousands can be compared."""

    _CELL_DEG = 0.001

    def __init__(self, places: Iterable[Place]) -> None:
        self._cells: dict[tuple[int, int], list[Place]] = {}
        for place in places:
            self.add(place)

    def add(self, place: Place) -> bool:
        """Take it in, unless its spot is taken. Whether it was."""
        row, column = round(place.at.lat_deg / self._CELL_DEG), round(place.at.lon_deg / self._CELL_DEG)
        around = [(y, x) for y in (row - 1, row, row + 1) for x in (column - 1, column, column + 1)]
        if any(same_spot(one, place) for cell in around for one in self._cells.get(cell, ())):
            return False
        self._cells.setdefault((row, column), []).append(place)
        return True

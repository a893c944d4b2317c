"""Places for QML: what is found, what is remembered, the one that is looked at.

Kinds' titles are source texts in the context "places".
"""

from collections.abc import Sequence

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.kernel.geodesy import LatLon, bearing_deg, distance_m
from headunit.places.kinds import KINDS
from headunit.places.ports import Memory, Search
from headunit.places.state import Hit, Nearby, Place, Remembered, SearchState
from headunit.places.state import Slot as Special
from headunit.position.state import PositionState
from headunit.preferences.state import Preferences
from headunit.presentation.distance import shown
from headunit.presentation.pane import House
from headunit.presentation.rows import Rows
from headunit.safety.state import Driving, SafetyState

QML_IMPORT_NAME = "headunit.places"
QML_IMPORT_MAJOR_VERSION = 1

#: Asked for most on the road: one touch each, in this order.
QUICK_KINDS = ("fuel", "charger", "parking", "restaurant", "cafe", "supermarket", "toilets", "hotel", "pharmacy")
#: More than this is not read on the road: a better word finds it.
MAX_ROWS = 20
#: Longer than any address.
MAX_TEXT = 80

_ROW = ("key", "name", "where", "icon", "distance", "turn")


def _same_spot(one: Place, other: Place) -> bool:
    return one.name == other.name and distance_m(*one.at, *other.at) < 30.0  # noqa: PLR2004  metres: one building


@QmlElement
@QmlUncreatable("made by a pane")
class PlacesViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`found`: other hits. `remembered`: other places of the driver's own. `looked`: another place is looked at.
    `moved`: it is at another distance now."""

    found = Signal()
    remembered = Signal()
    looked = Signal()
    moved = Signal()
    guarded = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._search = SearchState()
        self._memory = Remembered()
        self._preferences = Preferences()
        self._safety = SafetyState()
        self._here: LatLon | None = None
        self._course_deg = 0.0
        self._text = ""
        self._place: Place | None = None
        self._away = ""
        self._waits_for_spot = False
        self._along = ""  # the kind that is looked for along the route
        self._hits = Rows(_ROW, self)
        self._recents = Rows(_ROW, self)
        self._favourites = Rows(_ROW, self)
        self._kinds = Rows(("key", "title", "icon"), self)
        self._kinds.show(
            [{"key": key, "title": KINDS[key].title, "icon": KINDS[key].icon} for key in QUICK_KINDS if key in KINDS]
        )
        house.board.watch(SafetyState, self._guard)
        house.board.watch(Preferences, self._choose)
        house.board.watch(PositionState, self._move)
        house.board.watch(Remembered, self._remember)
        house.board.watch(SearchState, self._show)

    def _guard(self, safety: SafetyState) -> None:
        if safety != self._safety:
            self._safety = safety
            self.guarded.emit()

    def _choose(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._list()
        self._measure()

    def _move(self, position: PositionState) -> None:
        fix = position.usable
        if fix is None or fix.lat_deg is None or fix.lon_deg is None:
            return
        if fix.track_deg is not None:
            self._course_deg = fix.track_deg
        first, self._here = self._here is None, LatLon(fix.lat_deg, fix.lon_deg)
        if first:
            self._list()
        self._measure()

    def _measure(self) -> None:
        away = ""
        if self._place is not None and self._here is not None:
            away = " ".join(shown(distance_m(*self._here, *self._place.at), self._preferences.distance))
        if away != self._away:
            self._away = away
            self.moved.emit()

    def _remember(self, memory: Remembered) -> None:
        self._memory = memory
        self._list()
        self.remembered.emit()
        self.looked.emit()

    def _show(self, state: SearchState) -> None:
        self._search = state
        search = self._house.port(Search)
        if search is not None and not state.pending:
            if self._waits_for_spot and state.hits:
                self._waits_for_spot = False
                self.look(state.hits[0].place)
                search.type("")  # it was no search of the driver's: no list and no pin is left of it
                return
            kind, self._along = self._along, ""
            if kind and not state.hits and not state.fault:
                search.kind(
                    kind, Nearby.ME
                )  # none along the route: those around the car, which every row's arrow tells
                return
        self._list()
        self.found.emit()

    def _list(self) -> None:
        self._hits.show([self._row(str(n), hit) for n, hit in enumerate(self._search.hits[:MAX_ROWS])])
        self._recents.show(self._rows(self._memory.recents))
        self._favourites.show(self._rows(self._memory.favourites))

    def _rows(self, places: Sequence[Place]) -> list[dict[str, object]]:
        return [self._row(str(number), Hit(place)) for number, place in enumerate(places[:MAX_ROWS])]

    def _row(self, key: str, hit: Hit) -> dict[str, object]:
        place, away, course = hit.place, hit.distance_m, hit.bearing_deg
        if away is None and self._here is not None:
            away, course = distance_m(*self._here, *place.at), bearing_deg(self._here, place.at)
        kind = KINDS.get(place.kind)
        return {
            "key": key,
            "name": place.name,
            "where": place.where,
            "icon": "map-marker" if kind is None else kind.icon,
            "distance": "" if away is None else " ".join(shown(away, self._preferences.distance)),
            "turn": 0.0 if course is None else (course - self._course_deg) % 360.0,
        }

    @Property(QObject, constant=True)
    def hits(self) -> QObject:
        """Rows of key, name, where, icon, distance (with its unit, "" unknown) and turn (degrees from ahead)."""
        return self._hits

    @Property(QObject, constant=True)
    def recents(self) -> QObject:
        """The same for the places last driven to."""
        return self._recents

    @Property(QObject, constant=True)
    def favourites(self) -> QObject:
        """The same for favourites."""
        return self._favourites

    @Property(QObject, constant=True)
    def kinds(self) -> QObject:
        """Rows of key, title and icon: what is asked for most."""
        return self._kinds

    @Property(bool, notify=guarded)
    def mayType(self) -> bool:
        """Whether the keyboard may be used: parked."""
        return self._safety.driving is Driving.PARKED

    @Property(str, notify=found)
    def text(self) -> str:
        """What is typed."""
        return self._text

    @Property(bool, notify=found)
    def pending(self) -> bool:
        """Whether an answer is on its way."""
        return self._search.pending

    @Property(int, notify=found)
    def hitCount(self) -> int:
        """How many rows are listed."""
        return self._hits.rowCount()

    @Property(bool, notify=found)
    def asked(self) -> bool:
        """Whether anything is searched for."""
        return self._search.asked != "" or self._text != ""

    @Property(str, notify=found)
    def fault(self) -> str:
        """Why nothing can be found, in the search's own words."""
        return self._search.fault

    @Property(bool, notify=remembered)
    def hasHome(self) -> bool:
        """Whether home is known."""
        return self._memory.home is not None

    @Property(bool, notify=remembered)
    def hasWork(self) -> bool:
        """Whether work is known."""
        return self._memory.work is not None

    @Property(int, notify=remembered)
    def ownCount(self) -> int:
        """How many favourites and recents there are."""
        return len(self._memory.favourites) + len(self._memory.recents)

    @Property(bool, notify=looked)
    def looking(self) -> bool:
        """Whether a place is looked at."""
        return self._place is not None

    @Property(str, notify=looked)
    def name(self) -> str:
        """Its name."""
        return "" if self._place is None else self._place.name

    @Property(str, notify=looked)
    def where(self) -> str:
        """The line that tells two of the same name apart."""
        return "" if self._place is None else self._place.where

    @Property(str, notify=moved)
    def away(self) -> str:
        """Its distance in a straight line, with the unit."""
        return self._away

    @Property(str, notify=looked)
    def icon(self) -> str:
        """The icon of its kind."""
        kind = None if self._place is None else KINDS.get(self._place.kind)
        return "map-marker" if kind is None else kind.icon

    @Property(str, notify=looked)
    def hours(self) -> str:
        """Its opening hours as OpenStreetMap writes them; "" unknown."""
        return "" if self._place is None else self._place.details.get("opening_hours", "")

    @Property(bool, notify=looked)
    def favourite(self) -> bool:
        """Whether it is a favourite."""
        return self._kept()

    def _kept(self) -> bool:
        place = self._place
        return place is not None and any(_same_spot(place, kept) for kept in self._memory.favourites)

    @property
    def place(self) -> Place | None:
        """The place that is looked at, for the pane."""
        return self._place

    def look(self, place: Place | None) -> None:
        """Look at a place, or at none."""
        self._place = place
        self._measure()
        self.looked.emit()

    @Slot(str)
    def type(self, text: str) -> None:
        """Search as one types."""
        self._text = text[:MAX_TEXT]
        self._waits_for_spot, self._along = False, ""
        if (search := self._house.port(Search)) is not None:
            search.type(self._text)
        self.found.emit()

    @Slot(str, bool)
    def findKind(self, kind: str, along: bool) -> None:
        """All of a kind along the route, and where there is none, near the car."""
        self._text = ""
        self._waits_for_spot, self._along = False, kind if along else ""
        if (search := self._house.port(Search)) is not None:
            search.kind(kind, Nearby.ROUTE if along else Nearby.ME)
        self.found.emit()

    @Slot(float, float)
    def lookAt(self, lat_deg: float, lon_deg: float) -> None:
        """Look at the spot under a finger: at once as coordinates, with its name as soon as it is known."""
        spot = LatLon(lat_deg, lon_deg)
        self.look(Place(f"{lat_deg:.5f}, {lon_deg:.5f}", "coordinates", spot))
        if (search := self._house.port(Search)) is not None:
            self._text, self._along, self._waits_for_spot = "", "", True
            search.at(spot)

    @Slot(str)
    def openHit(self, key: str) -> None:
        """Look at a hit."""
        self._open([hit.place for hit in self._search.hits], key)

    @Slot(str)
    def openRecent(self, key: str) -> None:
        """Look at a recent place."""
        self._open(self._memory.recents, key)

    @Slot(str)
    def openFavourite(self, key: str) -> None:
        """Look at a favourite."""
        self._open(self._memory.favourites, key)

    @Slot(str)
    def openSlot(self, name: str) -> None:
        """Look at "home" or "work"."""
        self.look(self._memory.home if Special(name) is Special.HOME else self._memory.work)

    def _open(self, places: Sequence[Place], key: str) -> None:
        if key.isdecimal() and int(key) < len(places):
            self.look(places[int(key)])

    @Slot()
    def close(self) -> None:
        """Look at no place."""
        if self._waits_for_spot and (search := self._house.port(Search)) is not None:
            search.type("")
        self._waits_for_spot = False
        self.look(None)

    @Slot()
    def toggleFavourite(self) -> None:
        """Keep the place that is looked at, or let go of it."""
        memory = self._house.port(Memory)
        if memory is not None and self._place is not None:
            (memory.forget if self._kept() else memory.keep)(self._place)

    @Slot(str)
    def assign(self, name: str) -> None:
        """Make the place that is looked at "home" or "work"."""
        memory = self._house.port(Memory)
        if memory is not None and self._place is not None:
            memory.assign(Special(name), self._place)

"""The routes to choose from, for QML."""

from PySide6.QtCore import Property, QLocale, QObject, QTime, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.preferences.state import Preferences
from headunit.presentation.distance import minutes, shown
from headunit.presentation.pane import House
from headunit.presentation.rows import Rows
from headunit.routing.state import Avoid, Charge, NoRoute, Planning, Route, RoutingState, Stop

QML_IMPORT_NAME = "headunit.routing"
QML_IMPORT_MAJOR_VERSION = 1

#: Slower traffic than this share of the free time is worth a word.
_DELAY_SHARE = 1.05
_DELAY_S = 90.0


@QmlElement
@QmlUncreatable("made by a pane")
class RoutesViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`changed` comes with each RoutingState, and when another route is pointed at."""

    changed = Signal()
    #: The driver wants it otherwise: the pane asks again.
    avoided = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._state = RoutingState()
        self._preferences = Preferences()
        self._current = 0
        self._avoid: frozenset[Avoid] = frozenset()
        self._rows = Rows(
            (
                "key",
                "hours",
                "minutes",
                "length",
                "via",
                "arrival",
                "delay",
                "toll",
                "ferry",
                "unpaved",
                "charge",
                "calls",
            ),
            self,
        )
        house.board.watch(Preferences, self._choose)
        house.board.watch(RoutingState, self._show)

    def _choose(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._show(self._state)

    def _show(self, state: RoutingState) -> None:
        if state.routes != self._state.routes:
            self._current = 0
        self._state = state
        charges = (*state.charges[: len(state.routes)], *([Charge()] * (len(state.routes) - len(state.charges))))
        self._rows.show([self._row(route, charge) for route, charge in zip(state.routes, charges, strict=True)])
        self.changed.emit()

    def _row(self, route: Route, charge: Charge) -> dict[str, object]:
        whole = minutes(route.duration_s)
        late = route.duration_s - route.free_time_s
        delayed = route.free_time_s > 0 and late > _DELAY_S and route.duration_s > _DELAY_SHARE * route.free_time_s
        arrival = self._house.clock.local().timestamp() + route.duration_s
        local = type(self._house.clock.local()).fromtimestamp(arrival, self._house.clock.local().tzinfo)
        return {
            "key": route.key,
            "hours": whole // 60,
            "minutes": whole % 60,
            "length": " ".join(shown(route.length_m, self._preferences.distance)),
            "via": route.via_text,
            "arrival": QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat),
            "delay": minutes(late) if delayed else 0,
            "toll": route.toll,
            "ferry": route.ferry,
            "unpaved": route.unpaved,
            "charge": -1 if charge.arrival_percent is None else max(0, round(charge.arrival_percent)),
            "calls": len(charge.stops),
        }

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """Rows of key, hours, minutes, length, via, arrival, delay (minutes, 0 none), toll, ferry, unpaved, charge
        (percent on arrival, -1 unknown) and calls (chargers to call at so that the battery suffices)."""
        return self._rows

    @Property(str, notify=changed)
    def planning(self) -> str:
        """A `Planning` value."""
        return self._state.planning.value

    @Property(str, notify=changed)
    def why(self) -> str:
        """A `NoRoute` value."""
        return self._state.why.value

    @Property(bool, notify=changed)
    def choosing(self) -> bool:
        """Whether there are routes to choose from."""
        return self._state.planning is Planning.READY and bool(self._state.routes)

    @Property(bool, notify=changed)
    def failed(self) -> bool:
        """Whether there is none, and `why` says why."""
        return self._state.planning in {Planning.FAILED, Planning.NO_REGION} or (
            self._state.planning is Planning.READY and self._state.why is not NoRoute.NONE
        )

    @Property(int, notify=changed)
    def current(self) -> int:
        """The route that is pointed at."""
        return self._current

    @Property(bool, notify=changed)
    def chargers(self) -> bool:
        """Whether the route that is pointed at needs chargers that are not yet on it."""
        return bool(self.charging_stops)

    @property
    def charging_stops(self) -> tuple[Stop, ...]:
        """The chargers to call at on the route that is pointed at."""
        charges = self._state.charges
        return tuple(stop for stop, _, _ in charges[self._current].stops) if self._current < len(charges) else ()

    @Property(str, notify=changed)
    def destination(self) -> str:
        """Name of where they lead."""
        request = self._state.request
        return "" if request is None else request.stops[-1].name

    @Property(bool, notify=changed)
    def noTolls(self) -> bool:
        """Whether tolls are avoided."""
        return Avoid.TOLLS in self._avoid

    @Property(bool, notify=changed)
    def noMotorways(self) -> bool:
        """Whether motorways are avoided."""
        return Avoid.MOTORWAYS in self._avoid

    @Property(bool, notify=changed)
    def noFerries(self) -> bool:
        """Whether ferries are avoided."""
        return Avoid.FERRIES in self._avoid

    @property
    def keys(self) -> tuple[str, ...]:
        """Of the routes on offer."""
        return tuple(route.key for route in self._state.routes)

    @property
    def avoid(self) -> frozenset[Avoid]:
        """What the driver wants to avoid."""
        return self._avoid

    @property
    def chosen(self) -> Route | None:
        """The route that is pointed at."""
        return self._state.routes[self._current] if self._current < len(self._state.routes) else None

    @Slot(int)
    def point(self, index: int) -> None:
        """Point at a route."""
        if 0 <= index < len(self._state.routes) and index != self._current:
            self._current = index
            self.changed.emit()

    @Slot(str)
    def pointAt(self, key: str) -> None:
        """Point at the route whose line was touched."""
        for index, route in enumerate(self._state.routes):
            if route.key == key:
                self.point(index)

    @Slot(str)
    def toggle(self, what: str) -> None:
        """Avoid something (an `Avoid` value), or no longer."""
        self._avoid = self._avoid ^ {Avoid(what)}
        self.changed.emit()
        self.avoided.emit()

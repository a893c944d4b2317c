"""The navigation pane for QML: the map and its neighbours' view models, and what a touch on one means for another."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.guidance.ports import Navigator
from headunit.guidance.state import GuidanceState
from headunit.guidance.viewmodel import GuidanceViewModel
from headunit.kernel.geodesy import LatLon
from headunit.map.state import Follow
from headunit.map.viewmodel import MapViewModel
from headunit.navigation.state import Selection
from headunit.places.kinds import COORDINATES
from headunit.places.ports import Memory
from headunit.places.state import Place
from headunit.places.viewmodel import PlacesViewModel
from headunit.position.state import PositionState
from headunit.preferences.state import Preferences
from headunit.presentation.pane import Guide, House
from headunit.regions.state import RegionsState
from headunit.routing.ports import Routes
from headunit.routing.state import RouteRequest, Stop
from headunit.routing.viewmodel import RoutesViewModel
from headunit.safety.state import SafetyState
from headunit.vehicle.viewmodel import VehicleViewModel

QML_IMPORT_NAME = "headunit.navigation"
QML_IMPORT_MAJOR_VERSION = 1

#: Routes offered besides the best.
ALTERNATIVES = 2


@QmlElement
@QmlUncreatable("made by the pane's house")
class NavigationViewModel(Guide):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`changed`: what the pane as a whole may do."""

    changed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._map = MapViewModel(house, self)
        self._places = PlacesViewModel(house, self)
        self._routes = RoutesViewModel(house, self)
        self._guidance = GuidanceViewModel(house, self)
        self._vehicle = VehicleViewModel(house, self)
        self._safety = SafetyState()
        self._regions = RegionsState()
        self._preferences = Preferences()
        self._start: Stop | None = None
        self._keys: tuple[str, ...] = ()
        self._searching = False
        house.board.watch(SafetyState, self._guard)
        house.board.watch(RegionsState, self._have)
        house.board.watch(Preferences, self._prefer)
        house.board.watch(PositionState, self._move)
        self._places.looked.connect(self._select)
        self._routes.changed.connect(self._show_route)
        self._routes.avoided.connect(self.ask)
        fingers = self._map.hand
        fingers.picked.connect(self._places.lookAt)
        fingers.touchedPin.connect(self._touch_pin)
        fingers.touchedLine.connect(self._routes.pointAt)
        self._map.guided.connect(self.guided)
        house.board.watch(GuidanceState, self._guide)
        house.board.watch(Selection, self._open)

    def _guard(self, safety: SafetyState) -> None:
        if safety != self._safety:
            self._safety = safety
            self.changed.emit()

    def _have(self, regions: RegionsState) -> None:
        self._regions = regions
        self.changed.emit()

    def _prefer(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def _guide(self, guidance: GuidanceState) -> None:
        self._map.approach(None if guidance.next is None else guidance.to_next_m)

    def _move(self, position: PositionState) -> None:
        fix = position.usable
        if fix is not None and fix.lat_deg is not None and fix.lon_deg is not None:
            self._start = Stop(LatLon(fix.lat_deg, fix.lon_deg), "", fix.track_deg)

    @Slot()
    def _select(self) -> None:
        place = self._places.place
        route = self._routes.chosen
        self._house.board.publish(
            Selection(
                None if place is None else place.at,
                "" if place is None else place.name,
                "" if route is None else route.key,
                self._searching,
            )
        )

    def _open(self, selection: Selection) -> None:
        """What is pointed at may be said from elsewhere, too."""
        if selection.place is not None and self._places.place is None:
            self._places.look(Place(selection.name, COORDINATES, selection.place))
        if selection.searching != self._searching:
            self._searching = selection.searching
            self.changed.emit()

    @Property(bool, notify=changed)
    def searching(self) -> bool:
        """Whether the search page is open."""
        return self._searching

    @Slot(bool)
    def search(self, opened: bool) -> None:
        """Open or close the search page."""
        self._searching = opened
        self._select()
        self.changed.emit()

    @Slot()
    def chosen(self) -> None:
        """A place was taken from the search page: the map shows where it lies from the car."""
        self.search(False)
        if (place := self._places.place) is not None:
            here = () if self._start is None else (self._start.at,)
            self._map.show_all((place.at, *here))

    @Slot()
    def _show_route(self) -> None:
        """The routes come into view as a whole, once; pointing at another only changes which one is bright."""
        self._select()
        keys = self._routes.keys
        if keys and keys != self._keys:
            self._follow(Follow.OVERVIEW)
        self._keys = keys

    @Property(MapViewModel, constant=True)
    def map(self) -> MapViewModel:
        """The map."""
        return self._map

    @Property(PlacesViewModel, constant=True)
    def places(self) -> PlacesViewModel:
        """Search and the driver's places."""
        return self._places

    @Property(RoutesViewModel, constant=True)
    def routes(self) -> RoutesViewModel:
        """Routes to choose from."""
        return self._routes

    @Property(GuidanceViewModel, constant=True)
    def guidance(self) -> GuidanceViewModel:
        """The trip."""
        return self._guidance

    @Property(VehicleViewModel, constant=True)
    def vehicle(self) -> VehicleViewModel:
        """The car, for its speed."""
        return self._vehicle

    @Property(bool, notify=changed)
    def mayConfigure(self) -> bool:
        """Whether short tasks may be asked of the driver."""
        return self._safety.may_configure

    @Property(bool, notify=changed)
    def hasRegion(self) -> bool:
        """Whether there is any map."""
        return self._regions.active is not None

    @Slot()
    def ask(self) -> None:
        """Find routes from the car to the place that is looked at, or the same once more."""
        self._ask(())

    @Slot()
    def askWithChargers(self) -> None:
        """The same by way of the chargers that the route pointed at needs."""
        self._ask(self._routes.charging_stops)

    def _ask(self, stops: tuple[Stop, ...]) -> None:
        routes, place = self._house.port(Routes), self._places.place
        if routes is None or place is None or self._start is None:
            return
        request = RouteRequest(
            (self._start, *stops, Stop(place.at, place.name)),
            avoid=self._routes.avoid,
            alternatives=ALTERNATIVES,
            language=self._preferences.language,
        )
        routes.plan(request)

    @Slot()
    def drive(self) -> None:
        """Start the trip along the route that is pointed at."""
        navigator, route, memory = self._house.port(Navigator), self._routes.chosen, self._house.port(Memory)
        if navigator is None or route is None:
            return
        place = self._places.place
        if memory is not None and place is not None:
            memory.visit(place)
        navigator.start(route)
        self._places.type("")  # what else was found is in the way now
        self._leave()
        self._follow(Follow.HEADING_UP)

    @Slot()
    def cancel(self) -> None:
        """Choose no route."""
        self._leave()
        self._follow(Follow.HEADING_UP)

    def _follow(self, mode: Follow) -> None:
        self._map.hand.follow(mode.value)

    def _leave(self) -> None:
        if (routes := self._house.port(Routes)) is not None:
            routes.clear()
        self._places.close()

    @Slot()
    def stopThere(self) -> None:
        """Call at the place that is looked at, then go on."""
        navigator, place = self._house.port(Navigator), self._places.place
        if navigator is not None and place is not None:
            navigator.add_stop(Stop(place.at, place.name))
            self._places.close()
            self._map.hand.centre()

    @Slot()
    def overview(self) -> None:
        """Show the whole trip, or follow the car again."""
        self._map.hand.overview()

    @Slot(str)
    def _touch_pin(self, key: str) -> None:
        kind, _, number = key.partition(" ")
        if kind == "hit":
            self._places.openHit(number)
        elif kind == "favourite":
            self._places.openFavourite(number)
        elif kind in {"home", "work"}:
            self._places.openSlot(kind)

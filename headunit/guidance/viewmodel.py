"""Guidance for QML: the maneuver ahead, lanes, limit, what is left of the trip. Words of the data, numbers as texts."""

import datetime as dt

from PySide6.QtCore import Property, QLocale, QObject, QTime, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.guidance.ports import Navigator
from headunit.guidance.state import GuidanceState, Phase
from headunit.kernel.units import kmh_to_mph
from headunit.preferences.state import Preferences
from headunit.presentation.distance import minutes, shown
from headunit.presentation.pane import House
from headunit.presentation.rows import Rows
from headunit.routing.state import Maneuver, Turn

QML_IMPORT_NAME = "headunit.guidance"
QML_IMPORT_MAJOR_VERSION = 1

#: Without bearings in the data a turn is drawn with these angles, degrees to the right of straight on.
_ANGLES = {
    Turn.SLIGHT_RIGHT: 40.0,
    Turn.RIGHT: 90.0,
    Turn.SHARP_RIGHT: 135.0,
    Turn.UTURN_RIGHT: 180.0,
    Turn.SLIGHT_LEFT: -40.0,
    Turn.LEFT: -90.0,
    Turn.SHARP_LEFT: -135.0,
    Turn.UTURN_LEFT: -180.0,
    Turn.RAMP_RIGHT: 40.0,
    Turn.RAMP_LEFT: -40.0,
    Turn.EXIT_RIGHT: 40.0,
    Turn.EXIT_LEFT: -40.0,
    Turn.STAY_RIGHT: 25.0,
    Turn.STAY_LEFT: -25.0,
    Turn.MERGE_RIGHT: 25.0,
    Turn.MERGE_LEFT: -25.0,
}
#: Turns drawn as a way that branches off, and to which side the other way goes.
_FORKS = {
    Turn.RAMP_RIGHT: -1,
    Turn.EXIT_RIGHT: -1,
    Turn.STAY_RIGHT: -1,
    Turn.RAMP_LEFT: 1,
    Turn.EXIT_LEFT: 1,
    Turn.STAY_LEFT: 1,
    Turn.RAMP_STRAIGHT: 1,
    Turn.STAY_STRAIGHT: 1,
}
#: How a turn is drawn where it is neither an angle nor a fork.
_SHAPES = {
    Turn.UTURN_RIGHT: "uturn",
    Turn.UTURN_LEFT: "uturn",
    Turn.ROUNDABOUT: "roundabout",
    Turn.ROUNDABOUT_EXIT: "roundabout",
    Turn.FERRY: "ferry",
    Turn.FERRY_EXIT: "ferry",
    Turn.ARRIVE: "arrive",
    Turn.ARRIVE_LEFT: "arrive",
    Turn.ARRIVE_RIGHT: "arrive",
}
#: An angle of the data that contradicts its turn by more than this is not drawn (degrees).
_TRUST_DEG = 60.0
_UNLIMITED = -1


def _side(turn: Turn) -> int:
    """-1 left, 1 right, 0 neither."""
    return -1 if turn.value.endswith("left") else 1 if turn.value.endswith("right") else 0


def angle_deg(maneuver: Maneuver) -> float:
    """How far to the right of straight on it goes, -180..180: as the road does, where the data says so."""
    told = _ANGLES.get(maneuver.turn, 0.0)
    before, after = maneuver.bearing_before_deg, maneuver.bearing_after_deg
    if before is None or after is None or maneuver.turn in {Turn.UTURN_LEFT, Turn.UTURN_RIGHT}:
        return told
    real = (after - before + 180.0) % 360.0 - 180.0
    if maneuver.turn is Turn.ROUNDABOUT:
        return real
    return real if abs(real - told) <= _TRUST_DEG else told


def name_of(maneuver: Maneuver) -> str:
    """What the banner calls the way: the signs' words first, then the road's name."""
    words = maneuver.toward or maneuver.branch or maneuver.streets
    return " / ".join(words[:2])


@QmlElement
@QmlUncreatable("made by a pane or the shell")
class GuidanceViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`changed` comes when something drawn changes, at most with each GuidanceState."""

    changed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._state = GuidanceState()
        self._preferences = Preferences()
        self._lanes = Rows(("index", "arrows", "use", "preferred"), self)
        self._facts: tuple[object, ...] = ()
        house.board.watch(Preferences, self._choose)
        house.board.watch(GuidanceState, self._show)

    def _choose(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._show(self._state)

    def _show(self, state: GuidanceState) -> None:
        self._state = state
        self._lanes.show(
            [
                {
                    "index": index,
                    "arrows": int(lane.arrows),
                    "use": int(lane.use),
                    "preferred": lane.preferred,
                }
                for index, lane in enumerate(state.lanes)
            ]
        )
        distance = self._preferences.distance
        camera = state.camera
        facts = (
            state.phase,
            state.next,
            shown(state.to_next_m, distance),
            state.then,
            shown(state.remaining_m, distance),
            minutes(state.remaining_s),
            self._clock_text(state.arrival_s),
            self._limit(state.limit_kmh),
            state.over_limit,
            None if camera is None else (shown(camera.distance_m, distance), self._limit(camera.limit_kmh)),
            state.street,
            minutes(state.better_saves_s) if state.better is not None else 0,
            state.muted,
            state.stop_index,
            state.source,
            bool(state.lanes),
            self._preferences.language,
            self._left_hand(),
        )
        if facts != self._facts:
            self._facts = facts
            self.changed.emit()

    def _left_hand(self) -> bool:
        route = self._state.route
        return route is not None and route.left_hand

    def _clock_text(self, at_s: float | None) -> str:
        if at_s is None:
            return ""
        local = dt.datetime.fromtimestamp(at_s, self._house.clock.local().tzinfo)
        return QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)

    def _limit(self, kmh: float | None) -> int:
        """In the driver's unit, to the 5 that signs are written in; -1 unknown."""
        if kmh is None:
            return _UNLIMITED
        return round(kmh) if self._preferences.distance == "km" else round(kmh_to_mph(kmh) / 5) * 5

    def _navigator(self) -> Navigator | None:
        return self._house.port(Navigator)

    @Property(str, notify=changed)
    def phase(self) -> str:
        """A `Phase` value."""
        return self._state.phase.value

    @Property(bool, notify=changed)
    def active(self) -> bool:
        """Whether a trip is under way, so that a banner is due."""
        return self._state.phase in {Phase.STARTING, Phase.ON_ROUTE, Phase.OFF_ROUTE, Phase.NO_POSITION, Phase.ARRIVED}

    @Property(bool, notify=changed)
    def hasNext(self) -> bool:
        """Whether there is a maneuver to show."""
        return self._state.next is not None

    @Property(str, notify=changed)
    def shape(self) -> str:
        """How the maneuver is drawn: "turn", "fork", "uturn", "roundabout", "ferry" or "arrive"."""
        return self._shape(self._state.next)

    @staticmethod
    def _shape(maneuver: Maneuver | None) -> str:
        if maneuver is None:
            return "turn"
        return _SHAPES.get(maneuver.turn, "fork" if maneuver.turn in _FORKS else "turn")

    @Property(float, notify=changed)
    def angle(self) -> float:
        """Degrees to the right of straight on."""
        return 0.0 if self._state.next is None else angle_deg(self._state.next)

    @Property(int, notify=changed)
    def other(self) -> int:
        """The side on which the way not taken goes on: -1 left, 1 right."""
        return 0 if self._state.next is None else _FORKS.get(self._state.next.turn, 0)

    @Property(int, notify=changed)
    def side(self) -> int:
        """The side of the maneuver: -1 left, 0 neither, 1 right."""
        return 0 if self._state.next is None else _side(self._state.next.turn)

    @Property(int, notify=changed)
    def exitCount(self) -> int:
        """Which exit of the roundabout, 1 is the first; 0 for none."""
        return 0 if self._state.next is None else self._state.next.exit_count

    @Property(bool, notify=changed)
    def leftHand(self) -> bool:
        """Whether one drives on the left here: roundabouts go clockwise."""
        return self._left_hand()

    @Property(str, notify=changed)
    def distance(self) -> str:
        """Figures of the distance to the maneuver."""
        return shown(self._state.to_next_m, self._preferences.distance)[0]

    @Property(str, notify=changed)
    def distanceUnit(self) -> str:
        """Their unit."""
        return shown(self._state.to_next_m, self._preferences.distance)[1]

    @Property(str, notify=changed)
    def way(self) -> str:
        """The road or the sign that the maneuver leads to; "" where it has no name."""
        return "" if self._state.next is None else name_of(self._state.next)

    @Property(str, notify=changed)
    def exitNumber(self) -> str:
        """Number of the motorway exit."""
        return "" if self._state.next is None else self._state.next.exit_number

    @Property(bool, notify=changed)
    def hasThen(self) -> bool:
        """Whether another maneuver follows at once."""
        return self._state.then is not None

    @Property(str, notify=changed)
    def thenShape(self) -> str:
        """How that one is drawn."""
        return self._shape(self._state.then)

    @Property(float, notify=changed)
    def thenAngle(self) -> float:
        """Its angle."""
        return 0.0 if self._state.then is None else angle_deg(self._state.then)

    @Property(QObject, constant=True)
    def lanes(self) -> QObject:
        """Rows of index, arrows and use (bits of routing.state.Arrow) and preferred, left to right."""
        return self._lanes

    @Property(bool, notify=changed)
    def hasLanes(self) -> bool:
        """Whether lanes are shown now."""
        return bool(self._state.lanes)

    @Property(str, notify=changed)
    def remaining(self) -> str:
        """Distance to the destination with its unit."""
        return " ".join(shown(self._state.remaining_m, self._preferences.distance))

    @Property(int, notify=changed)
    def remainingMinutes(self) -> int:
        """Driving time to the destination in whole minutes."""
        return minutes(self._state.remaining_s)

    @Property(str, notify=changed)
    def arrival(self) -> str:
        """Local time of arrival."""
        return self._clock_text(self._state.arrival_s)

    @Property(int, notify=changed)
    def limit(self) -> int:
        """Speed limit in the driver's unit; -1 unknown."""
        return self._limit(self._state.limit_kmh)

    @Property(bool, notify=changed)
    def overLimit(self) -> bool:
        """Whether the car is faster than limit and tolerance."""
        return self._state.over_limit

    @Property(str, notify=changed)
    def camera(self) -> str:
        """Distance to the speed camera ahead with its unit; "" for none."""
        camera = self._state.camera
        return "" if camera is None else " ".join(shown(camera.distance_m, self._preferences.distance))

    @Property(str, notify=changed)
    def street(self) -> str:
        """The road under the car."""
        return self._state.street

    @Property(bool, notify=changed)
    def moreStops(self) -> bool:
        """Whether a via point comes before the destination."""
        route = self._state.route
        return route is not None and self._state.stop_index < len(route.request.stops) - 1

    @Property(str, notify=changed)
    def destination(self) -> str:
        """Name of the destination."""
        route = self._state.route
        return "" if route is None else route.request.stops[-1].name

    @Property(int, notify=changed)
    def betterMinutes(self) -> int:
        """Minutes that an offered route saves; 0 when none is offered."""
        return minutes(self._state.better_saves_s) if self._state.better is not None else 0

    @Property(bool, notify=changed)
    def muted(self) -> bool:
        """Whether the voice keeps quiet."""
        return self._state.muted

    @Slot()
    def stop(self) -> None:
        """End the trip."""
        if (navigator := self._navigator()) is not None:
            navigator.stop()

    @Slot()
    def resume(self) -> None:
        """Go on with the last trip."""
        if (navigator := self._navigator()) is not None:
            navigator.resume()

    @Slot()
    def skipStop(self) -> None:
        """Leave out the next via point."""
        if (navigator := self._navigator()) is not None:
            navigator.skip_stop()

    @Slot(bool)
    def takeBetter(self, taken: bool) -> None:
        """Take the offered route or leave it."""
        if (navigator := self._navigator()) is not None:
            navigator.take_better(taken)

    @Slot()
    def toggleMute(self) -> None:
        """Voice on or off."""
        if (navigator := self._navigator()) is not None:
            navigator.mute(not self._state.muted)

    @Slot()
    def repeat(self) -> None:
        """Say it again."""
        if (navigator := self._navigator()) is not None:
            navigator.repeat()

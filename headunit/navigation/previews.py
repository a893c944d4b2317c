"""Example states of navigation, drawn over whatever map is there. Places and roads of Vaduz, from a visitor's notes."""

import dataclasses
import math

from headunit.guidance.state import Camera, GuidanceState, Phase, Source
from headunit.kernel.geodesy import LatLon
from headunit.kernel.reading import Reading
from headunit.map.state import Overlay, Vehicle
from headunit.navigation.state import Selection
from headunit.places.state import Hit, Place, Remembered, SearchState
from headunit.position.state import Fix, Mode, PositionState, Quality
from headunit.presentation.pane import Preview
from headunit.routing.state import (
    Arrow,
    Charge,
    Lane,
    Maneuver,
    NoRoute,
    Planning,
    Route,
    RouteRequest,
    RoutingState,
    Stop,
    Turn,
)
from headunit.safety.state import Driving, SafetyState

NOW = 100.0
_HERE = LatLon(47.1410, 9.5209)
_COURSE_DEG = 20.0
_PLACE = Place(
    "Kunstmuseum Liechtenstein",
    "museum",
    LatLon(47.1395, 9.5224),
    "Städtle 32, Vaduz",
    {"opening_hours": "Tu-Su 10:00-17:00"},
)


def _bent(count: int, turn_deg: float) -> tuple[LatLon, ...]:
    """A line from here that turns a little with every 40 m."""
    points, course = [_HERE], math.radians(_COURSE_DEG)
    for _ in range(count):
        last = points[-1]
        north, east = 40 * math.cos(course), 40 * math.sin(course)
        points.append(
            LatLon(
                last.lat_deg + north / 111_200, last.lon_deg + east / (111_200 * math.cos(math.radians(last.lat_deg)))
            )
        )
        course += math.radians(turn_deg)
    return tuple(points)


_MANEUVERS = (
    Maneuver(Turn.DEPART, 0.0, 0, 400.0, 30.0, ("Aeulestrasse",)),
    Maneuver(
        Turn.RIGHT,
        400.0,
        10,
        600.0,
        45.0,
        ("Lettstrasse",),
        lanes=(
            Lane(Arrow.LEFT),
            Lane(Arrow.THROUGH | Arrow.LEFT),
            Lane(Arrow.THROUGH | Arrow.RIGHT, Arrow.RIGHT),
            Lane(Arrow.RIGHT, Arrow.RIGHT, preferred=True),
        ),
        bearing_before_deg=20.0,
        bearing_after_deg=112.0,
    ),
    Maneuver(
        Turn.ROUNDABOUT,
        1000.0,
        25,
        900.0,
        60.0,
        ("Zollstrasse",),
        exit_count=3,
        bearing_before_deg=110.0,
        bearing_after_deg=20.0,
    ),
    Maneuver(Turn.EXIT_RIGHT, 1900.0, 47, 100.0, 10.0, ("A13",), exit_number="9", toward=("Sargans", "Chur")),
    Maneuver(Turn.ARRIVE_RIGHT, 2000.0, 50, 0.0, 0.0),
)


def _route(key: str, turn_deg: float, stretch: float, via: str, **more: object) -> Route:
    points = _bent(50, turn_deg)
    route = Route(
        key=key,
        points=points,
        at_m=tuple(40.0 * n for n in range(51)),
        time_s=tuple(stretch * 24.0 * n for n in range(51)),
        maneuvers=_MANEUVERS,
        request=RouteRequest((Stop(_HERE), Stop(_PLACE.at, _PLACE.name))),
        stops_at=(50,),
        limit_kmh=(50.0,) * 50,
        flow=(*[0] * 20, *[1] * 10, *[2] * 5, *[0] * 15),
        tunnel=(False,) * 50,
        countries=("LI",),
        free_time_s=1000.0,
        via_text=via,
    )
    return dataclasses.replace(route, **more)  # type: ignore[arg-type]  # names of fields


_BEST = _route("1", 1.5, 1.0, "Aeulestrasse")
#: A battery that does not last: with chargers to call at.
_FAR = Charge(12.0, ((Stop(LatLon(47.1023, 9.6091), "Malbi Park"), 14.0, 80.0),))
_OTHER = _route("2", 4.0, 1.2, "A13", toll=True)
_THIRD = _route("3", -2.0, 1.5, "Schaanerstrasse", unpaved=True)

_FIX = PositionState(
    NOW, Quality.FIX_3D, Reading(Fix(Mode.FIX_3D, None, *_HERE, 460.0, 12.0, _COURSE_DEG, 4.0, 11), NOW, "preview")
)
_CAR = Vehicle(NOW, _HERE, _COURSE_DEG, 12.0)
_PARKED = SafetyState(Driving.PARKED)

_HITS = SearchState(
    "kunst",
    (
        Hit(_PLACE, 190.0, 140.0),
        Hit(
            Place("Kunstschule Liechtenstein", "school", LatLon(47.2218, 9.5188), "Churerstrasse 60, Nendeln"),
            9100.0,
            2.0,
        ),
        Hit(Place("Kunstgasse", "street", LatLon(47.1654, 9.5103), "Schaan"), 2800.0, 340.0),
    ),
)
_REMEMBERED = Remembered(
    home=Place("Mühleholz 12", "address", LatLon(47.1533, 9.5171), "Vaduz"),
    favourites=(Place("Malbi Park", "charger", LatLon(47.1023, 9.6091), "Malbun"),),
    recents=(_PLACE, Place("Spital", "hospital", LatLon(47.1359, 9.5228), "Heiligkreuz 25, Vaduz")),
)


def _guided(index: int, to_next_m: float, **more: object) -> GuidanceState:
    maneuver = _MANEUVERS[index]
    state = GuidanceState(
        phase=Phase.ON_ROUTE,
        route=_BEST,
        at_m=maneuver.at_m - to_next_m,
        place=_HERE,
        course_deg=_COURSE_DEG,
        source=Source.GNSS,
        next=maneuver,
        to_next_m=to_next_m,
        remaining_m=2000.0 - maneuver.at_m + to_next_m,
        remaining_s=1150.0,
        arrival_s=1_777_623_000.0,
        stop_index=1,
        street="Aeulestrasse",
        limit_kmh=50.0,
    )
    return dataclasses.replace(state, **more)  # type: ignore[arg-type]  # names of fields


def _shown(name: str, *states: object) -> Preview:
    return Preview(name, (_FIX, _CAR, *states), NOW)


PREVIEWS = [
    _shown("map"),
    _shown("search", _PARKED, _REMEMBERED, Selection(searching=True)),
    _shown("found", _PARKED, _HITS, Selection(searching=True)),
    _shown(
        "choice",
        _PARKED,
        RoutingState(
            Planning.READY, _BEST.request, (_BEST, _OTHER, _THIRD), charges=(Charge(63.0), _FAR, Charge(41.0))
        ),
    ),
    _shown("island", RoutingState(Planning.FAILED, _BEST.request, why=NoRoute.UNREACHABLE)),
    _shown("lanes", _guided(1, 180.0, lanes=_MANEUVERS[1].lanes, then=_MANEUVERS[2], over_limit=True, limit_kmh=30.0)),
    _shown("roundabout", _guided(2, 340.0, camera=Camera(220.0, 50.0, "fixed"))),
    _shown("exit", _guided(3, 1200.0, limit_kmh=120.0, better=_OTHER, better_saves_s=420.0)),
    _shown(
        "on_the_way",
        _guided(1, 180.0, lanes=_MANEUVERS[1].lanes, then=_MANEUVERS[2], camera=Camera(220.0, 50.0, "fixed")),
        Selection(_PLACE.at, "Kunstmuseum Liechtenstein"),
    ),
    _shown("off_route", _guided(1, 0.0, phase=Phase.OFF_ROUTE, next=None)),
    _shown("arrived", _guided(4, 0.0, phase=Phase.ARRIVED)),
    _shown("resumable", GuidanceState(Phase.RESUMABLE, _BEST)),
    Preview("no_position", (PositionState(NOW, Quality.SEARCHING), Overlay(), Vehicle(NOW)), NOW),
]

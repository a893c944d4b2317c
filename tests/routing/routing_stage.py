"""Regions and questions for the tests of routing: real tiles, real workers."""

import itertools
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way

from headunit.kernel.geodesy import Bounds, LatLon, LocalFrame
from headunit.regions.ports import Extract
from headunit.regions.state import Region
from headunit.routing.engine import Engine, EngineError
from headunit.routing.questions import Answer, AskRoutes, Question, RoutesFound
from headunit.routing.state import RouteRequest, Stop
from headunit.routing.valhalla_tiles import RoutingTiles

#: Nothing of ours takes so long, even on a machine that does three other things (s).
PATIENCE_S = 60.0

MONACO = Bounds(43.71, 7.349, 43.77, 7.491)
BALZERS, VADUZ, RUGGELL = LatLon(47.0660, 9.5010), LatLon(47.1410, 9.5220), LatLon(47.2195, 9.5520)


def region(folder: Path, bounds: Bounds, countries: tuple[str, ...], build: str = "1") -> Region:
    """A region of which only the routing part is there."""
    return Region(folder.name, folder.name, folder, bounds, "", countries, False, "", 0, build)


def build(path: Path, folder: Path, bounds: Bounds, country: str, *, whole: bool) -> Region:
    """Routing tiles of an extract, by the step that regions are built with."""
    folder.mkdir(parents=True, exist_ok=True)
    countries = (country,) if country else ()
    RoutingTiles().run(Extract(path, bounds, countries, whole), folder, lambda _: None)
    return region(folder, bounds, countries)


def request(*places: LatLon, **more: object) -> RouteRequest:
    """A request without names."""
    return RouteRequest(tuple(Stop(place) for place in places), **more)  # type: ignore[arg-type]


class Asker:
    """An engine that is asked and waited for."""

    def __init__(self, folder: Path, patience_s: float = PATIENCE_S) -> None:
        self.engine = Engine(patience_s)
        self.engine.use(folder)

    def send(self, question: Question) -> Callable[[], Answer | EngineError]:
        """Ask; the returned function waits for the answer."""
        done = threading.Event()
        heard: list[Answer | EngineError] = []

        def reply(answer: Answer | EngineError) -> None:
            heard.append(answer)
            done.set()

        self.engine.ask(question, reply)

        def wait() -> Answer | EngineError:
            assert done.wait(PATIENCE_S), "no answer"
            assert len(heard) == 1
            return heard[0]

        return wait

    def ask(self, question: Question) -> Answer | EngineError:
        return self.send(question)()

    def routes(self, *places: LatLon, **more: object) -> RoutesFound:
        """The answer to a request, which must be one."""
        answer = self.ask(AskRoutes(request(*places, **more)))
        assert isinstance(answer, RoutesFound), answer
        return answer


#: A made-up town: metres east and north of here are the test's own map.
TOWN = LocalFrame(51.5, -1.5)
#: The town's roundabout lies in its middle; the islands lie east and far north of it.
ROUNDABOUT_M = 20.0
_GRID, _SPACING_M = 7, 200.0


def at(east_m: float, north_m: float) -> LatLon:
    """A place in the town."""
    return LatLon(*TOWN.to_degrees(east_m, north_m))


class _Osm:
    def __init__(self, path: Path) -> None:
        self._writer = osmium.SimpleWriter(str(path), overwrite=True)
        self._nodes: dict[tuple[float, float], int] = {}
        self._ways: list[tuple[list[int], dict[str, str]]] = []
        self._tags: dict[tuple[float, float], dict[str, str]] = {}

    def node(self, point: tuple[float, float], **tags: str) -> None:
        self._tags[point] = tags

    def way(self, points: list[tuple[float, float]], **tags: str) -> None:
        ids = [self._nodes.setdefault(point, len(self._nodes) + 1) for point in points]
        self._ways.append((ids, tags))

    def close(self) -> None:
        with self._writer as writer:
            for (east_m, north_m), number in self._nodes.items():
                lat, lon = TOWN.to_degrees(east_m, north_m)
                writer.add_node(Node(id=number, version=1, location=(lon, lat), tags=self._tags.get((east_m, north_m))))
            for number, (ids, tags) in enumerate(self._ways, 1):
                writer.add_way(Way(id=number, version=1, nodes=ids, tags=tags))


def _grid(osm: _Osm, east_m: float, north_m: float, size: int, skip: Callable[[float, float], bool]) -> None:
    """Streets every 200 m, west-east and south-north."""
    line = [step * _SPACING_M for step in range(size)]
    for row in line:
        for a, b in itertools.pairwise(line):
            for p, q, name in (((a, row), (b, row), f"Row {row:.0f}"), ((row, a), (row, b), f"Column {row:.0f}")):
                ends = [(east_m + x, north_m + y) for x, y in (p, q)]
                if not any(skip(*end) for end in ends):
                    osm.way(ends, highway="residential", name=name, maxspeed="30")


#: Over the motorway, off at exit 7, through the tunnel, by the ferry.
OVERSEAS_M = (3700.0, 2800.0)


def _write_motorway(osm: _Osm) -> None:
    """East of the town: a toll motorway with an exit, a tunnel, a ferry; and a slow road back."""
    exit_7 = (3200.0, 600.0)
    osm.node(exit_7, highway="motorway_junction", ref="7")
    road = {"highway": "motorway", "ref": "M1", "oneway": "yes", "maxspeed": "70 mph", "toll": "yes", "lanes": "2"}
    osm.way([(1200.0, 600.0), (2200.0, 600.0), exit_7], **road)
    osm.way([exit_7, (4200.0, 600.0), (4200.0, 900.0), (3500.0, 900.0)], **road)
    link = {"highway": "motorway_link", "oneway": "yes", "destination": "Eastham;Docks", "destination:ref": "B7"}
    osm.way([exit_7, (3400.0, 660.0), (3500.0, 900.0)], **link)
    osm.way([(3500.0, 900.0), (3500.0, 1000.0)], highway="primary", name="Dock Road", maxspeed="40 mph")
    osm.way([(3500.0, 1000.0), (3500.0, 1250.0)], highway="primary", name="Dock Road", tunnel="yes", maxspeed="40 mph")
    osm.way([(3500.0, 1250.0), (3500.0, 1300.0)], highway="primary", name="Dock Road", maxspeed="40 mph")
    osm.way(
        [(3500.0, 1300.0), (3500.0, 2800.0)], route="ferry", name="The Ferry", motor_vehicle="yes", duration="00:20"
    )
    osm.way([(3500.0, 2800.0), OVERSEAS_M], highway="residential", name="Far Shore")
    osm.way([(3500.0, 900.0), (1200.0, 800.0)], highway="tertiary", name="Back Road", maxspeed="10 mph")


def write_town(path: Path) -> Bounds:
    """A grid with a roundabout that is driven as in Britain, a small island 600 m east, a large one 3 km north."""
    osm = _Osm(path)
    middle = _SPACING_M * (_GRID // 2)
    _grid(osm, 0.0, 0.0, _GRID, lambda x, y: (x, y) == (middle, middle))
    r = ROUNDABOUT_M
    west, north, east, south = (
        (middle - r, middle),
        (middle, middle + r),
        (middle + r, middle),
        (middle, middle - r),
    )
    osm.way([west, north, east, south, west], highway="residential", junction="roundabout", name="Circus")
    for inner, outer in (
        (west, (middle - _SPACING_M, middle)),
        (north, (middle, middle + _SPACING_M)),
        (east, (middle + _SPACING_M, middle)),
        (south, (middle, middle - _SPACING_M)),
    ):
        osm.way([inner, outer], highway="residential", name="Circus Road")
    side = _SPACING_M * (_GRID - 1)
    _grid(osm, side + 600.0, 0.0, 2, lambda _x, _y: False)
    _grid(osm, 0.0, side + 3000.0, _GRID, lambda _x, _y: False)
    _write_motorway(osm)
    osm.close()
    low, high = at(-500.0, -500.0), at(side + 3000.0, 2 * side + 3500.0)
    return Bounds(low.lat_deg, low.lon_deg, high.lat_deg, high.lon_deg)


def turning(points: tuple[LatLon, ...], begin: int, end: int) -> float:
    """Twice the signed area under a piece of line, in square metres: above 0 is anticlockwise."""
    flat = [TOWN.to_metres(*point) for point in points[begin : end + 1]]
    pairs: Iterator[tuple[tuple[float, float], tuple[float, float]]] = zip(flat, [*flat[1:], flat[0]], strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)

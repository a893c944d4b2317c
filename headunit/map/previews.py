"""Example states of the map. The ground is bare: what lies on it needs no region."""

from headunit.kernel.geodesy import LatLon
from headunit.map.state import Line, LineKind, Overlay, Pin, PinKind, Vehicle
from headunit.presentation.pane import Preview
from headunit.regions.state import RegionsState

NOW = 100.0
_CAR = LatLon(47.1410, 9.5215)


def _away(north_m: float, east_m: float) -> LatLon:
    return LatLon(_CAR.lat_deg + 0.42 * north_m / 111_200, _CAR.lon_deg + 0.42 * east_m / 75_700)


_ROUTE = Line(
    LineKind.ROUTE,
    (_away(-400, 30), _CAR, _away(180, -20), _away(330, 60), _away(420, 260)),
    "best",
    (0, 0, 1, 2),
)
_OTHER = Line(LineKind.ALTERNATIVE, (_CAR, _away(60, 200), _away(250, 330), _away(420, 260)), "other")
_DRIVEN = Line(LineKind.DRIVEN, (_away(-400, 30), _CAR))
_RANGE = Line(LineKind.RANGE, (_away(500, -500), _away(380, 520), _away(-600, 480), _away(-550, -520)))
_PINS = (
    Pin(PinKind.DESTINATION, _away(420, 260), "destination", "Hauptstrasse 1"),
    Pin(PinKind.VIA, _away(330, 60), "via", "Städtle"),
    Pin(PinKind.CHARGER, _away(200, -280), "charger", "Charging station"),
    Pin(PinKind.HOME, _away(60, -380), "home", "Home"),
    Pin(PinKind.WORK, _away(-60, 380), "work", "Work"),
    Pin(PinKind.FAVOURITE, _away(30, 180), "favourite", "Bakery"),
    Pin(PinKind.HIT, _away(330, -160), "hit", "Rathaus"),
)
_ON_THE_WAY = Vehicle(NOW, _CAR, 355.0, 0.0)

PREVIEWS = [
    Preview("on-the-way", (Overlay(_PINS, (_RANGE, _DRIVEN, _OTHER, _ROUTE)), _ON_THE_WAY), NOW),
    Preview("uncertain", (Overlay((), (_DRIVEN,)), Vehicle(NOW, _CAR, 20.0, 0.0, certain=False)), NOW),
    Preview("no-region", (RegionsState(), _ON_THE_WAY), NOW),
    Preview("nothing", (Overlay(),), NOW),
]

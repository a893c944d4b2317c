"""What commands from the owner's screens come to in this car: wishes to the rooms, which answer by what happens."""

import math
from collections.abc import Callable, Mapping
from typing import Final, override

from headunit.app import House
from headunit.cloud.ports import Effect, Effects, Outcome
from headunit.diagnostics.ports import CarCheck
from headunit.guidance.ports import Navigator
from headunit.kernel.errors import HeadunitError
from headunit.kernel.geodesy import LatLon
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.ports import MusicDesk
from headunit.notices.ports import Action, Announcement, Announcer
from headunit.notices.state import Urgency
from headunit.places.ports import Memory
from headunit.places.state import Place
from headunit.position.state import PositionState
from headunit.preferences.state import Preferences
from headunit.routing.ports import Router
from headunit.routing.state import NoRoute, Route, RouteRequest, Stop
from headunit.safety.state import Driving, SafetyState
from headunit.sound.ports import Volume
from headunit.sound.state import Voiceprint
from headunit.vehicle.ports import Requests
from headunit.vehicle.state import Value, VehicleState

type Told = Callable[[Outcome], None]

DONE: Final = Outcome("done")
NOT_THIS_CAR: Final = Outcome("refused", QT_TRANSLATE_NOOP("Cloud", "This car cannot be asked for it"))
WHILE_DRIVING: Final = Outcome("refused", QT_TRANSLATE_NOOP("Cloud", "Not while the car is driven"))
NOT_UNDERSTOOD: Final = Outcome("refused", QT_TRANSLATE_NOOP("Cloud", "It was not understood"))
NO_ANSWER: Final = Outcome("failed", QT_TRANSLATE_NOOP("Cloud", "The car did not do it"))
NO_PLACE: Final = Outcome("failed", QT_TRANSLATE_NOOP("Cloud", "The car does not know where it is"))
SENT_HERE = QT_TRANSLATE_NOOP("Cloud", "Sent to the car: %1")
DRIVE_THERE = QT_TRANSLATE_NOOP("Cloud", "Drive there")
NO_WAY = QT_TRANSLATE_NOOP("Cloud", "There is no way to %1")

_CLIMATE: Final = "Vehicle.Cabin.HVAC.IsAirConditioningActive"
_WARMTH: Final = "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature"
_FAN: Final = "Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed"
_LOCKS: Final = tuple(
    f"Vehicle.Cabin.Door.{door}.IsLocked"
    for door in ("Row1.DriverSide", "Row1.PassengerSide", "Row2.DriverSide", "Row2.PassengerSide")
)
#: The car obeys, and says so, within (s).
_OBEYS_S: Final = 5.0
_FAN_ON: Final = 40.0


class MirrorEffects(Effects):
    """A part of the house's beat: what the car was asked for is done when its signals say so."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._awaited: list[tuple[Mapping[str, Value], float, Told]] = []
        self._effects: dict[str, Effect] = {
            "lock": lambda _, told: self._locks(True, told),
            "unlock": lambda _, told: self._locks(False, told),
            "climate": self._climate,
            "destination": self._destination,
            "favourite": self._favourite,
            "media": self._media,
            "locate": self._locate,
            "wake": lambda _, told: told(DONE),
            "read_codes": self._read_codes,
        }

    @override
    def effect(self, command: str) -> Effect | None:
        return self._effects.get(command)

    def tick(self) -> None:
        """Ten times a second."""
        if not self._awaited:
            return
        vehicle = self._house.board.latest(VehicleState) or VehicleState()
        now, waiting = self._house.clock.now(), self._awaited
        self._awaited = []
        for wanted, until, told in waiting:
            if all(_close(vehicle.value(path), value) for path, value in wanted.items()):
                told(DONE)
            elif now >= until:
                told(NO_ANSWER)
            else:
                self._awaited.append((wanted, until, told))

    # The car.

    def _ask(self, wanted: Mapping[str, Value], why: str, told: Told) -> None:
        requests = self._house.port(Requests)
        if requests is None or not wanted or not all(requests.may(path) for path in wanted):
            told(NOT_THIS_CAR)
            return
        try:
            for path, value in wanted.items():
                requests.ask(path, value, "owner", why)
        except HeadunitError:
            told(NOT_THIS_CAR)
            return
        self._awaited.append((wanted, self._house.clock.now() + _OBEYS_S, told))

    def _locks(self, lock: bool, told: Told) -> None:
        vehicle = self._house.board.latest(VehicleState) or VehicleState()
        if not lock and self._driving is not Driving.PARKED:
            told(WHILE_DRIVING)
            return
        offered = {path: lock for path in _LOCKS if vehicle.offers(path)}
        self._ask(offered, "lock" if lock else "unlock", told)

    @property
    def _driving(self) -> Driving:
        return (self._house.board.latest(SafetyState) or SafetyState()).driving

    def _climate(self, args: Mapping[str, object], told: Told) -> None:
        on, celsius = args.get("on"), _number(args, "celsius", 16.0, 28.0)
        if not isinstance(on, bool):
            told(NOT_UNDERSTOOD)
            return
        wanted: dict[str, Value] = {_CLIMATE: on, _FAN: _FAN_ON if on else 0.0}
        if on and celsius is not None:
            wanted[_WARMTH] = celsius
        self._ask(wanted, "climate", told)

    def _locate(self, _args: Mapping[str, object], told: Told) -> None:
        """Where it is leaves the car by itself, where the owner lets it; here only whether it is known is told."""
        position = self._house.board.latest(PositionState)
        told(DONE if position is not None and position.usable is not None else NO_PLACE)

    def _read_codes(self, _args: Mapping[str, object], told: Told) -> None:
        check = self._house.port(CarCheck)
        if check is None:
            told(NOT_THIS_CAR)
            return
        if self._driving is not Driving.PARKED:
            told(WHILE_DRIVING)
            return
        check.read()
        told(DONE)

    # Where to.

    def _destination(self, args: Mapping[str, object], told: Told) -> None:
        """It comes as a notice that one tap starts: the driver decides."""
        place, announcer = _place(args), self._house.port(Announcer)
        if place is None or announcer is None:
            told(NOT_UNDERSTOOD if place is None else NOT_THIS_CAR)
            return
        if (memory := self._house.port(Memory)) is not None:
            memory.visit(place)
        announcer.announce(
            Announcement(
                "cloud.destination",
                "map-marker",
                Urgency.NOTE,
                SENT_HERE,
                words=(place.name,),
                context="Cloud",
                action=Action(DRIVE_THERE, "navigation", lambda: self._drive(place)),
            )
        )
        told(DONE)

    def _drive(self, place: Place) -> None:
        router, position = self._house.port(Router), self._house.board.latest(PositionState)
        fix = None if position is None else position.usable
        if router is None or fix is None or fix.lat_deg is None or fix.lon_deg is None:
            self._no_way(place)
            return
        stops = (Stop(LatLon(fix.lat_deg, fix.lon_deg)), Stop(place.at, place.name))

        def drive(routes: tuple[Route, ...], _why: NoRoute) -> None:
            navigator = self._house.port(Navigator)
            if routes and navigator is not None:
                navigator.start(routes[0])
            else:
                self._no_way(place)

        language = (self._house.board.latest(Preferences) or Preferences()).language
        router.route(RouteRequest(stops, language=language), drive)

    def _no_way(self, place: Place) -> None:
        if (announcer := self._house.port(Announcer)) is not None:
            told = Announcement(
                "cloud.no_way", "map-marker", Urgency.NOTE, NO_WAY, words=(place.name,), context="Cloud", for_s=15.0
            )
            announcer.announce(told)

    def _favourite(self, args: Mapping[str, object], told: Told) -> None:
        place, memory = _place(args), self._house.port(Memory)
        if place is None or memory is None:
            told(NOT_UNDERSTOOD if place is None else NOT_THIS_CAR)
            return
        memory.keep(place)
        told(DONE)

    # Music.

    def _media(self, args: Mapping[str, object], told: Told) -> None:
        desk, volume = self._house.port(MusicDesk), self._house.port(Volume)
        if desk is None:
            told(NOT_THIS_CAR)
            return
        match args.get("do"):
            case "play":
                desk.pause(False)
            case "pause":
                desk.pause(True)
            case "next":
                desk.next()
            case "previous":
                desk.previous()
            case "jump" if (at := _number(args, "value", 0, 1e9)) is not None:
                desk.jump(int(at))
            case "volume" if volume is not None and (loud := _number(args, "value", 0, 100)) is not None:
                volume.set(Voiceprint.MUSIC, round(loud))
            case _:
                told(NOT_UNDERSTOOD)
                return
        told(DONE)


def _close(now: Value | None, wanted: Value) -> bool:
    if isinstance(wanted, bool) or isinstance(now, bool | str) or now is None or isinstance(wanted, str):
        return now == wanted
    return math.isclose(now, wanted, abs_tol=0.6)


def _number(args: Mapping[str, object], name: str, least: float, most: float) -> float | None:
    value = args.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        return None
    return float(value)


def _place(args: Mapping[str, object]) -> Place | None:
    lat, lon, title = _number(args, "lat", -90, 90), _number(args, "lon", -180, 180), args.get("title")
    if lat is None or lon is None or not isinstance(title, str) or not 0 < len(title) <= 80:  # noqa: PLR2004
        return None
    return Place(title, "coordinates", LatLon(lat, lon))

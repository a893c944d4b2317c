"""What the car tells: from the states that hang on the board to rows of the outbox. Qt's thread; ten times a second.

What the owner keeps for himself never becomes a row.
"""

from collections.abc import Callable, Mapping
from typing import Final

import msgpack

from headunit.cloud.alerts import Alerts
from headunit.cloud.signals import SignalChanges, is_number
from headunit.cloud.sqlite_outbox import Draft
from headunit.cloud.state import Exactness, Kind, Privacy
from headunit.cloud.trips import Moment, TripLog
from headunit.guidance.state import GuidanceState
from headunit.kernel.board import Board
from headunit.mirror import delta
from headunit.mirror.row import Lane
from headunit.mirror.topics import ALERT, FORGET, STATE, TELEMETRY, TRIP_BEGIN, TRIP_END
from headunit.music.state import MusicState, Playing
from headunit.notices.state import NoticesState
from headunit.position.state import Fix, PositionState
from headunit.safety.state import Driving, SafetyState
from headunit.sound.state import SoundState, Voiceprint
from headunit.vehicle.state import VehicleState

#: Telemetry goes so often (s); places with it.
EVERY_S: Final = 1.0
#: A place is worth telling when it moved so far (degrees of latitude: some 3 m).
_STEP_DEG: Final = 3e-5
_HUNDRED_METRES: Final = 3
_QUEUE: Final = 30


def exact(fix: Fix, exactness: Exactness) -> tuple[float, float] | None:
    """Latitude and longitude as the owner lets them out."""
    if fix.lat_deg is None or fix.lon_deg is None or exactness is Exactness.NONE:
        return None
    digits = {Exactness.EXACT: 6, Exactness.HUNDRED_METRES: _HUNDRED_METRES, Exactness.CITY: 1}[exactness]
    return round(fix.lat_deg, digits), round(fix.lon_deg, digits)


def state_row(key: str, value: object, at_s: float) -> Draft:
    """The newest value of a key."""
    body: bytes = msgpack.packb({"k": key, "v": value, "at": at_s})
    return Draft(Lane.STATE, STATE, at_s, body, key=key)


def forget_row(wall_s: float, *, trip: str = "", before_s: float | None = None) -> Draft:
    """A trip, or all before a moment, is to be forgotten everywhere."""
    words: dict[str, object] = {"trip": trip} if trip else {"before_s": before_s}
    return Draft(Lane.ALERT, FORGET, wall_s, msgpack.packb(words))


class Collector:
    """`wall`: seconds since 1970."""

    def __init__(self, board: Board, wall: Callable[[], float]) -> None:
        self._board, self._wall = board, wall
        self._signals, self._trips, self._alerts = SignalChanges(), TripLog(), Alerts()
        self._samples: dict[str, list[tuple[float, delta.Value]]] = {}
        self._second_s = 0.0
        self._place: tuple[float, float] | None = None
        self._told: dict[str, object] = {}

    def again(self) -> None:
        """Tell all anew."""
        self._signals.again()
        self._told.clear()
        self._place = None

    def collect(self, privacy: Privacy) -> list[Draft]:
        """Rows that are due now."""
        now = self._wall()
        vehicle = self._board.latest(VehicleState) or VehicleState()
        fix = (self._board.latest(PositionState) or PositionState()).usable
        rows = self._alert_rows(vehicle, fix, now, privacy)
        if privacy.private or not privacy.on:
            self._samples.clear()
            return rows
        if not privacy.valet:
            rows += self._signal_rows(vehicle, privacy, now)
            self._sample_place(fix, privacy, now)
            rows += self._trip_rows(vehicle, fix, privacy, now)
            rows += self._room_rows(privacy, now)
        if now - self._second_s >= EVERY_S or now < self._second_s:
            rows += self._second(now)
        return rows

    # Telemetry.

    def _signal_rows(self, vehicle: VehicleState, privacy: Privacy, now: float) -> list[Draft]:
        rows: list[Draft] = []
        for path, value in self._signals.changed(vehicle, privacy):
            if is_number(value):
                self._samples.setdefault(path, []).append((now, value))
            else:
                rows.append(state_row(path, value, now))
        return rows

    def _sample_place(self, fix: Fix | None, privacy: Privacy, now: float) -> None:
        if fix is None or Kind.PLACE not in privacy.on or now - self._second_s < EVERY_S:
            return
        place = exact(fix, privacy.exactness)
        before = self._place
        if place is None or (before and max(abs(a - b) for a, b in zip(place, before, strict=True)) < _STEP_DEG):
            return
        self._place = place
        self._samples["Car.Lat"], self._samples["Car.Lon"] = [(now, place[0])], [(now, place[1])]

    def _second(self, now: float) -> list[Draft]:
        self._second_s = now
        if not self._samples:
            return []
        at_s = min(when for some in self._samples.values() for when, _ in some)
        body = delta.pack(at_s, {key: some[-3:] for key, some in self._samples.items()})
        self._samples.clear()
        return [Draft(Lane.TELEMETRY, TELEMETRY, now, body)]

    # Trips and alarms.

    def _trip_rows(self, vehicle: VehicleState, fix: Fix | None, privacy: Privacy, now: float) -> list[Draft]:
        place = exact(fix, privacy.exactness) if fix is not None and Kind.PLACE in privacy.on else None
        speed = vehicle.number("Vehicle.Speed")
        moment = Moment(
            now,
            speed / 3.6 if speed is not None else fix.speed_mps if fix is not None else None,
            vehicle.number("Vehicle.TraveledDistance"),
            (self._board.latest(SafetyState) or SafetyState()).driving is Driving.PARKED,
            place[0] if place else None,
            place[1] if place else None,
            vehicle.number("Vehicle.Powertrain.TractionBattery.CurrentPower"),
        )
        told = [*self._trips.on(moment)]
        if Kind.TRIPS not in privacy.on:
            return []
        topics = {"begin": TRIP_BEGIN, "end": TRIP_END}
        return [Draft(Lane.ALERT, topics[what], now, msgpack.packb(words)) for what, words in told]

    def _alert_rows(self, vehicle: VehicleState, fix: Fix | None, now: float, privacy: Privacy) -> list[Draft]:
        parked = (self._board.latest(SafetyState) or SafetyState()).driving is Driving.PARKED
        told = [*self._alerts.on(vehicle, now, parked=parked)]
        if not privacy.on:
            return []
        place = exact(fix, privacy.exactness) if fix is not None and Kind.PLACE in privacy.on else None
        rows = []
        for words in told:
            said = words | ({"lat": place[0], "lon": place[1]} if place else {})
            rows.append(Draft(Lane.ALERT, ALERT, now, msgpack.packb(said)))
        return rows

    # Other rooms.

    def _room_rows(self, privacy: Privacy, now: float) -> list[Draft]:
        said: dict[str, tuple[Kind, object]] = {
            "Car.Position": (Kind.PLACE, self._position(privacy)),
            "Car.Guidance": (Kind.PLACE, self._guidance()),
            "Car.Music": (Kind.MEDIA, self._music()),
            "Car.Notices": (Kind.STATE, self._notices()),
        }
        rows: list[Draft] = []
        for key, (kind, value) in said.items():
            if kind not in privacy.on or value is None or self._told.get(key) == _lasting(key, value):
                continue
            self._told[key] = _lasting(key, value)
            rows.append(state_row(key, value, now))
        return rows

    def _position(self, privacy: Privacy) -> dict[str, object] | None:
        state = self._board.latest(PositionState)
        fix = None if state is None else state.usable
        place = None if fix is None else exact(fix, privacy.exactness)
        if state is None or fix is None or place is None:
            return None
        told: dict[str, object] = {"lat": place[0], "lon": place[1], "quality": state.quality.value}
        if privacy.exactness is Exactness.EXACT:
            told |= {"heading_deg": fix.track_deg, "speed_mps": fix.speed_mps, "accuracy_m": fix.eph_m}
        return told

    def _guidance(self) -> dict[str, object] | None:
        state = self._board.latest(GuidanceState)
        if state is None or state.route is None:
            return {"active": False}
        stop = state.route.request.stops[-1] if state.route.request.stops else None
        return {
            "active": True,
            "to": "" if stop is None else stop.name,
            "arrival_s": state.arrival_s,
            "left_m": round(state.remaining_m, -2),
        }

    def _music(self) -> dict[str, object] | None:
        state, sound = self._board.latest(MusicState), self._board.latest(SoundState)
        if state is None:
            return None
        track = state.track
        first = max(0, (state.now or 0) - 2)
        return {
            "title": "" if track is None else state.stream_title or track.title,
            "artist": "" if track is None else track.artist,
            "album": "" if track is None else track.album,
            "playing": state.playing is Playing.PLAYING,
            "position_s": round(state.position_s, 1),
            "duration_s": state.duration_s,
            "volume": None if sound is None else sound.volumes.get(Voiceprint.MUSIC),
            "queue": [[entry.entry, entry.track.title] for entry in state.queue[first : first + _QUEUE]],
        }

    def _notices(self) -> list[dict[str, object]]:
        state = self._board.latest(NoticesState) or NoticesState()
        return [
            {"key": one.key, "urgency": one.urgency.name.lower(), "title": one.title, "advice": one.advice}
            for one in state.notices
        ]


def _lasting(key: str, value: object) -> object:
    """What of a value is news: a position in a song runs on by itself, a place that shakes has not moved."""
    if not isinstance(value, Mapping):
        return value
    if key == "Car.Music":
        return {name: part for name, part in value.items() if name != "position_s"} | {
            "about_s": None if value.get("playing") else value.get("position_s")
        }
    if key == "Car.Position":
        return (round(float(str(value["lat"])), 4), round(float(str(value["lon"])), 4), value.get("quality"))
    if key == "Car.Guidance" and value.get("active"):
        return (value.get("to"), round(float(str(value["left_m"])) / 500))
    return value

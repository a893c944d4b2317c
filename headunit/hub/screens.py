"""What phone and PC can ask of the hub: who they are, a car's state, its trips and alarms, commands, who is paired."""

import base64
import dataclasses
from typing import Final

from headunit.hub.exports import gpx, table, track_of
from headunit.hub.hub import Hub, RefusedError
from headunit.hub.limits import Limit
from headunit.hub.ports import Maps, Value, command_body
from headunit.hub.reading_rows import right_of
from headunit.hub.routes import Reply, Route, Wanted
from headunit.hub.sessions import Sessions
from headunit.mirror.name import name_of
from headunit.mirror.roles import COMMANDS, READS, Right, may
from headunit.mirror.signed import MOST_WORDS

_HEX_KEY: Final = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_SIGNED: Final = {"type": "string", "maxLength": 2 * MOST_WORDS, "description": "base64; see mirror/signed.py"}
_BEFORE: Final[dict[str, object]] = {"type": "number", "description": "seconds since 1970"}
_MOST: Final[dict[str, object]] = {"type": "integer", "minimum": 1, "maximum": 500}
#: Points of one signal that a chart is given.
_POINTS: Final = 1000
_TRACK: Final = 5000
_LEVELS: Final = (
    "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed",
    "Vehicle.Powertrain.FuelSystem.RelativeLevel",
)
#: A trip that goes on has no end yet.
_FOREVER: Final = 4e9


def value_body(value: Value) -> dict[str, object]:
    """As the page reads it."""
    return dataclasses.asdict(value)


class Screens:
    """Handlers; `routes` is their table."""

    def __init__(self, hub: Hub, sessions: Sessions, maps: Maps | None) -> None:
        self._hub, self._sessions, self._maps = hub, sessions, maps
        self._commands = Limit(10, 10)
        self._pairings = Limit(5, 5)

    @property
    def routes(self) -> tuple[Route, ...]:
        """All, in order."""
        car = "/api/cars/{car}"
        page: dict[str, dict[str, object]] = {"before_s": _BEFORE, "most": _MOST}
        return (
            Route("GET", "/api/health", "whether the hub runs", self._health, open=True),
            Route(
                "POST", "/api/login/challenge", "what to sign to log in", self._challenge, open=True,
                takes={"device": _HEX_KEY},
            ),
            Route("POST", "/api/login", "begin a session", self._log_in, open=True, takes={"signed": _SIGNED}),
            Route("POST", "/api/logout", "end the session", self._log_out),
            Route("GET", "/api/me", "this device, and its cars", self._me),
            Route(
                "POST", "/api/pair", "ask a car to pair this device", self._pair, open=True, gives=202,
                takes={"car": _HEX_KEY, "signed": _SIGNED},
            ),
            Route("GET", "/api/pair/{car}/{id}/{device}", "what came of it", self._paired, open=True),
            Route("GET", f"{car}/twin", "the newest value of every key", self._twin),
            Route("GET", f"{car}/trips", "trips, the newest first", self._trips, Right.TRIPS, asks=page),
            Route(
                "GET", f"{car}/trips/{{id}}.gpx", "a trip's track", self._gpx, Right.TRIPS,
                media="application/gpx+xml",
            ),
            Route("GET", f"{car}/trips/{{id}}.csv", "a trip's samples", self._csv, Right.TRIPS, media="text/csv"),
            Route("GET", f"{car}/trips/{{id}}", "a trip with track and charts", self._trip, Right.TRIPS),
            Route("GET", f"{car}/alerts", "alarms, the newest first", self._alerts, Right.ALERTS, asks=page),
            Route("GET", f"{car}/commands", "what was asked of the car", self._asked, asks={"most": _MOST}),
            Route(
                "POST", f"{car}/commands", "ask something of the car", self._command, gives=202,
                takes={"signed": _SIGNED},
            ),
            Route(
                "POST", f"{car}/statements", "pair or unpair, as an owner", self._statement, Right.KEYS, gives=202,
                takes={"signed": _SIGNED},
            ),
            Route("GET", f"{car}/keyring", "who is paired", self._keyring, Right.KEYS),
            Route("GET", f"{car}/health.json", "a report for the workshop", self._report, Right.HEALTH),
            Route("GET", f"{car}/audit", "what was done", self._audit, Right.KEYS, asks={"most": _MOST}),
            Route("GET", "/api/map/style/{theme}", "the map's look, for MapLibre", self._style, open=True),
            Route(
                "GET", "/api/map/tiles/{z}/{x}/{y}", "a vector tile", self._tile, open=True,
                media="application/vnd.mapbox-vector-tile",
            ),
        )  # fmt: skip

    # Who.

    async def _health(self, _wanted: Wanted) -> Reply:
        return Reply({"ok": True})

    async def _challenge(self, wanted: Wanted) -> Reply:
        return Reply({"nonce": self._sessions.challenge(key_in(wanted, "device"), wanted.address)})

    async def _log_in(self, wanted: Wanted) -> Reply:
        who = await self._sessions.log_in(signed_in(wanted), wanted.origin)
        return Reply({"name": name_of(who.key)}, session=who.token)

    async def _log_out(self, wanted: Wanted) -> Reply:
        if wanted.who is not None:
            await self._sessions.log_out(wanted.who)
        return Reply({}, session="")

    async def _me(self, wanted: Wanted) -> Reply:
        cars: list[dict[str, object]] = []
        label = ""
        for car in await self._sessions.cars(wanted.key):
            device = await self._hub.device(car, wanted.key)
            about = (await self._hub.store.twin(car)).get("Car.About")
            named = about.value.get("name") if about is not None and isinstance(about.value, dict) else None
            label = device.label
            key = self._hub.key_of(car) or b""
            reads = sorted(right.value for right in READS[device.role])
            commands = sorted(name for name in COMMANDS if may(device.role, name))
            if Right.PLACE in READS[device.role]:
                commands.append("share")
            cars.append(
                {"car": car, "key": key.hex(), "name": str(named or car), "role": device.role.value}
                | {"expires_s": device.expires_s, "reads": reads, "commands": commands}
            )
        return Reply({"name": name_of(wanted.key), "label": label, "cars": cars})

    async def _pair(self, wanted: Wanted) -> Reply:
        if not self._pairings.allows(wanted.address, self._hub.clock.now()):
            raise RefusedError(429, "too many tries: wait a minute")
        return Reply({"id": await self._hub.ask_pairing(name_of(key_in(wanted, "car")), signed_in(wanted))}, 202)

    async def _paired(self, wanted: Wanted) -> Reply:
        """Asked by whoever knows the id, which nobody guesses."""
        car = wanted.car
        asked = next((one for one in await self._hub.store.commands(car, 500) if one.id == wanted.path["id"]), None)
        if asked is None or asked.command != "pair":
            raise RefusedError(404, "nobody asked for it")
        try:
            await self._hub.device(car, bytes.fromhex(wanted.path["device"]))
        except (RefusedError, ValueError):
            state = {"refused": "refused", "failed": "refused", "expired": "expired"}.get(asked.state, "waiting")
            return Reply({"state": state, "why": asked.why})
        return Reply({"state": "agreed", "why": ""})

    # State.

    async def _twin(self, wanted: Wanted) -> Reply:
        return Reply(await self.twin(wanted.car, wanted.key))

    async def twin(self, car: str, key: bytes) -> dict[str, object]:
        """All that this device may see of the car's state. Raises RefusedError."""
        rights = await self._hub.seen_by(car, key)
        twin = await self._hub.store.twin(car)
        seen = {name: value_body(value) for name, value in twin.items() if right_of(name) in {"", *rights}}
        at = self._hub.presence[car]
        last = at.seen_s or max((value.hub_s for value in twin.values()), default=None)
        return {"twin": seen, "connected": at.connected > 0, "last_seen_s": last}

    async def _trips(self, wanted: Wanted) -> Reply:
        found = await self._hub.store.trips(wanted.car, *_page(wanted))
        return Reply({"trips": found})

    async def _trip(self, wanted: Wanted) -> Reply:
        return Reply(await self.trip(wanted.car, wanted.path["id"]))

    async def trip(self, car: str, name: str) -> dict[str, object]:
        """With its track, and what it can be drawn by. Raises RefusedError."""
        store = self._hub.store
        trip = await store.trip(car, name)
        if trip is None:
            raise RefusedError(404, "there is no such trip")
        span = float(str(trip.get("began_s") or 0.0)), float(str(trip.get("ended_s") or _FOREVER))
        lats = await store.points(car, "Car.Lat", *span, _TRACK)
        lons = await store.points(car, "Car.Lon", *span, _TRACK)
        speeds = await store.points(car, "Vehicle.Speed", *span, _POINTS)
        levels: list[tuple[float, float]] = []
        for key in _LEVELS:
            levels = levels or await store.points(car, key, *span, _POINTS)
        return {"trip": trip, "track": track_of(lats, lons), "speeds": speeds, "levels": levels}

    async def _gpx(self, wanted: Wanted) -> Reply:
        found = await self.trip(wanted.car, wanted.path["id"])
        track = found["track"]
        assert isinstance(track, list)
        name = f"trip-{wanted.path['id']}"
        return Reply(data=gpx(name, track), media="application/gpx+xml", file=f"{name}.gpx")

    async def _csv(self, wanted: Wanted) -> Reply:
        found = await self.trip(wanted.car, wanted.path["id"])
        track, speeds, levels = found["track"], found["speeds"], found["levels"]
        assert isinstance(track, list)
        assert isinstance(speeds, list)
        assert isinstance(levels, list)
        data = table(track, speeds, levels)
        return Reply(data=data, media="text/csv; charset=utf-8", file=f"trip-{wanted.path['id']}.csv")

    async def _alerts(self, wanted: Wanted) -> Reply:
        return Reply({"alerts": await self._hub.store.alerts(wanted.car, *_page(wanted))})

    async def _report(self, wanted: Wanted) -> Reply:
        seen = await self.twin(wanted.car, wanted.key)
        twin = seen["twin"]
        assert isinstance(twin, dict)
        kept = {key: value for key, value in twin.items() if key != "Car.Position" and right_of(key) != "keys"}
        return Reply({"car": wanted.car, "made_s": self._hub.wall(), "values": kept}, file="health.json")

    # Commands, and who is paired.

    async def _asked(self, wanted: Wanted) -> Reply:
        await self._hub.device(wanted.car, wanted.key)
        found = await self._hub.store.commands(wanted.car, round(wanted.number("most", 50, 1, 500)))
        return Reply({"commands": [command_body(one) for one in found if one.command not in {"", "pair"}]})

    async def _command(self, wanted: Wanted) -> Reply:
        if not self._commands.allows(wanted.key.hex(), self._hub.clock.now()):
            raise RefusedError(429, "too many commands: wait a minute")
        cseq, name = await self._hub.command(wanted.car, signed_in(wanted), wanted.key)
        return Reply({"cseq": cseq, "id": name}, 202)

    async def _statement(self, wanted: Wanted) -> Reply:
        await self._hub.statement(wanted.car, signed_in(wanted), wanted.key)
        return Reply({}, 202)

    async def _keyring(self, wanted: Wanted) -> Reply:
        keyring = await self._hub.keyring(wanted.car)
        devices: list[dict[str, object]] = []
        for one in keyring.devices():
            told: dict[str, object] = {"name": one.name, "key": one.key.hex(), "label": one.label, "by": one.by}
            devices.append(told | {"role": one.role.value, "expires_s": one.expires_s, "since_s": one.since_s})
        return Reply({"head": keyring.head, "devices": devices})

    async def _audit(self, wanted: Wanted) -> Reply:
        return Reply({"audit": await self._hub.store.audit(wanted.car, round(wanted.number("most", 50, 1, 500)))})

    # The map.

    async def _style(self, wanted: Wanted) -> Reply:
        style = self._maps.style(wanted.path["theme"], wanted.language, wanted.origin) if self._maps else None
        if style is None:
            raise RefusedError(404, "there is no map here")
        return Reply(style)

    async def _tile(self, wanted: Wanted) -> Reply:
        try:
            z, x, y = (int(wanted.path[name]) for name in "zxy")
        except ValueError:
            raise RefusedError(404, "there is no such tile") from None
        data = self._maps.tile(z, x, y) if self._maps else None
        media = "application/vnd.mapbox-vector-tile"
        return Reply(status=204) if data is None else Reply(data=data, media=media)


def key_in(wanted: Wanted, name: str) -> bytes:
    """A public key of the body. Raises RefusedError."""
    said = wanted.text(name, 64)
    try:
        key = bytes.fromhex(said)
    except ValueError:
        key = b""
    if len(key) != 32:  # noqa: PLR2004  RFC 8032, 5.1.5
        raise RefusedError(422, f"{name} is no key of 64 hex digits")
    return key


def signed_in(wanted: Wanted) -> bytes:
    """Signed words of the body. Raises RefusedError."""
    try:
        return base64.b64decode(wanted.text("signed", 2 * MOST_WORDS), validate=True)
    except ValueError:
        raise RefusedError(422, "signed is no base64") from None


def _page(wanted: Wanted) -> tuple[float, int]:
    return wanted.number("before_s", _FOREVER), round(wanted.number("most", 50, 1, 500))

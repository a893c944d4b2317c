"""What a hub must refuse: each case is one attack, by name, over the real protocols. hub/README.md names them."""

import base64
import json
import secrets
import time
from collections.abc import Callable, Iterator

import msgpack
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hub_stage import Device, Driver, Served, serving, until
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from headunit.mirror.frames import Batch, Challenge, Proof, pack
from headunit.mirror.roles import Role
from headunit.mirror.row import Lane, Row
from headunit.mirror.signed import LOGIN, STATEMENT, sign


class Town:
    """A hub, a car with an owner, a guest and a workshop, another car, and a stranger."""

    def __init__(self, served: Served) -> None:
        self.hub = served
        self.car, self.other = Driver(served), Driver(served)
        self.owner, self.guest = Device(served), Device(served, "Guest")
        self.workshop, self.stranger = Device(served, "Workshop"), Device(served, "Stranger")
        self.car.connect()
        self.other.connect()
        self.car.grant(self.owner)
        self.car.grant(self.guest, Role.GUEST)
        self.car.grant(self.workshop, Role.WORKSHOP, time.time() + 3600)
        self.car.state("Car.Position", {"lat": 47.1, "lon": 9.5})
        self.car.state("Vehicle.Speed", 50.0)
        self.neighbour = Device(served, "Neighbour")
        self.other.grant(self.neighbour)
        for device in (self.owner, self.guest, self.workshop, self.neighbour):
            until(lambda device=device: device.login()[0] == 200, "a login")

    def end(self) -> None:
        self.car.end()
        self.other.end()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with serving(tmp_path_factory.mktemp("hub")) as served:
        town = Town(served)
        yield town
        town.end()


type Attack = Callable[[Town], tuple[int, dict[str, object]]]


def path(town: Town, rest: str) -> str:
    return f"/api/cars/{town.car.name}/{rest}"


def post(town: Town, device: Device, words: dict[str, object], *, key: Device | None = None) -> tuple[int, dict]:
    return device.ask("POST", path(town, "commands"), {"signed": (key or device).signed(words)})


def tampered(town: Town) -> tuple[int, dict]:
    raw = bytearray(base64.b64decode(town.owner.signed(town.owner.words(town.car.name, "lock"))))
    raw[-3] ^= 1
    return town.owner.ask("POST", path(town, "commands"), {"signed": base64.b64encode(bytes(raw)).decode()})


def other_purpose(town: Town) -> tuple[int, dict]:
    words = town.owner.words(town.car.name, "lock")
    return town.owner.ask("POST", path(town, "commands"), {"signed": town.owner.signed(words, LOGIN)})


def stale_challenge(town: Town) -> tuple[int, dict]:
    _, said = town.owner.ask("POST", "/api/login/challenge", {"device": town.owner.public.hex()})
    fresh = Device(town.hub)
    fresh.key, fresh.public = town.owner.key, town.owner.public
    assert fresh.login(nonce=str(said["nonce"]))[0] == 200
    return fresh.login(nonce=str(said["nonce"]))


def forged_chain(town: Town) -> tuple[int, dict]:
    """An owner's own statement that does not follow the car's chain."""
    words = {"car": town.car.name, "after": "0" * 64, "at": time.time(), "do": "revoke", "key": "00" * 32}
    return town.owner.ask("POST", path(town, "statements"), {"signed": town.owner.signed(words, STATEMENT)})


def own_grant(town: Town) -> tuple[int, dict]:
    """A guest makes himself an owner."""
    words = {"car": town.car.name, "after": town.car.keyring.head, "at": time.time(), "do": "grant"}
    words |= {"key": town.guest.public.hex(), "label": "me", "role": "owner"}
    return town.guest.ask("POST", path(town, "statements"), {"signed": town.guest.signed(words, STATEMENT)})


def out_of_session(town: Town) -> tuple[int, dict]:
    leaving = Device(town.hub)
    leaving.key, leaving.public = town.owner.key, town.owner.public
    assert leaving.login()[0] == 200
    cookie = leaving.cookie
    leaving.ask("POST", "/api/logout", {})
    leaving.cookie = cookie
    return leaving.ask("GET", "/api/me")


def share_of_a_stranger(town: Town) -> tuple[int, dict]:
    return town.guest.ask("POST", path(town, "shares"), {"what": "live", "body": {}, "hours": 1})


def share_guessed(town: Town) -> tuple[int, dict]:
    return town.stranger.ask("GET", f"/api/share/{town.car.name}.{secrets.token_urlsafe(24)}")


HTTP: dict[str, tuple[int, Attack]] = {
    "unpaired-login": (403, lambda town: town.stranger.login()),
    "login-signed-for-another-origin": (403, lambda town: town.owner.login(origin="https://evil.example")),
    "login-replayed": (401, stale_challenge),
    "login-with-anothers-challenge": (401, lambda town: town.guest.login(nonce="00" * 32)),
    "no-session": (401, lambda town: town.stranger.ask("GET", path(town, "twin"))),
    "guessed-session": (401, lambda town: town.stranger.ask("GET", "/api/me", headers={"cookie": "session=x"})),
    "session-after-logout": (401, out_of_session),
    "cross-car-read": (403, lambda town: town.neighbour.ask("GET", path(town, "twin"))),
    "cross-car-command": (403, lambda town: town.neighbour.command(town.car.name, "lock")),
    "cross-car-documents": (403, lambda town: town.neighbour.ask("GET", path(town, "documents/place"))),
    "guest-reads-trips": (403, lambda town: town.guest.ask("GET", path(town, "trips"))),
    "guest-reads-alarms": (403, lambda town: town.guest.ask("GET", path(town, "alerts"))),
    "guest-reads-keyring": (403, lambda town: town.guest.ask("GET", path(town, "keyring"))),
    "guest-reads-audit": (403, lambda town: town.guest.ask("GET", path(town, "audit"))),
    "guest-unlocks": (403, lambda town: town.guest.command(town.car.name, "unlock")),
    "guest-reads-costs": (403, lambda town: town.guest.ask("GET", path(town, "documents/cost"))),
    "guest-shares": (403, share_of_a_stranger),
    "guest-makes-himself-owner": (403, own_grant),
    "workshop-reads-places": (403, lambda town: town.workshop.ask("GET", path(town, "documents/place"))),
    "workshop-locks": (403, lambda town: town.workshop.command(town.car.name, "lock")),
    "command-tampered": (400, tampered),
    "command-for-another-purpose": (400, other_purpose),
    "command-for-another-car": (
        403,
        lambda town: post(town, town.owner, town.owner.words(town.other.name, "lock")),
    ),
    "command-signed-by-another": (
        403,
        lambda town: post(town, town.guest, town.owner.words(town.car.name, "unlock"), key=town.owner),
    ),
    "command-expired": (410, lambda town: town.owner.command(town.car.name, "lock", exp=time.time() - 1000)),
    "command-without-id": (400, lambda town: town.owner.command(town.car.name, "lock", id="../../x")),
    "command-unknown": (403, lambda town: town.owner.command(town.car.name, "format_disk")),
    "command-too-long": (413, lambda town: town.owner.command(town.car.name, "lock", args={"x": "y" * 9000})),
    "command-not-base64": (422, lambda town: town.owner.ask("POST", path(town, "commands"), {"signed": "%%%"})),
    "command-no-words": (400, lambda town: town.owner.ask("POST", path(town, "commands"), {"signed": "AAAA"})),
    "statement-out-of-chain": (409, forged_chain),
    "foreign-origin": (
        403,
        lambda town: town.owner.ask("POST", "/api/logout", {}, {"origin": "https://evil.example"}),
    ),
    "dns-rebinding": (421, lambda town: town.owner.ask("GET", "/api/me", headers={"host": "evil.example"})),
    "body-too-large": (
        413,
        lambda town: town.owner.ask("POST", path(town, "commands"), {"signed": "A" * 70_000}),
    ),
    "body-not-json": (400, lambda town: (town.owner.raw("POST", "/api/login", b"{")[0], {})),
    "body-deep": (400, lambda town: (town.owner.raw("POST", "/api/login", b"[" * 60_000)[0], {})),
    "body-of-a-form": (
        415,
        lambda town: town.owner.ask(
            "POST", path(town, "commands"), {"signed": "A"}, {"content-type": "application/x-www-form-urlencoded"}
        ),
    ),
    "path-traversal": (404, lambda town: town.owner.ask("GET", "/../../etc/passwd")),
    "path-traversal-encoded": (404, lambda town: town.owner.ask("GET", "/%2e%2e/%2e%2e/hub.py")),
    "document-kind-made-up": (404, lambda town: town.owner.ask("GET", path(town, "documents/session"))),
    "document-id-injected": (
        404,
        lambda town: town.owner.ask("PUT", path(town, "documents/place/a' or '1'='1".replace(" ", "%20")), {}),
    ),
    "document-overwritten": (
        409,
        lambda town: town.owner.ask(
            "PUT", path(town, f"documents/place/{'a' * 32}"), {"version": 7, "body": {"title": "x"}}
        ),
    ),
    "share-guessed": (404, share_guessed),
    "number-of-nonsense": (422, lambda town: town.owner.ask("GET", path(town, "trips?before_s=nan"))),
    "pairing-of-an-unknown-car": (
        400,
        lambda town: town.stranger.ask(
            "POST",
            "/api/pair",
            {"car": "11" * 32, "signed": town.stranger.signed(town.stranger.words("aaaaaaaaaaaaaaaa", "pair"))},
        ),
    ),
    "pairing-id-guessed": (
        404,
        lambda town: town.stranger.ask("GET", f"/api/pair/{town.car.name}/{'0' * 32}/{'0' * 64}"),
    ),
}


@pytest.mark.parametrize("attack", HTTP)
def test_refused_over_http(town: Town, attack: str) -> None:
    status, run = HTTP[attack]
    got, said = until(lambda: taken(run(town)), "its turn")
    if attack == "pairing-of-an-unknown-car":
        assert got in {400, 403}
        return
    assert got == status, said
    assert "Traceback" not in json.dumps(said)


def taken(answer: tuple[int, dict]) -> tuple[int, dict] | None:
    """None where it came too soon after others."""
    return None if answer[0] == 429 else answer


def test_a_flood_of_commands_is_held_back(town: Town) -> None:
    flooding = Device(town.hub, "Flood")
    town.car.grant(flooding)
    until(lambda: flooding.login()[0] == 200, "a login")
    answers = [flooding.command(town.car.name, "lock")[0] for _ in range(15)]
    assert answers[0] == 202
    assert answers[-1] == 429


def test_a_tap_that_came_twice_is_one_command(town: Town) -> None:
    words = town.owner.words(town.car.name, "climate")
    until(lambda: post(town, town.owner, words)[0] == 202, "its turn")
    first, second = (until(lambda: taken(post(town, town.owner, words)), "its turn") for _ in range(2))
    assert first[0] == second[0] == 202
    assert first[1]["cseq"] == second[1]["cseq"]
    _, said = town.owner.ask("GET", path(town, "commands"))
    assert sum(one["id"] == words["id"] for one in said["commands"]) == 1


def test_a_revoked_device_is_out_at_once(town: Town) -> None:
    leaving = Device(town.hub, "Leaving")
    town.car.grant(leaving)
    until(lambda: leaving.login()[0] == 200, "a login")
    town.car.say({"do": "revoke", "key": leaving.public.hex()})
    until(lambda: leaving.ask("GET", path(town, "twin"))[0] == 403, "its end")


def test_an_expired_device_is_out(town: Town) -> None:
    brief = Device(town.hub, "Brief")
    town.car.grant(brief, Role.DRIVER, time.time() + 1.5)
    until(lambda: brief.login()[0] == 200, "a login")
    until(lambda: brief.ask("GET", path(town, "twin"))[0] == 403, "its end")


def test_a_guest_is_not_told_where_the_car_is(town: Town) -> None:
    until(lambda: "Vehicle.Speed" in town.guest.ask("GET", path(town, "twin"))[1]["twin"], "the twin")
    keys = set(town.guest.ask("GET", path(town, "twin"))[1]["twin"])
    assert not keys & {"Car.Position", "Car.Keyring", "Car.Guidance", "Car.Codes"}
    assert "Car.Position" in town.owner.ask("GET", path(town, "twin"))[1]["twin"]


def closed(served: Served, *frames: bytes) -> str:
    """Why the hub ends a car's line after these frames."""
    with connect(f"ws://localhost:{served.port}/car", compression=None) as socket:
        try:
            for frame in frames:
                socket.send(frame)
            while True:
                socket.recv(20)
        except ConnectionClosed as error:
            return error.rcvd.reason if error.rcvd else "cut"


def test_a_car_with_anothers_name_is_refused(town: Town) -> None:
    impostor = Driver(town.hub)
    impostor.name = town.car.name
    with pytest.raises(ConnectionClosed, match="not that of the key"):
        impostor.connect()


def test_a_car_without_its_key_is_refused(town: Town) -> None:
    thief = Driver(town.hub)
    thief.name, thief.public = town.other.name, town.other.public
    with pytest.raises(ConnectionClosed, match="not proved its key"):
        thief.connect(key=Ed25519PrivateKey.generate())


def test_an_unknown_car_without_the_code_is_refused(town: Town) -> None:
    with pytest.raises(ConnectionClosed, match="does not know the car"):
        Driver(town.hub).connect(code="guessed")


@pytest.mark.parametrize(
    ("attack", "frame", "why"),
    [
        ("nonsense", b"\xff\xfe", "not a frame"),
        ("downgrade", msgpack.packb(["h", 0, "a", b"k", "", 0, [], ""]), "version 0 is not spoken"),
        ("rows-first", pack(Proof(b"s" * 64)), "another kind"),
        ("bomb", msgpack.packb(["b", "0" * 32, "S", [[1, "state", 0.0, True, b"x" * 300_000]]]), "not a frame"),
        ("deep", b"\x91" * 5000, "not a frame"),
    ],
)
def test_a_line_that_does_not_speak_the_language_is_ended(town: Town, attack: str, frame: bytes, why: str) -> None:
    assert why in closed(town.hub, frame), attack


def test_a_row_out_of_order_is_refused_and_nothing_of_it_kept(town: Town) -> None:
    car = Driver(town.hub)
    car.connect()
    row = Row(Lane.ALERT, car.epoch, 5, "alert", time.time(), b"x")
    car.send(Batch((row,)))
    with pytest.raises(ConnectionClosed, match="follows 0"):
        car.receive(Challenge)
    assert car.connect().marks == {}
    car.end()


def test_a_frame_that_is_too_long_is_refused(town: Town) -> None:
    with connect(f"ws://localhost:{town.hub.port}/car", compression=None) as socket:
        socket.send(b"\0" * (3 << 20))
        with pytest.raises(ConnectionClosed) as end:
            socket.recv(20)
        assert end.value.rcvd is None or end.value.rcvd.code == 1009  # RFC 6455, 7.4.1: too big


def test_only_the_car_says_what_came_of_a_command(town: Town) -> None:
    words = town.owner.words(town.car.name, "locate")
    until(lambda: post(town, town.owner, words)[0] == 202, "its turn")
    town.car.answer(str(words["id"]), "done", key=town.other.key)
    town.car.answer(str(words["id"]), "refused", "by itself")

    def state() -> object:
        said = town.owner.ask("GET", path(town, "commands"))[1]
        return next(one["state"] for one in said["commands"] if one["id"] == words["id"])

    until(lambda: state() == "refused", "the car's own word")


def test_a_screen_from_a_foreign_page_is_refused(town: Town) -> None:
    address = f"ws://localhost:{town.hub.port}{path(town, 'live')}"
    for origin in ("https://evil.example", None):
        headers = {"cookie": f"session={town.owner.cookie}"}
        with (
            connect(address, origin=origin, additional_headers=headers) as socket,
            pytest.raises(ConnectionClosed) as end,
        ):
            socket.recv(20)
        assert end.value.rcvd.code == 4401


def test_the_page_is_told_to_trust_nothing_else(town: Town) -> None:
    _, headers, _ = town.stranger.raw("GET", "/")
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


def test_a_session_is_the_browsers_alone(town: Town) -> None:
    challenge = {"device": town.owner.public.hex()}
    _, said = until(lambda: taken(town.owner.ask("POST", "/api/login/challenge", challenge)), "its turn")
    words = {"nonce": said["nonce"], "origin": town.hub.origin, "at": time.time()}
    signed = base64.b64encode(sign(town.owner.key, LOGIN, words)).decode()
    _, headers, _ = town.owner.raw("POST", "/api/login", json.dumps({"signed": signed}).encode())
    assert "httponly" in headers["set-cookie"].lower()
    assert "samesite=strict" in headers["set-cookie"].lower()


def test_every_route_asks_who_it_is(town: Town) -> None:
    """What is not open is refused without a session, whatever is sent: a route that forgets to ask is found here."""
    _, document = town.stranger.ask("GET", "/api/openapi.json")
    asked = 0
    for route, methods in document["paths"].items():
        for method, operation in methods.items():
            address = route.replace("{car}", town.car.name).replace("{kind}", "place").replace("{id}", "a" * 32)
            if operation["security"]:
                status, _ = Device(town.hub).ask(method.upper(), address, {} if method in {"post", "put"} else None)
                assert status == 401, (method, route)
                asked += 1
    assert asked > 15

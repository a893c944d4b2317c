"""A real hub on loopback in a thread, a car that speaks its frames, and a device with its own key and cookie."""

import base64
import http.client
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import override

import msgpack
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from websockets.sync.client import ClientConnection, connect

from headunit.hub.hub import Hub
from headunit.hub.sqlite_engine import SqliteEngine
from headunit.hub.sqlite_store import SqliteStore
from headunit.hub.starlette_app import web
from headunit.hub.uvicorn_server import listening, serve
from headunit.kernel.clock import SystemClock
from headunit.mirror.frames import Ack, Batch, Challenge, Commands, Hello, Marks, Proof, pack, proof_bytes, unpack
from headunit.mirror.keyring import Keyring
from headunit.mirror.name import name_of
from headunit.mirror.roles import Role
from headunit.mirror.row import Lane, Row
from headunit.mirror.signed import COMMAND, LOGIN, RESULT, STATEMENT, sign
from headunit.mirror.topics import RESULT as RESULT_TOPIC
from headunit.mirror.topics import STATE

PATIENCE_S = 20.0
HOSTS = frozenset({"localhost", "127.0.0.1"})


class Hurried(SystemClock):
    """A minute of waiting is three seconds: the limits of a hub that many tests share fill up again in between."""

    @override
    def now(self) -> float:
        return super().now() * 20


class Served:
    """A hub that answers at `port`, with its store in `folder`."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port, self.code = folder, port, ""

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"


@contextmanager
def serving(folder: Path, code: str = "the code") -> Iterator[Served]:
    clock = Hurried()

    def wall() -> float:
        return clock.local().timestamp()

    hub = Hub(SqliteEngine(folder / "engine.sqlite", wall), SqliteStore(folder / "store.sqlite", wall), clock)
    hub.join_code = code
    place = listening("127.0.0.1", 0)
    served = Served(folder, place.getsockname()[1])
    served.code = code
    stops = []
    thread = threading.Thread(target=serve, args=(web(hub, HOSTS), place), kwargs={"stop": stops.append}, name="hub")
    thread.start()
    try:
        yield served
    finally:
        stops[0]()
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


class Driver:
    """A car as the hub sees it: its key, its keyring, its rows. `ledger`: bodies that were acknowledged, in order."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.key = Ed25519PrivateKey.generate()
        self.public = self.key.public_key().public_bytes_raw()
        self.name = name_of(self.public)
        self.keyring = Keyring(self.public)
        self.epoch = secrets.token_hex(16)
        self.seqs = dict.fromkeys(Lane, 0)
        self.socket: ClientConnection | None = None
        self.hub_epoch, self.cseq = "", 0

    def connect(self, *, code: str | None = None, key: Ed25519PrivateKey | None = None) -> Marks:
        self.socket = connect(f"ws://localhost:{self.served.port}/car", legacy=True, compression=None)
        join = self.served.code if code is None else code
        self.send(Hello(self.name, self.public, self.hub_epoch, self.cseq, (self.epoch,), join))
        challenge = self.receive(Challenge)
        self.send(Proof((key or self.key).sign(proof_bytes(challenge, self.name))))
        marks = self.receive(Marks)
        self.hub_epoch = challenge.hub_epoch
        return marks

    def send(self, frame: object) -> None:
        assert self.socket is not None
        self.socket.send(pack(frame))  # type: ignore[arg-type]

    def receive[T](self, kind: type[T]) -> T:
        assert self.socket is not None
        frame = unpack(bytes(self.socket.recv(PATIENCE_S, decode=False)))
        assert isinstance(frame, kind), frame
        return frame

    def row(self, topic: str, body: bytes, lane: Lane = Lane.STATE) -> Row:
        self.seqs[lane] += 1
        return Row(lane, self.epoch, self.seqs[lane], topic, time.time(), body)

    def tell(self, *rows: Row) -> Ack:
        self.send(Batch(rows))
        while True:
            assert self.socket is not None
            frame = unpack(bytes(self.socket.recv(PATIENCE_S, decode=False)))
            if isinstance(frame, Ack):
                return frame
            assert isinstance(frame, Commands)

    def state(self, key: str, value: object) -> None:
        self.tell(self.row(STATE, msgpack.packb({"k": key, "v": value, "at": time.time()})))

    def grant(self, device: "Device", role: Role = Role.OWNER, expires: float | None = None) -> None:
        words: dict[str, object] = {
            "do": "grant",
            "key": device.public.hex(),
            "label": device.label,
            "role": role.value,
        }
        self.say(words | ({} if expires is None else {"expires": expires}))

    def say(self, words: dict[str, object]) -> None:
        words |= {"car": self.name, "after": self.keyring.head, "at": time.time()}
        self.keyring.add(sign(self.key, STATEMENT, words))
        statements = [base64.b64encode(one).decode() for one in self.keyring.statements]
        self.state("Car.Keyring", {"statements": statements})

    def answer(self, name: str, state: str, why: str = "", key: Ed25519PrivateKey | None = None) -> None:
        words = {"id": name, "state": state, "why": why, "at": time.time()}
        self.tell(self.row(RESULT_TOPIC, sign(key or self.key, RESULT, words), Lane.ALERT))

    def end(self) -> None:
        if self.socket is not None:
            self.socket.close()


class Device:
    """A browser without a window: key, cookie, requests."""

    def __init__(self, served: Served, label: str = "Ann's phone") -> None:
        self.served, self.label = served, label
        self.key = Ed25519PrivateKey.generate()
        self.public = self.key.public_key().public_bytes_raw()
        self.cookie = ""

    def ask(
        self, method: str, path: str, words: object = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, dict[str, object]]:
        """Status and JSON."""
        status, _, data = self.raw(method, path, None if words is None else json.dumps(words).encode(), headers)
        return status, json.loads(data) if data[:1] == b"{" else {}

    def raw(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Mapping[str, str], bytes]:
        line = http.client.HTTPConnection("localhost", self.served.port, timeout=PATIENCE_S)
        sent = {"content-type": "application/json"} if body is not None else {}
        if self.cookie:
            sent["cookie"] = f"session={self.cookie}"
        try:
            line.request(method, path, body, {**sent, **(headers or {})})
            answer = line.getresponse()
            data = answer.read()
            told = {name.lower(): value for name, value in answer.getheaders()}
        finally:
            line.close()
        if "session=" in told.get("set-cookie", ""):
            self.cookie = told["set-cookie"].split("session=")[1].split(";")[0].strip('"')
        return answer.status, told, data

    def login(self, *, origin: str | None = None, nonce: str | None = None) -> tuple[int, dict[str, object]]:
        if nonce is None:
            status, said = self.ask("POST", "/api/login/challenge", {"device": self.public.hex()})
            if status == 429:  # others came just before: whoever waits for the login asks again
                return status, said
            nonce = str(said["nonce"])
        words = {"nonce": nonce, "origin": origin or self.served.origin, "at": time.time()}
        return self.ask("POST", "/api/login", {"signed": base64.b64encode(sign(self.key, LOGIN, words)).decode()})

    def words(self, car: str, command: str, **changes: object) -> dict[str, object]:
        now = time.time()
        said: dict[str, object] = {"v": 1, "aud": car, "id": secrets.token_hex(16), "c": command, "args": {}}
        return said | {"iat": now, "exp": now + 100} | changes

    def signed(self, words: Mapping[str, object], purpose: bytes = COMMAND) -> str:
        return base64.b64encode(sign(self.key, purpose, words)).decode()

    def command(self, car: str, command: str, **changes: object) -> tuple[int, dict[str, object]]:
        words = self.words(car, command, **changes)
        return self.ask("POST", f"/api/cars/{car}/commands", {"signed": self.signed(words)})


def until[T](look: Callable[[], T], what: str) -> T:
    """Ask until it is so: what a car says reaches the store a moment later."""
    end = time.monotonic() + PATIENCE_S
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.02)

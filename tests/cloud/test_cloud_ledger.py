"""Car and hub through what roads and machines do to them: a ledger of every row and every command, nothing lost,
nothing twice, in order. The hub is a process that is killed (-9); the line between is cut, and goes silent."""

import asyncio
import base64
import contextlib
import queue
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgpack
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from headunit.cloud.collector import state_row
from headunit.cloud.post_room import PostRoom
from headunit.cloud.sqlite_outbox import Draft
from headunit.cloud.websockets_uplink import TOPIC, WebsocketsUplink
from headunit.hub.sqlite_engine import SqliteEngine
from headunit.kernel.clock import SystemClock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import LinkReport, LinkState
from headunit.kernel.supervision import IoThread
from headunit.mirror.frames import Envelope
from headunit.mirror.keyring import Keyring
from headunit.mirror.name import name_of
from headunit.mirror.row import Lane
from headunit.mirror.signed import STATEMENT, sign
from headunit.mirror.topics import ALERT, TELEMETRY

PATIENCE_S = 40.0
CODE = "joining"


class HubProcess:
    """`headunit hub serve`, at the same port each time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as place:
            self.port = place.getsockname()[1]
        self._process: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        command = [sys.executable, "-m", "headunit", "hub", "serve", "--owned", "--port", str(self.port)]
        self._process = subprocess.Popen(
            [*command, "--store", str(self.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{CODE}\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline().startswith("http://")

    def kill(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.communicate()
            self._process = None

    def bodies(self, car: str, topic: str) -> list[bytes]:
        """What it holds, in the order in which it was taken."""
        db = sqlite3.connect(self.folder / "engine.sqlite")
        try:
            said = "select body from rows where car = ? and topic = ? order by offset"
            return [body for (body,) in db.execute(said, (car, topic))]
        finally:
            db.close()


def hang_up(end: socket.socket) -> None:
    """Wakes whoever reads from it; closing would not."""
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


class Road:
    """A line that can be cut, and that can go silent while it seems to be open."""

    def __init__(self, to: int) -> None:
        self._to, self._pairs = to, set[socket.socket]()
        self.open, self.silent = True, False
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._ending = False
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def _accept(self) -> None:
        while not self._ending:
            near, _ = self._server.accept()
            try:
                if not self.open or self._ending:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._to), 2)
            except OSError:
                near.close()
                continue
            self._pairs |= {near, far}
            for one, other in ((near, far), (far, near)):
                self._threads.append(threading.Thread(target=self._carry, args=(one, other), daemon=True))
                self._threads[-1].start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(65536):
                if not self.silent:
                    other.sendall(data)
        except OSError:
            pass
        finally:
            for end in (one, other):
                hang_up(end)

    def cut(self) -> None:
        for end in tuple(self._pairs):
            hang_up(end)

    def end(self) -> None:
        self._ending = True
        with socket.create_connection(("127.0.0.1", self.port)):  # wakes who accepts
            self._threads[0].join(PATIENCE_S)
        self._server.close()
        self.cut()
        for thread in self._threads:
            thread.join(PATIENCE_S)
        for end in self._pairs:
            end.close()


class Car:
    """The real outbox, inbox and uplink; `taken`: ids of commands in the order in which they came."""

    def __init__(self, folder: Path, port: int) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.public = self.key.public_key().public_bytes_raw()
        self.name = name_of(self.public)
        self.taken: list[str] = []
        self._clock, self._inbox, self._io = SystemClock(), Inbox(), IoThread()
        self.post = PostRoom(folder, time.time)
        self.post.arrived = self._on_arrived
        self.post.open().result(PATIENCE_S)
        self._io.start()
        self.uplink = WebsocketsUplink(
            self._io,
            self._clock,
            self._inbox,
            self.post,
            self.key,
            lambda: f"ws://127.0.0.1:{port}",
            lambda: CODE,
        )
        self.uplink.start()

    def _on_arrived(self, envelope: Envelope) -> None:
        self.taken.append(envelope.id)

    def state(self) -> LinkState:
        report = self._inbox.drain().latest.get(TOPIC)
        if isinstance(report, LinkReport):
            self._seen = report.state
        return getattr(self, "_seen", LinkState.OFF)

    def waiting(self) -> int:
        answer: queue.Queue[int] = queue.Queue()
        self.post.waiting(lambda rows, _: answer.put(sum(rows.values())))
        return answer.get(timeout=PATIENCE_S)

    def end(self) -> None:
        self.uplink.stop()
        self._io.stop()
        self.post.close()


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    hub = HubProcess(tmp_path / "hub")
    hub.begin()
    yield hub
    hub.kill()


@pytest.fixture
def road(hub: HubProcess) -> Iterator[Road]:
    road = Road(hub.port)
    yield road
    road.end()


@pytest.fixture
def car(tmp_path: Path, road: Road) -> Iterator[Car]:
    car = Car(tmp_path / "car", road.port)
    yield car
    car.end()


def until(true, what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.02)


def alert(number: int) -> Draft:
    return Draft(Lane.ALERT, ALERT, time.time(), msgpack.packb({"id": f"alert-{number}", "kind": "notice"}))


def second(number: int) -> Draft:
    return Draft(Lane.TELEMETRY, TELEMETRY, time.time(), msgpack.packb({"at": float(number), "d": {}}))


def told(hub: HubProcess, car: Car) -> tuple[list[str], list[float]]:
    alerts = [msgpack.unpackb(body)["id"] for body in hub.bodies(car.name, ALERT)]
    return alerts, [msgpack.unpackb(body)["at"] for body in hub.bodies(car.name, TELEMETRY)]


def whole(hub: HubProcess, car: Car, count: int) -> None:
    """The ledger: each once, in order."""
    until(lambda: car.waiting() == 0, "everything told")
    alerts, seconds = told(hub, car)
    assert alerts == [f"alert-{number}" for number in range(count)]
    assert seconds == [float(number) for number in range(count)]


def drive(car: Car, numbers: range) -> None:
    for number in numbers:
        car.post.post([alert(number), second(number)])
        time.sleep(0.004)


def test_the_hub_is_killed_again_and_again(hub: HubProcess, car: Car) -> None:
    for stretch in range(4):
        drive(car, range(stretch * 60, stretch * 60 + 60))
        hub.kill()
        hub.begin()
    whole(hub, car, 240)


def test_the_line_is_cut_and_flaps(hub: HubProcess, road: Road, car: Car) -> None:
    for stretch in range(6):
        drive(car, range(stretch * 40, stretch * 40 + 40))
        road.open = stretch % 2 == 1
        road.cut()
    road.open = True
    whole(hub, car, 240)


def test_a_silent_hole_is_found_out(hub: HubProcess, road: Road, car: Car) -> None:
    drive(car, range(50))
    until(lambda: car.waiting() == 0, "a line")
    road.silent = True
    drive(car, range(50, 100))
    time.sleep(1.0)
    assert car.waiting() > 0
    road.silent = False
    whole(hub, car, 100)


@pytest.mark.long
def test_the_hub_comes_back_from_an_old_backup(hub: HubProcess, car: Car, tmp_path: Path) -> None:
    """What it had taken since is sent again: the car keeps what was acknowledged."""
    drive(car, range(60))
    until(lambda: car.waiting() == 0, "everything told")
    hub.kill()
    backup = {file.name: file.read_bytes() for file in hub.folder.iterdir()}
    hub.begin()
    drive(car, range(60, 120))
    until(lambda: car.waiting() == 0, "everything told")
    hub.kill()
    for file in hub.folder.iterdir():
        file.unlink()
    for name, data in backup.items():
        (hub.folder / name).write_bytes(data)
    hub.begin()
    drive(car, range(120, 130))
    whole(hub, car, 130)


def test_commands_are_taken_once_whatever_dies(hub: HubProcess, road: Road, car: Car) -> None:
    """Put into the hub's own store between its lives, as its API does; the car takes each once, in order."""
    until(lambda: car.state() is LinkState.ONLINE, "a line")
    sent: list[str] = []

    async def put(names: list[str]) -> None:
        engine = SqliteEngine(hub.folder / "engine.sqlite", time.time)
        await engine.start()
        for name in names:
            await engine.put(car.name, name, "command", name.encode())
            await engine.put(car.name, name, "command", name.encode())  # a tap that came twice
        await engine.stop()

    for stretch in range(3):
        hub.kill()
        names = [secrets.token_hex(16) for _ in range(20)]
        asyncio.run(put(names))
        sent += names
        hub.begin()
        count = 20 * (stretch + 1)
        until(lambda count=count: len(car.taken) >= count, "commands")
        if stretch == 1:
            road.cut()
    time.sleep(0.5)
    assert car.taken == sent


def test_who_is_paired_survives(hub: HubProcess, car: Car) -> None:
    ring = Keyring(car.public)
    words = {"do": "grant", "key": "11" * 32, "label": "Ann", "role": "owner", "car": car.name, "after": ring.head}
    ring.add(sign(car.key, STATEMENT, words | {"at": time.time()}))
    value = {"statements": [base64.b64encode(one).decode() for one in ring.statements]}
    car.post.post([state_row("Car.Keyring", value, time.time())])
    until(lambda: car.waiting() == 0, "it told")
    hub.kill()
    hub.begin()

    def known() -> bool:
        db = sqlite3.connect(hub.folder / "store.sqlite")
        try:
            return bool(db.execute("select 1 from twin where key = 'Car.Keyring'").fetchone())
        finally:
            db.close()

    until(known, "the keyring in the store")

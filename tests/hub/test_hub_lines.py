"""Lines that are held open on purpose, and what must not be said on one any more."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import msgpack
import pytest
from hub_stage import PATIENCE_S, Device, Driver, Served, serving, until
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from headunit.hub import uvicorn_server
from headunit.mirror.roles import Role
from headunit.mirror.topics import STATE

HASTE_S = 1.0


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setattr(uvicorn_server, "HEAD_S", HASTE_S)
    with serving(tmp_path) as served:
        yield served


@pytest.fixture
def car(hub: Served) -> Iterator[Driver]:
    car = Driver(hub)
    car.connect()
    yield car
    car.end()


def paired(hub: Served, car: Driver, role: Role = Role.OWNER, expires: float | None = None) -> Device:
    device = Device(hub)
    car.grant(device, role, expires)
    until(lambda: device.login()[0] == 200, "a login")
    return device


def live(hub: Served, car: Driver, device: Device) -> ClientConnection:
    return connect(
        f"ws://localhost:{hub.port}/api/cars/{car.name}/live",
        origin=hub.origin,  # type: ignore[arg-type]
        additional_headers={"cookie": f"session={device.cookie}"},
    )


def ended(line: socket.socket) -> bool:
    """Whether the hub hangs up, having said nothing."""
    line.settimeout(PATIENCE_S)
    try:
        return line.recv(1024) == b""
    except ConnectionResetError:
        return True


@pytest.mark.parametrize(
    "said",
    [b"", b"GET", b"GET /api/health HTTP/1.1\r\nhost: localhost\r\n", b"GET /car HTTP/1.1\r\nupgrade: websocket\r\n"],
    ids=["silent", "one-word", "head-without-end", "upgrade-without-end"],
)
def test_a_slow_head_is_let_go(hub: Served, said: bytes) -> None:
    with socket.create_connection(("127.0.0.1", hub.port)) as line:
        line.sendall(said)
        assert ended(line)


def test_a_letter_now_and_then_holds_a_line_no_longer(hub: Served) -> None:
    with socket.create_connection(("127.0.0.1", hub.port)) as line:
        line.sendall(b"GET /api/health HTTP/1.1\r\nx: ")
        line.settimeout(0.05)
        for _ in range(round(PATIENCE_S / 0.05)):
            try:
                line.sendall(b"x")
                assert line.recv(1024) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                return
            else:
                return
        pytest.fail("the line was held all the time")


def test_a_second_slow_head_on_a_line_that_was_good_is_let_go(hub: Served) -> None:
    with socket.create_connection(("127.0.0.1", hub.port)) as line:
        line.sendall(b"GET /api/health HTTP/1.1\r\nhost: localhost\r\n\r\n")
        line.settimeout(PATIENCE_S)
        assert line.recv(65536).startswith(b"HTTP/1.1 200")
        line.sendall(b"GET /api/hea")
        while answered := line.recv(65536):
            assert b"HTTP/1.1" not in answered


def test_lines_that_are_in_use_are_not_hurried(hub: Served, car: Driver) -> None:
    """A car and a screen say nothing for longer than a head may take, and go on."""
    owner = paired(hub, car)
    with live(hub, car, owner) as screen:
        assert '"twin"' in str(screen.recv(PATIENCE_S))
        time.sleep(2 * HASTE_S)
        car.state("Vehicle.Speed", 50.0)
        assert "Vehicle.Speed" in str(screen.recv(PATIENCE_S))


def test_a_screen_whose_time_is_over_hears_nothing_more(hub: Served, car: Driver) -> None:
    guest = paired(hub, car, Role.GUEST, time.time() + 2.0)
    with live(hub, car, guest) as screen:
        assert '"twin"' in str(screen.recv(PATIENCE_S))
        until(lambda: guest.ask("GET", f"/api/cars/{car.name}/twin")[0] == 403, "its end")
        car.state("Vehicle.Speed", 50.0)
        with pytest.raises(ConnectionClosed) as end:
            screen.recv(PATIENCE_S)
        assert end.value.rcvd is not None
        assert end.value.rcvd.code == 4401


def test_a_screen_that_logged_out_hears_nothing_more(hub: Served, car: Driver) -> None:
    owner = paired(hub, car)
    with live(hub, car, owner) as screen:
        assert '"twin"' in str(screen.recv(PATIENCE_S))
        assert owner.ask("POST", "/api/logout", {})[0] == 200
        with pytest.raises(ConnectionClosed) as end:
            screen.recv(PATIENCE_S)
        assert end.value.rcvd is not None
        assert end.value.rcvd.code == 4401


def test_a_revocation_counts_though_the_cars_clock_ran_ahead(hub: Served, car: Driver) -> None:
    """Its keyring was told while its clock stood years ahead; what it says with the right clock is the newer one."""
    device = paired(hub, car)
    said = until(lambda: device.ask("GET", f"/api/cars/{car.name}/twin")[1], "the twin")["twin"]
    assert isinstance(said, dict)
    ahead = {"k": "Car.Keyring", "v": said["Car.Keyring"]["value"], "at": time.time() + 3e8}
    car.tell(car.row(STATE, msgpack.packb(ahead)))
    car.say({"do": "revoke", "key": device.public.hex()})
    until(lambda: device.ask("GET", f"/api/cars/{car.name}/twin")[0] == 403, "its end")


def test_a_value_that_is_none_stops_nothing(hub: Served, car: Driver) -> None:
    """JSON has no NaN: such a row must not end what is seen of this car."""
    owner = paired(hub, car)
    car.state("Car.Position", {"lat": float("nan"), "lon": 9.5})
    car.state("Car.About", {"name": "Blue"})

    def told() -> object:
        status, said = owner.ask("GET", f"/api/cars/{car.name}/twin")
        assert status == 200
        return "Car.About" in said["twin"]  # type: ignore[operator]

    until(told, "what came after it")

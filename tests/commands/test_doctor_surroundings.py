"""What `headunit doctor` finds of the world around: CAN, gpsd, VLC, D-Bus, map data."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path

import built_regions
import pytest
from doctor_stage import bare_machine, put, this_machine

from headunit.commands.doctor import surroundings
from headunit.commands.doctor.machine import Finding, Machine, Status

PATIENCE_S = 30.0


@pytest.fixture
def here() -> Machine:
    return this_machine()


@pytest.fixture
def bare(tmp_path: Path) -> Machine:
    return bare_machine(tmp_path)


def put_interface(machine: Machine, name: str, kind: int, state: str) -> None:
    put(machine, f"sys/class/net/{name}/type", f"{kind}\n")
    put(machine, f"sys/class/net/{name}/operstate", f"{state}\n")


def test_can(bare: Machine) -> None:
    assert surroundings.can(bare, False).mend == "sudo modprobe can_raw"
    put_interface(bare, "eth0", 1, "up")
    assert "vcan0" in surroundings.can(bare, True).mend
    put_interface(bare, "can0", 280, "down")
    down = surroundings.can(bare, True)
    assert (down.status, down.detail) == (Status.ABSENT, "can0 down")
    assert down.mend.startswith("sudo ip link set can0 up")
    put_interface(bare, "vcan0", 280, "unknown")
    assert surroundings.can(bare, True) == Finding("can", Status.OK, "can0 down, vcan0 unknown")


def test_can_here_says_something_of_this_kernel(here: Machine) -> None:
    found = surroundings.can(here)
    assert found.check == "can"
    assert found.status is Status.OK or found.mend


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def test_gpsd_not_running(here: Machine, bare: Machine) -> None:
    port = free_port()
    found = surroundings.gpsd(here, port=port)
    assert found.status is Status.ABSENT
    assert str(port) in found.detail
    assert found.mend
    absent = surroundings.gpsd(bare, port=port)
    assert absent == Finding("gpsd", Status.ABSENT, "not installed", "sudo apt-get install gpsd")


def sentence(body: str) -> str:
    return f"${body}*{reduce(lambda total, letter: total ^ ord(letter), body, 0):02X}\r\n"


@pytest.fixture
def start_gpsd() -> Iterator[Callable[..., int]]:
    """Starts real gpsds, and ends them with all that they started."""
    started: list[subprocess.Popen[bytes]] = []
    with tempfile.TemporaryDirectory(prefix="gpsd") as folder:

        def start(*command: str) -> int:
            port = free_port()
            words = [word.format(port=port, folder=folder) for word in command]
            environ = {**os.environ, "TMPDIR": folder, "PATH": f"{os.environ['PATH']}:/usr/sbin"}
            quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            started.append(subprocess.Popen(words, env=environ, start_new_session=True, **quiet))
            return port

        yield start
        for process in started:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def until_told(machine: Machine, port: int, what: str) -> Finding:
    end = time.monotonic() + PATIENCE_S
    while what not in (found := surroundings.gpsd(machine, port=port)).detail and time.monotonic() < end:
        time.sleep(0.1)
    return found


# gpsd-py3 0.3.0 calls logging's deprecated `warn`.
@pytest.mark.filterwarnings("ignore:The 'warn' method:DeprecationWarning")
def test_a_real_gpsd_without_a_receiver(here: Machine, start_gpsd: Callable[..., int]) -> None:
    port = start_gpsd("gpsd", "-N", "-b", "-n", "-S", "{port}", "-F", "{folder}/control")
    found = until_told(here, port, "no receiver")
    assert found.status is Status.ABSENT
    assert "no receiver" in found.detail
    assert "gpsdctl" in found.mend


# gpsd-py3 0.3.0 calls logging's deprecated `warn`.
@pytest.mark.filterwarnings("ignore:The 'warn' method:DeprecationWarning")
def test_a_real_gpsd_with_a_fix(here: Machine, tmp_path: Path, start_gpsd: Callable[..., int]) -> None:
    log = tmp_path / "drive.nmea"
    lines = [
        line
        for second in range(60)
        for line in (
            sentence(f"GPGGA,0941{second:02}.00,4708.4000,N,00931.2000,E,1,08,1.0,460.0,M,48.0,M,,"),
            sentence("GPGSA,A,3,01,03,07,11,13,17,19,23,,,,,1.8,1.0,1.5"),
            sentence(f"GPRMC,0941{second:02}.00,A,4708.4000,N,00931.2000,E,0.0,0.0,010526,,,A"),
        )
    ]
    log.write_text("".join(lines), newline="")
    port = start_gpsd("gpsfake", "-q", "-n", "-c", "0.02", "-P", "{port}", str(log))
    found = until_told(here, port, "3D")
    assert found.status is Status.OK, found
    assert f"127.0.0.1:{port} has a 3D fix" in found.detail


def test_libvlc(bare: Machine) -> None:
    assert surroundings.libvlc(bare).detail == "not installed"
    put(bare, "usr/lib/x86_64-linux-gnu/libvlc.so.5")
    lonely = surroundings.libvlc(bare)
    assert lonely.status is Status.ABSENT
    assert "without plug-ins" in lonely.detail
    put(bare, "usr/lib/x86_64-linux-gnu/vlc/plugins/codec/libmad_plugin.so")
    assert surroundings.libvlc(bare).status is Status.OK


def test_dbus() -> None:
    # A Unix socket's path holds 107 characters: pytest's folders may be too deep.
    with tempfile.TemporaryDirectory(prefix="bus") as folder, socket.socket(socket.AF_UNIX) as session:
        root = Path(folder)
        environ = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/session,guid=00"}
        machine = Machine(environ, root=root)
        assert surroundings.dbus(machine).detail == "session and system bus not reachable"
        session.bind(f"{folder}/session")
        session.listen()
        assert surroundings.dbus(machine).detail == "system bus not reachable"
        (root / "run/dbus").mkdir(parents=True)
        with socket.socket(socket.AF_UNIX) as system:
            system.bind(f"{folder}/run/dbus/system_bus_socket")
            # A file that nobody listens on is what a bus that died leaves behind.
            assert surroundings.dbus(machine).status is Status.ABSENT
            system.listen()
            assert surroundings.dbus(machine).status is Status.OK


def test_dbus_addresses() -> None:
    assert Machine({"DBUS_SESSION_BUS_ADDRESS": "unix:abstract=/tmp/x,guid=1"}).bus_address("session") == "\0/tmp/x"
    assert Machine({"XDG_RUNTIME_DIR": "/run/user/7"}).bus_address("session") == "/run/user/7/bus"
    assert Machine({}).bus_address("session") is None
    assert Machine({}).bus_address("system") == "/run/dbus/system_bus_socket"


def test_map_region(bare: Machine, tmp_path: Path) -> None:
    found = surroundings.map_region(bare)
    assert (found.status, found.mend) == (Status.ABSENT, "headunit map add monaco")
    assert found.detail == f"none in {tmp_path}/.local/share/headunit/maps"


def test_regions_whole_and_broken(tmp_path: Path) -> None:
    maps = tmp_path / "data" / "headunit" / "maps"
    shutil.copytree(built_regions.monaco().folder, maps / "monaco")
    machine = Machine({"XDG_DATA_HOME": str(tmp_path / "data")})
    assert surroundings.map_region(machine) == Finding("map_region", Status.OK, "Monaco (2016-03-05)")
    (maps / "monaco" / "search.sqlite").unlink()
    found = surroundings.map_region(machine)
    assert (found.status, found.mend) == (Status.ABSENT, "headunit map update monaco")
    assert found.detail == "monaco is broken: search.sqlite is missing"
    (tmp_path / "config" / "headunit").mkdir(parents=True)
    (tmp_path / "config" / "headunit" / "settings.toml").write_text(f'[map]\nfolder = "{tmp_path}/elsewhere"\n')
    elsewhere = surroundings.map_region(Machine({"XDG_CONFIG_HOME": str(tmp_path / "config")}))
    assert elsewhere.detail == f"none in {tmp_path}/elsewhere"


def test_map_tools(tmp_path: Path) -> None:
    program = tmp_path / "uv"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    found = surroundings.map_tools(Machine({"PATH": str(tmp_path)}))
    assert (found.status, found.detail) == (Status.OK, f"uv: {program}")

"""`headunit doctor` on this machine, and on machines that lack things."""

import argparse
import json
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path

import pytest

from headunit.commands import doctor
from headunit.commands.doctor import parts, surroundings
from headunit.commands.doctor.machine import Finding, Machine, Status

PATIENCE_S = 30.0
STATUSES = {"ok", "missing", "absent"}


@pytest.fixture
def here() -> Machine:
    """This machine, without a display: a test must not depend on who is logged in."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_QUICK_BACKEND"}
    return Machine({name: value for name, value in os.environ.items() if name not in hidden})


@pytest.fixture
def bare(tmp_path: Path) -> Machine:
    """A machine with nothing on it."""
    return Machine({"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path)}, root=tmp_path, site=(tmp_path,))


def put(machine: Machine, file: str, text: str = "") -> Path:
    path = machine.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def put_package(machine: Machine, name: str, version: str, *requires: str) -> None:
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {name}",
        f"Version: {version}",
        *(f"Requires-Dist: {r}" for r in requires),
    ]
    put(machine, f"{name.replace('-', '_')}-{version}.dist-info/METADATA", "\n".join(lines) + "\n")


def run_doctor(*words: str) -> int:
    parser = argparse.ArgumentParser()
    doctor.register(parser.add_subparsers())
    args = parser.parse_args(["doctor", *words])
    return int(args.func(args))


# The command


def test_json_has_the_documented_keys_and_the_exit_code_agrees(capsys: pytest.CaptureFixture[str]) -> None:
    code = run_doctor("--json")
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"ok", "checks"}
    assert [set(each) for each in told["checks"]] == [{"check", "status", "detail", "mend"}] * len(told["checks"])
    assert {each["status"] for each in told["checks"]} <= STATUSES
    asked_for = {
        "python",
        "packages",
        "libvlc",
        "gpsd",
        "dbus",
        "can",
        "map_region",
        "typeface",
        "cars",
        "translations",
    }
    assert asked_for <= {each["check"] for each in told["checks"]}
    missing = [each for each in told["checks"] if each["status"] == "missing"]
    assert told["ok"] == (not missing)
    assert code == bool(missing)


def test_the_table_names_each_subject_its_mending_and_the_verdict() -> None:
    found = [Finding("a_thing", Status.OK, "well"), Finding("other", Status.MISSING, "gone", "get it")]
    lines = doctor.table(found, ["other"]).splitlines()
    assert re.fullmatch(r"ok +a thing +well", lines[0])
    assert re.fullmatch(r"missing +other +gone", lines[1])
    assert re.fullmatch(r" +-> get it", lines[2])
    assert lines[-1] == "missing: other"
    assert doctor.table(found[:1], []).splitlines()[-1] == "all that is required is there"


def test_whatever_is_not_there_on_a_bare_machine_comes_with_its_mending(bare: Machine) -> None:
    found = [check(bare) for check in (parts.packages, parts.typeface, parts.chinese_font, surroundings.libvlc)]
    assert all(each.status is not Status.OK and each.mend for each in found)


# What the head unit is made of


def test_python(here: Machine, bare: Machine) -> None:
    assert parts.python(here).status is Status.OK
    old = parts.python(Machine({}, python=(3, 11, 9)))
    assert old.status is Status.MISSING
    assert "3.11.9" in old.detail


def test_packages_here_are_the_named_ones(here: Machine) -> None:
    found = parts.packages(here)
    assert found.status is Status.OK, found
    assert re.search(r"PySide6 6\.11\.\d+", found.detail)


@pytest.mark.parametrize(
    ("installed", "status"),
    [("6.11.2", "missing"), ("6.11.3", "ok"), ("6.11.10", "ok"), ("6.12.0", "missing"), (None, "missing")],
)
def test_pyside_outside_its_range_is_named(bare: Machine, installed: str | None, status: str) -> None:
    put_package(bare, "headunit", "0.1.0", "PySide6-Essentials<6.12,>=6.11.3", 'python-vlc==3; extra == "music"')
    if installed:
        put_package(bare, "pyside6-essentials", installed)
    found = parts.packages(bare)
    assert found.status.value == status
    assert (installed or "not installed") in found.detail


def test_a_pinned_package_of_another_version_is_missing(bare: Machine) -> None:
    put_package(bare, "headunit", "0.1.0", "python-can[multicast]==4.6.1")
    put_package(bare, "python-can", "4.6.10")
    assert parts.packages(bare).detail == "python-can[multicast]==4.6.1 (4.6.10 is installed)"


def test_no_display(here: Machine) -> None:
    found = parts.display(here)
    assert found.status is Status.ABSENT
    assert "--offscreen" in found.mend
    dead = parts.display(Machine({**here.environ, "DISPLAY": ":7654"}))
    assert dead.status is Status.ABSENT
    assert ":7654" in dead.detail


def test_renderer_without_a_display_is_software(here: Machine) -> None:
    assert parts.renderer(here) == Finding("renderer", Status.OK, "offscreen, drawn in software")


def test_renderer_with_a_platform_that_does_not_exist(here: Machine) -> None:
    found = parts.renderer(Machine({**here.environ, "QT_QPA_PLATFORM": "nonsense"}))
    assert found.status is Status.MISSING
    assert "nonsense" in found.detail
    assert found.mend == "unset QT_QPA_PLATFORM"


@pytest.fixture
def x_display() -> Iterator[str]:
    """A real X server on a free number."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-nolisten", "tcp", "-screen", "0", "640x480x24"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        yield f":{number}"
        server.terminate()


def test_renderer_and_display_on_x11(here: Machine, x_display: str) -> None:
    there = Machine({**here.environ, "DISPLAY": x_display})
    assert parts.display(there) == Finding("display", Status.OK, x_display)
    found = parts.renderer(there)
    assert found.status is Status.OK, found
    assert found.detail.startswith("xcb, ")
    in_software = parts.renderer(Machine({**there.environ, "QT_QUICK_BACKEND": "software"}))
    assert in_software.detail == "xcb, drawn in software"


def test_fonts_here(here: Machine) -> None:
    assert parts.typeface(here).status is Status.OK
    assert parts.chinese_font(here).status is Status.OK


def test_no_chinese_font(bare: Machine) -> None:
    assert parts.chinese_font(bare).mend.endswith("fontconfig")
    put(bare, "bin/fc-list", "#!/bin/sh\nexit 0\n").chmod(0o755)
    found = parts.chinese_font(bare)
    assert found.status is Status.ABSENT
    assert found.mend.endswith("fonts-noto-cjk")


def test_a_font_package_without_its_file(bare: Machine) -> None:
    put_package(bare, "fontpkg-inter", "4.1")
    put(bare, "fontpkg_inter-4.1.dist-info/RECORD", "fontpkg_inter/files/Inter.ttf,,\n")
    assert "fontpkg-inter" in parts.typeface(bare).detail
    put(bare, "fontpkg_inter/files/Inter.ttf")
    assert "fonticon" in parts.typeface(bare).detail


def test_translations(here: Machine, tmp_path: Path) -> None:
    found = parts.translations(here, tmp_path)
    assert found.status is Status.MISSING
    assert found.detail == "not compiled: de, zh"
    for tag in ("de", "zh"):
        (tmp_path / f"headunit_{tag}.qm").touch()
    assert parts.translations(here, tmp_path).status is Status.OK


def test_cars_and_scenarios_are_named(here: Machine) -> None:
    assert {"demo", "toyota_rav4_2017"} <= set(parts.cars(here).detail.split(", "))
    assert "city" in parts.scenarios(here).detail


# What it talks to


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
    assert surroundings.map_region(bare).detail == f"none installed in {tmp_path}/.local/share/headunit/regions"
    (tmp_path / "data/headunit/regions/vaduz").mkdir(parents=True)
    found = surroundings.map_region(Machine({"XDG_DATA_HOME": str(tmp_path / "data")}))
    assert found == Finding("map_region", Status.OK, "vaduz")

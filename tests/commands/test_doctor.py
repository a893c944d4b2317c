"""`headunit doctor`: the command, and what it finds of the head unit itself, here and on machines that lack it."""

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from doctor_stage import bare_machine, put, put_package, this_machine

from headunit.commands import doctor
from headunit.commands.doctor import parts, surroundings
from headunit.commands.doctor.machine import Finding, Machine, Status

STATUSES = {"ok", "missing", "absent"}


@pytest.fixture
def here() -> Machine:
    return this_machine()


@pytest.fixture
def bare(tmp_path: Path) -> Machine:
    return bare_machine(tmp_path)


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
        "map_tools",
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
    assert parts.map_view(here) == Finding("map_view", Status.OK, "software (cached tile images)")


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
    assert parts.map_view(there).detail.startswith("GPU (OpenGL on ")
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


def test_mdf(bare: Machine) -> None:
    put_package(bare, "headunit", "0.1.0", "python-can==4.6.1", 'asammdf==8.8.28; extra == "mf4"')
    absent = parts.mdf(bare)
    assert absent.status is Status.ABSENT
    assert absent.mend == f"uv pip install --python {sys.executable} asammdf==8.8.28"
    put_package(bare, "asammdf", "8.8.28")
    assert parts.mdf(bare).status is Status.OK
    assert "asammdf 8.8.28" in parts.mdf(bare).detail


def test_translations(here: Machine, tmp_path: Path) -> None:
    found = parts.translations(here, tmp_path)
    assert found.status is Status.MISSING
    assert found.detail == "not compiled: en, de, zh"
    for tag in ("en", "de", "zh"):
        (tmp_path / f"headunit_{tag}.qm").touch()
    assert parts.translations(here, tmp_path).status is Status.OK


def test_cars_and_scenarios_are_named(here: Machine) -> None:
    assert {"demo", "toyota_rav4_2017"} <= set(parts.cars(here).detail.split(", "))
    assert "city" in parts.scenarios(here).detail

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from run_headunit import PATIENCE_S, environment, headunit

from headunit.cli import COMMANDS

LOG = "(1.000000) can0 100#0000000000000000\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command, tmp_path):
    said = headunit(tmp_path, command, "--help")
    assert said.code == 0
    assert said.err == ""
    assert f"headunit {command}" in said.out
    assert len(said.out.splitlines()) > 5


def test_help_names_every_command_and_where_to_start(tmp_path):
    for words in ([], ["--help"]):
        said = headunit(tmp_path, *words)
        assert said.code == 0
        assert all(re.search(rf"^ +{command} ", said.out, re.MULTILINE) for command in COMMANDS)
        assert "start here" in said.out


WRONG_USE = [
    ("nosuch",),
    ("simulate", "--scenario", "tyreleak", "--headless"),
    ("simulate", "--speedup", "0"),
    ("simulate", "--speedup", "nan", "--headless"),
    ("simulate", "--for", "-3", "--headless"),
    ("simulate", "--report", "r.json"),
    ("simulate", "--size", "640x480", "--offscreen"),
    ("simulate", "--size", "huge", "--offscreen"),
    ("simulate", "--bus", "carrier:pigeon", "--headless", "--for", "1"),
    ("run",),
    ("run", "--car", "beetle", "--can", "virtual:a"),
    ("run", "--car", "demo"),
    ("run", "--car", "demo", "--can", "can0", "--offscreen"),
    ("run", "--car", "demo", "--gps", "http://here", "--offscreen"),
    ("replay", "LOG"),
    ("replay", "LOG", "--car", "beetle", "--headless"),
    ("replay", "LOG", "--car", "demo", "--dbc", "LOG"),
    ("signals", "LOG", "--car", "beetle"),
    ("snapshot", "nopane", "--out", "x.png"),
    ("snapshot", "home", "--out", "x.png", "--preview", "nopreview"),
    ("snapshot", "home"),
    ("bench", "nothing"),
    ("bench", "start", "--runs", "0"),
]

FAILED_WORK = [
    ("simulate",),  # no display here
    ("gallery",),
    ("simulate", "--scenario", "./missing.toml", "--headless"),
    ("simulate", "--headless", "--for", "1", "--report", "no/such/folder/r.json"),
    ("replay", "missing.log", "--car", "demo", "--headless"),
    ("replay", "EMPTY", "--car", "demo", "--headless"),
    ("replay", "LOG", "--car", "demo", "--gps-log", "LOG", "--headless"),
    ("replay", "LOG", "--dbc", "LOG", "--headless"),
    ("signals", "missing.log", "--car", "demo", "--json"),
    ("decode", "LOG", "--dbc", "missing.dbc", "--json"),
    ("decode", "LOG", "--dbc", "EMPTY", "--json"),
    ("snapshot", "home", "--out", "x.jpg"),
    ("snapshot", "home", "--out", "no/such/folder/x.png", "--preview", "cruising"),
]


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "LOG").write_text(LOG)
    (tmp_path / "LOG").rename(tmp_path / "LOG.log")
    (tmp_path / "EMPTY.log").write_text("")
    (tmp_path / "EMPTY.dbc").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(words):
    return [
        "EMPTY.dbc" if w == "EMPTY" and "--dbc" in words else f"{w}.log" if w in {"LOG", "EMPTY"} else w for w in words
    ]


@pytest.mark.parametrize("words", WRONG_USE, ids=" ".join)
def test_wrong_use_is_one_line_and_two(words, here):
    said = headunit(here, *names(words))
    assert said.code == 2, said
    assert said.out == ""
    assert len(said.err.splitlines()) == 1, said.err


@pytest.mark.parametrize("words", FAILED_WORK, ids=" ".join)
def test_failed_work_is_one_line_and_one(words, here):
    said = headunit(here, *names(words))
    assert said.code == 1, said
    assert said.out == ""
    assert len(said.err.splitlines()) == 1, said.err


def test_without_a_display_the_flag_is_named(tmp_path):
    said = headunit(tmp_path, "simulate")
    assert "--offscreen" in said.err
    assert "--headless" in said.err
    assert "--offscreen" in headunit(tmp_path, "simulate", DISPLAY=":4711").err


def test_a_reader_that_leaves_ends_it_quietly(tmp_path):
    listing = subprocess.run(
        f"{sys.executable} -m headunit simulate --list | head -n 1",
        shell=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        env=environment(tmp_path),
    )
    assert listing.stderr == ""
    assert len(listing.stdout.splitlines()) == 1


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_whole_program(how, tmp_path):
    program = subprocess.Popen(
        [sys.executable, "-m", "headunit", "--verbose", "simulate", "--offscreen"],
        stderr=subprocess.PIPE,
        text=True,
        env=environment(tmp_path),
    )
    assert program.stderr is not None
    for line in program.stderr:
        if "can0" in line and "online" in line:
            break
    else:
        pytest.fail("the simulated car was never heard")
    children = Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()
    program.send_signal(how)
    assert program.wait(PATIENCE_S) == 0
    rest = program.stderr.read()
    program.stderr.close()
    assert "Traceback" not in rest
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def test_a_damaged_settings_file_does_not_leave_the_dashboard_dark(tmp_path):
    file = tmp_path / ".config" / "headunit" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text('[preferences\ntheme = "')
    said = headunit(tmp_path, "simulate", "--offscreen", "--for", "0.5")
    assert said.code == 0
    assert str(file) in said.err
    assert file.read_text() == '[preferences\ntheme = "'


def test_bench_speaks_json(tmp_path):
    said = headunit(tmp_path, "bench", "start", "--runs", "1", "--json")
    assert said.code == 0, said.err
    content = json.loads(said.out)
    assert content["area"] == "start"
    figures = {figure["name"]: figure for figure in content["figures"]}
    assert {"first_frame_ms", "rss_mb"} <= figures.keys()
    for figure in figures.values():
        assert set(figure) == {"name", "unit", "median", "min", "max", "runs", "reference", "ratio"}
        assert figure["min"] <= figure["median"] <= figure["max"]
    assert figures["first_frame_ms"]["reference"] > 0


def test_it_runs_from_any_folder_and_any_locale(tmp_path):
    said = headunit(tmp_path, "simulate", "--headless", "--for", "1", LC_ALL="C", PATH=os.environ["PATH"])
    assert said.code == 0, said.err

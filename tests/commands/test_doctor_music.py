"""What `headunit doctor` finds of music: engine, loudspeakers, library. On bare machines, and with the real things."""

import dataclasses
import os
import wave
from pathlib import Path

import pytest
from doctor_stage import bare_machine, put, this_machine
from null_sink import null_sink

from headunit.commands.doctor import music
from headunit.commands.doctor.machine import Finding, Machine, Status
from headunit.kernel.clock import SystemClock
from headunit.music.library.scan import Root
from headunit.music.library.store import FILE
from headunit.music.library.worker import scan_library


@pytest.fixture
def bare(tmp_path: Path) -> Machine:
    return bare_machine(tmp_path)


def with_engine(machine: Machine, engine: str) -> None:
    put(machine, ".config/headunit/settings.toml", f'[music]\nengine = "{engine}"\n')


def test_engine(bare: Machine) -> None:
    lacking = music.music_engine(bare)
    assert (lacking.status, "libvlc5" in lacking.mend) == (Status.ABSENT, True)
    put(bare, "usr/lib/x86_64-linux-gnu/libvlc.so.5")
    assert music.music_engine(bare) == Finding("music_engine", Status.OK, "libvlc (auto)")
    with_engine(bare, "mpv")
    assert music.music_engine(bare).mend == "sudo apt-get install libmpv2"
    put(bare, "usr/lib/x86_64-linux-gnu/libmpv.so.2")
    assert music.music_engine(bare).detail == "libmpv (mpv)"
    with_engine(bare, "vlc")
    assert music.music_engine(bare).detail == "libvlc (vlc)"


def test_output(bare: Machine) -> None:
    assert "pulseaudio-utils" in music.sound_output(bare).mend
    with null_sink():
        # The server is told by the environment, which the machine keeps from its making.
        here = dataclasses.replace(this_machine(), environ=dict(os.environ))
        assert music.sound_output(here) == Finding("sound_output", Status.OK, "car")
    nobody = dataclasses.replace(this_machine(), environ={**os.environ, "PULSE_SERVER": "unix:/nonexistent/socket"})
    silent = music.sound_output(nobody)
    assert (silent.status, silent.detail) == (Status.ABSENT, "no sound server answers")
    assert silent.mend


def test_library(bare: Machine, tmp_path: Path) -> None:
    empty = music.music_library(bare)
    assert (empty.status, empty.mend) == (Status.ABSENT, "headunit music scan DIR")
    assert str(tmp_path / "Music") in empty.detail
    kept, songs = tmp_path / ".local" / "share" / "headunit" / "music", tmp_path / "Music"
    songs.mkdir()
    for name in ("a.wav", "b.wav"):
        with wave.open(str(songs / name), "wb") as file:
            file.setparams((1, 2, 8000, 0, "NONE", ""))
            file.writeframes(bytes(8000))
    scan_library(kept, [Root(str(songs))], SystemClock(), lambda _: None)
    assert music.music_library(bare) == Finding("music_library", Status.OK, "2 songs")
    songs.rename(tmp_path / "Pulled")
    scan_library(kept, [Root(str(songs))], SystemClock(), lambda _: None)
    away = music.music_library(bare)
    assert (away.status, away.detail) == (Status.ABSENT, "all 2 songs are on folders or drives that are away")
    (kept / FILE).write_bytes(b"no database, but long enough to be read as the head of one" * 9)
    damaged = music.music_library(bare)
    assert (damaged.status, damaged.mend) == (Status.ABSENT, "headunit music scan")

"""What is read of the settings file and of the environment."""

from collections.abc import Callable
from pathlib import Path

import pytest
from settings_stage import BY_HAND, read, write

from headunit.preferences.state import Preferences
from headunit.settings import Settings, load


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "headunit" / "settings.toml"


def nothing_said(file: Path) -> Settings:
    home = Path("/nowhere")
    kept, data = home / ".local" / "state" / "headunit" / "sends.jsonl", home / ".local" / "share" / "headunit"
    return Settings(
        file,
        kept,
        home / "Documents",
        data / "maps",
        data / "places.json",
        data / "music",
        (home / "Music",),
        phones=data / "phones",
        cloud=data / "cloud",
        hub=data / "hub",
    )


def test_nothing_said_is_nothing_wrong(file: Path) -> None:
    assert read(file) == nothing_said(file)


def test_where_things_are_kept() -> None:
    at_home = load({"HOME": "/home/ann"})
    assert at_home.file == Path("/home/ann/.config/headunit/settings.toml")
    assert at_home.sends == Path("/home/ann/.local/state/headunit/sends.jsonl")
    assert load({"XDG_STATE_HOME": "/var/state"}).sends == Path("/var/state/headunit/sends.jsonl")
    assert at_home.maps == Path("/home/ann/.local/share/headunit/maps")
    assert load({"XDG_DATA_HOME": "/var/data"}).maps == Path("/var/data/headunit/maps")
    assert load({"XDG_DATA_HOME": "/var/data"}).places == Path("/var/data/headunit/places.json")


def test_all_that_can_be_said(file: Path) -> None:
    write(file, BY_HAND)
    said = read(file)
    assert said.preferences == Preferences(theme="day")
    assert (said.car, said.gps) == ("demo", "gpsd://localhost:2947")
    assert said.can == ("socketcan:can0", "udp_multicast:239.74.163.2")


def test_the_regions_stand_where_the_file_says(file: Path) -> None:
    write(file, '[map]\nfolder = "/media/disk/maps"\n')
    assert read(file).maps == Path("/media/disk/maps")


@pytest.mark.parametrize("said", ['folder = "maps"', "folder = 3", 'place = "/media"'])
def test_a_folder_of_no_use_is_told_and_left_out(file: Path, said: str, expect_log: Callable[[str], None]) -> None:
    expect_log(r"of no use under \[map\]")
    write(file, f"[map]\n{said}\n")
    assert read(file).maps == nothing_said(file).maps


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de"}, "de"),
        ({"LANG": "zh_CN.GB18030"}, "zh"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}, "de"),
    ],
)
def test_the_desktops_language_where_none_was_chosen(file: Path, environ: dict[str, str], language: str) -> None:
    assert read(file, **environ).preferences.language == language
    write(file, '[preferences]\nlanguage = "zh"\n')
    assert read(file, **environ).preferences.language == "zh"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ('[preferences]\ntheme = "pink"\n', "no such choice: theme = 'pink'"),
        ("[preferences]\ntheme = 3\n", "no such choice: theme = 3"),
        ("[preferences]\ntheme = ['day']\n", r"no such choice: theme = \['day'\]"),
        ('[preferences]\ncolour = "day"\n', "no such choice: colour = 'day'"),
        ('preferences = "day"\n', "preferences is a table, not 'day'"),
        ("run = 1\n", "run is a table, not 1"),
        ("[run]\ncar = 5\n", "of no use under .run.: car = 5"),
        ('[run]\ncan = "socketcan:can0"\n', "of no use under .run.: can = 'socketcan:can0'"),
        ("[run]\ncan = [0]\n", r"of no use under .run.: can = \[0\]"),
        ("[run]\ngps = {}\n", "of no use under .run.: gps = {}"),
        ('[run]\ncra = "demo"\n', "of no use under .run.: cra = 'demo'"),
    ],
)
def test_what_is_wrong_is_logged_and_left_out(expect_log, file: Path, content: str, complaint: str) -> None:
    expect_log(complaint)
    write(file, content + '\n[other]\nx = 1\n[more]\nunit = "mi"\n')
    assert read(file) == nothing_said(file)


def test_what_is_wrong_takes_nothing_else_with_it(expect_log, file: Path) -> None:
    expect_log("theme = 'pink'")
    write(file, '[preferences]\ntheme = "pink"\ndistance = "mi"\n[run]\ncar = "demo"\n')
    assert read(file).preferences == Preferences(distance="mi")
    assert read(file).car == "demo"

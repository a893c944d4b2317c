"""Keeping a choice never costs anything else in the settings file, whatever is in it and whatever happens meanwhile."""

import dataclasses
import itertools
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from settings_stage import BY_HAND, NIGHT, alone, others, read, write

from headunit.preferences.service import CHOICES
from headunit.preferences.state import Preferences
from headunit.settings import SettingsFile


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "headunit" / "settings.toml"


DAMAGED = {
    "half a file": BY_HAND[: BY_HAND.index("udp_multicast")],
    "no text": bytes(range(256)),
    "two tables": "[preferences]\n[preferences]\n",
    "no value": "[run]\ncar =\n",
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_leaves_the_dashboard_lit_and_is_left_alone(
    expect_log, file: Path, content: str | bytes
) -> None:
    expect_log("is not used")
    write(file, content)
    before = file.read_bytes()
    assert read(file).preferences == Preferences()
    with pytest.raises(OSError, match="is left as it is"):
        SettingsFile(file).save(NIGHT)
    assert file.read_bytes() == before
    assert alone(file)


def test_a_folder_in_its_place(expect_log, file: Path) -> None:
    expect_log("is not used")
    file.mkdir(parents=True)
    assert read(file).preferences == Preferences()
    with pytest.raises(OSError):
        SettingsFile(file).save(NIGHT)
    assert alone(file)


def test_damage_among_the_choices_is_mended(expect_log, file: Path) -> None:
    expect_log("is not used")
    write(file, '[run]\ncar = "demo"\n[preferences]\ntheme = "ni')
    assert read(file).preferences == Preferences()
    SettingsFile(file).save(NIGHT)
    assert read(file).preferences == NIGHT
    assert read(file).car == "demo"


@pytest.mark.parametrize(
    "choices", [dict(zip(CHOICES, values, strict=True)) for values in itertools.product(*CHOICES.values())][::7]
)
def test_every_choice_comes_back(file: Path, choices: dict[str, str]) -> None:
    chosen = Preferences(**choices)
    SettingsFile(file).save(chosen)
    assert read(file).preferences == chosen


def test_what_a_person_wrote_stays(file: Path) -> None:
    write(file, BY_HAND)
    before = others(file)
    SettingsFile(file).save(NIGHT)
    assert others(file) == before
    assert read(file).preferences == NIGHT
    lines = file.read_text("utf-8").split("\n")
    assert [line for line in BY_HAND.split("\n") if line not in lines] == ['theme = "day"']
    assert alone(file)


def test_keeping_twice_changes_nothing(file: Path) -> None:
    write(file, BY_HAND)
    SettingsFile(file).save(NIGHT)
    once = file.read_bytes()
    SettingsFile(file).save(NIGHT)
    assert file.read_bytes() == once


@pytest.mark.parametrize(
    "head", ["[preferences]", "[ preferences ]", "\t[preferences]# ours", '["preferences"]', "['preferences']  "]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_however_the_table_is_headed(file: Path, head: str, newline: str) -> None:
    write(file, newline.join(["[run]", 'car = "demo"', head, 'theme = "day"', "[other]", "x = 1", ""]))
    SettingsFile(file).save(NIGHT)
    assert read(file).preferences == NIGHT
    assert others(file) == {"run": {"car": "demo"}, "other": {"x": 1}}


@pytest.mark.parametrize(
    "content",
    [
        'preferences.theme = "day"\n',
        'preferences = { theme = "day" }\n[run]\ncar = "demo"\n',
        'text = """\n[preferences]\ntheme = "day"\n"""\n',
        'text = """\n[preferences]\ntheme = "day"\n[x]\n"""\n',
        'text = """\n[preferences]\ntheme = "day"\n[x]\n"""\n[preferences]\ntheme = "day"\n',
    ],
)
def test_where_it_cannot_be_done_safely_it_is_not_done(file: Path, content: str) -> None:
    write(file, content)
    with pytest.raises(OSError, match="is left as it is"):
        SettingsFile(file).save(NIGHT)
    assert file.read_text("utf-8") == content


def test_a_table_that_only_begins_like_it(file: Path, expect_log) -> None:
    expect_log("no such choice: voice = ")
    write(file, '[preferences.voice]\nname = "x"\n[preferences2]\ny = 1\n')
    SettingsFile(file).save(NIGHT)
    assert read(file).preferences == NIGHT
    assert tomllib.loads(file.read_text("utf-8"))["preferences"]["voice"] == {"name": "x"}
    assert others(file) == {"preferences2": {"y": 1}}


KEYS = st.text("abcäö三-_ .[]#=\"'", min_size=1, max_size=6)
VALUES = st.one_of(st.integers(), st.booleans(), st.text("ab\n\"'[]#= \u2028三", max_size=12))


def toml(value: object) -> str:
    if isinstance(value, str):
        escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n"}
        return '"' + "".join(escapes.get(letter, letter) for letter in value) + '"'
    return str(value).lower()


@given(tables=st.dictionaries(KEYS, st.dictionaries(KEYS, VALUES, max_size=3), max_size=3), place=st.integers(0, 3))
def test_any_other_table_survives(tmp_path_factory, tables: dict[str, dict[str, object]], place: int) -> None:
    file = tmp_path_factory.mktemp("any") / "settings.toml"
    blocks = [
        f"[{toml(name)}]\n" + "".join(f"{toml(key)} = {toml(value)}\n" for key, value in table.items())
        for name, table in tables.items()
    ]
    blocks.insert(place, '[preferences]\ntheme = "day"\n')
    write(file, "\n".join(blocks))
    SettingsFile(file).save(NIGHT)
    assert tomllib.loads(file.read_text("utf-8")) == {**tables, "preferences": dataclasses.asdict(NIGHT)}


@pytest.mark.parametrize("moment", ["os.fsync", "pathlib.Path.replace"])
def test_a_crash_on_the_way_leaves_the_old_ones(file: Path, moment: str) -> None:
    write(file, BY_HAND)
    program = f"""
import os, pathlib, signal, sys
from headunit.preferences.state import Preferences
from headunit.settings import SettingsFile
{moment} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
SettingsFile(pathlib.Path(sys.argv[1])).save(Preferences(theme="night"))
"""
    died = subprocess.run([sys.executable, "-c", program, str(file)], check=False, timeout=60)
    assert died.returncode == -signal.SIGKILL
    assert file.read_text("utf-8") == BY_HAND
    SettingsFile(file).save(NIGHT)  # what the crash left behind is in nobody's way
    assert read(file).preferences == NIGHT


def test_a_full_disk_leaves_the_old_ones_and_no_litter(file: Path) -> None:
    """A process may be told how large its files may grow: to it, that is a disk with no room left."""
    write(file, BY_HAND)
    program = """
import pathlib, resource, signal, sys
from headunit.preferences.state import Preferences
from headunit.settings import SettingsFile
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    SettingsFile(pathlib.Path(sys.argv[1])).save(Preferences(theme="night"))
except OSError as error:
    sys.exit(error.errno)
"""
    done = subprocess.run([sys.executable, "-B", "-c", program, str(file)], check=False, timeout=60)
    assert done.returncode == 27  # EFBIG
    assert file.read_text("utf-8") == BY_HAND
    assert alone(file)

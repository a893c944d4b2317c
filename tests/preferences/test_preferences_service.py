from pathlib import Path

import pytest

from headunit.kernel.board import Board
from headunit.preferences.service import CHOICES, PreferenceService
from headunit.preferences.state import Preferences
from headunit.settings import SettingsFile, load

EACH = [(name, value) for name, values in CHOICES.items() for value in values]


def test_the_house_knows_the_choices_from_the_start() -> None:
    board = Board()
    PreferenceService(board, None, Preferences(theme="night"))
    assert board.latest(Preferences) == Preferences(theme="night")


@pytest.mark.parametrize(("name", "value"), EACH)
def test_a_choice_is_told_and_kept(tmp_path: Path, name: str, value: str) -> None:
    board, file = Board(), tmp_path / "headunit" / "settings.toml"
    service = PreferenceService(board, SettingsFile(file), Preferences())
    service.choose(name, value)
    chosen = board.latest(Preferences)
    assert chosen == Preferences(**{name: value})
    assert load({"XDG_CONFIG_HOME": str(tmp_path)}).preferences == chosen


def test_choices_add_up() -> None:
    board = Board()
    service = PreferenceService(board, None, Preferences())
    service.choose("theme", "night")
    service.choose("distance", "mi")
    service.choose("theme", "day")
    assert board.latest(Preferences) == Preferences(theme="day", distance="mi")


@pytest.mark.parametrize(("name", "value"), [("theme", "pink"), ("colour", "day"), ("", ""), ("theme", "Night")])
def test_what_cannot_be_chosen_changes_nothing(tmp_path: Path, name: str, value: str) -> None:
    board, file = Board(), tmp_path / "settings.toml"
    service = PreferenceService(board, SettingsFile(file), Preferences())
    heard: list[Preferences] = []
    board.watch(Preferences, heard.append)
    with pytest.raises(ValueError, match="no such choice"):
        service.choose(name, value)
    assert heard == [Preferences()]
    assert not file.exists()


def test_where_it_cannot_be_kept_it_still_holds(expect_log, tmp_path: Path) -> None:
    expect_log("the choice holds until the next start only: .*settings.toml")
    (tmp_path / "headunit").write_text("a file where the folder should be")
    board = Board()
    service = PreferenceService(board, SettingsFile(tmp_path / "headunit" / "settings.toml"), Preferences())
    service.choose("language", "de")
    assert board.latest(Preferences) == Preferences(language="de")


def test_a_damaged_file_costs_the_memory_and_not_the_choice(expect_log, tmp_path: Path) -> None:
    expect_log("the choice holds until the next start only: .*is left as it is")
    file = tmp_path / "settings.toml"
    file.write_bytes(b"\xff\xfe no text")
    board = Board()
    PreferenceService(board, SettingsFile(file), Preferences()).choose("theme", "night")
    assert board.latest(Preferences) == Preferences(theme="night")

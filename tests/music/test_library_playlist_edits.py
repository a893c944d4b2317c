"""The driver's own playlists are changed, whatever else happens to their files."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.kernel.errors import HeadunitError
from headunit.music.library import playlist_edits, playlists
from headunit.music.state import Track


def _track(name: str) -> Track:
    return Track(f"file:///music/{name}.mp3", name)


def _names(file: Path) -> list[str]:
    return [Path(entry.uri).stem for entry in playlists.load(file).entries]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    playlist_edits.add(tmp_path, "Road", [_track(name) for name in "abcd"])
    return tmp_path


def test_added_taken_out_moved(folder: Path) -> None:
    playlist_edits.take_out(folder, "Road", 1, _track("b").uri)
    playlist_edits.move(folder, "Road", 2, _track("d").uri, 0)
    playlist_edits.add(folder, "Road", [_track("e")])
    assert _names(folder / "Road.m3u8") == ["d", "a", "c", "e"]


def test_what_another_program_wrote_meanwhile_stays(folder: Path) -> None:
    file = folder / "Road.m3u8"
    text = file.read_text()
    file.write_text(text.replace("#EXTM3U\n", "#EXTM3U\n# by hand\n#EXTINF:3,new\n/music/new.mp3\n"))
    playlist_edits.take_out(folder, "Road", 1, _track("b").uri)
    playlist_edits.move(folder, "Road", 9, _track("a").uri, 99)
    assert _names(file) == ["new", "c", "d", "a"]
    assert "# by hand" in file.read_text()


def test_an_entry_that_has_gone_already_is_no_fault(folder: Path) -> None:
    before = (folder / "Road.m3u8").stat().st_mtime_ns
    playlist_edits.take_out(folder, "Road", 1, _track("z").uri)
    playlist_edits.move(folder, "Road", 1, _track("z").uri, 0)
    assert (folder / "Road.m3u8").stat().st_mtime_ns == before


def test_the_nearest_of_several_alike_is_meant(folder: Path) -> None:
    playlist_edits.add(folder, "Road", [_track("a"), _track("x"), _track("a")])
    playlist_edits.take_out(folder, "Road", 5, _track("a").uri)
    assert _names(folder / "Road.m3u8") == ["a", "b", "c", "d", "x", "a"]


def test_renamed_and_deleted(folder: Path) -> None:
    playlist_edits.rename(folder, "Road", "雨の日")
    assert [file.name for file in playlist_edits.own_playlists(folder)] == ["雨の日.m3u8"]
    playlist_edits.delete(folder, "雨の日")
    assert playlist_edits.own_playlists(folder) == ()


@pytest.mark.parametrize("name", ["", "  ", ".hidden", "a/b", "a\0b", "a\nb", "x" * 201, "../up"])
def test_a_name_that_no_file_can_have(folder: Path, name: str) -> None:
    with pytest.raises(HeadunitError, match="cannot be called"):
        playlist_edits.rename(folder, "Road", name)
    assert [file.stem for file in playlist_edits.own_playlists(folder)] == ["Road"]


def test_a_name_that_is_taken(folder: Path) -> None:
    playlist_edits.add(folder, "Rain", [_track("r")])
    with pytest.raises(HeadunitError, match="already"):
        playlist_edits.rename(folder, "Road", "Rain")
    assert _names(folder / "Rain.m3u8") == ["r"]


def test_one_that_is_not_there(folder: Path) -> None:
    for change in (
        lambda: playlist_edits.rename(folder, "None", "Some"),
        lambda: playlist_edits.delete(folder, "None"),
        lambda: playlist_edits.take_out(folder, "None", 0, ""),
    ):
        with pytest.raises(HeadunitError, match="no playlist None"):
            change()


def test_a_disk_that_is_full_leaves_the_file_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HeadunitError, match="No space left"):
        playlist_edits.take_out(folder, "Road", 0, _track("a").uri)
    assert _names(folder / "Road.m3u8") == list("abcd")
    assert [file.name for file in folder.iterdir()] == ["Road.m3u8"]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=8))
def test_moving_loses_nothing(tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[int, int]]) -> None:
    folder = tmp_path_factory.mktemp("lists")
    playlist_edits.add(folder, "All", [_track(name) for name in "abcdefg"])
    want = list("abcdefg")
    for at, to in moves:
        playlist_edits.move(folder, "All", at, _track(want[at]).uri, to)
        want.insert(to, want.pop(at))
    assert _names(folder / "All.m3u8") == want

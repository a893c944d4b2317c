"""Own playlists by touch: the queue is kept as one, it is put in order, it is deleted. Real files, the real shelf."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fingers import middle, tap, targets
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from screen_stage import Stage, opened_on

from headunit.app import House, find_car
from headunit.app.jukebox import Jukebox
from headunit.app.record_shelf import RecordShelf
from headunit.kernel.clock import ManualClock
from headunit.music.library.playlists import load
from headunit.music.ports import MusicDesk
from headunit.music.selection import Selection
from headunit.music.state import Shelf, Track
from headunit.notices.state import NoticesState
from headunit.preferences.state import Preferences
from headunit.safety.state import Driving, SafetyState

SONGS = tuple(
    Track(f"file:///music/{name}.flac", name, "Ann", "Album", duration_s=200.0)
    for name in ("Alpha", "Bravo", "Charlie")
)


class Shelves:
    """A parked car with three songs on."""

    def __init__(self, stage: Stage, house: House, shelf: RecordShelf, own: Path) -> None:
        self.stage, self.house, self.shelf, self.own = stage, house, shelf, own
        desk = house.port(MusicDesk)
        assert desk is not None
        desk.play(SONGS)
        self.settle()

    def settle(self) -> None:
        self.house.flush()
        self.house.board.publish(SafetyState(Driving.PARKED))
        self.stage.screen.grab()
        self.stage.screen.grab()

    def tap(self, name: str) -> None:
        tap(self.stage, name)
        self.settle()

    def titles(self, name: str = "Playlist 1") -> list[str]:
        return [entry.title.removeprefix("Ann - ") for entry in load(self.own / f"{name}.m3u8").entries]

    def open_list(self) -> None:
        self.shelf.browser.shelf(Shelf.PLAYLISTS)
        self.house.board.publish(Selection("browse"))
        self.settle()
        self.tap("Playlist 1, 3")


@pytest.fixture
def shelves(tmp_path: Path) -> Iterator[Shelves]:
    house = House(ManualClock(), find_car("demo"), Preferences(theme="night"))
    jukebox = Jukebox(house, None)
    shelf = RecordShelf(house, tmp_path, (), virtual=True)
    try:
        with opened_on(house, "music", "1280x720") as stage:
            yield Shelves(stage, house, shelf, tmp_path / "playlists")
    finally:
        jukebox.end()
        shelf.browser.end()


def test_the_queue_is_kept(shelves: Shelves) -> None:
    for _ in range(2):
        shelves.tap("Keep in a playlist")
        shelves.tap("New playlist")
    shelves.tap("Keep in a playlist")
    shelves.tap("Playlist 1")
    assert shelves.titles("Playlist 1") == ["Alpha", "Bravo", "Charlie"] * 2
    assert shelves.titles("Playlist 2") == ["Alpha", "Bravo", "Charlie"]
    shelves.tap("Keep in a playlist")
    shelves.tap("Back")
    assert "Keep in a playlist" in targets(shelves.stage)


def test_it_is_put_in_order_and_deleted(shelves: Shelves) -> None:
    shelves.tap("Keep in a playlist")
    shelves.tap("New playlist")
    shelves.open_list()
    shelves.tap("Change the playlist")
    shelves.tap("3: further up")
    assert shelves.titles() == ["Alpha", "Charlie", "Bravo"]
    start, end = (middle(targets(shelves.stage)[name]) for name in ("1: further up", "3: further up"))
    _drag(shelves, start, end)
    assert shelves.titles() == ["Charlie", "Bravo", "Alpha"]
    shelves.tap("2: take out")
    assert shelves.titles() == ["Charlie", "Alpha"]
    shelves.tap("Delete the playlist")
    assert shelves.titles() == ["Charlie", "Alpha"], "once is not enough"
    shelves.tap("Delete it for good")
    assert not list(shelves.own.iterdir())


def test_only_this_track_is_kept(shelves: Shelves) -> None:
    shelves.house.port(MusicDesk).next()
    shelves.settle()
    shelves.tap("Keep in a playlist")
    shelves.tap("What to keep: This track")
    shelves.tap("New playlist")
    assert shelves.titles() == ["Bravo"]


def test_it_gets_another_name(shelves: Shelves) -> None:
    shelves.tap("Keep in a playlist")
    shelves.tap("New playlist")
    shelves.open_list()
    shelves.tap("Change the playlist")
    shelves.tap("Rename the playlist")
    for _ in "Playlist 1":
        shelves.tap("Delete")
    assert not targets(shelves.stage)["Save"].enabled, "a name is not empty"
    for letter in ("H", "I", "Space", "Y"):
        shelves.tap(letter)
    shelves.tap("Save")
    assert shelves.titles("Hi y") == ["Alpha", "Bravo", "Charlie"]
    assert [file.stem for file in shelves.own.iterdir()] == ["Hi y"]
    assert "Hi y, 3" in targets(shelves.stage), "the list of playlists shows it"


def test_a_name_that_is_taken_is_told(shelves: Shelves) -> None:
    for _ in range(2):
        shelves.tap("Keep in a playlist")
        shelves.tap("New playlist")
    shelves.open_list()
    shelves.tap("Change the playlist")
    shelves.tap("Rename the playlist")
    shelves.tap("Delete")
    shelves.tap("2")
    shelves.tap("Save")
    assert sorted(file.stem for file in shelves.own.iterdir()) == ["Playlist 1", "Playlist 2"]
    shelves.house.tick()
    notices = shelves.house.board.latest(NoticesState)
    assert notices is not None
    assert ("there is a playlist Playlist 2 already",) in [notice.words for notice in notices.notices]


def test_on_the_road_nothing_is_put_in_order(shelves: Shelves) -> None:
    shelves.tap("Keep in a playlist")
    shelves.tap("New playlist")
    shelves.open_list()
    shelves.tap("Change the playlist")
    shelves.house.board.publish(SafetyState(Driving.MOVING))
    shelves.stage.screen.grab()
    assert not {"Change the playlist", "1: take out", "Delete the playlist"} & set(targets(shelves.stage))


def _drag(shelves: Shelves, start: QPoint, end: QPoint) -> None:
    window = shelves.stage.screen.window
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 11):
        QTest.mouseMove(window, start + (end - start) * (step / 10))
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=end)
    shelves.settle()

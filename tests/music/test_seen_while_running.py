"""What `headunit music` and `headunit sources` do in another process, seen by a head unit that runs."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from library_stage import make
from station_stage import Programme, server

from headunit.app import House
from headunit.app.record_shelf import RecordShelf
from headunit.app.source_shelf import SourceShelf
from headunit.kernel.clock import SystemClock
from headunit.kernel.supervision import IoThread
from headunit.music.ports import Browser
from headunit.music.state import LibraryState, Listing, Shelf, SourcesState
from headunit.preferences.state import Preferences
from headunit.settings import environment, load

PATIENCE_S = 20.0


class Unit:
    """A house with its shelves, as the head unit puts them together, in a home of its own."""

    def __init__(self, home: Path) -> None:
        self.settings = load(environment())
        self.house = House(SystemClock(), None, Preferences())
        self.shelf = RecordShelf(self.house, self.settings.music, (home / "Music",))
        self.io = IoThread()
        self.io.start()
        sources = SourceShelf(self.house, self.shelf, self.settings)
        self.links = [*self.shelf.links(self.io), *sources.links(self.io)]
        for link in self.links:
            link.start()
        self.until(lambda: self.library.scanning is None, "the first scan")
        # The watches begin on threads of their own: what happened before is no change.
        time.sleep(1.0)

    def end(self) -> None:
        for link in self.links:
            link.stop()
        self.house.end()
        self.io.stop()

    def until(self, look: Callable[[], object], what: str) -> None:
        end = time.monotonic() + PATIENCE_S
        while not look():
            assert time.monotonic() < end, f"waited in vain for {what}: {self.titles}"
            time.sleep(0.02)
            self.house.flush()

    @property
    def library(self) -> LibraryState:
        return self.house.board.latest(LibraryState) or LibraryState()

    @property
    def titles(self) -> list[str]:
        listing = self.house.board.latest(Listing)
        return [] if listing is None else [item.title for item in listing.items]

    def ready(self, name: str) -> bool:
        state = self.house.board.latest(SourcesState) or SourcesState()
        return any(info.name == name and info.ready for info in state.sources)


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Unit]:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "config" / "headunit").mkdir(parents=True)
    make(tmp_path / "Music" / "a.flac", title="At home", artist="Ann", album="A")
    unit = Unit(tmp_path)
    try:
        yield unit
    finally:
        unit.end()


def headunit(*words: str, said: str = "") -> None:
    subprocess.run(
        [sys.executable, "-m", "headunit", *words], input=said, text=True, check=True, env=os.environ, timeout=60
    )


def test_a_folder_that_was_scanned_beside_it(unit: Unit, tmp_path: Path) -> None:
    browser = unit.house.port(Browser)
    assert browser is not None
    unit.until(lambda: unit.library.tracks == 1, "the song at home")
    browser.shelf(Shelf.TRACKS)
    unit.until(lambda: unit.titles == ["At home"], "the list")
    make(tmp_path / "Elsewhere" / "b.flac", title="Beside", artist="Bob", album="B")
    headunit("music", "scan", str(tmp_path / "Elsewhere"))
    unit.until(lambda: unit.titles == ["At home", "Beside"] and unit.library.tracks == 2, "the other song")
    headunit("music", "forget", str(tmp_path / "Elsewhere"))
    unit.until(lambda: unit.titles == ["At home"] and unit.library.tracks == 1, "it to be forgotten")


def test_stations_and_accounts_that_were_added_beside_it(unit: Unit) -> None:
    browser = unit.house.port(Browser)
    assert browser is not None
    browser.open("radio")
    with server(Programme().talk) as station:
        headunit("sources", "add", "radio", station.url("/live"))
        unit.until(lambda: unit.titles == ["localhost"], "the station")
    headunit("sources", "remove", "radio", "localhost")
    unit.until(lambda: unit.titles == [], "its end")
    browser.open("opensubsonic")
    assert not unit.ready("opensubsonic")
    headunit("sources", "add", "opensubsonic", "-", said="http://anna:sesame@localhost:9/\n")
    unit.until(lambda: unit.ready("opensubsonic") and "Albums" in unit.titles, "the server")
    headunit("sources", "remove", "opensubsonic", "account")
    unit.until(lambda: not unit.ready("opensubsonic") and unit.titles == [], "its end")


def test_nothing_is_read_anew_without_a_change(unit: Unit) -> None:
    """Looking at the library does not look like a change of it."""
    told: list[LibraryState] = []
    browser = unit.house.port(Browser)
    assert browser is not None
    browser.shelf(Shelf.TRACKS)
    unit.until(lambda: unit.titles, "the songs")
    unit.house.board.watch(LibraryState, told.append)
    begun = len(told)
    end = time.monotonic() + 4.0
    while time.monotonic() < end:
        browser.shelf(Shelf.TRACKS)
        unit.house.flush()
        time.sleep(0.1)
    assert len(told) == begun

"""The library of a running house: a drive comes and goes, the worker scans, the browser shows, the desk plays."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from library_stage import SCAN, make

from headunit.app import House
from headunit.app.record_shelf import RecordShelf
from headunit.kernel.clock import ManualClock
from headunit.kernel.errors import HeadunitError
from headunit.kernel.supervision import IoThread
from headunit.music.browser import LIBRARY, SourceBrowser
from headunit.music.library.desk import DRIVES_TOPIC, FOLDERS_TOPIC, LISTS_TOPIC, SCAN_TOPIC, LibraryDesk
from headunit.music.library.progress_line import Told, read, write
from headunit.music.library.removable import DriveWatch, drives
from headunit.music.ports import Browser, Keepsakes, LastKnownError, Library, MusicDesk
from headunit.music.state import (
    Favourites,
    Item,
    LibraryState,
    Listing,
    Lyrics,
    MusicState,
    Playing,
    QueueEntry,
    Shelf,
    Track,
)
from headunit.preferences.state import Preferences

PATIENCE_S = 60.0


def house() -> House:
    return House(ManualClock(), None, Preferences())


def wait_for[T](home: House, look: Callable[[], T], what: str) -> T:
    end = time.monotonic() + PATIENCE_S
    while not (found := look()):
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.01)
        home.flush()
    return found


class Played:
    """Where the browser's wishes arrive."""

    def __init__(self) -> None:
        self.asked: list[tuple[tuple[str, ...], int, str]] = []

    def play(self, tracks: tuple[Track, ...], start: int = 0, source: str = "") -> None:
        self.asked.append((tuple(track.title for track in tracks), start, source))


@pytest.fixture
def io() -> Iterator[IoThread]:
    thread = IoThread()
    thread.start()
    yield thread
    thread.stop()


def test_a_drive_comes_is_read_and_goes(tmp_path: Path, io: IoThread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    music, media, table = tmp_path / "Music", tmp_path / "media", tmp_path / "mounts"
    make(music / "a.flac", title="At home", artist="Ann", album="A")
    make(tmp_path / "stick" / "b.flac", title="On the stick", artist="Bob", album="B")
    make(media / "MY STICK" / "b.flac", title="On the stick", artist="Bob", album="B")
    empty = "proc /proc proc rw 0 0\n"
    table.write_text(empty)
    home, kept, changes = house(), tmp_path / "share" / "headunit" / "music", []
    desk = LibraryDesk(
        home.board,
        home.inbox,
        (music,),
        kept / "playlists",
        SCAN,
        lambda: changes.append(1),
        lambda tell: DriveWatch(tell, table, (media,)),
    )
    for topic in (SCAN_TOPIC, DRIVES_TOPIC):
        home.hear(topic, desk.take)
    desk.serve(io)

    def state() -> LibraryState:
        return home.board.latest(LibraryState) or LibraryState()

    def settled(tracks: int, absent: int) -> bool:
        return state().scanning is None and (state().tracks, state().absent) == (tracks, absent)

    seen: list[float] = []
    home.board.watch(LibraryState, lambda told: seen.append(told.scanning) if told.scanning is not None else None)
    desk.start()
    try:
        wait_for(home, lambda: settled(1, 0), "the first scan")
        assert seen, "progress was told"
        stick = media / "MY STICK"
        table.write_text(f"{empty}/dev/sdb1 {str(stick).replace(' ', chr(92) + '040')} vfat rw 0 0\n")
        wait_for(home, lambda: settled(2, 0), "the stick's songs")
        assert state().drives == (stick,)
        shutil.rmtree(stick)
        table.write_text(empty)
        wait_for(home, lambda: settled(1, 1), "its end")
        assert (state().drives, state().folders) == ((), (music,))
        assert len(changes) == 3
        desk.enlist("Road", (Track((music / "a.flac").as_uri(), "At home"),))
        wait_for(home, (kept / "playlists" / "Road.m3u8").exists, "the list")
    finally:
        desk.stop()
    assert state().fault == ""


def test_a_worker_that_dies_is_told(tmp_path: Path, io: IoThread) -> None:
    home = house()
    desk = LibraryDesk(
        home.board, home.inbox, (tmp_path,), tmp_path, ("/bin/sh", "-c", "echo it is broken >&2; kill -9 $$")
    )
    home.hear(SCAN_TOPIC, desk.take)
    desk.serve(io)
    desk.scan()
    wait_for(home, lambda: (home.board.latest(LibraryState) or LibraryState()).fault == "it is broken", "the fault")
    desk.cancel()
    desk.stop()


def test_a_scan_that_is_cancelled(tmp_path: Path, io: IoThread) -> None:
    home = house()
    desk = LibraryDesk(home.board, home.inbox, (tmp_path,), tmp_path, ("/bin/sh", "-c", "exec sleep 600"))
    home.hear(SCAN_TOPIC, desk.take)
    desk.serve(io)
    desk.scan()
    assert (home.board.latest(LibraryState) or LibraryState()).scanning == 0.0
    desk.scan()  # once more after it, which the driver then no longer wants
    desk.cancel()
    wait_for(home, lambda: (home.board.latest(LibraryState) or LibraryState()).scanning is None, "its end")
    desk.stop()


def test_mounts_are_read_as_the_kernel_writes_them(tmp_path: Path) -> None:
    table = tmp_path / "mounts"
    table.write_text(
        "/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /media/ann/A\\040B vfat rw 0 0\ntmpfs /media/ram tmpfs rw 0 0\n"
        "/dev/sdc1 /run/media/ann/C ntfs rw 0 0\n/dev/sdd1 /media ext4 rw 0 0\nnonsense\n\n"
        "/dev/sde1 /mediaz/x vfat rw 0 0\n"
    )
    assert drives(table) == (Path("/media/ann/A B"), Path("/run/media/ann/C"))
    assert drives(tmp_path / "none") == ()
    assert isinstance(drives(), tuple)


def test_progress_lines() -> None:
    told = Told("reading", 0.5, 3, 1, changed=True, tracks=4, absent=2, took_s=1.5, fault="Ü")
    assert read(write(told)) == told
    for line in ("", "x", "[]", "{}", '{"stage": "x"}', "null"):
        assert read(line) is None


class Slow:
    """A source that fails in each way there is."""

    def top(self) -> list[Item]:
        return [Item("x", "Container"), Item("y", "Song", track=Track("s:1", "Song"), playable=True)]

    def open(self, key: str) -> list[Item]:
        if key == "known":
            raise LastKnownError("no network", (Item("old", "Old"),))
        if key == "defect":
            raise ZeroDivisionError
        raise HeadunitError("away")

    def search(self, text: str) -> list[Item]:
        return [Item(text, text)]

    def tracks(self, key: str) -> list[Track]:
        if key == "none":
            raise HeadunitError("away")
        return [Track("s:1", "One"), Track("s:2", "Two")]


@pytest.mark.parametrize("at_once", [True, False])
def test_browsing(at_once: bool, expect_log: Callable[[str], None]) -> None:
    home, desk = house(), Played()
    browser = SourceBrowser(home.board, home.wake, lambda: desk, {}, Lyrics, at_once=at_once)
    home.join(browser)
    browser.add("slow", "Slow", Slow())

    def listing() -> Listing:
        return home.board.latest(Listing) or Listing()

    def settled() -> Listing:
        wait_for(home, lambda: not listing().pending, "an answer")
        return listing()

    browser.open("slow")
    assert listing().pending
    wait_for(home, lambda: listing().items, "the top")
    assert (listing().path, [item.title for item in listing().items]) == (("Slow",), ["Container", "Song"])
    browser.play(listing().items[1])
    assert desk.asked == [(("Song",), 0, "slow")]
    browser.play(listing().items[0])
    wait_for(home, lambda: len(desk.asked) == 2, "a container to be played")
    assert desk.asked[1] == (("One", "Two"), 0, "slow")
    browser.open("slow", "x")
    assert (settled().path, settled().fault, settled().items) == (("Slow", "Container"), "away", ())
    browser.open("slow", "known")
    assert (settled().fault, [item.title for item in settled().items]) == ("no network", ["Old"])
    expect_log("did not foresee")
    browser.open("slow", "defect")
    assert settled().fault
    for _ in range(9):
        browser.back()
    assert [item.title for item in settled().items] == ["Container", "Song"]
    for text in ("a", "ab", "abc"):
        browser.search("slow", text)
    wait_for(home, lambda: [item.title for item in listing().items] == ["abc"], "the newest answer")
    assert (listing().asked, listing().path) == ("abc", ("Slow", "abc"))
    browser.play(Item("none", "Nothing"))
    wait_for(home, lambda: listing().fault == "away", "why it is not played")
    browser.open("nowhere")
    assert settled().fault
    browser.end()
    browser.end()


def test_a_house_with_a_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, io: IoThread) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    kept, music = tmp_path / "share" / "headunit" / "music", tmp_path / "Music"
    for number in (1, 2, 3):
        make(
            music / "A" / f"{number}.flac", title=f"Song {number}", artist="Ann", album="Album", tracknumber=str(number)
        )
    (music / "A" / "2.lrc").write_text("[00:01]La la")
    home, desk = house(), Played()
    home.offer(MusicDesk, desk)
    shelf = RecordShelf(home, kept, (music,))
    links = list(shelf.links(io))
    browser, library = home.port(Browser), home.port(Library)
    assert browser is not None
    assert library is not None

    def listing() -> Listing:
        return home.board.latest(Listing) or Listing()

    for link in links:
        link.start()
    try:
        browser.shelf(Shelf.ALBUMS)
        # Nobody asks again: what the scan finds appears by itself.
        wait_for(home, lambda: [item.title for item in listing().items] == ["Album"], "the album")
        assert listing().path == ("Library", "Albums")
        browser.open(LIBRARY, listing().items[0].key)
        wait_for(home, lambda: len(listing().items) == 3, "its songs")
        browser.play(listing().items[1])
        assert desk.asked == [(("Song 1", "Song 2", "Song 3"), 1, LIBRARY)]
        track = listing().items[1].track
        assert track is not None
        home.board.publish(MusicState(playing=Playing.PLAYING, queue=(QueueEntry(1, track),), now=0))
        wait_for(home, lambda: (home.board.latest(Lyrics) or Lyrics()).lines, "the words")
        keepsakes = home.port(Keepsakes)
        assert keepsakes is not None
        keepsakes.favourite(track, True)
        assert home.board.latest(Favourites) == Favourites(frozenset({track.uri}))
        browser.shelf(Shelf.FAVOURITES)
        wait_for(home, lambda: [item.title for item in listing().items] == ["Song 2"], "the favourite")
        browser.search(LIBRARY, "song 3")
        wait_for(home, lambda: [item.title for item in listing().items] == ["Song 3"], "the search")
        (music / "A" / "3.flac").unlink()
        library.scan()
        wait_for(home, lambda: "Song 3" not in [item.title for item in listing().items], "what is gone")
    finally:
        for link in links:
            link.stop()
        home.end()
    assert (kept / "favourites.json").exists()


def test_what_is_copied_and_written_while_it_runs_appears(
    tmp_path: Path, io: IoThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    music, own, table = tmp_path / "Music", tmp_path / "share" / "headunit" / "music" / "playlists", tmp_path / "mounts"
    table.write_text("")
    make(music / "a.flac", title="First", artist="Ann", album="A")
    own.mkdir(parents=True)
    home = house()
    desk = LibraryDesk(
        home.board, home.inbox, (music,), own, SCAN, watch=lambda tell: DriveWatch(tell, table, (tmp_path / "media",))
    )
    for topic in (SCAN_TOPIC, DRIVES_TOPIC, LISTS_TOPIC, FOLDERS_TOPIC):
        home.hear(topic, desk.take)
    desk.serve(io)
    desk.start()

    def tracks(count: int) -> bool:
        state = home.board.latest(LibraryState)
        return (state.tracks, state.scanning) == (count, None)

    try:
        wait_for(home, lambda: tracks(1), "the first scan")
        make(tmp_path / "b.flac", title="Second", artist="Ann", album="A")
        (music / "new").mkdir()
        shutil.copy(tmp_path / "b.flac", music / "new" / "b.flac")
        wait_for(home, lambda: tracks(2), "a song that was copied in")
        shutil.rmtree(music / "new")
        wait_for(home, lambda: tracks(1), "a song that was taken away")
        (own / "Road.m3u8").write_text("#EXTM3U\n")
        wait_for(home, lambda: home.board.latest(LibraryState).playlists, "a playlist that was written beside us")
        desk.rename("Road", "Rain")
        assert home.board.latest(LibraryState).writing
        wait_for(home, lambda: not home.board.latest(LibraryState).writing, "the new name")
        assert [file.stem for file in home.board.latest(LibraryState).playlists] == ["Rain"]
        desk.discard("Road")
        wait_for(home, lambda: "no playlist Road" in home.board.latest(LibraryState).list_fault, "why not")
    finally:
        desk.stop()

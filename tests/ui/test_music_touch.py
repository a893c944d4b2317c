"""Music by touch, in a real house in virtual time: the real queue, mixer and browser behind the real pane and home."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fingers import middle, tap, targets
from item_tree import find, kind_of, read
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from screen_stage import Stage, opened, opened_on

from headunit.app import House, find_car
from headunit.app.jukebox import Jukebox
from headunit.app.outside import Outside
from headunit.kernel.clock import ManualClock
from headunit.kernel.reading import Reading
from headunit.music.browser import LIBRARY, SourceBrowser
from headunit.music.ports import Browser, MusicDesk
from headunit.music.selection import Selection
from headunit.music.state import Item, LibraryState, LyricLine, Lyrics, Medium, MusicState, Playing, Repeat, Track
from headunit.music.viewmodel_browse import BrowseViewModel
from headunit.music.viewmodel_lyrics import LyricsViewModel
from headunit.preferences.state import Preferences
from headunit.sound.state import SoundState, Voiceprint
from headunit.vehicle.reception import READING_TOPIC

SONGS = tuple(
    Track(f"file:///{name}.flac", name, f"Artist {at}", "Album", duration_s=200.0, sort_key=name.lower())
    for at, name in enumerate(("Alpha", "Bravo", "Charlie", "Delta", "Echo"))
)
EPISODE = Track("podcast:1", "Episode", "Show", duration_s=600.0, medium=Medium.EPISODE)
SINGERS = [f"{chr(65 + at // 2)} singer {at}" for at in range(40)]


class Records:
    """A source with forty artists, each with one album of five songs."""

    def top(self) -> list[Item]:
        return []

    def open(self, key: str) -> list[Item]:
        if key == "artists":
            return [Item(f"artist {name}", name, letter=name[0], count=5) for name in SINGERS]
        if key.startswith("artist"):
            return [Item("album", "An album", count=5)]
        return [Item(song.uri, song.title, song.artist, song.title[0], track=song, playable=True) for song in SONGS]

    def search(self, text: str) -> list[Item]:
        return [item for item in self.open("album") if text in item.title.lower()]

    def tracks(self, key: str) -> list[Track]:
        return [song for song in SONGS if song.uri == key] or list(SONGS)


class Evening:
    """A house, its screen, and time that moves when the test says so."""

    def __init__(self, stage: Stage, house: House, clock: ManualClock) -> None:
        self.stage, self.house, self.clock = stage, house, clock
        self.kmh, self.key = 0.0, "NONE"

    def live(self, seconds: float = 0.3) -> None:
        for _ in range(round(seconds / 0.1)):
            self.clock.advance(0.1)
            for path, value in (
                ("Vehicle.Speed", self.kmh),
                ("Vehicle.Powertrain.Transmission.SelectedGear", 126 if self.kmh == 0 else 127),
                ("Vehicle.Chassis.ParkingBrake.IsEngaged", self.kmh == 0),
                ("Vehicle.Cabin.SteeringWheel.MediaKey", self.key),
            ):
                self.house.inbox.post(READING_TOPIC + path, Reading(value, self.clock.now(), "can0"))
            self.house.tick()
        self.stage.screen.grab()
        self.stage.screen.grab()

    def tap(self, name: str) -> None:
        tap(self.stage, name)
        self.live()

    @property
    def state(self) -> MusicState:
        found = self.house.board.latest(MusicState)
        assert found is not None
        return found

    @property
    def titles(self) -> list[str]:
        return [entry.track.title for entry in self.state.queue]

    def play(self, *tracks: Track) -> None:
        desk = self.house.port(MusicDesk)
        assert desk is not None
        desk.play(tracks, source=LIBRARY)
        self.live()

    def names(self) -> set[str]:
        return {target.label for target in read(self.stage.screen.window).targets}

    def words(self) -> list[str]:
        return [text.text for text in read(self.stage.screen.window).texts if not text.icon]

    def drag(self, start: QPoint, end: QPoint) -> None:
        window = self.stage.screen.window
        QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=start)
        for step in range(1, 11):
            QTest.mouseMove(window, start + (end - start) * (step / 10))
        QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=end)
        self.live()


def began(pane: str, size: str = "1280x720") -> Iterator[Evening]:
    clock = ManualClock()
    house = House(clock, find_car("demo"), Preferences(theme="night"))
    jukebox = Jukebox(house, None)
    Outside(house)
    browser = SourceBrowser(
        house.board, house.wake, lambda: house.port(MusicDesk), {"artists": "Artists"}, lambda _: Lyrics(), at_once=True
    )
    browser.add(LIBRARY, "Library", Records())
    house.offer(Browser, browser)
    house.join(browser)
    house.board.publish(LibraryState((Path("/music"),), tracks=200))
    try:
        with opened_on(house, pane, size) as stage:
            evening = Evening(stage, house, clock)
            evening.live()
            yield evening
    finally:
        jukebox.end()
        browser.end()


@pytest.fixture
def evening() -> Iterator[Evening]:
    yield from began("music")


@pytest.fixture
def at_home() -> Iterator[Evening]:
    yield from began("home")


def test_the_keys_of_the_card(evening: Evening) -> None:
    evening.play(*SONGS)
    assert evening.state.playing is Playing.PLAYING
    evening.tap("Pause")
    assert evening.state.playing is Playing.PAUSED
    evening.tap("Play")
    evening.tap("Next")
    assert evening.state.track == SONGS[1]
    evening.tap("Previous")
    assert evening.state.track == SONGS[0]
    evening.tap("Repeat: off")
    assert evening.state.repeat is Repeat.ALL
    evening.tap("Repeat: all")
    assert evening.state.repeat is Repeat.ONE
    evening.tap("Shuffle")
    assert evening.state.shuffle


def test_a_finger_on_the_bar_seeks_where_it_lands(evening: Evening) -> None:
    evening.play(*SONGS)
    (bar,) = find(evening.stage.screen.window, "SeekBar")
    begin = bar.mapToScene(QPointF(bar.width() * 0.1, bar.height() / 3)).toPoint()
    end = bar.mapToScene(QPointF(bar.width() * 0.75, bar.height() / 3)).toPoint()
    evening.drag(begin, end)
    assert evening.state.position_s == pytest.approx(150.0, abs=3.0)
    assert "2:30" in evening.words()


def test_the_position_runs_on_between_two_states(evening: Evening) -> None:
    evening.play(*SONGS)
    before = evening.words()
    evening.live(5.0)
    assert "0:00" in before
    assert "0:05" in evening.words()


def test_speech_has_its_steps_and_its_speed(evening: Evening) -> None:
    evening.play(EPISODE)
    evening.tap("15 s on")
    assert evening.state.position_s == pytest.approx(15.0, abs=1.5)
    evening.tap("15 s on")
    evening.tap("15 s back")
    assert evening.state.position_s == pytest.approx(15.0, abs=2.5)
    evening.tap("Speed 1")
    assert evening.state.speed == pytest.approx(1.2)


def test_the_queue_is_put_in_order_by_hand(evening: Evening) -> None:
    evening.play(*SONGS)
    evening.tap("Put in order")
    start = middle(targets(evening.stage)["3: further up"])
    end = middle(targets(evening.stage)["1: further up"])
    evening.drag(start, end)
    assert evening.titles == ["Charlie", "Alpha", "Bravo", "Delta", "Echo"]
    evening.tap("2: further up")
    assert evening.titles == ["Alpha", "Charlie", "Bravo", "Delta", "Echo"]
    evening.tap("3: take out")
    assert evening.titles == ["Alpha", "Charlie", "Delta", "Echo"]
    evening.tap("Done")
    evening.tap("3: Delta, Artist 3")
    assert evening.state.track == SONGS[3]


def test_from_a_shelf_to_an_album_to_a_song(evening: Evening) -> None:
    evening.tap("Artists")
    evening.tap("A singer 0, 5")
    evening.tap("An album, 5")
    evening.tap("Charlie, Artist 2, 3:20")
    assert evening.state.track == SONGS[2]
    assert evening.titles == [song.title for song in SONGS]
    evening.tap("Page: Browse")
    evening.tap("Back")
    assert "An album, 5" in evening.names()


def test_letters_lead_far_down_a_list(evening: Evening) -> None:
    evening.tap("Artists")
    assert "R singer 34, 5" not in evening.names()
    evening.tap("Letters")
    assert "A singer 0, 5" not in evening.names()
    evening.tap("R")
    assert "R singer 34, 5" in evening.names()


def test_on_the_road_lists_end_early_and_nothing_is_typed(evening: Evening) -> None:
    evening.play(*SONGS)
    evening.kmh = 50.0
    evening.live(1.0)
    assert "Put in order" not in evening.names()
    evening.tap("Page: Browse")
    evening.tap("Artists")
    assert not targets(evening.stage)["Search for music"].enabled
    (rows,) = [found for found in find(evening.stage.screen.window, "ItemList") if found.isVisible()]
    assert rows.property("count") == 21
    (browse, *_) = evening.stage.screen.root.findChildren(BrowseViewModel)
    assert browse.hidden == 19
    evening.tap("A singer 0, 5")
    evening.tap("An album, 5")  # too deep to be opened on the road: it is played whole
    assert evening.titles == [song.title for song in SONGS]
    assert "Charlie, Artist 2, 3:20" not in evening.names()
    evening.kmh = 0.0
    evening.live(3.0)
    assert targets(evening.stage)["Search for music"].enabled


def test_search_by_letters_when_parked(evening: Evening) -> None:
    evening.live(3.0)
    evening.tap("Search for music")
    for letter in "ch":
        evening.tap(letter.upper())
    evening.tap("Search: ch")  # the letters go, what was found stays
    assert "Charlie, Artist 2, 3:20" in evening.names()
    assert "Delta, Artist 3, 3:20" not in evening.names()
    evening.tap("Charlie, Artist 2, 3:20")
    assert evening.state.track == SONGS[2]
    QTest.keyClick(evening.stage.screen.window, Qt.Key.Key_Escape)
    evening.live()
    selection = evening.house.board.latest(Selection)
    assert selection is not None
    assert not selection.searching


def test_lyrics_follow_the_song_and_only_a_standing_car_shows_them(evening: Evening) -> None:
    evening.play(*SONGS)
    lines = tuple(LyricLine(words, at_s) for words, at_s in (("First", 0.0), ("Second", 5.0), ("Third", 10.0)))
    evening.house.board.publish(Lyrics(SONGS[0].uri, lines, timed=True))
    evening.tap("Page: Lyrics")
    evening.live(6.0)
    (lyrics,) = evening.stage.screen.root.findChildren(LyricsViewModel)
    assert "Second" in evening.words()
    assert lyrics.line == 1
    evening.kmh = 50.0
    evening.live(1.0)
    assert "Second" not in evening.words()
    assert "Lyrics when the car stands" in evening.words()


def test_how_it_sounds(evening: Evening) -> None:
    evening.play(*SONGS)
    evening.tap("Page: Sound")
    evening.tap("Voice")
    evening.tap("Left and right: more")
    assert "R 1" in evening.words()
    evening.tap("The navigator's voice: more")
    sound = evening.house.board.latest(SoundState)
    assert sound is not None
    assert str(sound.volumes[Voiceprint.GUIDANCE]) in evening.words()


def test_the_mini_player_plays_and_opens_the_pane(at_home: Evening) -> None:
    assert not any(mini.isVisible() for mini in find(at_home.stage.screen.window, "MiniPlayer"))
    at_home.play(*SONGS)
    at_home.tap("Pause")
    assert at_home.state.playing is Playing.PAUSED
    at_home.tap("Next")
    assert at_home.state.track == SONGS[1]
    at_home.tap("Open music: Bravo, Artist 1")
    assert kind_of(at_home.stage.pane) == "MusicPane"


def test_the_volume_is_within_reach(at_home: Evening) -> None:
    sound = at_home.house.board.latest(SoundState)
    assert sound is not None
    before = sound.volumes[Voiceprint.MUSIC]
    at_home.tap("Volume: more")
    sound = at_home.house.board.latest(SoundState)
    assert sound is not None
    assert sound.volumes[Voiceprint.MUSIC] > before
    at_home.tap("Mute")
    sound = at_home.house.board.latest(SoundState)
    assert sound is not None
    assert sound.muted
    at_home.tap("Sound on")


@pytest.mark.parametrize(
    ("key", "now"), [(Qt.Key.Key_MediaNext, 1), (Qt.Key.Key_MediaPrevious, 4), (Qt.Key.Key_MediaPlay, 0)]
)
def test_media_keys_work_whatever_pane_is_open(key: Qt.Key, now: int, at_home: Evening) -> None:
    desk = at_home.house.port(MusicDesk)
    assert desk is not None
    at_home.play(*SONGS)
    desk.repeat(Repeat.ALL)
    QTest.keyClick(at_home.stage.screen.window, key)
    at_home.live()
    assert at_home.state.now == now
    assert (at_home.state.playing is Playing.PAUSED) == (key is Qt.Key.Key_MediaPlay)


def test_a_key_on_the_steering_wheel_fires_once(at_home: Evening) -> None:
    at_home.play(*SONGS)
    at_home.key = "NEXT"
    at_home.live(2.0)
    assert at_home.state.now == 1
    at_home.key = "NONE"
    at_home.live()
    at_home.key = "NEXT"
    at_home.live()
    assert at_home.state.now == 2


def test_nothing_of_music_where_nothing_sounds() -> None:
    """A preview without sound shows no volume that nobody could turn."""
    with opened("vehicle/cruising") as stage:
        assert "Mute" not in targets(stage)

"""Music, mixer and voice together, by what is heard: ducked under a real prompt, held by a call, skipped when gone."""

import shutil
import time
import urllib.request
from pathlib import Path

import pytest
from null_sink import RATE, Ear, level_db, null_sink, part_db, pitch_hz
from tone_files import steps, tone

from headunit.app import House
from headunit.app.jukebox import Jukebox
from headunit.guidance.ports import Voice
from headunit.guidance.state import Prompt
from headunit.kernel.clock import SystemClock
from headunit.music.ports import MusicDesk
from headunit.music.state import MusicState, Playing, Track
from headunit.preferences.state import Preferences
from headunit.sound.mixer import DUCK_DB
from headunit.sound.ports import Focus, Volume
from headunit.sound.state import SoundState, Voiceprint


@pytest.fixture(scope="module")
def ear():
    with null_sink():
        ear = Ear(2)
        yield ear
        ear.close()


class Cabin:
    """A house with a jukebox, on real loudspeakers that nobody hears."""

    def __init__(self, kept: Path, ear: Ear) -> None:
        self.ear = ear
        self.house = House(SystemClock(), None, Preferences())
        self.jukebox = Jukebox(self.house, kept, "vlc")
        self.house.begin(self.jukebox.links, lambda error: pytest.fail(str(error)))
        self.desk = self.house.port(MusicDesk)
        self.until(lambda: self.house.board.latest(SoundState).output == "car")
        self.house.port(Volume).set(Voiceprint.MUSIC, 100)
        self.house.port(Volume).set(Voiceprint.GUIDANCE, 100)

    def until(self, true, patience_s: float = 20.0) -> None:
        end = time.monotonic() + patience_s
        while not true():
            assert time.monotonic() < end, (self.state.playing, self.state.now, self.state.position_s, self.state.fault)
            self.house.tick()
            time.sleep(0.01)

    def settle(self, seconds: float = 0.3):
        begin = self.ear.now
        self.until(lambda: self.ear.now - begin > seconds * RATE)
        return self.ear.since(begin)

    @property
    def state(self) -> MusicState:
        return self.house.board.latest(MusicState)


@pytest.fixture
def cabin(tmp_path: Path, ear: Ear):
    cabin = Cabin(tmp_path / "kept", ear)
    yield cabin
    cabin.house.end()
    assert level_db(ear.last(0.05)) < 0


def song(uri: str, title: str = "Song") -> Track:
    return Track(uri, title, gain_db=0.0)


def test_music_gets_out_of_the_way_of_a_prompt_and_comes_back(cabin: Cabin) -> None:
    cabin.desk.play((song(tone("flac", 3000, 30.0)),))
    cabin.until(lambda: part_db(cabin.ear.last(0.2), 3000) > -20)
    before_db = part_db(cabin.settle(), 3000)
    begin = cabin.ear.now
    voice = cabin.house.port(Voice)
    voice.say(Prompt(cabin.house.clock.now(), "In 400 metres, turn right onto Church Street.", "en"))
    active = cabin.house.board
    cabin.until(lambda: Voiceprint.GUIDANCE in active.latest(SoundState).active)
    cabin.until(lambda: Voiceprint.GUIDANCE not in active.latest(SoundState).active)
    cabin.until(lambda: part_db(cabin.ear.last(0.2), 3000) > before_db - 1)
    sound = cabin.ear.since(begin)
    windows = [sound[at : at + RATE // 5] for at in range(0, len(sound) - RATE // 5, RATE // 5)]
    during_db = sorted(part_db(window, 3000) for window in windows)
    assert during_db[0] < before_db + DUCK_DB + 3
    # The prompt itself is heard above it.
    assert max(part_db(window, 400, 250) for window in windows) > before_db + DUCK_DB
    assert part_db(cabin.settle(), 3000) == pytest.approx(before_db, abs=1)


def test_a_call_holds_the_song_at_its_place(cabin: Cabin) -> None:
    cabin.desk.play((song(steps("flac")),))
    cabin.desk.seek(10)
    cabin.until(lambda: cabin.state.playing is Playing.PLAYING and cabin.state.position_s >= 10)
    focus = cabin.house.port(Focus)
    ticket = focus.request(Voiceprint.CALL, lambda _: None)
    cabin.until(lambda: level_db(cabin.ear.last(0.2)) < -70)
    assert cabin.state.playing is Playing.HELD
    held_s = cabin.state.position_s
    cabin.settle(0.8)
    focus.release(ticket)
    cabin.until(lambda: level_db(cabin.ear.last(0.15)) > -20)
    assert cabin.state.playing is Playing.PLAYING
    second = (pitch_hz(cabin.ear.last(0.15)) - 400) / 20
    assert held_s - 1 <= second + 0.5 <= held_s + 3


@pytest.mark.long
def test_a_drive_that_is_pulled_and_comes_back(cabin: Cabin, tmp_path: Path) -> None:
    drive = tmp_path / "usb"
    drive.mkdir()
    for number in range(3):
        shutil.copy(urllib.request.url2pathname(steps("flac", 6)[7:]), drive / f"{number}.flac")
    cabin.desk.play(tuple(song((drive / f"{number}.flac").as_uri(), str(number)) for number in range(3)), 1)
    # Before the next one is opened: what is open can be played to its end.
    cabin.until(lambda: cabin.state.playing is Playing.PLAYING and 0 < cabin.state.position_s < 1.5)
    shutil.move(drive, tmp_path / "pulled")
    cabin.until(lambda: cabin.state.playing is Playing.PAUSED)
    assert (cabin.state.now, len(cabin.state.queue)) == (1, 3)
    assert 4 <= cabin.state.position_s <= 6.1
    assert "the file is gone" in cabin.state.fault
    shutil.move(tmp_path / "pulled", drive)
    cabin.desk.seek(3.02)
    cabin.desk.toggle()
    cabin.until(lambda: abs(pitch_hz(cabin.ear.last(0.15)) - 460) < 8)
    assert cabin.state.playing is Playing.PLAYING


def test_bad_files_between_good_ones_are_passed_over(cabin: Cabin, tmp_path: Path) -> None:
    (tmp_path / "noise.mp3").write_bytes(b"This is no music. " * 300)
    bad = [song((tmp_path / name).as_uri(), name) for name in ("missing.ogg", "noise.mp3")]
    cabin.desk.play((bad[0], song(tone("flac", 440, 1.0)), *bad, song(tone("flac", 880, 1.0))))
    cabin.until(lambda: abs(pitch_hz(cabin.ear.last(0.2)) - 440) < 8 and cabin.state.now == 1)
    cabin.until(lambda: abs(pitch_hz(cabin.ear.last(0.2)) - 880) < 8 and cabin.state.now == 4)
    cabin.until(lambda: cabin.state.playing is Playing.STOPPED)
    assert len(cabin.state.queue) == 5


def test_a_restart_goes_on_with_the_same_song(tmp_path: Path, ear: Ear) -> None:
    first = Cabin(tmp_path, ear)
    first.desk.play((song(tone("flac", 440)), song(steps("mp3"))), 1)
    first.desk.seek(20)
    first.until(lambda: first.state.playing is Playing.PLAYING and first.state.position_s > 20)
    first.house.port(Volume).set(Voiceprint.MUSIC, 90)
    first.house.end()
    first.until(lambda: level_db(ear.last(0.2)) < -70)
    second = Cabin(tmp_path, ear)
    try:
        assert second.state.now == 1
        second.until(lambda: abs((pitch_hz(ear.last(0.15)) - 400) / 20 - 21) < 2 and level_db(ear.last(0.1)) > -30)
    finally:
        second.house.end()

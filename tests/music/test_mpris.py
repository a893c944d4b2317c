"""MPRIS2 as another program meets it: the real `playerctl` on a private session bus steers a real queue."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from library_stage import make

from headunit.app import House
from headunit.app.jukebox import Jukebox
from headunit.app.outside import Outside
from headunit.app.record_shelf import RecordShelf
from headunit.cli import main
from headunit.kernel.clock import SystemClock
from headunit.kernel.link import Links, LinkState
from headunit.kernel.supervision import IoThread
from headunit.music.mpris import NAME, Mpris
from headunit.music.mpris_words import NO_TRACK, metadata, track_path
from headunit.music.ports import MusicDesk
from headunit.music.sources.radio.source import RadioSource
from headunit.music.state import Medium, MusicState, Playing, QueueEntry, Repeat, Track
from headunit.music.streaming import station_list
from headunit.music.streaming.station_list import Entry
from headunit.music.wishes import Ask, Wish, track_at
from headunit.preferences.state import Preferences
from headunit.settings import environment, load
from headunit.sound.state import SoundState, Voiceprint

SONGS = tuple(
    Track(f"file:///{name}.flac", name, f"Artist {at}", "Album", number=at + 1, duration_s=200.0)
    for at, name in enumerate(("Alpha", "茉莉花", "Charlie"))
)
PATIENCE_S = 20.0


class Bus:
    """A session bus of the test's own, and playerctl on it."""

    def __init__(self, folder: Path) -> None:
        self.address = f"unix:path={folder / 'bus'}"
        self._daemon: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        program = shutil.which("dbus-daemon")
        assert program, "apt install dbus-daemon"
        words = [program, "--session", "--nofork", "--nopidfile", f"--address={self.address}", "--print-address=1"]
        self._daemon = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self._daemon.stdout is not None
        assert self._daemon.stdout.readline().startswith(b"unix:")

    def end(self) -> None:
        if self._daemon is not None:
            self._daemon.kill()
            self._daemon.communicate()
            self._daemon = None

    def playerctl(self, *words: str, player: str = "headunit") -> str:
        program = shutil.which("playerctl")
        assert program, "apt install playerctl"
        done = subprocess.run(
            [program, "--player", player, *words],
            env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": self.address},
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


class Evening:
    """A house with a real queue, in real time; its sound is the engine that keeps time by the clock."""

    def __init__(self, bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        self.bus = bus
        self.house = House(SystemClock(), None, Preferences())
        self.jukebox = Jukebox(self.house, None)
        self.io = IoThread()
        self.io.start()
        (self.link,) = Outside(self.house).links(self.io)
        self.link.start()

    def until(self, look: Callable[[], bool], what: str) -> None:
        """Live until it is so."""
        ends = time.monotonic() + PATIENCE_S
        while not look():
            assert time.monotonic() < ends, f"never: {what}"
            self.house.tick()
            time.sleep(0.01)

    @property
    def state(self) -> MusicState:
        return self.house.board.latest(MusicState) or MusicState()

    def online(self) -> bool:
        links = self.house.board.latest(Links) or Links()
        return any(report.name == "mpris" and report.state is LinkState.ONLINE for report in links.reports)

    def play(self, *tracks: Track) -> None:
        desk = self.house.port(MusicDesk)
        assert desk is not None
        desk.play(tracks)
        self.until(lambda: self.state.playing is Playing.PLAYING, "it plays")

    def told(self, *words: str, wanted: str) -> None:
        """Wait until playerctl says so: what is told goes round over the links' thread."""
        self.until(lambda: self.bus.playerctl(*words) == wanted, f"{words} says {wanted}")

    def end(self) -> None:
        self.link.stop()
        self.io.stop()
        self.jukebox.end()


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    bus = Bus(tmp_path)
    bus.begin()
    yield bus
    bus.end()


@pytest.fixture
def evening(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> Iterator[Evening]:
    evening = Evening(bus, monkeypatch)
    evening.until(evening.online, "on the bus")
    yield evening
    evening.end()


def test_what_is_on_is_told(evening: Evening) -> None:
    evening.play(*SONGS)
    evening.told("status", wanted="Playing")
    told = evening.bus.playerctl(
        "metadata", "--format", "{{title}}|{{artist}}|{{album}}|{{xesam:trackNumber}}|{{mpris:length}}|{{xesam:url}}"
    )
    assert told == "Alpha|Artist 0|Album|1|200000000|file:///Alpha.flac"
    assert evening.bus.playerctl("loop") == "None"
    assert evening.bus.playerctl("shuffle") == "Off"


def test_playerctl_steers(evening: Evening) -> None:
    evening.play(*SONGS)
    evening.bus.playerctl("next")
    evening.until(lambda: evening.state.track == SONGS[1], "the next")
    evening.told("metadata", "title", wanted="茉莉花")
    evening.bus.playerctl("play-pause")
    evening.until(lambda: evening.state.playing is Playing.PAUSED, "a pause")
    evening.told("status", wanted="Paused")
    evening.bus.playerctl("play")
    evening.until(lambda: evening.state.playing is Playing.PLAYING, "it goes on")
    evening.bus.playerctl("previous")
    evening.until(lambda: evening.state.track == SONGS[0], "the one before")
    evening.bus.playerctl("shuffle", "On")
    evening.bus.playerctl("loop", "Track")
    evening.until(lambda: evening.state.shuffle and evening.state.repeat is Repeat.ONE, "shuffled, and repeated")
    evening.told("loop", wanted="Track")
    evening.bus.playerctl("stop")
    evening.until(lambda: evening.state.playing is Playing.PAUSED, "a stop")


def test_position_is_told_and_set(evening: Evening) -> None:
    evening.play(*SONGS)
    evening.told("status", wanted="Playing")
    evening.bus.playerctl("pause")
    evening.until(lambda: evening.state.playing is Playing.PAUSED, "a pause")
    evening.bus.playerctl("position", "120")
    evening.until(lambda: abs(evening.state.position_s - 120) < 1, "there")
    evening.until(lambda: abs(float(evening.bus.playerctl("position")) - 120) < 1, "told")
    evening.bus.playerctl("position", "30-")
    evening.until(lambda: abs(evening.state.position_s - 90) < 1, "back")


def test_a_jump_is_told_to_who_follows(evening: Evening) -> None:
    """`playerctl --follow` writes a line with each signal: PropertiesChanged, and Seeked."""
    evening.play(*SONGS)
    program = shutil.which("playerctl")
    assert program
    words = [program, "--player", "headunit", "metadata", "--follow", "--format", "{{title}} {{position}}"]
    environ = os.environ | {"DBUS_SESSION_BUS_ADDRESS": evening.bus.address}
    with subprocess.Popen(words, env=environ, stdout=subprocess.PIPE, bufsize=0) as follower:
        try:
            assert follower.stdout is not None
            os.set_blocking(follower.stdout.fileno(), False)  # read() then answers None where there is nothing
            heard = ""

            def hears(text: str) -> bool:
                nonlocal heard
                assert follower.stdout is not None
                heard += (follower.stdout.read() or b"").decode()
                return text in heard

            evening.until(lambda: hears("Alpha"), "the first")
            desk = evening.house.port(MusicDesk)
            assert desk is not None
            desk.seek(150.0)
            evening.until(lambda: hears("Alpha 150"), "the jump")
            desk.next()
            evening.until(lambda: hears("茉莉花"), "the next track")
        finally:
            follower.kill()


def test_volume_goes_both_ways(evening: Evening) -> None:
    def volume() -> int:
        sound = evening.house.board.latest(SoundState)
        assert sound is not None
        return sound.volumes[Voiceprint.MUSIC]

    evening.told("volume", wanted=f"{volume() / 100:.6f}")
    evening.bus.playerctl("volume", "0.3")
    evening.until(lambda: volume() == 30, "30")
    evening.told("volume", wanted="0.300000")


def test_an_address_is_opened(evening: Evening, tmp_path: Path) -> None:
    file = tmp_path / "A song, 100%.flac"
    evening.bus.playerctl("open", file.as_uri())
    evening.until(lambda: evening.state.track is not None, "a track")
    assert evening.state.track is not None
    assert evening.state.track.title == "A song, 100%"
    evening.bus.playerctl("open", "javascript:alert(1)")
    evening.told("metadata", "title", wanted="A song, 100%")


def test_what_is_opened_goes_by_its_own_name(evening: Evening, tmp_path: Path) -> None:
    shelf = RecordShelf(evening.house, tmp_path / "kept", (), virtual=True)
    stations = tmp_path / "stations.m3u8"
    stations.write_bytes(station_list.write_m3u([Entry("Far FM", "http://localhost:9/live")]))
    shelf.add("radio", "Radio", RadioSource(stations))
    file = make(tmp_path / "07.flac", title="Wells", artist="Ann", album="Water")

    def on() -> tuple[str, str, Medium] | None:
        track = evening.state.track
        return None if track is None else (track.title, track.artist, track.medium)

    for address, wanted in (
        (file.as_uri(), ("Wells", "Ann", Medium.FILE)),
        ("http://localhost:9/live", ("Far FM", "", Medium.STATION)),
        ("http://localhost:9/other", ("other", "", Medium.STATION)),
        ((tmp_path / "gone.mp3").as_uri(), ("gone", "", Medium.FILE)),
    ):
        evening.bus.playerctl("open", address)
        evening.until(lambda wanted=wanted: on() == wanted, f"{wanted}, not {on()}")


def test_an_album_is_asked_for_as_a_whole(
    evening: Evening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for number, title in enumerate(("Wells", "Rain", "Snow"), 1):
        make(tmp_path / "Music" / f"{number}.flac", title=title, artist="Ann", album="Water", tracknumber=str(number))
    # In a process of its own: a scan takes no more memory than it is given, for the rest of its life.
    subprocess.run([sys.executable, "-m", "headunit", "music", "scan"], check=True, capture_output=True)
    shelf = RecordShelf(evening.house, load(environment()).music, (), virtual=True)
    assert main(["music", "play", "Water"]) == 0
    evening.until(lambda: evening.state.playing is Playing.PLAYING, "it plays")
    assert [entry.track.title for entry in evening.state.queue] == ["Wells", "Rain", "Snow"]
    assert {entry.track.artist for entry in evening.state.queue} == {"Ann"}
    assert "plays Wells and 2 more" in capfd.readouterr().out
    nothing = tmp_path / "nothing.m3u8"
    nothing.write_text("#EXTM3U\n")
    assert main(["music", "play", str(nothing)]) == 2
    assert "lists nothing to play" in capfd.readouterr().err
    shelf.end()


def test_the_bus_ends_and_returns(evening: Evening) -> None:
    evening.play(*SONGS)
    evening.bus.end()
    evening.until(lambda: not evening.online(), "off the bus")
    evening.bus.begin()
    evening.until(evening.online, "on the bus again")
    evening.told("metadata", "title", wanted="Alpha")


def test_a_second_head_unit_takes_another_name(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Evening(evening.bus, monkeypatch)
    other.until(other.online, "on the bus")
    assert evening.bus.playerctl("--list-all").split() == ["headunit", f"headunit.instance{os.getpid()}"]
    other.end()


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/bus", "nonsense", "tcp:host=127.0.0.1,port=1"])
def test_no_bus_is_no_fault(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bus = Bus(tmp_path)
    bus.address = address
    evening = Evening(bus, monkeypatch)
    if not address:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")

    def told() -> LinkState | None:
        links = evening.house.board.latest(Links) or Links()
        return next((report.state for report in links.reports if report.name == "mpris"), None)

    evening.until(lambda: told() in {LinkState.OFF, LinkState.LOST}, "no bus")
    evening.play(*SONGS)
    evening.end()


def test_words_that_a_bus_would_choke_on() -> None:
    track = Track("file:///a", "A\0B\udc80", artist="", number=-1, disc=1 << 40)
    found = metadata(MusicState(queue=(QueueEntry(-3, track),), now=0))
    assert found["xesam:title"] == ("s", "AB?")
    assert found["mpris:trackid"] == ("o", track_path(-3))
    assert not found.keys() & {"xesam:artist", "xesam:trackNumber", "xesam:discNumber", "mpris:length"}
    assert metadata(MusicState()) == {"mpris:trackid": ("o", NO_TRACK)}


def test_a_station_is_told_by_what_it_plays() -> None:
    station = Track("http://radio/", "Radio", medium=Medium.STATION)
    found = metadata(MusicState(queue=(QueueEntry(0, station),), now=0, stream_title="A - B"))
    assert (found["xesam:title"], found["xesam:album"]) == (("s", "A - B"), ("s", "Radio"))


def test_wishes_out_of_place_are_let_pass(bus: Bus) -> None:
    asked: list[Wish] = []
    io = IoThread()
    io.start()
    house = House(SystemClock(), None, Preferences())
    link = Mpris(io, house.clock, house.inbox, asked.append, bus.address)
    link.start()
    link.show(
        MusicState(playing=Playing.PAUSED, queue=(QueueEntry(4, SONGS[0]),), now=0, duration_s=200.0), SoundState()
    )

    def busctl(*words: str) -> None:
        subprocess.run(
            ["dbus-send", f"--bus={bus.address}", f"--dest={NAME}", "--print-reply", "/org/mpris/MediaPlayer2", *words],
            check=False,
            capture_output=True,
            timeout=PATIENCE_S,
        )

    player = "org.mpris.MediaPlayer2.Player"
    ends = time.monotonic() + PATIENCE_S
    while not asked and time.monotonic() < ends:
        busctl(f"{player}.Next")
    asked.clear()
    busctl(f"{player}.SetPosition", f"objpath:{track_path(9)}", "int64:1000000")  # a late wish for another track
    busctl(f"{player}.SetPosition", f"objpath:{track_path(4)}", "int64:900000000")  # beyond its end
    busctl(f"{player}.SetPosition", f"objpath:{track_path(4)}", "int64:-1")
    busctl("org.freedesktop.DBus.Properties.Set", f"string:{player}", "string:LoopStatus", "variant:string:Sometimes")
    busctl("org.freedesktop.DBus.Properties.Set", f"string:{player}", "string:Rate", "variant:double:99")
    busctl("org.freedesktop.DBus.Properties.Set", f"string:{player}", "string:Volume", "variant:double:nan")
    assert asked == []
    busctl(f"{player}.SetPosition", f"objpath:{track_path(4)}", "int64:7000000")
    assert asked == [Wish(Ask.SEEK_TO, 7.0)]
    link.stop()
    io.stop()


def test_addresses() -> None:
    file = track_at("file:///a/b%20c.mp3")
    stream = track_at("https://radio.example/")
    assert file is not None
    assert stream is not None
    assert (file.title, file.medium) == ("b c", Medium.FILE)
    assert (stream.title, stream.medium) == ("radio.example", Medium.STATION)
    assert track_at("data:text/plain,x") is None

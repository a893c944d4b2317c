"""A station as the driver hears it: through relay, engine and mixer, recorded from a null sink, with tunnels."""

import itertools
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from null_sink import RATE, Ear, level_db, longest_gap_ms, null_sink, pitch_hz
from station_stage import server
from tone_files import steps

from headunit.app import House
from headunit.app.jukebox import Jukebox
from headunit.kernel.clock import SystemClock
from headunit.music.ports import MusicDesk, Streams
from headunit.music.sources_desk import TOPIC, SourcesDesk
from headunit.music.state import Medium, MusicState, Playing, Track
from headunit.preferences.state import Preferences
from headunit.sound.ports import Volume
from headunit.sound.state import SoundState, Voiceprint

#: Bytes a second of the recording, and what a station sends at once.
PACE = 16_000
BURST = 64_000


class Mp3Station:
    """Sends a real mp3, whose pitch tells the second, at its pace; `burst` of it at once to one who comes."""

    def __init__(self, burst: int = BURST) -> None:
        self._burst = burst
        self._data = Path(urllib.request.url2pathname(steps("mp3", 60)[7:])).read_bytes()
        self._began = time.monotonic()

    def talk(self, connection, _head) -> None:
        said = b"StreamTitle='Who - What';"
        block = bytes((-(-len(said) // 16),)) + said.ljust(-(-len(said) // 16) * 16, b"\0")
        connection.sendall(b"ICY 200 OK\r\nContent-Type: audio/mpeg\r\nicy-br: 128\r\nicy-metaint: 8000\r\n\r\n")
        at = max(0, self._now() - self._burst)
        while at < len(self._data):
            if self._now() - at < 8000:
                time.sleep(0.05)
                continue
            connection.sendall(self._data[at : at + 8000] + (block if at % 64_000 < 8000 else b"\0"))
            at += 8000

    def _now(self) -> int:
        return int((time.monotonic() - self._began) * PACE) + self._burst


@pytest.fixture
def ear() -> Iterator[Ear]:
    with null_sink():
        ear = Ear(2)
        yield ear
        ear.close()


class Car:
    """A house with everything that music needs."""

    def __init__(self, folder: Path) -> None:
        self.house = house = House(SystemClock(), None, Preferences())
        jukebox = Jukebox(house, folder / "kept", "vlc")
        folders = {name: folder / name for name in ("data", "config", "cache")}
        self.sources = SourcesDesk(house.board, house.inbox, house.clock, **folders, patient=True)
        house.hear(TOPIC, self.sources.take)
        house.offer(Streams, self.sources)

        def links(io):
            yield from jukebox.links(io)
            self.sources.serve(io)
            yield self.sources

        house.begin(links, lambda error: pytest.fail(str(error)))
        self.until(lambda: (state := house.board.latest(SoundState)) is not None and state.output == "car")
        house.port(Volume).set(Voiceprint.MUSIC, 100)

    def until(self, true, patience_s: float = 40.0) -> None:
        end = time.monotonic() + patience_s
        while not true():
            assert time.monotonic() < end, self.state
            self.house.tick()
            time.sleep(0.01)

    @property
    def state(self) -> MusicState:
        state = self.house.board.latest(MusicState)
        assert state is not None
        return state


def test_a_station_through_a_short_and_a_long_tunnel(ear: Ear, tmp_path: Path, record_property) -> None:
    car = Car(tmp_path)
    try:
        with server(Mp3Station().talk) as station:
            track = Track(station.url("/live"), "Steps", medium=Medium.STATION)
            car.house.port(MusicDesk).play((track,), source="radio")
            car.until(lambda: level_db(ear.last(0.2)) > -25 and car.state.playing is Playing.PLAYING)
            stalls: list[MusicState] = []
            car.house.board.watch(MusicState, lambda state: state.playing is Playing.STALLED and stalls.append(state))
            begin = ear.now
            first = pitch_hz(ear.last(0.15))
            car.until(lambda: ear.now - begin > 0.5 * RATE)
            station.die()
            car.until(lambda: ear.now - begin > 1.7 * RATE)
            station.open()
            # Nothing of it is heard: no gap, and no second is left out.
            car.until(lambda: ear.now - begin > 4.5 * RATE)
            sound = ear.since(begin)
            gap_ms = longest_gap_ms(sound)
            record_property("gap_ms", round(gap_ms, 1))
            # A busy machine starves the loudspeaker for a moment; without the relay it is silent for the whole tunnel.
            assert gap_ms < 500
            parts = [sound[at : at + RATE // 8] for at in range(0, len(sound) - RATE // 8, RATE // 10)]
            seconds = [(pitch_hz(part) - first) / 20 for part in parts if level_db(part) > -25]
            assert all(-0.5 < later - earlier < 1.5 for earlier, later in itertools.pairwise(seconds))
            assert 3 <= seconds[-1] <= 6
            assert not stalls
            assert car.state.stream_title == "Who - What"
            assert car.state.buffered_s is not None
            assert 1 <= car.state.buffered_s <= 5

            station.die()
            car.until(lambda: car.state.playing is Playing.STALLED)
            car.until(lambda: level_db(ear.last(0.3)) < -60)
            station.open()
            car.until(lambda: car.state.playing is Playing.PLAYING and level_db(ear.last(0.2)) > -25)
    finally:
        car.house.end()


#: A tunnel (s), and what a station sends at once to one who comes (s): it is the lead that a pause gives as well.
TUNNEL_S, LEAD_S = 20.0, 25


def test_a_tunnel_of_twenty_seconds_is_not_heard(ear: Ear, tmp_path: Path, record_property) -> None:
    car = Car(tmp_path)
    try:
        with server(Mp3Station(LEAD_S * PACE).talk) as station:
            track = Track(station.url("/live"), "Steps", medium=Medium.STATION)
            car.house.port(MusicDesk).play((track,), source="radio")
            car.until(lambda: level_db(ear.last(0.2)) > -25 and (car.state.buffered_s or 0.0) > LEAD_S - 5)
            seen: list[MusicState] = []
            car.house.board.watch(MusicState, seen.append)
            asked = len(station.heads)
            begin = ear.now
            first = pitch_hz(ear.last(0.15))
            station.die()
            car.until(lambda: ear.now - begin > TUNNEL_S * RATE)
            assert len(station.heads) == asked, "nobody was there to be asked"
            left_s = car.state.buffered_s
            station.open()
            car.until(lambda: (car.state.buffered_s or 0.0) > LEAD_S - 8)
            car.until(lambda: ear.now - begin > (LEAD_S + 5) * RATE)
            assert len(station.heads) > asked, "it was taken up again"
            sound = ear.since(begin)
            gap_ms = longest_gap_ms(sound)
            record_property("gap_ms", round(gap_ms, 1))
            record_property("left_s", left_s)
            assert gap_ms < 500  # as above
            assert left_s is not None
            assert left_s < LEAD_S - TUNNEL_S + 3, "the tunnel was lived on what lay ready"
            assert not [state for state in seen if state.playing is Playing.STALLED]
            parts = [sound[at : at + RATE // 8] for at in range(0, len(sound) - RATE // 8, RATE // 10)]
            seconds = [(pitch_hz(part) - first) / 20 for part in parts if level_db(part) > -25]
            assert all(-0.5 < later - earlier < 1.5 for earlier, later in itertools.pairwise(seconds)), "none left out"
            assert abs(seconds[-1] - len(sound) / RATE) < 2
    finally:
        car.house.end()

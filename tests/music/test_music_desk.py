"""The desk: wishes, focus, resume and streams in virtual time, with the engine that keeps time by the clock."""

from headunit.kernel.board import Board
from headunit.kernel.clock import ManualClock
from headunit.music.misses import FAULT_S, MOST_SKIPS
from headunit.music.ports import Heard, Resume, StreamNews
from headunit.music.service import KEEP_S, Desk
from headunit.music.silent_player import SilentPlayer
from headunit.music.state import Medium, MusicState, Playing, Repeat, Skipped, Track
from headunit.sound.mixer import Mixer
from headunit.sound.state import SoundState, Voiceprint

LENGTH_S = 100.0
SONGS = tuple(Track(f"file:///{at}.flac", f"Song {at}", f"Artist {at}", duration_s=LENGTH_S) for at in range(4))
STATION = Track("http://radio.invalid/", "Radio", medium=Medium.STATION)
EPISODE = Track("podcast:1", "Episode", duration_s=600.0, medium=Medium.EPISODE)


class Feed:
    """Streams and Keepsakes that write down what they hear."""

    def __init__(self) -> None:
        self.told: list[tuple[str, float, bool]] = []
        self.plays: list[str] = []

    def address(self, track: Track) -> str:
        return f"http://127.0.0.1/{track.uri}"

    def start_s(self, track: Track) -> float:
        return 120.0 if track is EPISODE else 0.0

    def heard(self, track: Track, position_s: float = 0.0, *, finished: bool = False) -> None:
        self.told.append((track.uri, position_s, finished))


class Plays:
    def __init__(self) -> None:
        self.heard_tracks: list[Track] = []

    def heard(self, track: Track) -> None:
        self.heard_tracks.append(track)

    def favourite(self, track: Track, on: bool) -> None:
        raise NotImplementedError


class Car:
    def __init__(self) -> None:
        self.clock, self.board = ManualClock(), Board()
        self.mixer = Mixer(self.board)
        self.feed, self.plays = Feed(), Plays()
        self.kept: list[Resume] = []
        self.desk = Desk(
            self.clock,
            self.board,
            self.mixer,
            streams=lambda: self.feed,
            keepsakes=lambda: self.plays,
            keep=self.kept.append,
            seed=3,
        )
        self.events: list[Heard] = []
        self.player = SilentPlayer(self.events.append, self.clock, lambda uri: None if "radio" in uri else LENGTH_S)
        self.desk.use(self.player)

    def run(self, seconds: float = 0.1) -> MusicState:
        for _ in range(round(seconds * 10)):
            self.clock.advance(0.1)
            self.player.tick()
            while self.events:
                self.desk.on_heard(self.events.pop(0))
            self.desk.tick()
        return self.state

    @property
    def state(self) -> MusicState:
        return self.board.latest(MusicState)

    @property
    def active(self) -> tuple[Voiceprint, ...]:
        return self.board.latest(SoundState).active

    def fail(self, text: str = "the file is gone") -> None:
        """The engine cannot play what it was just given."""
        self.player.stop()
        self.events.clear()
        self.desk.on_heard(Heard(self.desk.token, "failed", text=text))


def playing(tracks: tuple[Track, ...] = SONGS, start: int = 0) -> Car:
    car = Car()
    car.desk.play(tracks, start, "library")
    assert car.state.playing is Playing.LOADING
    assert car.run(1.0).playing is Playing.PLAYING
    return car


def test_from_one_track_to_the_next_and_to_the_end() -> None:
    car = playing()
    assert car.active == (Voiceprint.MUSIC,)
    assert car.run(LENGTH_S).now == 1
    assert 0 <= car.state.position_s < 2
    car.run(3 * LENGTH_S)
    assert car.state.playing is Playing.STOPPED
    assert car.state.now == 3
    assert not car.active
    assert [track.title for track in car.plays.heard_tracks] == ["Song 0", "Song 1", "Song 2", "Song 3"]
    car.desk.toggle()
    assert car.run(1.0).playing is Playing.PLAYING


def test_a_call_holds_music_and_gives_it_back() -> None:
    car = playing(start=2)
    car.run(20)
    call = car.mixer.request(Voiceprint.CALL, lambda _: None)
    car.run(30)
    assert car.state.playing is Playing.HELD
    held_s = car.state.position_s
    assert 20 <= held_s <= 22
    car.mixer.release(call)
    assert car.run(1.0).playing is Playing.PLAYING
    assert (car.state.now, car.state.source) == (2, "library")
    assert held_s <= car.state.position_s <= held_s + 1.2


def test_who_pauses_during_a_call_wants_silence_after_it() -> None:
    car = playing()
    call = car.mixer.request(Voiceprint.CALL, lambda _: None)
    assert car.run(1.0).playing is Playing.HELD
    car.desk.toggle()
    assert car.state.playing is Playing.PAUSED
    car.mixer.release(call)
    assert car.run(5.0).playing is Playing.PAUSED
    assert not car.active


def test_music_that_is_asked_for_during_a_call_waits() -> None:
    car = Car()
    call = car.mixer.request(Voiceprint.CALL, lambda _: None)
    car.desk.play(SONGS)
    assert car.run(5.0).playing is Playing.HELD
    assert car.state.position_s == 0
    car.mixer.release(call)
    assert car.run(1.0).playing is Playing.PLAYING


def test_next_previous_seek() -> None:
    car = playing()
    car.desk.next()
    assert car.run(1.0).now == 1
    car.desk.previous()
    assert car.run(1.0).now == 0
    car.desk.seek(50)
    car.desk.previous()
    assert car.run(0.1).position_s < 1
    car.desk.seek(5000)
    assert car.state.position_s <= LENGTH_S
    car.desk.pause(True)
    assert car.run(0.1).playing is Playing.PAUSED
    before = car.state.position_s
    assert car.run(20).position_s == before
    car.desk.repeat(Repeat.ONE)
    car.desk.pause(False)
    car.run(LENGTH_S)
    assert car.state.now == 0


def test_kept_every_few_seconds_and_resumed() -> None:
    car = playing(start=1)
    car.run(30)
    assert max(abs(one.position_s - 30) for one in car.kept[-1:]) <= KEEP_S + 1.5
    kept = car.kept[-1]
    assert kept.playing
    again = Car()
    again.desk.resume(kept)
    state = again.run(1.0)
    assert (state.playing, state.now, state.source) == (Playing.PLAYING, 1, "library")
    assert kept.position_s <= state.position_s <= kept.position_s + 1.2
    car.desk.pause(True)
    car.run(0.2)
    silent = Car()
    silent.desk.resume(car.kept[-1])
    state = silent.run(5.0)
    assert state.playing is Playing.PAUSED
    assert state.position_s == car.kept[-1].position_s
    silent.desk.toggle()
    assert silent.run(1.0).playing is Playing.PLAYING
    assert silent.state.position_s > car.kept[-1].position_s


def test_a_track_that_cannot_be_played_is_skipped_and_told() -> None:
    car = playing()
    car.desk.next()
    car.fail()
    state = car.run(1.0)
    assert (state.now, state.playing) == (2, Playing.PLAYING)
    assert state.fault == "Song 1: the file is gone"
    assert state.skipped == Skipped(1, "Song 1", "the file is gone")
    assert len(state.queue) == 4
    car.run(FAULT_S + 1)
    assert car.state.fault == ""


def test_a_drive_that_is_pulled_keeps_queue_and_place() -> None:
    car = playing(SONGS * 10, start=1)
    car.run(40)
    place_s = car.state.position_s
    for _ in range(MOST_SKIPS + 1):
        car.fail()
    state = car.run(1.0)
    assert state.playing is Playing.PAUSED
    assert state.skipped is not None
    assert (state.skipped.in_row, state.skipped.gave_up) == (MOST_SKIPS + 1, True)
    assert (state.now, len(state.queue)) == (1, 40)
    assert abs(state.position_s - place_s) < 1
    assert not car.active
    car.desk.toggle()
    assert car.run(1.0).playing is Playing.PLAYING
    assert car.state.position_s >= place_s


def test_a_station_comes_back_by_itself() -> None:
    car = playing((STATION, *SONGS))
    assert car.state.duration_s is None
    for _ in range(4):
        car.fail("it does not answer")
        assert car.state.playing is Playing.STALLED
        car.run(0.5)
        assert car.state.playing is Playing.STALLED
        car.run(20)
        assert car.state.playing is Playing.PLAYING
    car.desk.on_stream(StreamNews(STATION.uri, "A - B", 12.0))
    assert (car.state.stream_title, car.state.buffered_s) == ("A - B", 12.0)
    car.desk.on_stream(StreamNews(STATION.uri, "A - B", 0.0, stalled=True, fault="no connection"))
    assert (car.state.playing, car.state.fault) == (Playing.STALLED, "no connection")
    car.desk.seek(10)
    assert car.state.position_s < 100


def test_a_stalled_station_can_be_paused() -> None:
    car = playing((STATION,))
    car.fail("it does not answer")
    car.desk.pause(True)
    assert car.run(30).playing is Playing.PAUSED


def test_an_episode_goes_on_where_it_was_and_tells_where_it_is() -> None:
    car = Car()
    car.desk.play((EPISODE,), 0, "podcasts")
    car.desk.speed(1.5)
    car.player._length = lambda _: 600.0
    car.run(10.0)
    assert car.state.position_s > 120 + 13
    assert car.feed.told
    assert car.feed.told[-1][0] == EPISODE.uri
    assert car.feed.told[-1][1] > 120


def test_late_words_of_an_old_track_change_nothing() -> None:
    car = playing()
    old = car.desk.token
    car.desk.next()
    car.run(1.0)
    car.desk.on_heard(Heard(old, "ended"))
    car.desk.on_heard(Heard(old, "failed", text="late"))
    car.desk.on_heard(Heard(old, "position", 77.0))
    assert (car.state.now, car.state.fault) == (1, "")
    assert car.state.position_s < 2


def test_no_loudspeaker_is_told_and_ends() -> None:
    car = playing()
    car.desk.on_heard(Heard(car.desk.token, "silent", text="no sound output"))
    assert (car.state.playing, car.state.fault) == (Playing.STALLED, "no sound output")
    car.desk.on_heard(Heard(car.desk.token, "playing"))
    assert car.state.playing is Playing.PLAYING


def test_emptying_the_queue_stops() -> None:
    car = playing(SONGS[:2])
    car.desk.remove(car.state.queue[0].entry)
    assert car.run(1.0).track == SONGS[1]
    assert car.state.playing is Playing.PLAYING
    car.desk.remove(car.state.queue[0].entry)
    assert car.run(0.2).playing is Playing.STOPPED
    assert not car.active
    car.desk.toggle()
    car.desk.next()
    car.desk.previous()
    assert car.run(1.0).playing is Playing.STOPPED


def test_what_is_next_changes_with_the_queue() -> None:
    car = playing()
    car.desk.enqueue((Track("file:///new.flac", "New", duration_s=LENGTH_S),), next_up=True)
    assert car.run(LENGTH_S).track.title == "New"
    car.desk.shuffle(True)
    assert car.state.shuffle
    assert car.state.track.title == "New"
    assert car.state.now == 0


def test_the_same_wishes_give_the_same_drive() -> None:
    def drive() -> list[MusicState]:
        car = playing(SONGS * 3)
        car.desk.shuffle(True)
        return [car.run(30.0) for _ in range(8)]

    assert drive() == drive()

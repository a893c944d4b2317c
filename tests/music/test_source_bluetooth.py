"""Music from the phone: the queue, an engine beside it, and what the phone's owner does with it."""

from typing import Any

import pytest

from headunit.kernel.board import Board
from headunit.kernel.clock import ManualClock
from headunit.music.ports import Heard
from headunit.music.service import Desk
from headunit.music.silent_player import SilentPlayer
from headunit.music.sources import discover
from headunit.music.sources.bluetooth.deck import AWAY, SETTLES_S, PhoneDeck
from headunit.music.sources.bluetooth.owner import PhoneOwner
from headunit.music.sources.bluetooth.source import NAME, TRACK, PhoneSource
from headunit.music.state import MusicState, Playing, Track
from headunit.phone.ports import MediaDoor, PhonePlaying
from headunit.sound.mixer import Mixer
from headunit.sound.ports import Grant
from headunit.sound.state import Voiceprint

SONG = Track("file:///song.flac", "Song", duration_s=10.0)
PHONE = "AA:BB:CC:00:00:01"


class Phone(MediaDoor):
    """One that plays a list of three, and tells of it with the next `answer`."""

    TITLES = ("One", "Two", "Three")

    def __init__(self) -> None:
        self.status, self.at, self.loud = "paused", 0, 1.0
        self.wishes: list[str] = []

    def follow(self, address: str) -> None:
        """There is but this one."""

    def play(self) -> None:
        self.status = "playing"
        self.wishes.append("play")

    def pause(self) -> None:
        self.status = "paused"
        self.wishes.append("pause")

    def next(self) -> None:
        self.at += 1

    def previous(self) -> None:
        self.at -= 1

    def volume(self, share: float) -> None:
        self.loud = share

    def news(self, **changes: Any) -> PhonePlaying:
        known = {"title": self.TITLES[self.at], "artist": "王菲", "duration_s": 61.5, "position_s": 1.5}
        return PhonePlaying(PHONE, self.status, **{**known, **changes})


class Car:
    """Queue, mixer and a silent engine in virtual time."""

    def __init__(self) -> None:
        self.clock, self.board, self.phone = ManualClock(), Board(), Phone()
        self.mixer = Mixer(self.board)
        self.heard: list[Heard] = []
        self.desk = Desk(self.clock, self.board, self.mixer)
        self.engine = SilentPlayer(self.heard.append, self.clock, lambda _: SONG.duration_s)
        self.deck = PhoneDeck(self.engine, self.heard.append, self.clock, lambda: self.phone)
        self.owner = PhoneOwner(self.board, self.desk, self.deck, lambda: self.phone)
        self.desk.use(self.deck)

    def tell(self, **changes: Any) -> None:
        """The phone says what it plays."""
        self.take(self.phone.news(**changes))

    def take(self, news: PhonePlaying | None) -> None:
        self.deck.on_news(news)
        self.owner.on_news(news)
        self.run()

    def run(self, seconds: float = 0.0) -> None:
        for _ in range(max(1, round(seconds * 10))):
            self.clock.advance(0.1 if seconds else 0.0)
            self.engine.tick()
            while self.heard:
                self.desk.on_heard(self.heard.pop(0))
            self.desk.tick()

    def choose_phone(self) -> None:
        (item,) = PhoneSource().top()
        assert item.track is not None
        self.desk.play((item.track,), source=NAME)
        self.run()
        self.tell()

    @property
    def state(self) -> MusicState:
        found = self.board.latest(MusicState)
        assert found is not None
        return found


@pytest.fixture
def car() -> Car:
    car = Car()
    car.tell()
    return car


def test_it_stands_in_the_switch() -> None:
    offer = discover()[NAME]
    assert (offer.title, offer.icon) == ("Bluetooth", "cellphone")
    source = PhoneSource()
    assert source.tracks(source.top()[0].key) == [TRACK]
    assert (source.tracks("x"), source.open("x"), source.search("x")) == ([], [], [])


def test_choosing_the_phone_plays_it_and_shows_what_is_on(car: Car) -> None:
    car.desk.play((SONG,))
    car.run(1)
    car.choose_phone()
    assert (car.phone.status, car.state.playing, car.state.stream_title) == ("playing", Playing.PLAYING, "王菲 - One")
    assert (car.state.duration_s, car.state.position_s, car.state.source) == (61.5, 1.5, "bluetooth")
    car.desk.next()
    car.tell()
    assert car.state.stream_title == "王菲 - Two"
    car.desk.previous()
    car.tell(position_s=0.0)
    assert (car.state.stream_title, car.state.position_s) == ("王菲 - One", 0.0)
    car.desk.seek(40)
    assert car.state.position_s == 0.0  # AVRCP winds by holding a key, not to a place
    car.desk.toggle()
    car.tell()
    assert (car.phone.status, car.state.playing) == ("paused", Playing.PAUSED)
    car.desk.toggle()
    car.tell()
    assert (car.phone.status, car.state.playing) == ("playing", Playing.PLAYING)
    car.desk.play((SONG,))
    car.run(1)
    assert (car.phone.status, car.state.track, car.state.playing) == ("paused", SONG, Playing.PLAYING)


def test_a_phone_after_a_song_begins_when_the_song_has_ended(car: Car) -> None:
    car.desk.play((SONG, TRACK))
    car.run(5)
    assert car.phone.wishes == []
    car.run(6)
    car.tell()
    assert (car.state.track, car.state.playing, car.phone.status) == (TRACK, Playing.PLAYING, "playing")


def test_a_call_and_a_prompt_before_the_phone(car: Car) -> None:
    car.choose_phone()
    assert car.phone.loud > 0.5
    loud = car.phone.loud
    ticket = car.mixer.request(Voiceprint.GUIDANCE, lambda _grant: None)
    assert car.phone.loud < loud
    car.mixer.release(ticket)
    assert car.phone.loud == loud
    grants: list[Grant] = []
    ticket = car.mixer.request(Voiceprint.CALL, grants.append)
    car.tell()
    assert (car.phone.status, car.state.playing) == ("paused", Playing.HELD)
    car.mixer.release(ticket)
    car.tell()
    assert (car.phone.status, car.state.playing) == ("playing", Playing.PLAYING)


def test_no_phone_is_said(car: Car) -> None:
    car.take(None)
    car.desk.play((TRACK,), source=NAME)
    car.run()
    assert AWAY in car.state.fault
    assert car.state.playing is not Playing.PLAYING
    car.tell()
    car.choose_phone()
    assert car.state.playing is Playing.PLAYING
    car.take(None)  # it leaves in the middle
    assert car.state.playing is Playing.PAUSED
    assert AWAY in car.state.fault


def test_what_the_owner_does_on_the_phone_is_a_wish(car: Car) -> None:
    car.phone.status = "playing"
    car.tell()  # nothing else is on
    assert (car.state.track, car.state.playing) == (TRACK, Playing.PLAYING)
    car.run(SETTLES_S)
    car.phone.status = "paused"
    car.tell()
    assert car.state.playing is Playing.PAUSED
    car.desk.toggle()  # one touch is enough
    assert car.phone.status == "playing"
    car.tell()
    car.desk.play((SONG,))
    car.run(SETTLES_S)
    car.tell()
    assert car.state.track == SONG
    car.phone.status = "playing"
    car.tell()
    car.run()
    car.tell()
    assert (car.state.track, car.state.playing) == (TRACK, Playing.PLAYING)  # the last wish wins


def test_a_phone_that_begins_by_itself_in_the_car_does_not_take_over() -> None:
    car = Car()
    car.desk.play((SONG,))
    car.run(1)
    car.phone.status = "playing"
    car.tell()
    car.tell()
    assert (car.state.track, car.phone.status) == (SONG, "paused")
    quiet = Car()
    quiet.phone.status = "playing"
    quiet.tell()
    quiet.tell()
    assert (quiet.state.track, quiet.state.playing) == (TRACK, Playing.PLAYING)


def test_the_end_lets_go_of_the_phone(car: Car) -> None:
    car.choose_phone()
    car.deck.close()
    assert car.phone.status == "paused"


def test_quick_touches_do_not_swing(car: Car) -> None:
    """The phone tells of each of them late; none of it is taken for its owner's wish."""
    car.choose_phone()
    car.run(SETTLES_S)
    before = len(car.phone.wishes)
    car.desk.toggle()
    late = car.phone.news()
    car.desk.toggle()
    car.take(late)
    car.tell()
    assert car.phone.wishes[before:] == ["pause", "play"]
    assert car.state.playing is Playing.PLAYING

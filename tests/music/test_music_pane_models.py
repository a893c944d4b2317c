"""What the view models make of states: cut for the road, ready for ten thousand rows, quiet when nothing changed."""

import pytest
from bare_house import BareHouse, Heard
from PySide6.QtCore import QObject, Qt

from headunit.music.glance import MAX_ROWS_MOVING, may_open, rows_within
from headunit.music.ports import Browser, MusicDesk
from headunit.music.state import (
    Favourites,
    Item,
    Listing,
    Medium,
    MusicState,
    Playing,
    QueueEntry,
    Shelf,
    SourceInfo,
    SourcesState,
    Track,
)
from headunit.music.viewmodel import MusicViewModel
from headunit.music.viewmodel_now import SPEEDS, NowViewModel, clock_text
from headunit.safety.state import Driving, SafetyState
from headunit.sound.ports import Volume
from headunit.sound.state import SoundState, Voiceprint
from headunit.ui.shell.viewmodel_sound import SoundViewModel

pytestmark = pytest.mark.usefixtures("qapp")

SONG = Track("file:///a.flac", "A", "Artist", "Album", duration_s=200.0)
ENTRY = QueueEntry(7, SONG)
PARKED, MOVING = SafetyState(Driving.PARKED), SafetyState(Driving.MOVING)


class Desk:
    """Takes every wish down."""

    def __init__(self) -> None:
        self.wishes: list[tuple[object, ...]] = []

    def __getattr__(self, name: str) -> object:
        return lambda *values, **named: self.wishes.append((name, *values, *named.values()))


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def house(desk: Desk) -> BareHouse:
    return BareHouse({MusicDesk: desk, Browser: desk, Volume: desk})


@pytest.fixture
def parent() -> QObject:
    return QObject()


def state(**more: object) -> MusicState:
    return MusicState(**({"playing": Playing.PLAYING, "queue": (ENTRY,), "now": 0, "duration_s": 200.0} | more))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, ""), (-1.0, ""), (0.0, "0:00"), (187.9, "3:07"), (3599.9, "59:59"), (3723.0, "1:02:03")],
)
def test_times(seconds: float | None, text: str) -> None:
    assert clock_text(seconds) == text


def test_a_state_that_says_nothing_new_is_not_told(house: BareHouse, parent: QObject) -> None:
    now = NowViewModel(house, parent)
    house.board.publish(state())
    changed, moved = Heard(now.changed), Heard(now.moved)
    for _ in range(20):
        house.clock.advance(0.1)
        house.board.publish(state(at=house.clock.now(), position_s=house.clock.now()))
    assert changed.count == 0
    assert moved.count <= 20
    house.board.publish(state(playing=Playing.PAUSED))
    assert changed.count == 1


@pytest.mark.parametrize(
    ("playing", "speed", "shown"),
    [
        (Playing.PLAYING, 1.0, "0:20"),
        (Playing.PLAYING, 2.0, "0:30"),
        (Playing.PAUSED, 1.0, "0:10"),
        (Playing.HELD, 1.0, "0:10"),
    ],
)
def test_the_position_runs_on_only_while_it_sounds(
    playing: Playing, speed: float, shown: str, house: BareHouse, parent: QObject
) -> None:
    now = NowViewModel(house, parent)
    house.board.publish(state(playing=playing, position_s=10.0, speed=speed))
    house.clock.advance(10.0)
    now._look()
    assert now.position == shown


def test_the_position_stays_within_the_track(house: BareHouse, parent: QObject) -> None:
    now = NowViewModel(house, parent)
    house.board.publish(state(position_s=199.0))
    house.clock.advance(60.0)
    now._look()
    assert (now.position, now.share) == ("3:20", 1.0)


def test_speeds_go_round(house: BareHouse, desk: Desk, parent: QObject) -> None:
    now = NowViewModel(house, parent)
    asked = []
    speed = 1.0
    for _ in SPEEDS:
        house.board.publish(state(speed=speed))
        now.turnSpeed()
        speed = float(str(desk.wishes[-1][1]))
        asked.append(speed)
    assert asked == [1.2, 1.5, 1.8, 2.0, 0.8, 1.0]


def test_a_station_has_nothing_to_seek_in(house: BareHouse, desk: Desk, parent: QObject) -> None:
    now = NowViewModel(house, parent)
    station = Track("http://radio/", "Radio", medium=Medium.STATION)
    house.board.publish(state(queue=(QueueEntry(0, station),), duration_s=None, stream_title="A - B"))
    assert (now.live, now.seekable, now.artist) == (True, False, "A - B")
    now.seekTo(0.5)
    now.skip(1)
    assert desk.wishes == []


def test_skips_stay_within_the_track(house: BareHouse, desk: Desk, parent: QObject) -> None:
    now = NowViewModel(house, parent)
    house.board.publish(state(position_s=5.0, playing=Playing.PAUSED))
    now.skip(-1)
    house.board.publish(state(position_s=195.0, playing=Playing.PAUSED))
    now.skip(1)
    now.seekTo(7.0)
    assert desk.wishes == [("seek", 0.0), ("seek", 199.0), ("seek", 200.0)]


def test_a_favourite(house: BareHouse, desk: Desk, parent: QObject) -> None:
    now = NowViewModel(house, parent)
    house.board.publish(state())
    now.toggleFavourite()
    house.board.publish(Favourites(frozenset({SONG.uri})))
    assert now.favourite
    now.toggleFavourite()
    assert desk.wishes == [("favourite", SONG, True), ("favourite", SONG, False)]


def test_nothing_behind_the_ports_is_no_fault(parent: QObject) -> None:
    house = BareHouse()
    model, sound = MusicViewModel(house, parent), SoundViewModel(house, parent)
    house.board.publish(state())
    for slot in (
        model.now.toggle,
        model.now.next,
        model.now.toggleFavourite,
        model.browse.back,
        sound.toggleMute,
        sound.next,
    ):
        slot()
    model.queue.jump(1)
    model.tone.choose("bass")
    model.browse.switchTo("radio")
    sound.turn(1)


def listing(count: int) -> Listing:
    items = tuple(
        Item(str(at), f"Song {at:05}", letter=chr(65 + at * 26 // count), playable=True) for at in range(count)
    )
    return Listing("library", path=("Library", "Songs"), items=items)


def test_ten_thousand_rows_are_shown_at_once(house: BareHouse, parent: QObject) -> None:
    browse = MusicViewModel(house, parent).browse
    house.board.publish(PARKED)
    reached = Heard(browse.rows.modelReset)
    house.board.publish(listing(10_000))
    assert reached.count == 1
    assert (browse.count, browse.hidden) == (10_000, 0)
    assert len(browse.letters) == 26
    assert browse.rowOf("M") == 4616
    first = int(Qt.ItemDataRole.UserRole)
    assert browse.rows.data(browse.rows.index(9_999), first) == "Song 09999"


def test_the_road_cuts_lists_and_depth(house: BareHouse, desk: Desk, parent: QObject) -> None:
    browse = MusicViewModel(house, parent).browse
    house.board.publish(MOVING)
    house.board.publish(listing(100))
    assert (browse.count, browse.hidden) == (MAX_ROWS_MOVING, 79)
    deep = Item("album", "Album", count=9)
    house.board.publish(Listing("library", path=("Library", "Artists", "Somebody"), items=(deep,)))
    browse.touch(0)
    house.board.publish(PARKED)
    browse.touch(0)
    assert desk.wishes == [("play", deep), ("open", "library", "album")]
    assert rows_within(Driving.IDLING, 100) == 100
    assert may_open(Driving.MOVING, 2)
    assert not may_open(Driving.MOVING, 3)


def test_what_is_not_in_the_car_is_not_played(house: BareHouse, desk: Desk, parent: QObject) -> None:
    browse = MusicViewModel(house, parent).browse
    house.board.publish(Listing("library", path=("Library", "x"), items=(Item("a", "A", playable=True, absent=True),)))
    browse.touch(0)
    browse.touch(5)
    browse.touch(-1)
    assert desk.wishes == []


def test_letters_only_where_the_list_is_in_their_order(house: BareHouse, parent: QObject) -> None:
    browse = MusicViewModel(house, parent).browse
    house.board.publish(PARKED)
    mixed = tuple(Item(str(at), "x", letter="AB"[at % 2]) for at in range(40))
    house.board.publish(Listing("library", path=("Library", "x"), items=mixed))
    assert browse.letters == []
    house.board.publish(listing(10))
    assert browse.letters == []


def test_typing_is_for_parked_cars(house: BareHouse, desk: Desk, parent: QObject) -> None:
    browse = MusicViewModel(house, parent).browse
    for driving in (Driving.MOVING, Driving.IDLING):
        house.board.publish(SafetyState(driving))
        browse.type("abba")
        assert (browse.mayType, browse.text) == (False, "")
    house.board.publish(PARKED)
    browse.type("abba" * 100)
    assert desk.wishes == [("search", "library", ("abba" * 100)[:80])]
    house.board.publish(MOVING)
    browse.type("")  # taking it away is no typing
    assert browse.text == ""


def test_sources_and_shelves(house: BareHouse, desk: Desk, parent: QObject) -> None:
    browse = MusicViewModel(house, parent).browse
    house.board.publish(
        SourcesState(
            (SourceInfo("library", "Library", "music"), SourceInfo("radio", "Radio", "radio", ready=False, fault="Off"))
        )
    )
    assert browse.shelved
    browse.shelf(Shelf.ALBUMS.value)
    browse.switchTo("radio")
    assert (browse.shelved, browse.fault) == (False, "Off")
    assert desk.wishes == [("shelf", Shelf.ALBUMS), ("open", "radio")]


def test_a_long_queue_is_a_window_around_what_is_on(house: BareHouse, parent: QObject) -> None:
    queue = MusicViewModel(house, parent).queue
    entries = tuple(QueueEntry(at, Track(str(at), f"Song {at}", duration_s=60.0)) for at in range(10_000))
    house.board.publish(PARKED)
    house.board.publish(state(queue=entries, now=5_000))
    assert (queue.count, queue.current) == (10_000, 10)
    assert queue.rows.rowCount() + queue.hidden + 4_990 == 10_000
    assert queue.left == "83:20:00"
    changed = Heard(queue.changed)
    for at in range(50):
        house.board.publish(state(queue=entries, now=5_000, position_s=float(at)))
    assert changed.count == 0
    house.board.publish(MOVING)
    assert (queue.rows.rowCount(), queue.current, queue.mayEdit) == (MAX_ROWS_MOVING, 0, False)


def test_a_queue_is_put_in_order_only_when_there_is_time(house: BareHouse, desk: Desk, parent: QObject) -> None:
    queue = MusicViewModel(house, parent).queue
    house.board.publish(state(queue=tuple(QueueEntry(at, SONG) for at in range(5))))
    house.board.publish(MOVING)
    queue.move(1, 0)
    queue.remove(1)
    assert desk.wishes == []
    house.board.publish(PARKED)
    queue.move(1, -3)
    queue.move(1, 99)
    queue.remove(4)
    assert desk.wishes == [("move", 1, 0), ("move", 1, 4), ("remove", 4)]


@pytest.mark.parametrize(
    ("active", "held", "whose"),
    [
        ((), (), "music"),
        ((Voiceprint.GUIDANCE, Voiceprint.MUSIC), (), "guidance"),
        ((Voiceprint.CALL, Voiceprint.MUSIC), (Voiceprint.MUSIC,), "call"),
    ],
)
def test_the_volume_shown_is_the_one_that_is_turned(
    active: tuple[Voiceprint, ...], held: tuple[Voiceprint, ...], whose: str, house: BareHouse, parent: QObject
) -> None:
    sound = SoundViewModel(house, parent)
    assert not sound.present
    volumes = {Voiceprint.MUSIC: 40, Voiceprint.GUIDANCE: 60, Voiceprint.CALL: 50}
    house.board.publish(SoundState(volumes, active, held, muted=True))
    assert sound.whose == whose
    assert sound.muted == (whose == "music")


def test_louder_ends_the_mute(house: BareHouse, desk: Desk, parent: QObject) -> None:
    sound = SoundViewModel(house, parent)
    house.board.publish(SoundState({Voiceprint.MUSIC: 40}, muted=True))
    sound.turn(-1)
    sound.turn(1)
    assert desk.wishes == [("turn", -1), ("mute", False), ("turn", 1)]

"""What a phone plays, and a hand on it, against python-dbusmock's BlueZ with a MediaPlayer1 such as a phone has."""

import time
from collections.abc import Callable, Iterator
from typing import Final

import pytest
from bluez_stage import ANN, BEN, Bluetoothd, device_path
from ofono_stage import PATIENCE_S, SystemBus

from headunit.kernel.clock import SystemClock
from headunit.kernel.inbox import Inbox
from headunit.kernel.supervision import IoThread
from headunit.phone.bluez_link import BluezLink
from headunit.phone.bluez_media import BluezMedia
from headunit.phone.bluez_objects import PLAYER, TRANSPORT
from headunit.phone.dbus_daemon import Typed
from headunit.phone.ports import MEDIA_TOPIC, PhonePlaying

MOCK: Final = "org.freedesktop.DBus.Mock"
#: How a phone obeys: it changes its status, and another track begins at its start.
_STATUS: Final = "self.UpdateProperties({player!r}, {{'Status': {word!r}}})"
_SKIP: Final = """
new = {{'Position': dbus.UInt32(0),
        'Track': dbus.Dictionary({{'Title': {word!r}, 'Duration': dbus.UInt32(0xFFFFFFFF)}}, signature='sv')}}
self.props[{player!r}].update(new)
self.EmitSignal('org.freedesktop.DBus.Properties', 'PropertiesChanged', 'sa{{sv}}as', [{player!r}, new, []])
"""


class Pocket:
    """A phone with a player, in somebody's pocket, and the car's door to it."""

    def __init__(self, bluetoothd: Bluetoothd, io: IoThread) -> None:
        self.bluetoothd = bluetoothd
        self.inbox, self.told = Inbox(), list[PhonePlaying | None]()
        self.link = BluezLink(io, SystemClock(), self.inbox, bluetoothd.bus.address)
        self.media = BluezMedia(self.link, SystemClock(), self.inbox)
        bluetoothd.add_adapter()
        bluetoothd.find(ANN, "Ann's phone")
        bluetoothd.find(BEN, "Ben's phone")

    @property
    def now(self) -> PhonePlaying | None:
        return self.told[-1] if self.told else None

    def until(self, true: Callable[[PhonePlaying | None], object], what: str) -> None:
        ends = time.monotonic() + PATIENCE_S
        while not true(self.now):
            assert time.monotonic() < ends, f"never: {what}; {self.now}"
            time.sleep(0.005)
            latest = self.inbox.drain().latest
            if MEDIA_TOPIC in latest:
                news = latest[MEDIA_TOPIC]
                assert news is None or isinstance(news, PhonePlaying)
                self.told.append(news)

    def begin_to_play(self, address: str, title: str) -> str:
        path = f"{device_path(address)}/player0"
        track = {"Title": Typed("s", title), "Artist": Typed("s", "王菲"), "Duration": Typed("u", 61_500)}
        values = {
            "Status": Typed("s", "playing"),
            "Position": Typed("u", 1_500),
            "Track": Typed("a{sv}", {name: value.variant for name, value in track.items()}),
        }
        methods = [
            ["Play", "", "", _STATUS.format(player=PLAYER, word="playing")],
            ["Pause", "", "", _STATUS.format(player=PLAYER, word="paused")],
            ["Next", "", "", _SKIP.format(player=PLAYER, word="Two")],
            ["Previous", "", "", _SKIP.format(player=PLAYER, word="Zero")],
        ]
        self.add(path, PLAYER, values, methods)
        return path

    def add(self, path: str, interface: str, values: dict[str, Typed], methods: list[list[str]]) -> None:
        self.bluetoothd.say("/", MOCK, "AddObject", "ssa{sv}a(ssss)", path, interface, values, methods)
        # The mock's AddObject says nothing of it on the bus; BlueZ does.
        added = [Typed("o", path), Typed("a{sa{sv}}", {interface: {n: v.variant for n, v in values.items()}})]
        self.emit("InterfacesAdded", "oa{sa{sv}}", added)

    def remove(self, path: str, interface: str) -> None:
        self.bluetoothd.say("/", MOCK, "RemoveObject", "s", path)
        self.emit("InterfacesRemoved", "oas", [Typed("o", path), Typed("as", [interface])])

    def emit(self, signal: str, signature: str, values: list[Typed]) -> None:
        manager = "org.freedesktop.DBus.ObjectManager"
        body = [value.variant for value in values]
        self.bluetoothd.say("/", MOCK, "EmitSignal", "sssav", manager, signal, signature, body)


@pytest.fixture
def pocket() -> Iterator[Pocket]:
    io, bus = IoThread(), SystemBus()
    io.start()
    bus.begin()
    daemon = Bluetoothd(bus)
    daemon.begin()
    pocket = Pocket(daemon, io)
    pocket.link.start()
    yield pocket
    pocket.link.stop()
    io.stop()
    daemon.kill()
    bus.remove()


def test_what_is_on_and_what_one_does_to_it(pocket: Pocket) -> None:
    path = pocket.begin_to_play(ANN, "One")
    pocket.begin_to_play(BEN, "Another's")
    pocket.media.follow(ANN)
    pocket.until(lambda now: now is not None and now.title == "One", "a title")
    assert pocket.now is not None
    now = pocket.now
    assert (now.address, now.status, now.artist, now.album) == (ANN, "playing", "王菲", "")
    assert (now.duration_s, now.position_s) == (61.5, 1.5)
    pocket.media.pause()
    pocket.until(lambda now: now is not None and now.status == "paused", "a pause")
    pocket.media.play()
    pocket.until(lambda now: now is not None and now.status == "playing", "music")
    pocket.media.next()
    pocket.until(lambda now: now is not None and now.title == "Two", "the next")
    assert (pocket.now.duration_s, pocket.now.position_s, pocket.now.artist) == (None, 0.0, "")
    pocket.media.previous()
    pocket.until(lambda now: now is not None and now.title == "Zero", "the one before")
    pocket.media.follow(BEN)
    pocket.until(lambda now: now is not None and now.address == BEN, "the other phone")
    pocket.media.follow(ANN)
    pocket.until(lambda now: now is not None and now.address == ANN, "the first phone")
    pocket.remove(path, PLAYER)
    pocket.until(lambda now: now is None, "nothing")
    pocket.media.play()  # nobody there: no fault


def test_volume_of_the_sound_that_comes_in(pocket: Pocket) -> None:
    path = f"{device_path(ANN)}/sep1/fd0"
    pocket.add(path, TRANSPORT, {"State": Typed("s", "active"), "Volume": Typed("q", 127)}, [])
    pocket.begin_to_play(ANN, "One")
    pocket.media.follow(ANN)
    pocket.until(lambda now: now is not None, "a title")
    for share, volume in ((0.5, 64), (7.0, 127), (-1.0, 0)):
        pocket.media.volume(share)
        ends = time.monotonic() + PATIENCE_S
        while pocket.bluetoothd.objects()[path][TRANSPORT]["Volume"] != volume:
            assert time.monotonic() < ends, f"never {volume}"


def test_a_phone_that_tells_nonsense(pocket: Pocket) -> None:
    values = {"Status": Typed("s", "error"), "Track": Typed("s", "none"), "Position": Typed("s", "?")}
    pocket.add(f"{device_path(ANN)}/player0", PLAYER, values, [])
    pocket.media.follow(ANN)
    pocket.until(lambda now: now is not None, "something")
    assert pocket.now is not None
    assert (pocket.now.status, pocket.now.title, pocket.now.duration_s) == ("stopped", "", None)

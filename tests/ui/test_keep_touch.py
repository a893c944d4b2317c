"""Episodes for roads without a network, by touch: a real feed from a real server, real files, the real source."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fingers import tap, targets
from screen_stage import Stage, opened_on
from station_stage import page, server

from headunit.app import House, find_car
from headunit.app.jukebox import Jukebox
from headunit.app.record_shelf import RecordShelf
from headunit.kernel.clock import ManualClock
from headunit.music.ports import Browser, Collections
from headunit.music.selection import Selection
from headunit.music.sources_desk import TOPIC, SourcesDesk
from headunit.music.state import Listing
from headunit.preferences.state import Preferences
from headunit.safety.state import Driving, SafetyState

PATIENCE_S = 30.0
FEED = """<rss version="2.0"><channel><title>Field Notes</title>
<item><title>Moss</title><guid>1</guid><enclosure url="{0}/moss.mp3" type="audio/mpeg" length="9"/></item>
<item><title>Rivers</title><guid>2</guid><enclosure url="{0}/gone.mp3" type="audio/mpeg" length="9"/></item>
</channel></rss>"""


class Road:
    """A parked car with podcasts."""

    def __init__(self, stage: Stage, house: House, data: Path) -> None:
        self.stage, self.house, self.data = stage, house, data

    def tap(self, name: str) -> None:
        tap(self.stage, name)
        self.until(lambda: True)

    def until(self, true: Callable[[], bool], what: str = "") -> None:
        end = time.monotonic() + PATIENCE_S
        while True:
            self.house.flush()
            self.house.board.publish(SafetyState(Driving.PARKED))
            self.stage.screen.grab()
            if true():
                return
            assert time.monotonic() < end, f"waited in vain for {what} among {sorted(self.names())}"
            time.sleep(0.01)

    def names(self) -> set[str]:
        return set(targets(self.stage))

    def shown_as_kept(self, title: str) -> bool:
        listing = self.house.board.latest(Listing) or Listing()
        return any(item.kept for item in listing.items if item.title == title)

    def kept(self) -> list[bytes]:
        return [file.read_bytes() for file in (self.data / "podcasts" / "episodes").glob("*.mp3")]


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    def talk(connection, head) -> None:
        if "/feed" in head:
            connection.sendall(page(FEED.format(feeds.url("")).encode(), "application/rss+xml"))
        elif "/moss" in head:
            connection.sendall(page(b"ID3 moss!", "audio/mpeg"))
        else:
            connection.sendall(page(b"", "text/plain", "404 Not Found"))

    house = House(ManualClock(), find_car("demo"), Preferences())
    jukebox = Jukebox(house, None)
    shelf = RecordShelf(house, tmp_path, (), virtual=True)
    folders = {name: tmp_path / name for name in ("data", "config", "cache")}
    sources = SourcesDesk(house.board, house.inbox, house.clock, **folders, changed=shelf.browser.again, patient=True)
    for name, title in sources.titles.items():
        shelf.add(name, title, sources.sources[name])
    house.hear(TOPIC, sources.take)
    house.offer(Collections, sources)
    sources.start()
    try:
        with server(talk) as feeds, opened_on(house, "music", "1280x720") as stage:
            sources.add("podcasts", feeds.url("/feed"))
            road = Road(stage, house, tmp_path / "data")
            house.board.publish(Selection("browse"))
            house.port(Browser).open("podcasts")
            road.until(lambda: any(name.startswith("Field Notes") for name in road.names()), "the feed")
            yield road
    finally:
        sources.stop()
        jukebox.end()
        shelf.browser.end()


def test_an_episode_is_fetched_and_let_go(road: Road) -> None:
    road.tap(next(name for name in road.names() if name.startswith("Field Notes")))
    road.tap("Keep on this device")
    moss = next(name for name in sorted(road.names()) if name.startswith("Moss"))
    row = 1 if targets(road.stage)[moss].seen.y() < _other(road).y() else 2
    road.tap(f"{row}: on this device")
    road.until(lambda: road.kept() == [b"ID3 moss!"], "its file")
    road.until(lambda: road.shown_as_kept("Moss"), "its sign")
    road.tap(f"{row}: on this device")
    road.until(lambda: road.kept() == [], "the end of its file")
    road.tap(f"{3 - row}: on this device")  # the server does not have it
    road.until(lambda: any("404" in word for word in _words(road)), "the reason")
    assert road.kept() == []
    road.tap("Done")
    assert f"{row}: on this device" not in road.names()


def test_not_on_the_road(road: Road) -> None:
    assert "Keep on this device" in road.names()
    road.house.board.publish(SafetyState(Driving.MOVING))
    road.stage.screen.grab()
    assert "Keep on this device" not in road.names()


def _other(road: Road):
    return next(target.seen for name, target in targets(road.stage).items() if name.startswith("Rivers"))


def _words(road: Road) -> list[str]:
    from item_tree import read

    return [text.text for text in read(road.stage.screen.window).texts]

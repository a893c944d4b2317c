"""Podcasts from a real server on loopback: subscribed, refreshed, kept for the road, each at its place."""

import http.server
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from station_stage import wait_for

from headunit.kernel.board import Board
from headunit.kernel.clock import ManualClock
from headunit.kernel.errors import HeadunitError, UsageError
from headunit.kernel.inbox import Inbox
from headunit.kernel.supervision import IoThread
from headunit.music import opml
from headunit.music.ports import LastKnownError
from headunit.music.sources.podcasts import feed
from headunit.music.sources.podcasts.source import PodcastSource
from headunit.music.sources_desk import TOPIC, SourcesDesk
from headunit.music.state import Medium, SourcesState
from headunit.music.streaming.web import Ended, Unreachable, Work, download

SOUND = bytes(range(256)) * 4000  # 1 MB
ITEM = """<item><title>Folge {n} &amp; mehr</title><guid isPermaLink="false">g{n}</guid>
<pubDate>Mon, {n:02d} Jun 2026 08:00:00 +0200</pubDate><itunes:duration>1:00:0{n}</itunes:duration>
<enclosure url="{base}/{n}.mp3" length="1024000" type="audio/mpeg"/></item>"""


def rss(base: str, *numbers: int, title: str = "Ein Podcast") -> bytes:
    items = "".join(ITEM.format(n=n, base=base) for n in numbers)
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
        xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>{title}</title>
        <itunes:author>Jürg</itunes:author><link>https://example.org/</link><itunes:image href="{base}/cover.png"/>
        <item><title>Ohne Ton</title><guid>x</guid></item>{items}</channel></rss>""".encode()


class Host:
    """A web server with ranges, validators, and connections that break. `pages`: path -> (type, body)."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.break_after: int | None = None
        host = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def answer(self, ask: http.server.BaseHTTPRequestHandler) -> None:
        self.asked.append((ask.path, dict(ask.headers)))
        if ask.path not in self.pages:
            ask.send_error(404)
            return
        kind, body = self.pages[ask.path]
        tag = f'"{hash(body)}"'
        if ask.headers.get("If-None-Match") == tag:
            ask.send_response(304)
            ask.end_headers()
            return
        begin = 0
        found = re.fullmatch(r"bytes=(\d+)-", ask.headers.get("Range", ""))
        if found and ask.headers.get("If-Range", tag) == tag:
            begin = int(found[1])
            ask.send_response(206)
            ask.send_header("Content-Range", f"bytes {begin}-{len(body) - 1}/{len(body)}")
        else:
            ask.send_response(200)
        ask.send_header("Content-Type", kind)
        ask.send_header("ETag", tag)
        ask.send_header("Content-Length", str(len(body) - begin))
        ask.end_headers()
        if self.break_after is not None and kind.startswith("audio"):
            ask.wfile.write(body[begin : begin + self.break_after])
            self.break_after = None
            return
        ask.wfile.write(body[begin:])

    def end(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()


@pytest.fixture
def host() -> Iterator[Host]:
    made = Host()
    yield made
    made.end()


@pytest.fixture
def podcasts(tmp_path: Path) -> Iterator[PodcastSource]:
    made = PodcastSource(tmp_path / "data", tmp_path / "cache", ManualClock())
    yield made
    made.close()


def test_a_feed_becomes_episodes_newest_first(host: Host, podcasts: PodcastSource) -> None:
    host.pages = {
        "/feed": ("application/rss+xml", rss(host.base, 1, 3, 2)),
        "/cover.png": ("image/png", b"\x89PNG"),
    }
    podcasts.add(f"{host.base}/feed", Work())
    fresh, show = podcasts.top()
    assert (fresh.title, fresh.count) == ("New episodes", 3)
    assert (show.title, show.subtitle, show.count, show.letter) == ("Ein Podcast", "Jürg", 3, "E")
    assert show.cover is not None
    assert show.cover.read_bytes() == b"\x89PNG"
    items = podcasts.open(show.key)
    assert [item.title for item in items] == ["Folge 3 & mehr", "Folge 2 & mehr", "Folge 1 & mehr"]
    track = items[0].track
    assert track is not None
    assert track.medium is Medium.EPISODE
    assert track.duration_s == 3603
    assert track.uri.startswith("podcast:")
    assert podcasts.tracks(show.key)[0] == track
    assert [item.title for item in podcasts.search("folge 2")] == ["Folge 2 & mehr"]


def test_a_refresh_asks_only_for_changes_and_keeps_what_was_heard(host: Host, podcasts: PodcastSource) -> None:
    host.pages = {"/feed": ("application/rss+xml", rss(host.base, 1, 2))}
    podcasts.add(f"{host.base}/feed", Work())
    key = podcasts.top()[1].key
    two, one = podcasts.tracks(key)
    podcasts.heard(one.uri, 1234.5, False)
    podcasts.heard(two.uri, 3590.0, False)  # within the last half minute of it
    podcasts.refresh(Work())
    assert "If-None-Match" in host.asked[-1][1]
    host.pages = {"/feed": ("application/rss+xml", rss(host.base, 1, 2, 3))}
    podcasts.refresh(Work())
    items = podcasts.open(key)
    assert [item.progress and round(item.progress, 3) for item in items] == [0.0, 1.0, 0.343]
    assert podcasts.start_s(one.uri) == 1234.5
    assert podcasts.start_s(two.uri) == 0
    assert podcasts.top()[0].count == 2  # those not heard
    podcasts.mark(items[0].key, heard=True)
    podcasts.mark(items[1].key, heard=False)
    assert [item.progress for item in podcasts.open(key)][:2] == [1.0, 0.0]


def test_without_a_network_one_sees_what_was_known(host: Host, podcasts: PodcastSource, tmp_path: Path) -> None:
    host.pages = {"/feed": ("application/rss+xml", rss(host.base, 1, 2)), "/2.mp3": ("audio/mpeg", SOUND)}
    podcasts.add(f"{host.base}/feed", Work())
    show = podcasts.top()[1].key
    episode = podcasts.open(show)[0]
    shares: list[float] = []
    podcasts.keep(episode.key, True, Work(shares.append))
    assert shares[-1] == 1.0
    host.end()
    with pytest.raises(HeadunitError, match=r"127\.0\.0\.1 does not answer"):
        podcasts.refresh(Work())
    with pytest.raises(LastKnownError, match=r"127\.0\.0\.1 does not answer") as caught:
        podcasts.top()
    assert [item.title for item in caught.value.items] == ["New episodes", "On this device", "Ein Podcast"]
    assert podcasts.open("kept")[0].kept
    assert episode.track is not None
    file = podcasts.locate(episode.track.uri)
    assert isinstance(file, Path)
    assert file.read_bytes() == SOUND
    # All of it is there again after a restart, and gone after a removal.
    again = PodcastSource(tmp_path / "data", tmp_path / "cache", ManualClock())
    assert [item.key for item in again.open(show)] == [item.key for item in podcasts.open(show)]
    again.remove(show)
    assert again.top() == []
    assert not file.exists()
    again.close()


def test_a_download_goes_on_where_it_was_cut(host: Host, podcasts: PodcastSource) -> None:
    host.pages = {"/feed": ("application/rss+xml", rss(host.base, 1)), "/1.mp3": ("audio/mpeg", SOUND)}
    podcasts.add(f"{host.base}/feed", Work())
    episode = podcasts.open("fresh")[0]
    with pytest.raises(Ended):
        podcasts.keep(episode.key, True, Work(ending=lambda: True))
    host.break_after = 300_000
    podcasts.keep(episode.key, True, Work())
    ranges = [headers.get("Range") for path, headers in host.asked if path == "/1.mp3"]
    assert ranges[0] is None
    assert ranges[1] is not None
    begins = [int(text[6:-1]) for text in ranges[1:] if text]
    assert begins == sorted(begins)
    assert begins[-1] - begins[0] == 300_000
    assert episode.track is not None
    file = podcasts.locate(episode.track.uri)
    assert isinstance(file, Path)
    assert file.read_bytes() == SOUND


def test_a_download_is_bounded(host: Host, tmp_path: Path) -> None:
    host.pages = {"/1.mp3": ("audio/mpeg", SOUND)}
    with pytest.raises(HeadunitError, match=r"larger than 0\.5 MB"):
        download(f"{host.base}/1.mp3", tmp_path / "a", 500_000, Work())


def test_lists_come_and_go_as_opml(host: Host, podcasts: PodcastSource, tmp_path: Path) -> None:
    host.pages = {
        "/feed": ("text/xml", rss(host.base, 1)),
        "/two": ("text/xml", rss(host.base, 2, title="Zwei & &quot;2&quot;")),
    }
    outlines = [
        opml.Outline("Ein Podcast", f"{host.base}/feed", "rss", "https://example.org/"),
        opml.Outline('<Zwei> & "2"', f"{host.base}/two", "rss"),
    ]
    file = tmp_path / "list.opml"
    file.write_bytes(opml.write("Mine", outlines))
    podcasts.add(str(file), Work())
    assert sorted(item.title for item in podcasts.top()) == ["Ein Podcast", "New episodes", 'Zwei & "2"']
    podcasts.export(tmp_path / "out.opml")
    assert {one.url for one in opml.read((tmp_path / "out.opml").read_bytes())} == {one.url for one in outlines}
    with pytest.raises(UsageError, match=r"written as \.opml"):
        podcasts.export(tmp_path / "out.txt")
    for wrong in ("nowhere.opml", str(tmp_path), "", "ftp://example.org/feed"):
        with pytest.raises(HeadunitError):
            podcasts.add(wrong, Work())


def test_a_page_leads_to_its_feed(host: Host, podcasts: PodcastSource) -> None:
    page = b'<html><link rel="alternate" href="/Feed" type="application/rss+xml"></html>'
    host.pages = {"/": ("text/html", page), "/Feed": ("text/xml", rss(host.base, 1))}
    podcasts.add(f"feed://{host.base.removeprefix('http://')}/".replace("feed:", "feed:http:", 1), Work())
    assert podcasts.top()[-1].title == "Ein Podcast"
    with pytest.raises(HeadunitError, match="answers 404"):
        podcasts.add(f"{host.base}/nothing", Work())


def test_a_damaged_database_is_made_anew_from_the_list(host: Host, tmp_path: Path, expect_log) -> None:
    host.pages = {"/feed": ("text/xml", rss(host.base, 1))}
    first = PodcastSource(tmp_path, tmp_path / "cache", ManualClock())
    first.add(f"{host.base}/feed", Work())
    first.close()
    (tmp_path / "podcasts.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    expect_log("podcasts.db is damaged")
    again = PodcastSource(tmp_path, tmp_path / "cache", ManualClock())
    assert again.top()[0].title == "Ein Podcast"
    again.refresh(Work())
    assert len(again.open("fresh")) == 1
    again.close()


ATOM = """<?xml version="1.0" encoding="{encoding}"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>
<author><name>Anna</name></author><entry><id>urn:1</id><title>Eins &nbsp; &ndash; zwei</title>
<published>2026-05-01T10:00:00Z</published><link rel="enclosure" type="audio/ogg" href="a/1.ogg"/></entry></feed>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "shift_jis", "utf-16"])
def test_atom_in_any_encoding(encoding: str) -> None:
    read = feed.parse(ATOM.format(encoding=encoding, title="日本 radio").encode(encoding), "https://example.org/x/feed")
    assert (read.title, read.author) == ("日本 radio", "Anna")
    (episode,) = read.episodes
    assert episode.title == "Eins \N{EN DASH} zwei"
    assert episode.url == "https://example.org/x/a/1.ogg"
    assert episode.published == 1777629600


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "no element found"),
        (b"<html><body>Sign in</body></html>", "neither RSS nor Atom"),
        (b"<rss><channel><title>x", "line 1"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>', "declares an entity"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>', "declares an entity"),
        (b"<a>" * 10_000, "deeper"),
        (bytes(range(256)), "well-formed"),
    ],
)
def test_what_is_no_feed_ends_in_one_line(data: bytes, line: str) -> None:
    with pytest.raises(HeadunitError, match=line) as caught:
        feed.parse(data, "https://example.org/feed")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("3725", 3725), ("62:05", 3725), ("1:02:05", 3725), ("0", None), ("1:2:3:4", None), ("x", None), ("999999", None)],
)
def test_durations(text: str, seconds: float | None) -> None:
    assert feed.seconds(text) == seconds


def test_nobody_home(podcasts: PodcastSource) -> None:
    with pytest.raises(Unreachable, match="localhost does not answer"):
        podcasts.add("http://localhost:9/feed", Work())
    with pytest.raises(LastKnownError) as caught:
        podcasts.top()
    assert [item.title for item in caught.value.items] == ["localhost"]  # subscribed all the same


def test_the_desk_fetches_plays_and_remembers(host: Host, tmp_path: Path) -> None:
    """Through all of it, as the head unit does: a wish on one thread, an answer on the board, sound over the relay."""
    import urllib.request

    host.pages = {"/feed": ("text/xml", rss(host.base, 1, 2)), "/2.mp3": ("audio/mpeg", SOUND)}
    board, inbox, io = Board(), Inbox(), IoThread()
    folders = {name: tmp_path / name for name in ("data", "config", "cache")}
    desk = SourcesDesk(board, inbox, ManualClock(), **folders, patient=True)
    io.start()
    desk.serve(io)
    desk.start()

    def info(name: str):
        for topic, value in inbox.drain().latest.items():
            if topic == TOPIC:
                desk.take(value)
        state = board.latest(SourcesState)
        assert state is not None
        return next(one for one in state.sources if one.name == name)

    try:
        assert info("podcasts").hint
        state = board.latest(SourcesState)
        assert state is not None
        assert [one.name for one in state.sources] == ["radio", "podcasts", "opensubsonic", "bluetooth", "tones"]
        assert not info("opensubsonic").ready
        desk.add("podcasts", f"{host.base}/feed")
        assert info("podcasts").pending
        wait_for(lambda: not info("podcasts").pending, "the subscription")
        assert info("podcasts").fault == ""
        desk.add("podcasts", "http://localhost:9/feed")
        wait_for(lambda: info("podcasts").fault, "a line")
        source = desk.sources["podcasts"]
        track = source.tracks("fresh")[0]
        host.break_after = 400_000  # and the relay goes on by itself
        with urllib.request.urlopen(desk.address(track), timeout=60) as player:
            assert player.headers["Accept-Ranges"] == "bytes"
            assert int(player.headers["Content-Length"]) == len(SOUND)
            assert player.read() == SOUND
        ask = urllib.request.Request(desk.address(track), headers={"Range": "bytes=1000000-"})
        with urllib.request.urlopen(ask, timeout=60) as player:
            assert player.status == 206
            assert player.read() == SOUND[1_000_000:]
        desk.heard(track, 100.0)
        wait_for(lambda: desk.start_s(track) == 100.0, "the place to be kept")
        desk.keep("podcasts", source.open("fresh")[0].key, True)
        wait_for(lambda: desk.address(track).startswith("file:"), "the episode")
    finally:
        desk.stop()
        io.stop()
    began = time.monotonic()
    desk.stop()
    assert time.monotonic() - began < 5

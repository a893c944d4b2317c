"""A music server of another maker, through the whole of our side: account, browsing, sound over the relay, pins."""

import logging
import stat
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import music_servers
import pytest
from music_servers import MusicServer
from station_stage import page, saying, server

from headunit.kernel.clock import ManualClock
from headunit.kernel.errors import HeadunitError, UsageError
from headunit.kernel.supervision import IoThread
from headunit.music.ports import LastKnownError
from headunit.music.sources.opensubsonic import account
from headunit.music.sources.opensubsonic.answers import listed, number
from headunit.music.sources.opensubsonic.client import Client, token
from headunit.music.sources.opensubsonic.source import OpenSubsonicSource
from headunit.music.state import Medium
from headunit.music.streaming.file_stream import Upstream
from headunit.music.streaming.relay import Relay
from headunit.music.streaming.web import Unreachable, Work


@pytest.fixture(scope="module", params=["supysonic", "maneki"])
def music(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MusicServer]:
    with getattr(music_servers, request.param)(tmp_path_factory.mktemp(request.param)) as running:
        yield running


def source_in(folder: Path) -> OpenSubsonicSource:
    return OpenSubsonicSource(folder / "opensubsonic.toml", folder / "data", folder / "cache", ManualClock())


@pytest.fixture
def source(tmp_path: Path, music: MusicServer) -> Iterator[OpenSubsonicSource]:
    made = source_in(tmp_path)
    made.add(music.address, Work())
    yield made
    made.close()


def key_of(source: OpenSubsonicSource, shelf: str, title: str) -> str:
    return next(item.key for item in source.open(shelf) if item.title == title)


def test_one_looks_through_a_real_server(source: OpenSubsonicSource) -> None:
    assert [item.key for item in source.top()][:3] == ["artists", "albums", "playlists"]
    artists = {item.title: item for item in source.open("artists")}
    assert set(artists) == {"Ann", "王菲"}
    assert artists["王菲"].letter == "W"
    albums = source.open(artists["Ann"].key)
    assert sorted(item.title for item in albums) == ["First", "Second"]
    first = source.open(next(item.key for item in albums if item.title == "First"))
    assert [item.title for item in first] == ["First 1", "First 2", "First 3"]
    track = first[0].track
    assert track is not None
    assert (track.artist, track.album, track.number, track.medium) == ("Ann", "First", 1, Medium.REMOTE)
    assert track.duration_s == pytest.approx(2, abs=1)
    assert track.uri.startswith("subsonic:")
    assert track.cover is not None
    assert track.cover.read_bytes()[:2] in {b"\xff\xd8", b"\x89P"}
    assert len(source.tracks(artists["Ann"].key)) == 5
    assert sorted(item.title for item in source.open("albums")) == ["First", "Second", "寓言"]
    assert len(source.open("newest")) == len(source.open("random")) == 3
    assert len(source.open("mix")) == 7
    assert source.open("starred") == []
    source._server().ask("star", id=track.uri.removeprefix("subsonic:"))
    assert [item.title for item in source.open("starred")] == ["First 1"]
    source._server().ask("unstar", id=track.uri.removeprefix("subsonic:"))


def test_search_finds_all_kinds(source: OpenSubsonicSource) -> None:
    found = source.search("Second")
    assert {item.key.partition(":")[0] for item in found} == {"album", "song"}
    assert {item.title for item in found} >= {"Second", "Second 1", "Second 2"}
    assert source.tracks(next(item.key for item in found if item.track))[0].title.startswith("Second")
    assert source.search("nothing like this") == []
    assert source.search("  ") == []


def test_playlists(source: OpenSubsonicSource) -> None:
    songs = [track.uri.removeprefix("subsonic:") for track in source.tracks(key_of(source, "albums", "寓言"))]
    source._server().ask("createPlaylist", name="Für unterwegs", songId=songs[0])
    item = next(item for item in source.open("playlists") if item.title == "Für unterwegs")
    assert [track.title for track in source.tracks(item.key)] == ["寓言 1"]


def test_its_sound_comes_over_the_relay_and_no_secret_is_told(
    source: OpenSubsonicSource, tmp_path: Path, music: MusicServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    track = source.tracks(key_of(source, "albums", "First"))[1]
    io = IoThread()
    io.start()
    relay = Relay(io, tmp_path, lambda _news: None)
    relay.start()
    try:
        where = source.locate(track.uri)
        assert isinstance(where, Upstream)
        assert where != source.locate(track.uri) or not source._server()._tokens  # a new salt each time
        address = relay.file(track.uri, lambda: where)
        with urllib.request.urlopen(address, timeout=60) as player:
            data = player.read()
        file = next(Path(music.log.parent).glob("music/Ann/First/02.flac"))
        assert data == file.read_bytes()
        ask = urllib.request.Request(address, headers={"Range": "bytes=1000-"})
        with urllib.request.urlopen(ask, timeout=60) as player:
            assert player.status == 206
            assert player.read() == data[1000:]
    finally:
        relay.stop()
        io.stop()
    said = caplog.text + address + repr(where) + repr(source._server().account)
    for secret in (music_servers.PASSWORD, music_servers.PASSWORD.encode().hex(), "p=enc", "&t="):
        assert secret not in said


def test_plays_are_counted_also_those_without_a_network(source: OpenSubsonicSource, tmp_path: Path) -> None:
    track = source.tracks(key_of(source, "albums", "Second"))[0]
    id_ = track.uri.removeprefix("subsonic:")

    def plays() -> int:
        return number(next(listed(source._server().ask("getSong", id=id_), "song")), "playCount") or 0

    # supysonic counts what it streams, maneki what is scrobbled: what counts here is that neither says no.
    before = plays()
    source.heard(track.uri, 0.2, False)
    source.heard(track.uri, 2.0, True)
    assert plays() >= before
    client = source._client
    source._client = Client(account.Account("http://127.0.0.1:9", "a", "b"))
    source.heard(track.uri, 2.0, True)
    waiting = tmp_path / "data" / "scrobbles.json"
    assert id_ in waiting.read_text()
    source._client = client
    source.refresh(Work())
    assert waiting.read_text() == "[]"


def test_what_is_kept_is_there_without_the_server(
    source: OpenSubsonicSource, tmp_path: Path, music: MusicServer
) -> None:
    album = key_of(source, "albums", "First")
    shares: list[float] = []
    source.keep(album, True, Work(shares.append))
    assert shares[-1] == 1.0
    source.open("artists")
    # The account leads nowhere now.
    kept = account.load(tmp_path / "opensubsonic.toml")
    assert kept is not None
    source._server().account = account.Account("http://127.0.0.1:9", kept.user, kept.password)
    assert source.top()[0].key == "kept"
    (row,) = source.open("kept")
    assert (row.title, row.kept) == ("First", True)
    with pytest.raises(LastKnownError, match=r"127\.0\.0\.1 does not answer") as caught:
        source.open(album)
    assert [item.title for item in caught.value.items] == ["First 1", "First 2", "First 3"]
    assert all(item.kept for item in caught.value.items)
    with pytest.raises(LastKnownError) as caught:
        source.tracks(album)
    place = source.locate(caught.value.tracks[0].uri)
    assert isinstance(place, Path)
    assert place.read_bytes() == (music.log.parent / "music/Ann/First/01.flac").read_bytes()
    with pytest.raises(Unreachable):
        source.search("anything")
    # A restart later, and let go.
    again = source_in(tmp_path)
    assert again.locate(caught.value.tracks[0].uri) == place
    again.keep(album, False, Work())
    assert not place.exists()
    with pytest.raises(UsageError, match="only the account"):
        again.remove(album)
    again.remove("account")
    assert again.top() == []
    assert not (tmp_path / "opensubsonic.toml").exists()
    again.close()


def test_what_was_seen_is_seen_again_without_a_network(source: OpenSubsonicSource) -> None:
    seen = [item.title for item in source.open("artists")]
    client = source._server()
    real = client.ask

    def away(method: str, **words: str | int) -> object:
        raise Unreachable("the server does not answer: no route")

    client.ask = away  # type: ignore[assignment, method-assign]
    with pytest.raises(LastKnownError, match="no route") as caught:
        source.open("artists")
    assert [item.title for item in caught.value.items] == seen
    client.ask = real  # type: ignore[method-assign]
    assert [item.title for item in source.open("artists")] == seen


def test_a_wrong_password_is_one_line_and_is_not_kept(music: MusicServer, tmp_path: Path) -> None:
    source = source_in(tmp_path)
    with pytest.raises(HeadunitError, match=r"127\.0\.0\.1: [Ww]rong username or password"):
        source.add(music.address.replace("gehei", "falsch"), Work())
    assert not (tmp_path / "opensubsonic.toml").exists()
    assert source.top() == []
    assert source.fault


def test_it_is_sent_smaller_where_the_account_says_so(source: OpenSubsonicSource, tmp_path: Path) -> None:
    file = tmp_path / "opensubsonic.toml"
    said = file.read_text().replace("most_kbps = 0", "most_kbps = 64").replace('format = ""', 'format = "mp3"')
    file.write_text(said)
    again = source_in(tmp_path)
    (track, *_) = again.tracks(key_of(again, "albums", "First"))
    again.keep("song:" + track.uri.removeprefix("subsonic:"), True, Work())
    kept = again.locate(track.uri)
    assert isinstance(kept, Path)
    words = ["ffprobe", "-v", "error", "-show_entries", "format=format_name,bit_rate", "-of", "csv=p=0", str(kept)]
    name, rate = subprocess.run(words, capture_output=True, check=True, text=True).stdout.strip().split(",")
    assert name == "mp3"
    assert int(rate) < 80_000
    again.close()


def test_the_token_is_that_of_the_specification() -> None:
    assert token("sesame", "c19b2d") == "26719a1196d2a940705a59634eb18eab"


def test_an_account_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "opensubsonic.toml"
    made = account.parse("https://an%40na:p%22\\%C3%A4%7F'@music.example:4040/sub/rest/")
    assert (made.url, made.user, made.password) == ("https://music.example:4040/sub", "an@na", "p\"\\ä\x7f'")
    account.save(file, made)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert account.load(file) == made
    file.chmod(0o644)
    assert account.load(file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text('password = "sesame\n')
    with pytest.raises(HeadunitError) as caught:
        account.load(file)
    assert "sesame" not in str(caught.value)
    source = source_in(tmp_path)
    assert "cannot be read" in source.fault
    with pytest.raises(HeadunitError, match="cannot be read"):
        source.open("artists")


@pytest.mark.parametrize(
    "text", ["", "music.example", "https://music.example", "https://anna@music.example", "ftp://a:b@c"]
)
def test_what_is_no_account_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(UsageError, match="https://user:password@address/"):
        account.parse(text)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (page(b"<html>Sign in to the Wi-Fi</html>", "text/html"), "does not speak the Subsonic API"),
        (page(b"[" * 5000, "application/json"), "does not speak the Subsonic API"),
        (
            page(b'{"subsonic-response": {"status": "failed", "error": {"code": 70}}}', "application/json"),
            "no reason given",
        ),
        (page(b'{"subsonic-response": {"status": "ok", "artists": 7}}', "application/json"), ""),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{", "the connection was cut"),
        (page(b"", "text/html", "502 Bad Gateway"), "answers 502"),
    ],
)
def test_strange_servers(tmp_path: Path, said: bytes, line: str) -> None:
    with server(saying(said)) as strange:
        account.save(tmp_path / "opensubsonic.toml", account.Account(strange.url("").rstrip("/"), "a", "b"))
        source = source_in(tmp_path)
        if line:
            with pytest.raises(HeadunitError, match=line) as caught:
                source.open("artists")
            assert "\n" not in str(caught.value)
        else:
            assert source.open("artists") == []
        source.close()


def test_a_password_is_not_sent_in_the_open() -> None:
    missing = b'{"subsonic-response": {"status": "failed", "error": {"code": 10, "message": "missing"}}}'
    with server(saying(page(missing, "application/json"))) as strange:
        client = Client(account.Account(strange.url("").rstrip("/"), "a", "sesame"))
        with pytest.raises(HeadunitError, match="missing"):
            client.ask("ping")
        assert len(strange.heads) == 2  # this computer: the second with the password
        assert "p=enc%3A736573616d65" in strange.heads[1]
    with server(saying(page(missing, "application/json")), host="127.0.0.2") as strange:  # somewhere else
        client = Client(account.Account(strange.url("").rstrip("/"), "a", "sesame"))
        with pytest.raises(HeadunitError, match="not sent without https"):
            client.ask("ping")
        assert len(strange.heads) == 1
        assert "p=" not in strange.heads[0]

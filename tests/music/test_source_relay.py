"""Stations through the relay: what a player gets while the network comes and goes. Real sockets on both sides."""

import contextlib
import itertools
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

import pytest
from station_stage import Programme, Server, numbers, page, programme, saying, server, wait_for

from headunit.kernel.supervision import IoThread
from headunit.music.ports import StreamNews
from headunit.music.streaming.relay import Relay


class Desk:
    """A relay, and all it told."""

    def __init__(self, io: IoThread, folder: Path) -> None:
        self.told: list[StreamNews] = []
        self.relay = Relay(io, folder, self.told.append)
        self.relay.start()

    @contextlib.contextmanager
    def player(self, url: str) -> Iterator[HTTPResponse]:
        with urllib.request.urlopen(self.relay.live(url), timeout=60) as answer:
            yield answer

    def refusal(self, url: str) -> tuple[int, str]:
        """How a station that cannot be played is answered, and the line for the driver."""
        with pytest.raises(urllib.error.HTTPError) as caught, self.player(url):
            pass
        caught.value.close()
        return caught.value.code, wait_for(lambda: self.told, "a reason")[-1].fault


@contextlib.contextmanager
def bare_player(address: str) -> Iterator[socket.socket]:
    """A connection after the head of the answer."""
    port, _, path = address.removeprefix("http://127.0.0.1:").partition("/")
    with socket.create_connection(("127.0.0.1", int(port)), timeout=60) as connection:
        connection.sendall(f"GET /{path} HTTP/1.1\r\n\r\n".encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += connection.recv(1)
        assert b" 200 OK" in head
        connection.settimeout(0.1)
        yield connection


def take(player: socket.socket, most: int) -> bytes:
    """What comes, until nothing comes for a moment."""
    data = b""
    with contextlib.suppress(TimeoutError):
        while len(data) < most and (part := player.recv(most - len(data))):
            data += part
    return data


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    io = IoThread()
    io.start()
    made = Desk(io, tmp_path)
    yield made
    made.relay.stop()
    io.stop()


def test_sound_comes_whole_and_titles_come_beside_it(desk: Desk) -> None:
    show = Programme(metaint=1600, titles={0: "Früher - Lied", 100_000: "O'Hara; 'Später'"})
    with server(show.talk) as station, desk.player(station.url("/live")) as player:
        assert player.headers["Content-Type"] == "audio/mpeg"
        heard = numbers(player.read(160_000))
        assert heard == list(range(heard[0], heard[0] + len(heard)))
        # It is told when it is heard: a second of sound is still before the loudspeakers.
        wait_for(lambda: player.read(4000) and desk.told[-1].title == "O'Hara; 'Später'", "the second title")
        assert "Früher - Lied" in [news.title for news in desk.told]
        assert all(not news.stalled for news in desk.told)


def test_a_tunnel_shorter_than_the_lead_is_not_heard(desk: Desk) -> None:
    show = Programme(metaint=1600)
    with server(show.talk) as station, desk.player(station.url()) as player:
        first = player.read(8000)
        began = show.now()
        wait_for(lambda: show.now() > began + 2 * 160_000, "a lead of two seconds: the player is paused")
        station.die()
        tunnel = show.now()
        heard = first + player.read(200_000)  # from the buffer, while nobody sends
        wait_for(lambda: show.now() > tunnel + 30_000, "a fifth of a second")
        station.open()
        heard += player.read(show.now() - numbers(first)[0] * 8 - len(heard) + 80_000)
        count = numbers(heard)
        assert count == list(range(count[0], count[0] + len(count)))
        assert not any(news.stalled for news in desk.told)


def test_a_longer_tunnel_stalls_and_goes_on_by_itself(desk: Desk) -> None:
    show = Programme()
    with server(show.talk) as station, bare_player(desk.relay.live(station.url())) as player:
        heard = take(player, 80_000)
        station.die()
        tunnel = show.now()
        wait_for(lambda: show.now() > tunnel + 160_000, "a second more than what is sent again")
        # The player takes what is left and waits; it is told why.
        end_s = time.monotonic() + 30
        while not (desk.told and desk.told[-1].stalled):
            assert time.monotonic() < end_s, desk.told[-3:]
            heard += take(player, 4000)
        assert "localhost" in desk.told[-1].fault
        station.open()
        end = len(heard) + 80_000
        while len(heard) < end:
            heard += take(player, 4000)
        wait_for(lambda: not desk.told[-1].stalled, "the news that it goes on")
        assert desk.told[-1].fault == ""
        count = numbers(heard)
        jumps = [(one, two) for one, two in itertools.pairwise(count) if two != one + 1]
        assert len(jumps) == 1
        assert jumps[0][1] > jumps[0][0]


def test_a_player_that_comes_back_goes_on_where_it_was(desk: Desk) -> None:
    show = Programme()
    with server(show.talk) as station:
        with desk.player(station.url()) as player:
            first = numbers(player.read(40_000))
        with desk.player(station.url()) as player:
            again = numbers(player.read(40_000))
        assert len(station.heads) == 1
        # Up to the size of a socket's buffer was sent and not taken.
        assert first[-1] < again[0] < first[-1] + 3_000_000 / 8
        assert again == list(range(again[0], again[0] + len(again)))


def test_a_station_that_was_off_the_air_is_waited_for(desk: Desk) -> None:
    show = Programme()
    with server(show.talk) as station:
        station.die()
        url = desk.relay.live(station.url())
        with contextlib.ExitStack() as stack:
            import threading

            got: list[bytes] = []

            def play() -> None:
                with urllib.request.urlopen(url, timeout=60) as player:
                    got.append(player.read(8000))

            thread = threading.Thread(target=play)
            thread.start()
            stack.callback(thread.join)
            wait_for(lambda: desk.told and desk.told[-1].stalled, "the news that nothing comes")
            station.open()
        assert numbers(got[0])[1] == numbers(got[0])[0] + 1


@pytest.mark.parametrize("status", ["ICY 200 OK", "HTTP/1.1 200 OK"])
def test_lists_in_lists_and_redirects_lead_to_the_sound(desk: Desk, status: str) -> None:
    show = Programme(status=status)
    with server(show.talk) as station:
        pls = b"[playlist]\nFile1=%s\nTitle1=Live\n" % station.url("/live").encode()
        with server(saying(page(pls, "audio/x-scpls"))) as inner:
            m3u = b"\xef\xbb\xbf#EXTM3U\r\n#EXTINF:-1,Inner\r\n%s\r\n" % inner.url("/a.pls").encode()
            with server(saying(page(m3u, "application/octet-stream"))) as outer:
                away = page(b"", "text/html", "302 Found", f"Location: {outer.url('/station.m3u')}\r\n")
                with server(saying(away)) as begin, desk.player(begin.url("/ä b?c=d e")) as player:
                    heard = numbers(player.read(8000))
                    assert heard == list(range(heard[0], heard[0] + 1000))
                assert begin.heads[0].startswith("GET /%C3%A4%20b?c=d%20e HTTP/1.1\r\n")


def test_sound_under_a_wrong_name_is_played(desk: Desk) -> None:
    mpeg = b"\xff\xfb\x90\x00" + bytes(4000)
    with server(saying(page(mpeg, "text/html"))) as station, desk.player(station.url()) as player:
        assert player.headers["Content-Type"] == "audio/mpeg"
        assert player.read() == mpeg  # and it is a file, that ends


def test_hls_is_left_to_the_player(desk: Desk) -> None:
    hls = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n1.aac\n"
    with (
        server(saying(page(hls, "application/vnd.apple.mpegurl"))) as station,
        desk.player(station.url("/live.m3u8")) as player,
    ):
        assert player.url == station.url("/live.m3u8")
        assert player.read() == hls


def test_titles_that_are_none_are_left_out_and_the_sound_is_whole(desk: Desk) -> None:
    show = Programme(metaint=1600)
    show.lie = True
    with server(show.talk) as station, desk.player(station.url()) as player:
        player.read(16_000)  # up to where the lie came out
        heard = b""
        wait_for(lambda: len(station.heads) >= 2, "another try")
        assert "icy-metadata" not in station.heads[1].lower()
        heard = player.read(160_000)
        best = heard[-80_000:]
        assert any(best[shift : shift + 70_000] == programme(_at(best[shift:]), 70_000) for shift in range(8))


def _at(data: bytes) -> int:
    return numbers(data[:8])[0] * 8


HOSTILE = {
    "endless headers": (saying(b"HTTP/1.1 200 OK\r\n", *[b"X-More: yes\r\n"] * 5000), "endless headers"),
    "an endless line": (saying(b"HTTP/1.1 200 OK\r\nX-More: " + b"y" * 100_000), "endless line"),
    "no HTTP": (saying(b"SSH-2.0-OpenSSH_9.9\r\n"), "no HTTP"),
    "a page": (saying(page(b"<html>Welcome</html>", "text/html")), "no sound but text/html"),
    "not found": (saying(page(b"", "text/html", "404 Not Found")), "answers 404"),
    "a bad chunk": (
        saying(b"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"),
        "no HTTP",
    ),
    "a mad interval": (saying(b"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nicy-metaint: -1\r\n\r\n"), "titles"),
    "an empty list": (saying(page(b"[playlist]\nNumberOfEntries=0\n", "audio/x-scpls")), "no station in it"),
    "a bomb": (
        saying(page(b'<!DOCTYPE a [<!ENTITY b "c">]><opml><x>&b;</x></opml>', "text/x-opml")),
        "declares an entity",
    ),
    "another protocol": (
        saying(page(b"", "text/html", "302 Found", "Location: file:///etc/passwd\r\n")),
        "not an http",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_station_ends_in_one_line(desk: Desk, name: str) -> None:
    talk, line = HOSTILE[name]
    with server(talk) as station:
        status, fault = desk.refusal(station.url())
    assert status == 502
    assert line in fault
    assert "\n" not in fault
    assert len(fault) < 160


def test_circles_end(desk: Desk) -> None:
    with contextlib.ExitStack() as stack:
        where: list[Server] = []

        def redirect(connection, _head):
            connection.sendall(page(b"", "a/b", "301 Moved", f"Location: {where[0].url('/again')}\r\n"))

        def list_itself(connection, _head):
            connection.sendall(page(where[1].url("/a.m3u").encode(), "audio/x-mpegurl"))

        where += [stack.enter_context(server(redirect)), stack.enter_context(server(list_itself))]
        assert desk.refusal(where[0].url())[1] == "the server sends us round in circles"
        desk.told.clear()
        assert desk.refusal(where[1].url("/a.m3u"))[1] == "a list that leads back to itself"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
    words += " -addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem"
    subprocess.run(["openssl", *words.split()], cwd=folder, check=True, capture_output=True)
    return folder


def test_https_is_spoken_and_strangers_are_not_trusted(
    desk: Desk, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headunit.music.streaming import http_stream

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    show = Programme()
    with server(show.talk, context) as station:
        http_stream._trust.cache_clear()
        assert "cannot be trusted" in desk.refusal(station.url())[1]
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
        http_stream._trust.cache_clear()
        with desk.player(station.url("/second")) as player:
            heard = numbers(player.read(80_000))
            assert heard == list(range(heard[0], heard[0] + 10_000))
    http_stream._trust.cache_clear()


def test_only_what_was_registered_is_fetched(desk: Desk) -> None:
    address = desk.relay.live("http://localhost:9/x")
    for path in ("/", "/http://localhost:9/x", "/" + "0" * 32):
        with pytest.raises(urllib.error.HTTPError, match="404") as caught:
            urllib.request.urlopen(address.rpartition("/")[0] + path, timeout=30)
        caught.value.close()


def test_ending_takes_no_time_though_a_player_and_a_station_hang(desk: Desk) -> None:
    talk = saying(b"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n" + bytes(9000), wait=True)
    with server(talk) as station, desk.player(station.url()) as player:
        player.read(1000)
        began = time.monotonic()
        desk.relay.stop()
        desk.relay._io.stop()
        assert time.monotonic() - began < 5  # it is bounded: the io thread gives up after a second

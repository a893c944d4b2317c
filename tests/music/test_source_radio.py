"""Stations: put in by address or list, taken out, handed on. And what every source in the tree must be."""

import importlib
import wave
from pathlib import Path

import pytest
from station_stage import Programme, page, saying, server

from headunit.kernel.clock import ManualClock
from headunit.kernel.errors import HeadunitError, UsageError
from headunit.music import sources
from headunit.music.sources import Ground
from headunit.music.sources.radio.source import RadioSource
from headunit.music.sources.tones.source import ToneSource
from headunit.music.state import Item, Medium
from headunit.music.streaming import station_list
from headunit.music.streaming.icy import IcyDemux, readable
from headunit.music.streaming.ring_file import RingFile
from headunit.music.streaming.station_list import Entry
from headunit.music.streaming.web import Work

STATIONS = [
    Entry("Ö-Radio, Wien & mehr", "https://one.example/live?a=1&b=2", "Klassik"),
    Entry("城市广播", "http://two.example:8000/;stream.mp3"),
    Entry('"Zitat" <3>', "http://three.example/x"),
]


@pytest.fixture
def radio(tmp_path: Path) -> RadioSource:
    return RadioSource(tmp_path / "radio" / "stations.m3u8")


def titles(items: list[Item]) -> list[str]:
    return [item.title for item in items]


@pytest.mark.parametrize("end", ["m3u", "m3u8", "pls", "opml"])
def test_lists_go_out_and_come_back(radio: RadioSource, tmp_path: Path, end: str) -> None:
    given = tmp_path / "given.m3u"
    given.write_bytes(station_list.write_m3u(STATIONS))
    radio.add(str(given), Work())
    file = tmp_path / f"out.{end}"
    radio.export(file)
    again = RadioSource(tmp_path / "again.m3u8")
    again.add(str(file), Work())
    assert {(item.title, item.key) for item in again.top()} == {(one.title, one.url) for one in STATIONS}
    assert {item.key for item in radio.top()} == {item.key for item in again.top()}


def test_stations_are_found_and_go(radio: RadioSource, tmp_path: Path) -> None:
    given = tmp_path / "given.m3u"
    given.write_bytes(station_list.write_m3u(STATIONS))
    assert radio.top() == []
    radio.add(f"  {given} ", Work())
    radio.add(str(given), Work())  # twice is once
    assert sorted(item.letter for item in radio.top()) == ["C", "O", "Z"]
    assert titles(radio.search("klassik wien")) == ["Ö-Radio, Wien & mehr"]
    (track,) = radio.tracks(STATIONS[1].url)
    assert (track.uri, track.medium, track.duration_s) == (STATIONS[1].url, Medium.STATION, None)
    assert radio.open(track.uri)[0].playable
    radio.remove(track.uri)
    assert len(radio.top()) == 2
    for wish in (
        lambda: radio.keep(STATIONS[0].url, True, Work()),
        lambda: radio.mark(STATIONS[0].url, heard=True),
        lambda: radio.export(tmp_path / "x.txt"),
    ):
        with pytest.raises(UsageError):
            wish()


def test_a_station_says_its_name_and_a_list_has_many(radio: RadioSource) -> None:
    show = Programme()

    def named(connection, head):
        connection.sendall(
            "ICY 200 OK\r\nicy-name:Käse FM\r\nicy-genre:Jazz\r\nContent-Type:audio/mpeg\r\n\r\n".encode()
        )
        show.talk(connection, head)

    with server(named) as station:
        radio.add(station.url("/live"), Work())
        assert [(item.title, item.subtitle) for item in radio.top()] == [("Käse FM", "Jazz")]
    many = station_list.write_pls(STATIONS)
    with server(saying(page(many, "text/plain"))) as lists:
        radio.add(lists.url("/all"), Work())
    assert len(radio.top()) == 4
    talk = saying(page(b"<html>", "text/html"))
    with server(talk) as strange, pytest.raises(HeadunitError, match="no sound but text/html"):
        radio.add(strange.url(), Work())
    radio.add("http://localhost:9/live", Work())  # nobody answers: it is believed
    assert "localhost" in titles(radio.top())
    for wrong in ("", "nowhere", "/nonexistent/list.m3u", "ftp://a.example/x", "http://"):
        with pytest.raises(HeadunitError):
            radio.add(wrong, Work())


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf#EXTM3U\r\n#EXTINF:-1,A\r\nhttp://a.example/x\r\n",
        b"http://a.example/x\n",
        b"[Playlist]\r\nNumberOfEntries=7\r\nFile3=http://a.example/x\r\nTitle3=A\r\n",
        b'<asx version="3"><entry><Ref HREF = "http://a.example/x"/></entry></asx>',
        b'<?xml version="1.0"?><opml><body><outline><outline text="A" URL="http://a.example/x"/></outline></body></opml>',
    ],
)
def test_lists_of_all_kinds(data: bytes) -> None:
    (entry,) = station_list.read(data)
    assert entry.url == "http://a.example/x"
    assert entry.title in {"A", entry.url}


def test_titles_in_any_encoding_and_cut_anywhere() -> None:
    assert readable("Früher".encode()) == readable("Früher".encode("cp1252")) == "Früher"
    assert readable("Я помню чудное мгновенье".encode("cp1251")) == "Я помню чудное мгновенье"
    said = b"StreamTitle='It's; a 'title'';StreamUrl='http://x';"
    block = bytes((-(-len(said) // 16),)) + said.ljust(-(-len(said) // 16) * 16, b"\0")
    stream = b"0123456789" + block + b"abcdefghij" + b"\0" + b"klmnopqrst" + b"\0" + b"uv"
    for size in range(1, len(stream)):
        demux, sound, heard = IcyDemux(10), b"", []
        for at in range(0, len(stream), size):
            part, told = demux.feed(stream[at : at + size])
            heard += [(len(sound) + place, title) for place, title in told]
            sound += part
        assert sound == b"0123456789abcdefghijklmnopqrstuv"
        assert heard == [(10, "It's; a 'title'")]


def test_the_ring_keeps_the_newest(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    for folder in (tmp_path, blocked):  # the second is no folder: memory then
        ring = RingFile(folder, 1000)
        whole = bytes(number % 251 for number in range(5000))
        for at in range(0, 5000, 70):
            ring.write(whole[at : at + 70])
            begin = max(0, ring.end - 1000)
            assert ring.begin == begin
            assert ring.read(0, 5000) == whole[begin : ring.end]
            assert ring.read(ring.end, 10) == b""
        ring.close()
        ring.close()


def test_every_source_in_the_tree_is_one(tmp_path: Path) -> None:
    offers = sources.discover()
    assert list(offers) == ["radio", "podcasts", "opensubsonic", "bluetooth", "tones"]
    for name, offer in offers.items():
        source = offer.open_source(Ground(tmp_path / name, tmp_path, tmp_path / "cache" / name, ManualClock()))
        for item in source.top():
            assert item.title
            assert source.open(item.key)
        assert source.search("nothing like this") == []
        assert offer.title
        if isinstance(source, sources.Stocked):
            assert offer.hint
            source.close()


def test_a_folder_without_an_offer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "__init__.py").write_text("OFFER = None\n")
    monkeypatch.setattr(sources, "__path__", [str(tmp_path)])
    with pytest.raises(HeadunitError, match="music/sources/half has no OFFER"):
        sources.discover()
    importlib.invalidate_caches()


def test_tones_are_where_they_say(tmp_path: Path) -> None:
    import numpy as np

    tones = ToneSource(tmp_path)
    assert len(tones.top()) == 5
    for key, sides in (("left", (True, False)), ("right", (False, True)), ("both", (True, True))):
        (track,) = tones.tracks(key)
        with wave.open(track.uri.removeprefix("file://")) as file:
            samples = np.frombuffer(file.readframes(44100), "<i2").reshape(-1, 2).astype(float)
            assert file.getnframes() / file.getframerate() == track.duration_s
        assert tuple(bool(samples[:, side].std() > 1000) for side in (0, 1)) == sides
        loud = samples[:, 0 if sides[0] else 1]
        assert np.abs(np.fft.rfft(loud)).argmax() == 1000
    (track,) = tones.tracks("pink")
    with wave.open(track.uri.removeprefix("file://")) as file:
        power = np.abs(np.fft.rfft(np.frombuffer(file.readframes(2**19), "<i2")[::2])) ** 2
    hz = np.fft.rfftfreq(2**19, 1 / 44100)
    octaves = [10 * np.log10(power[(hz >= low) & (hz < 2 * low)].sum()) for low in (125, 500, 2000, 8000)]
    assert max(octaves) - min(octaves) < 1

"""Playlists, lyrics, favourites, covers: small files that must survive."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from library_stage import make, stage
from mutagen.flac import FLAC
from mutagen.flac import Picture as FlacPicture
from mutagen.id3 import ID3, SYLT, USLT
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QImageReader

from headunit.kernel.board import Board
from headunit.kernel.errors import HeadunitError
from headunit.music.library import covers, playlists
from headunit.music.library.keepsakes import KeepsakesFile
from headunit.music.library.lyrics import lyrics_of, parse
from headunit.music.library.qt_thumbnail import SIDE, thumbnail
from headunit.music.library.store import open_to_write
from headunit.music.state import Favourites, LyricLine, Medium, Track

LIST = """#EXTM3U
# my own remark
#EXTINF:12,Ann - One
sub/one.flac
C:\\Music\\two.mp3
\\\\server\\three.mp3
gopher://old/four.mp3

#EXTINF:-1,Radio
https://radio.example/live
sub\\one.flac
# the end
"""


def test_a_list_is_read_and_its_strange_lines_survive(tmp_path: Path) -> None:
    file = tmp_path / "Best.m3u8"
    file.write_text(LIST)
    made = make(tmp_path / "sub" / "one.flac", title="One")
    found = playlists.load(file)
    assert [entry.uri for entry in found.entries] == [made.as_uri(), "https://radio.example/live", made.as_uri()]
    assert (found.entries[0].title, found.entries[0].duration_s, found.entries[1].duration_s) == (
        "Ann - One",
        12.0,
        None,
    )
    playlists.save(found)
    assert file.read_text() == LIST
    playlists.append(file, [Track((tmp_path / "b ä.flac").as_uri(), "Bä", "Cy", duration_s=3.4)])
    end = "# the end\n"
    assert file.read_text() == LIST.removesuffix(end) + "#EXTINF:3,Cy - Bä\nb ä.flac\n" + end
    assert playlists.load(file).entries[-1].uri == (tmp_path / "b ä.flac").as_uri()


@pytest.mark.parametrize("codec", ["gbk", "utf-16", "utf-8-sig", "cp1251"])
def test_lists_of_other_programs(tmp_path: Path, codec: str) -> None:
    name = "Группа крови на рукаве" if codec == "cp1251" else "月亮代表我的心"
    file = tmp_path / "x.m3u"
    file.write_bytes(f"#EXTM3U\r\n{name}.mp3\r\n".encode(codec))
    assert [entry.uri for entry in playlists.load(file).entries] == [(tmp_path / f"{name}.mp3").as_uri()]
    new = playlists.append(file, [Track("https://radio.example/", "Radio")])
    assert new.file.name == "x.m3u8", "what is now UTF-8 says so"
    assert file.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0\0",
        b"\xff\xfe",
        b"#EXTINF:",
        b"#EXTM3U\n" + b"x" * 100_000,
        bytes((n * 7919 + n // 3) % 256 for n in range(2000)),
    ],
)
def test_lists_that_are_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.m3u8"
    file.write_bytes(content)
    assert len(playlists.load(file).entries) < 60
    with pytest.raises(HeadunitError, match="cannot be read"):
        playlists.load(tmp_path / "none.m3u8")


def test_names_of_own_lists(tmp_path: Path) -> None:
    assert playlists.file_named(tmp_path, " Für Ann ") == tmp_path / "Für Ann.m3u8"
    for name in ("", "../x", "a/b", ".x", "x" * 300, "a\nb"):
        with pytest.raises(HeadunitError):
            playlists.file_named(tmp_path, name)


def test_lists_on_the_shelf(tmp_path: Path) -> None:
    with stage(tmp_path) as library:
        make(library.music / "one.flac", title="One")
        (library.music / "Found.m3u").write_text("one.flac\nmissing.flac\n")
        library.scan()
        playlists.append(playlists.file_named(library.data / "playlists", "Own"), library.source.tracks("tracks"))
        assert [(item.title, item.count) for item in library.source.open("playlists")] == [("Found", 2), ("Own", 1)]
        inside = library.source.open(library.items("playlists")["Found"].key)
        assert [(item.title, item.absent) for item in inside] == [("One", False), ("missing", True)]
        (library.music / "Found.m3u").unlink()
        library.scan()
        assert library.titles("playlists") == ["Own"]


def test_lrc() -> None:
    text = (
        "[ti:Song]\n[offset:+500]\n"
        "[00:12.50][01:02]Chorus\n[00:05.00]<00:05.10>First <00:05.50>line\nnote\n[00:01:50]\n"
    )
    found = parse("file:///x", text)
    assert found.timed
    assert found.lines == (
        LyricLine("", 1.0),
        LyricLine("First line", 4.5),
        LyricLine("Chorus", 12.0),
        LyricLine("Chorus", 61.5),
    )
    plain = parse("file:///x", "\nOne\n\nTwo\n\n")
    assert (plain.timed, [line.text for line in plain.lines]) == (False, ["One", "", "Two"])
    assert parse("u", "[99:99]x\0" * 5000).uri == "u"


def test_words_beside_and_inside(tmp_path: Path) -> None:
    mp3 = make(tmp_path / "x.mp3", title="x")
    assert lyrics_of(mp3.as_uri()).lines == ()
    tags = ID3(mp3)
    tags.add(USLT(encoding=3, lang="eng", desc="", text="Inside"))
    tags.save()
    assert [line.text for line in lyrics_of(mp3.as_uri()).lines] == ["Inside"]
    tags.add(SYLT(encoding=3, lang="eng", format=2, type=1, desc="", text=[("Sung", 1500)]))
    tags.save()
    assert lyrics_of(mp3.as_uri()).lines == (LyricLine("Sung", 1.5),)
    (tmp_path / "x.lrc").write_bytes("[00:01.00]月亮代表我的心\n".encode("gbk"))
    assert lyrics_of(mp3.as_uri()).lines == (LyricLine("月亮代表我的心", 1.0),)
    flac = make(tmp_path / "y.flac", title="y")
    tagged = FLAC(flac)
    tagged["LYRICS"] = "[00:02.00]Flac"
    tagged.save()
    assert lyrics_of(flac.as_uri()).lines == (LyricLine("Flac", 2.0),)
    assert lyrics_of("https://radio.example/").lines == lyrics_of("file:///nowhere.mp3").lines == ()


def test_favourites_are_kept_and_told(tmp_path: Path) -> None:
    board, file = Board(), tmp_path / "deep" / "favourites.json"
    kept = KeepsakesFile(board, file)
    one = Track("file:///1", "One", "Ann", year=1999, duration_s=3.5, cover=Path("/c.jpg"))
    radio = Track("https://r", "Radio", medium=Medium.STATION)
    kept.favourite(one, True)
    kept.favourite(radio, True)
    kept.favourite(one, True)
    for track, times in ((one, 3), (radio, 1)):
        for _ in range(times):
            kept.heard(track)
    kept.end()
    assert board.latest(Favourites) == Favourites(frozenset({"file:///1", "https://r"}))
    again = KeepsakesFile(Board(), file).now
    assert again.favourites == (one, radio)
    assert again.heard == ((one, 3), (radio, 1))
    kept.favourite(one, False)
    kept.end()
    assert KeepsakesFile(Board(), file).now.favourites == (radio,)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"version": 9}', '{"version": 1, "favourites": [{"uri": 3}], "heard": []}', "[" * 100_000],
)
def test_favourites_that_cannot_be_understood_are_put_aside(
    tmp_path: Path, content: str, expect_log: Callable[[str], None]
) -> None:
    file = tmp_path / "favourites.json"
    file.write_text(content)
    expect_log("is put aside as favourites.json.broken")
    kept = KeepsakesFile(Board(), file)
    kept.favourite(Track("file:///1", "One"), True)
    kept.end()
    assert len(json.loads(file.read_text())["favourites"]) == 1
    assert (tmp_path / "favourites.json.broken").read_text() == content


def test_favourites_on_a_full_disk_live_on_in_memory(tmp_path: Path, expect_log: Callable[[str], None]) -> None:
    target = tmp_path / "favourites.json"
    target.mkdir()  # no file can take its place
    (target / "x").write_text("x")
    expect_log("cannot be read")
    expect_log("cannot be written")
    keepsakes = KeepsakesFile(Board(), target)
    keepsakes.favourite(Track("file:///1", "One"), True)
    keepsakes.end()
    assert len(keepsakes.now.favourites) == 1
    assert stat.S_ISDIR(target.stat().st_mode)


def picture(width: int, height: int, colour: str, kind: str = "PNG") -> bytes:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(buffer.data().data())


def test_covers_inside_beside_and_once_each(tmp_path: Path) -> None:
    with stage(tmp_path) as library:
        for number in (1, 2):
            flac = make(library.music / "a" / f"{number}.flac", title=f"In {number}", album="A")
            block = FlacPicture()
            block.type, block.data = 3, picture(1500, 1000, "red", "JPEG")
            tagged = FLAC(flac)
            tagged.add_picture(block)
            tagged.save()
        make(library.music / "b" / "1.flac", title="Beside", album="B")
        (library.music / "b" / "Folder.JPG").write_bytes(picture(40, 30, "blue"))
        (library.music / "b" / "cover.png").write_bytes(picture(600, 600, "green"))
        make(library.music / "c" / "1.flac", title="Broken", album="C")
        (library.music / "c" / "cover.jpg").write_bytes(b"no picture")
        library.scan(thumbnail=thumbnail)
        albums = library.items("albums")
        sizes = {title: item.cover and QImageReader(str(item.cover)).size().toTuple() for title, item in albums.items()}
        assert sizes == {"A": (SIDE, 341), "B": (SIDE, SIDE), "C": None}
        assert len(list((library.data / covers.FOLDER).rglob("*.jpg"))) == 2
        assert library.items("tracks")["In 1"].cover == library.items("tracks")["In 2"].cover
        # Another picture beside: the old thumbnail goes.
        (library.music / "b" / "cover.png").write_bytes(picture(100, 50, "white"))
        os.utime(library.music / "b" / "cover.png", ns=(5, 5))
        library.scan(thumbnail=thumbnail)
        assert QImageReader(str(library.items("albums")["B"].cover)).size().toTuple() == (100, 50)
        assert len(list((library.data / covers.FOLDER).rglob("*.jpg"))) == 2


def test_covers_are_bounded_and_bombs_are_none(tmp_path: Path) -> None:
    with stage(tmp_path) as library:
        for number in range(4):
            make(library.music / str(number) / "x.flac", title=f"T {number}", album=f"A {number}")
            (library.music / str(number) / "cover.png").write_bytes(picture(300 + number, 300, "red"))
        library.scan()
        database = open_to_write(library.data)
        covers.make_covers(database, library.data, thumbnail, lambda: False, most=5_000)
        database.close()
        kept = sum(file.stat().st_size for file in (library.data / covers.FOLDER).rglob("*.jpg"))
        assert 0 < kept <= 5_000
        assert 0 < sum(item.cover is not None for item in library.source.open("albums")) < 4
    assert thumbnail(b"\x89PNG\r\n\x1a\n" + bytes(100), tmp_path / "x.jpg") == 0
    bomb = bytearray(picture(10, 10, "red"))
    bomb[16:24] = (50_000).to_bytes(4, "big") * 2
    assert thumbnail(bytes(bomb), tmp_path / "x.jpg") == 0

"""What stands on the shelves, in which order, and what is found by typing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from library_stage import Stage, make, stage

from headunit.kernel.errors import HeadunitError
from headunit.music.library.keepsakes import Kept
from headunit.music.library.shelving import UNKNOWN_ARTIST, VARIOUS
from headunit.music.library.sorting import letter, sort_key
from headunit.music.state import Track


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("shelves")) as made:
        music = made.music
        for number, (title, artist) in enumerate((("Blue", "Ann"), ("Red", "Bob"), ("Green", "Cy")), 1):
            make(
                music / "Mix" / f"{number}.flac",
                title=title,
                artist=artist,
                album="Summer Mix",
                tracknumber=str(number),
            )
        for disc in (1, 2):
            for number in (1, 2):
                tags = {"title": f"Live {disc}{number}", "artist": "The Björks", "album": f"Long Night (Disc {disc})"}
                make(
                    music / "Live" / f"CD{disc}" / f"{number}.flac",
                    tracknumber=str(number),
                    date="1999",
                    genre="Rock",
                    **tags,
                )
        make(
            music / "va" / "1.mp3", title="Hit", artist="Zed", album="Hits", albumartist="Various Artists", genre="Pop"
        )
        make(music / "zh" / "1.flac", title="月亮代表我的心", artist="邓丽君", album="经典")
        make(music / "zh" / "2.flac", title="晴天", artist="周杰伦", album="叶惠美", date="2003")
        make(music / "ja" / "1.flac", title="さくら", artist="森山直太朗")
        make(
            music / "de" / "1.flac",
            title="Über den Wolken",
            artist="Reinhard Mey",
            album="Wie vor Jahr und Tag",
            date="1974",
        )
        make(
            music / "two" / "1.flac",
            title="Duet",
            artist=["Ann", "Zed"],
            album="Together",
            albumartist="Ann",
            date="2001",
        )
        make(music / "loose.flac", title="7 Seconds")
        made.scan()
        yield made


def test_an_album_of_many_artists_is_one(library: Stage) -> None:
    mix = library.items("albums")["Summer Mix"]
    assert (mix.subtitle, mix.count) == (VARIOUS, 3)
    assert [track.title for track in library.source.tracks(mix.key)] == ["Blue", "Red", "Green"]
    assert library.items("albums")["Hits"].subtitle == VARIOUS


def test_discs_in_folders_of_their_own_are_one_album_in_order(library: Stage) -> None:
    album = library.items("albums")["Long Night"]
    assert (album.subtitle, album.count) == ("The Björks", 4)
    tracks = library.source.tracks(album.key)
    assert [track.title for track in tracks] == ["Live 11", "Live 12", "Live 21", "Live 22"]
    assert [track.disc for track in tracks] == [1, 1, 2, 2]


def test_artists_are_sorted_by_sound_and_without_the(library: Stage) -> None:
    artists = library.source.open("artists")
    assert [item.title for item in artists] == [
        "Ann",
        "The Björks",
        "Bob",
        "Cy",
        "邓丽君",
        "Reinhard Mey",
        "森山直太朗",
        UNKNOWN_ARTIST,
        "Zed",
        "周杰伦",
    ]
    assert [item.letter for item in artists] == ["A", "B", "B", "C", "D", "R", "S", "U", "Z", "Z"]


def test_sort_keys() -> None:
    assert sorted(["Track 10", "Track 2", "Ärger", "(Intro)", "The Art", "A Song"], key=sort_key) == [
        "Ärger", "The Art", "(Intro)", "A Song", "Track 2", "Track 10",
    ]  # fmt: skip
    assert [letter(sort_key(name)) for name in ("重庆", "北京", "さくら", "Éa", "99", "Цой", "!!!", "")] == [
        "C",
        "B",
        "#",
        "E",
        "#",
        "#",
        "#",
        "#",
    ]


def test_an_artist_has_albums_then_loose_songs(library: Stage) -> None:
    ann = library.items("artists")["Ann"]
    assert library.titles(ann.key) == ["Summer Mix", "Together"] or library.titles(ann.key) == [
        "Together",
        "Summer Mix",
    ]
    assert {track.title for track in library.source.tracks(ann.key)} == {"Blue", "Duet"}
    unknown = library.items("artists")[UNKNOWN_ARTIST]
    assert library.titles(unknown.key) == ["7 Seconds"]


def test_years_genres_and_folders(library: Stage) -> None:
    assert library.titles("years") == ["2003", "2001", "1999", "1974"]
    assert library.titles("genres") == ["Pop", "Rock"]
    rock = library.items("genres")["Rock"]
    assert library.titles(rock.key) == ["Long Night"]
    # The one music folder is opened at once.
    top = library.items("folders")
    assert {"Live", "Mix", "zh", "7 Seconds"} <= set(top)
    assert top["Live"].count == 4
    assert library.titles(top["Live"].key) == ["CD1", "CD2"]
    assert len(library.source.tracks(top["Live"].key)) == 4


def test_songs_and_recent_ones(library: Stage) -> None:
    assert len(library.titles("tracks")) == len(library.titles("recently added")) == 14
    assert library.titles("tracks")[:2] == ["7 Seconds", "Blue"]


def test_favourites_and_most_played_survive_a_lost_file(library: Stage) -> None:
    blue = next(item.track for item in library.source.open("tracks") if item.title == "Blue")
    assert blue is not None
    gone = Track("file:///nowhere/x.flac", "Gone", "Ann")
    station = Track("https://radio.example/", "Radio")
    library.kept = Kept((gone, station, Track(blue.uri, "as it was called")), ((blue, 3), (gone, 1)))
    assert [(item.title, item.absent) for item in library.source.open("favourites")] == [
        ("Gone", True),
        ("Radio", False),
        ("Blue", False),
    ]
    assert [item.title for item in library.source.open("most played")] == ["Blue", "Gone"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("blu", "Blue"),
        ("uber", "Über den Wolken"),
        ("ueber", "Über den Wolken"),
        ("wolken mey", "Über den Wolken"),
        ("yueliang", "月亮代表我的心"),
        ("yldb", "月亮代表我的心"),
        ("月亮", "月亮代表我的心"),
        ("代表", "月亮代表我的心"),
        ("鄧麗君", "邓丽君"),
        ("qingtian", "晴天"),
        ("さく", "さくら"),
        ("bjork", "The Björks"),
        ("bjroks", "The Björks"),
        ("wolekn", "Über den Wolken"),
        ("summer", "Summer Mix"),
        ("live 21", "Live 21"),
        ("seconds", "7 Seconds"),
    ],
)
def test_found(library: Stage, typed: str, first: str) -> None:
    assert library.found(typed)[0] == first


def test_not_found(library: Stage) -> None:
    for text in ("", "   ", "!!!", "qqqqqq", '"', "a" * 5000, "NOT (", "\0", "blue OR", "*"):
        assert "Duet" not in library.found(text)


def test_keys_that_are_none(library: Stage) -> None:
    for key in ("nonsense", "track:x", "folder:-", "playlist:/etc/passwd", "shelf:albums"):
        with pytest.raises(HeadunitError):
            library.source.tracks(key)
    assert library.source.open("artist:nobody") == library.source.tracks("album:none") == []


def test_a_track_has_all_that_a_player_needs(library: Stage) -> None:
    track = library.source.tracks(library.items("albums")["Wie vor Jahr und Tag"].key)[0]
    assert track.uri == (library.music / "de" / "1.flac").as_uri()
    assert (track.artist, track.year, track.sort_key) == ("Reinhard Mey", 1974, "uber den wolken")
    assert track.duration_s == pytest.approx(0.3, abs=0.05)


def test_one_artist_may_own_a_drive_named_alike(tmp_path: Path) -> None:
    with stage(tmp_path) as made:
        make(made.music / "ab" / "x.flac", title="In ab")
        make(made.music / "a" / "y.flac", title="In a")
        made.scan()
        assert [track.title for track in made.source.tracks(made.items("folders")["a"].key)] == ["In a"]

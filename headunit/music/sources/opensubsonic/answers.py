"""From a server's answers to items and tracks. Pure; believes no type and misses no field."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from headunit.music.library.sorting import letter, sort_key
from headunit.music.sources.opensubsonic.client import Json
from headunit.music.state import Item, Medium, Track

SCHEME: Final = "subsonic:"

#: The file of a cover by its id, where it is here.
type Covers = Callable[[str], Path | None]


def listed(body: object, *path: str) -> Iterator[Json]:
    """The objects at `path`. Where a list is missing there are none; one alone may stand without a list."""
    for name in path:
        body = body.get(name) if isinstance(body, dict) else None
    for one in body if isinstance(body, list) else [body]:
        if isinstance(one, dict):
            yield one


def text(of: Json, *names: str) -> str:
    """The first of these that is said, in one line."""
    for name in names:
        said = of.get(name)
        if isinstance(said, str | int) and not isinstance(said, bool) and str(said).strip():
            return " ".join(str(said).split())
    return ""


def number(of: Json, name: str) -> int | None:
    """None where it is missing or nonsense."""
    said = of.get(name)
    return int(said) if isinstance(said, int | float) and not isinstance(said, bool) and 0 <= said < 1e12 else None  # noqa: PLR2004


def track(song: Json, covers: Covers) -> Track:
    """A song. ReplayGain is OpenSubsonic's (docs, ReplayGain)."""
    gain = song.get("replayGain")
    gains: Json = gain if isinstance(gain, dict) else {}
    duration = number(song, "duration")
    title = text(song, "title", "name") or "?"
    return Track(
        SCHEME + text(song, "id"),
        title,
        artist=text(song, "displayArtist", "artist"),
        album=text(song, "album"),
        album_artist=text(song, "displayAlbumArtist", "albumArtist"),
        genre=text(song, "genre"),
        year=number(song, "year") or None,
        disc=number(song, "discNumber"),
        number=number(song, "track"),
        duration_s=None if not duration else float(duration),
        gain_db=_decibels(gains.get("trackGain")),
        album_gain_db=_decibels(gains.get("albumGain")),
        cover=covers(text(song, "coverArt")),
        medium=Medium.REMOTE,
        sort_key=sort_key(title),
    )


def _decibels(said: object) -> float | None:
    return float(said) if isinstance(said, int | float) and -60 <= said <= 60 else None  # noqa: PLR2004


def songs(found: Iterable[Json], covers: Covers) -> list[Track]:
    """Those of them that can be heard: no folder, no film."""
    return [track(one, covers) for one in found if not one.get("isDir") and not one.get("isVideo") and text(one, "id")]


def song_item(one: Track, kept: Callable[[str], bool]) -> Item:
    """A row for a song."""
    id_ = one.uri.removeprefix(SCHEME)
    return Item(
        f"song:{id_}",
        one.title,
        one.artist,
        letter(one.sort_key),
        1,
        one.cover,
        one,
        playable=True,
        kept=kept(id_),
        keepable=True,
    )


def rows(kind: str, found: Iterable[Json], covers: Covers, kept: Callable[[str], bool]) -> list[Item]:
    """Rows for artists, albums or playlists, as `kind` says."""
    made = []
    for one in found:
        id_, title = text(one, "id"), text(one, "name", "title", "album") or "?"
        year = text(one, "year") if kind == "album" else ""
        about = " · ".join(said for said in (text(one, "displayArtist", "artist"), year) if said and said != title)
        key = f"{kind}:{id_}"
        count = number(one, "songCount") or 0
        if id_:
            made.append(
                Item(
                    key,
                    title,
                    about,
                    letter(sort_key(title)),
                    count,
                    covers(text(one, "coverArt")),
                    playable=False,
                    kept=kept(key),
                    keepable=True,
                )
            )
    return made

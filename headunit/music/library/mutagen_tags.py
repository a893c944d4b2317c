"""Tags and length of mp3, flac, ogg, opus, m4a, wav and aiff, by mutagen. Knows no database.

One reader for each kind of tag: ID3 frames (id3.org, ID3v2.4), Vorbis comments (xiph.org, field names by usage of
MusicBrainz Picard), MP4 atoms (iTunes).
"""

import base64
import contextlib
import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import mutagen
from mutagen.aiff import AIFF
from mutagen.flac import FLAC, Picture as FlacPicture
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from headunit.kernel.errors import HeadunitError
from headunit.music.library.clean import clean, first_number, year_of
from headunit.music.library.encodings import mended
from headunit.music.library.names import without_disc
from headunit.music.library.record import Picture, Record
from headunit.music.library.riff_info import riff_info

_READERS: Final[dict[str, Callable[..., Any]]] = {
    ".mp3": MP3,
    ".flac": FLAC,
    ".ogg": OggVorbis,
    ".oga": OggVorbis,
    ".opus": OggOpus,
    ".m4a": MP4,
    ".m4b": MP4,
    ".mp4": MP4,
    ".wav": WAVE,
    ".aif": AIFF,
    ".aiff": AIFF,
}
#: What the library takes for music, by its name's end.
SUFFIXES: Final = frozenset(_READERS)
#: An ID3 tag beyond this is a lie or no song's (bytes): its size says so before anything is read.
_LARGEST_TAG: Final = 64 << 20
#: R128 gains of Opus aim at -23 LUFS, ReplayGain 2.0 at -18 (RFC 7845, 5.2.1; ReplayGain 2.0 specification).
_R128_TO_REPLAYGAIN_DB: Final = 5.0
_RVA2_TRACK: Final = "track"
#: ID3 frames of plain text, in the order in which `_id3` takes them.
_ID3_TEXTS: Final = ("TIT2", "TPE1", "TALB", "TPE2", "TCON")


class UnreadableError(HeadunitError):
    """No music that could be understood; says why."""


def read_tags(path: str) -> tuple[Record, Picture | None]:
    """What the file says of itself, and the picture in it. Raises UnreadableError; OSError where it cannot be opened."""
    reader = _READERS[path[path.rindex(".") :].lower()]
    try:
        with open(path, "rb") as file:  # noqa: PTH123  ten thousand times
            _refuse_lies(file.read(10))
            file.seek(0)
            try:
                found = reader(file)
            except mutagen.MutagenError:
                # A name that lies: what is inside counts.
                file.seek(0)
                found = mutagen.File(file)  # type: ignore[attr-defined]  # mutagen exports it by a wildcard
            if found is None:
                raise UnreadableError("no music that is understood")
            record, picture = _record(found)
            if isinstance(found, WAVE) and not record.title:
                file.seek(0)
                record = record.with_missing(_riff(riff_info(file)))
    except mutagen.MutagenError as error:
        if isinstance(error.__cause__, OSError):
            raise error.__cause__ from error
        raise UnreadableError(str(error)[:200] or type(error).__name__) from error
    except (UnreadableError, OSError):
        raise
    except Exception as error:
        # Whatever a damaged file makes a parser stumble over: the next one is no worse for it.
        raise UnreadableError(f"{type(error).__name__}: {str(error)[:200]}") from error
    return record, picture


def _refuse_lies(head: bytes) -> None:
    if head[:3] == b"ID3" and len(head) == 10:  # noqa: PLR2004
        size = 0
        for part in head[6:10]:
            size = size << 7 | part & 0x7F  # synchsafe (ID3v2.4, 6.2)
        if size > _LARGEST_TAG:
            raise UnreadableError(f"its tag claims to be {size >> 20} MB long")


def _record(found: Any) -> tuple[Record, Picture | None]:  # noqa: ANN401  mutagen's types are not typed
    tags = found.tags
    if tags is None:
        record, picture = Record(), None
    elif isinstance(tags, ID3):
        record, picture = _id3(tags)
    elif isinstance(found, MP4):
        record, picture = _mp4(tags)
    elif hasattr(tags, "as_dict"):
        record, picture = _vorbis(tags, getattr(found, "pictures", ()))
    else:
        record, picture = Record(), None
    length = getattr(found.info, "length", None)
    # The longest that is believed is a week: endless ones are headers of broken files.
    record.duration_s = round(float(length), 3) if length and 0 < length < 7 * 86400 else None  # noqa: PLR2004
    record.album, disc = without_disc(record.album)
    record.disc = disc if record.disc is None else record.disc
    return record, picture


def _id3(tags: ID3) -> tuple[Record, Picture | None]:
    lists = [_texts(tags.get(name)) for name in _ID3_TEXTS]
    mend = mended([text for texts in lists for text in texts])
    rows, at = [], 0
    for texts in lists:
        rows.append(_clean_all(mend[at : at + len(texts)]))
        at += len(texts)
    title, artists, album, album_artist, genres = rows
    picture = None
    for frame in tags.getall("APIC"):
        if picture is None or frame.type == 3:  # noqa: PLR2004  the front cover (ID3v2.4, 4.14)
            picture = _picture(frame.data)
    texts = {frame.desc.lower(): str(frame) for frame in tags.getall("TXXX")}
    record = Record(
        title=_first(title),
        artists=artists,
        album=_first(album),
        album_artist=_first(album_artist),
        compilation=str(tags.get("TCMP", "")) == "1",
        disc=first_number(str(tags.get("TPOS", ""))),
        number=first_number(str(tags.get("TRCK", ""))),
        year=year_of(str(tags.get("TDRC", "") or tags.get("TDOR", ""))),
        genres=_genres(tags, genres),
        gain_db=_gain(texts.get("replaygain_track_gain")),
        album_gain_db=_gain(texts.get("replaygain_album_gain")),
        cover=picture.digest if picture else "",
    )
    for frame in tags.getall("RVA2"):
        if frame.channel == 1 and record.gain_db is None and frame.desc.lower() in {_RVA2_TRACK, ""}:  # master volume
            record.gain_db = _bounded(frame.gain)
    return record, picture


def _genres(tags: ID3, mend: tuple[str, ...]) -> tuple[str, ...]:
    """Numbers are ID3v1's list; mutagen knows their names."""
    if mend and all(any(letter.isalpha() for letter in genre) and "(" not in genre for genre in mend):
        return mend
    frame = tags.get("TCON")
    return _clean_all(frame.genres) if frame is not None else ()


def _vorbis(tags: Any, pictures: Iterable[Any]) -> tuple[Record, Picture | None]:  # noqa: ANN401
    table: dict[str, list[str]] = {}
    for name, text in tags:
        table.setdefault(name.lower(), []).append(text)
    front = [picture for picture in pictures if picture.type == 3]  # noqa: PLR2004  as in ID3
    picture = _picture((front or list(pictures))[0].data) if front or pictures else None
    for block in table.get("metadata_block_picture", ())[:4]:
        with contextlib.suppress(ValueError, TypeError, mutagen.MutagenError):
            picture = picture or _picture(FlacPicture(base64.b64decode(block)).data)

    def one(*names: str) -> str:
        return next((clean(table[name][0]) for name in names if table.get(name)), "")

    gain, album_gain = _gain(one("replaygain_track_gain")), _gain(one("replaygain_album_gain"))
    return Record(
        title=one("title"),
        artists=_clean_all(table.get("artist", ()) or table.get("performer", ())),
        album=one("album"),
        album_artist=one("albumartist", "album artist", "album_artist"),
        compilation=one("compilation") == "1",
        disc=first_number(one("discnumber", "disc")),
        number=first_number(one("tracknumber", "track")),
        year=year_of(one("date", "year", "originaldate")),
        genres=_clean_all(table.get("genre", ())),
        gain_db=_r128(one("r128_track_gain")) if gain is None else gain,
        album_gain_db=_r128(one("r128_album_gain")) if album_gain is None else album_gain,
        cover=picture.digest if picture else "",
    ), picture


def _mp4(tags: Any) -> tuple[Record, Picture | None]:  # noqa: ANN401
    def all_of(name: str) -> tuple[str, ...]:
        return _clean_all([text for text in tags.get(name, ()) if isinstance(text, str)])

    def own(name: str) -> str:
        for given in (f"----:com.apple.iTunes:{name}", f"----:com.apple.iTunes:{name.upper()}"):
            if tags.get(given):
                return bytes(tags[given][0]).decode("utf-8", "replace")
        return ""

    def number(name: str) -> int | None:
        found = tags.get(name)
        return first_number(str(found[0][0])) if found else None

    covers = tags.get("covr")
    picture = _picture(bytes(covers[0])) if covers else None
    return Record(
        title=_first(all_of("\xa9nam")),
        artists=all_of("\xa9ART"),
        album=_first(all_of("\xa9alb")),
        album_artist=_first(all_of("aART")),
        compilation=bool(tags.get("cpil")),
        disc=number("disk"),
        number=number("trkn"),
        year=year_of(_first(all_of("\xa9day"))),
        genres=all_of("\xa9gen"),
        gain_db=_gain(own("replaygain_track_gain")),
        album_gain_db=_gain(own("replaygain_album_gain")),
        cover=picture.digest if picture else "",
    ), picture


def _riff(info: dict[str, bytes]) -> Record:
    names = ("INAM", "IART", "IPRD", "ICRD", "IGNR", "ITRK")
    title, artist, album, date, genre, number = (
        clean(text) for text in mended([info.get(name, b"").decode("latin-1") for name in names])
    )
    artists, genres = (artist,) if artist else (), (genre,) if genre else ()
    record = Record(title, artists, album, number=first_number(number), genres=genres)
    record.year = year_of(date)
    return record


def _texts(frame: Any) -> list[str]:  # noqa: ANN401
    return [] if frame is None else [str(text)[:20_000] for text in frame.text]


def _clean_all(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (clean(part) for text in texts for part in text.split("\0")))))[:16]


def _first(texts: tuple[str, ...]) -> str:
    return texts[0] if texts else ""


def _picture(data: bytes) -> Picture | None:
    return Picture(hashlib.sha1(data, usedforsecurity=False).hexdigest(), data) if data else None


_GAIN: Final = re.compile(r"\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*(?:dB)?\s*", re.IGNORECASE)


def _gain(text: str | None) -> float | None:
    found = _GAIN.fullmatch(text or "")
    return None if found is None else _bounded(float(found[1].replace(",", ".")))


def _r128(text: str) -> float | None:
    """Q7.8 fixed point (RFC 7845, 5.2.1)."""
    try:
        return _bounded(int(text) / 256 + _R128_TO_REPLAYGAIN_DB)
    except ValueError:
        return None


def _bounded(gain_db: float) -> float | None:
    """No music is 60 dB off: such a tag is an error, and would be heard."""
    return round(gain_db, 2) if -60 <= gain_db <= 60 else None  # noqa: PLR2004


def is_music(name: str) -> bool:
    """Whether a file of this name is looked into. What begins with a point is hidden ("._x.mp3" of a Mac)."""
    return not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES

"""Tags and length of mp3, flac, ogg, opus, m4a, wav and aiff, by mutagen. Knows no database.

One reader for each kind of tag: ID3 frames (id3.org, ID3v2.4), Vorbis comments (xiph.org, field names by usage of
MusicBrainz Picard), MP4 atoms (iTunes).
"""

import base64
import contextlib
from collections.abc import Callable, Iterable
from typing import Any, Final

import mutagen
from mutagen.aiff import AIFF
from mutagen.flac import FLAC
from mutagen.flac import Picture as FlacPicture
from mutagen.id3 import ID3
from mutagen.mp3 import MP3, MPEGInfo
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from headunit.kernel.errors import HeadunitError
from headunit.kernel.text.encodings import mended
from headunit.music.library.clean import clean, clean_all, first, first_number, gain, r128, year_of
from headunit.music.library.mutagen_id3 import id3_record, id3_tags
from headunit.music.library.names import without_disc
from headunit.music.library.record import Picture, Record, picture_of
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
#: An ID3 tag beyond this is a lie or no song's (bytes): its size says so before anything is read.
_LARGEST_TAG: Final = 64 << 20


class UnreadableError(HeadunitError):
    """No music that could be understood; says why."""


def read_tags(path: str) -> tuple[Record, Picture | None]:
    """What the file says of itself, and the picture in it.

    Raises UnreadableError; OSError where it cannot be opened.
    """
    reader = _READERS[path[path.rindex(".") :].lower()]
    try:
        with open(path, "rb") as file:  # noqa: PTH123  ten thousand times
            size = _tag_size(file.read(10))
            file.seek(0)
            if reader is MP3 and size:
                quick = id3_record(file.read(size))
                if quick is not None:
                    file.seek(0)
                    quick[0].duration_s = _duration(MPEGInfo(file, size))
                    return quick
                file.seek(0)
            try:
                found = reader(file)
            except mutagen.MutagenError:
                # A name that lies: what is inside counts.
                file.seek(0)
                other = _inside(file.read(64))
                if other in {None, reader}:
                    raise
                file.seek(0)
                found = other(file)
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


def _inside(head: bytes) -> Any:  # noqa: ANN401  one of mutagen's classes
    """The reader for what begins so; None for none of ours."""
    if head[:4] == b"OggS":
        return OggOpus if b"OpusHead" in head else OggVorbis
    kinds = ((b"fLaC", 0, FLAC), (b"ftyp", 4, MP4), (b"RIFF", 0, WAVE), (b"FORM", 0, AIFF), (b"ID3", 0, MP3))
    return next((reader for sign, at, reader in kinds if head[at : at + len(sign)] == sign), None)


def _tag_size(head: bytes) -> int:
    """Bytes of the ID3v2 tag in front, its head among them; 0 without one."""
    if head[:3] != b"ID3" or len(head) < 10:  # noqa: PLR2004
        return 0
    size = 0
    for part in head[6:10]:
        size = size << 7 | part & 0x7F  # synchsafe (ID3v2.4, 6.2)
    if size > _LARGEST_TAG:
        raise UnreadableError(f"its tag claims to be {size >> 20} MB long")
    return size + 10


def _duration(info: Any) -> float | None:  # noqa: ANN401
    """The longest that is believed is a week: endless ones are headers of broken files."""
    length = getattr(info, "length", None)
    return round(float(length), 3) if length and 0 < length < 7 * 86400 else None


def _record(found: Any) -> tuple[Record, Picture | None]:  # noqa: ANN401  mutagen's types are not typed
    tags = found.tags
    if tags is None:
        record, picture = Record(), None
    elif isinstance(tags, ID3):
        record, picture = id3_tags(tags)
    elif isinstance(found, MP4):
        record, picture = _mp4(tags)
    elif hasattr(tags, "as_dict"):
        record, picture = _vorbis(tags, getattr(found, "pictures", ()))
    else:
        record, picture = Record(), None
    record.duration_s = _duration(found.info)
    record.album, disc = without_disc(record.album)
    record.disc = disc if record.disc is None else record.disc
    return record, picture


def _vorbis(tags: Any, pictures: Iterable[Any]) -> tuple[Record, Picture | None]:  # noqa: ANN401
    table: dict[str, list[str]] = {}
    for name, text in tags:
        table.setdefault(name.lower(), []).append(text)
    front = [picture for picture in pictures if picture.type == 3]  # noqa: PLR2004  as in ID3
    picture = picture_of((front or list(pictures))[0].data) if front or pictures else None
    for block in table.get("metadata_block_picture", ())[:4]:
        with contextlib.suppress(ValueError, TypeError, mutagen.MutagenError):
            flac: Any = FlacPicture
            picture = picture or picture_of(flac(base64.b64decode(block)).data)

    def one(*names: str) -> str:
        return next((clean(table[name][0]) for name in names if table.get(name)), "")

    track_db, album_db = gain(one("replaygain_track_gain")), gain(one("replaygain_album_gain"))
    return Record(
        title=one("title"),
        artists=clean_all(table.get("artist", ()) or table.get("performer", ())),
        album=one("album"),
        album_artist=one("albumartist", "album artist", "album_artist"),
        compilation=one("compilation") == "1",
        disc=first_number(one("discnumber", "disc")),
        number=first_number(one("tracknumber", "track")),
        year=year_of(one("date", "year", "originaldate")),
        genres=clean_all(table.get("genre", ())),
        gain_db=r128(one("r128_track_gain")) if track_db is None else track_db,
        album_gain_db=r128(one("r128_album_gain")) if album_db is None else album_db,
        cover=picture.digest if picture else "",
    ), picture


def _mp4(tags: Any) -> tuple[Record, Picture | None]:  # noqa: ANN401
    def all_of(name: str) -> tuple[str, ...]:
        return clean_all([text for text in tags.get(name, ()) if isinstance(text, str)])

    def own(name: str) -> str:
        for given in (f"----:com.apple.iTunes:{name}", f"----:com.apple.iTunes:{name.upper()}"):
            if tags.get(given):
                return bytes(tags[given][0]).decode("utf-8", "replace")
        return ""

    def number(name: str) -> int | None:
        found = tags.get(name)
        return first_number(str(found[0][0])) if found else None

    covers = tags.get("covr")
    picture = picture_of(bytes(covers[0])) if covers else None
    return Record(
        title=first(all_of("\xa9nam")),
        artists=all_of("\xa9ART"),
        album=first(all_of("\xa9alb")),
        album_artist=first(all_of("aART")),
        compilation=bool(tags.get("cpil")),
        disc=number("disk"),
        number=number("trkn"),
        year=year_of(first(all_of("\xa9day"))),
        genres=all_of("\xa9gen"),
        gain_db=gain(own("replaygain_track_gain")),
        album_gain_db=gain(own("replaygain_album_gain")),
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

"""ID3 tags: those that are plain read at once, all others by mutagen. Knows no other kind of tag."""

from collections.abc import Sequence
from typing import Any, Final

import mutagen.id3

from headunit.kernel.text.encodings import mended
from headunit.music.library.clean import bounded, clean_all, first, first_number, gain, year_of
from headunit.music.library.id3_frames import frames, picture, text
from headunit.music.library.names import without_disc
from headunit.music.library.record import Picture, Record, picture_of

_FRONT_COVER: Final = 3
_MASTER_VOLUME: Final = 1
#: The frames of which something is made; years are TDRC since version 2.4, TYER before.
_TEXTS: Final = frozenset(
    {"TIT2", "TPE1", "TALB", "TPE2", "TCON", "TCMP", "TPOS", "TRCK", "TDRC", "TYER", "TDOR", "TORY"}
)
#: Those that a person reads, in which an encoding may be wrong.
_READ: Final = ("TIT2", "TPE1", "TALB", "TPE2", "TCON")
_LONGEST: Final = 20_000


def id3_record(tag: bytes) -> tuple[Record, Picture | None] | None:
    """From the bytes of a tag. None where it is not plain."""
    found = frames(tag)
    if found is None:
        return None
    texts: dict[str, list[str]] = {}
    own: dict[str, str] = {}
    cover: bytes | None = None
    for name, content in found:
        if name in _TEXTS or name == "TXXX":
            read = text(content)
            if read is None:
                return None
            if name == "TXXX":
                if len(read[0]) > 1:
                    own[read[0][0].lower()] = read[0][1]
            else:
                texts.setdefault(name, []).extend(part[:_LONGEST] for part in read[0])
        elif name == "APIC":
            one = picture(content)
            if one is not None and (cover is None or one[0] == _FRONT_COVER):
                cover = one[1]
        elif name == "RVA2":
            return None
    return _made(texts, own, cover)


def id3_tags(tags: Any) -> tuple[Record, Picture | None]:  # noqa: ANN401  mutagen has no types
    """From what mutagen has read."""
    texts: dict[str, list[str]] = {}
    own: dict[str, str] = {}
    cover: bytes | None = None
    volume: float | None = None
    for frame in tags.values():
        name = frame.FrameID
        if name in _TEXTS:
            texts[name] = [str(part)[:_LONGEST] for part in frame.text]
        elif name == "TXXX":
            own[frame.desc.lower()] = str(frame)[:_LONGEST]
        elif name == "APIC" and (cover is None or frame.type == _FRONT_COVER):
            cover = frame.data
        elif name == "RVA2" and frame.channel == _MASTER_VOLUME and frame.desc.lower() in {"track", ""}:
            volume = frame.gain
    record, made = _made(texts, own, cover)
    if record.gain_db is None and volume is not None:
        record.gain_db = bounded(volume)
    return record, made


def _made(texts: dict[str, list[str]], own: dict[str, str], cover: bytes | None) -> tuple[Record, Picture | None]:
    _mend(texts)

    def one(*names: str) -> str:
        return next((texts[name][0] for name in names if texts.get(name)), "")

    made = picture_of(cover) if cover else None
    record = Record(
        title=first(clean_all(texts.get("TIT2", ()))),
        artists=clean_all(texts.get("TPE1", ())),
        album=first(clean_all(texts.get("TALB", ()))),
        album_artist=first(clean_all(texts.get("TPE2", ()))),
        compilation=one("TCMP") == "1",
        disc=first_number(one("TPOS")),
        number=first_number(one("TRCK")),
        year=year_of(one("TDRC", "TYER", "TDOR", "TORY")),
        genres=_genres(texts.get("TCON", ())),
        gain_db=gain(own.get("replaygain_track_gain")),
        album_gain_db=gain(own.get("replaygain_album_gain")),
        cover=made.digest if made else "",
    )
    record.album, disc = without_disc(record.album)
    record.disc = disc if record.disc is None else record.disc
    return record, made


def _mend(texts: dict[str, list[str]]) -> None:
    read = [part for name in _READ for part in texts.get(name, ())]
    if all(part.isascii() for part in read):
        return
    mend = iter(mended(read))
    for name in _READ:
        if name in texts:
            texts[name] = [next(mend) for _ in texts[name]]


def _genres(given: Sequence[str]) -> tuple[str, ...]:
    """Numbers, and numbers in brackets, are places in ID3v1's list: mutagen knows their names."""
    if any("(" in genre or genre.isdecimal() or genre in {"RX", "CR"} for genre in given):
        frame: Any = mutagen.id3.TCON
        given = frame(encoding=3, text=given).genres
    return clean_all(given)

"""What is known of one file: as read from it, before anything is made of it. No logic."""

import hashlib
from dataclasses import dataclass, replace


@dataclass(slots=True)
class Picture:
    """A picture inside a file. `digest`: of its bytes."""

    digest: str
    data: bytes


def picture_of(data: bytes) -> Picture | None:
    """A picture, or None where there is nothing of it."""
    return Picture(hashlib.sha1(data, usedforsecurity=False).hexdigest(), data) if data else None


@dataclass(slots=True)
class Record:
    """Tags and length of a file. Texts are clean: no controls, no surrounding spaces, bounded. Gains in dB (ReplayGain
    2.0: relative to -18 LUFS)."""

    title: str = ""
    artists: tuple[str, ...] = ()
    album: str = ""
    album_artist: str = ""
    compilation: bool = False
    disc: int | None = None
    number: int | None = None
    year: int | None = None
    genres: tuple[str, ...] = ()
    duration_s: float | None = None
    gain_db: float | None = None
    album_gain_db: float | None = None
    cover: str = ""

    def with_missing(self, other: "Record") -> "Record":
        """The same, and what it lacks from `other`."""
        return replace(
            self,
            title=self.title or other.title,
            artists=self.artists or other.artists,
            album=self.album or other.album,
            disc=self.disc if self.disc is not None else other.disc,
            number=self.number if self.number is not None else other.number,
            year=self.year if self.year is not None else other.year,
            genres=self.genres or other.genres,
        )

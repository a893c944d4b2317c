"""What was on, kept for the next start: one JSON file. Knows no player. What cannot be read is left out, never fatal."""

import dataclasses
import json
import logging
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from headunit.kernel.kept_file import KeptFile
from headunit.music.ports import Resume
from headunit.music.state import Medium, Repeat, Track

log = logging.getLogger(__name__)

VERSION: Final = 1
#: A file beyond this was not written by us (characters).
_LARGEST: Final = 64_000_000
_TEXTS: Final = ("title", "artist", "album", "album_artist", "genre", "sort_key")
_WHOLE: Final = ("year", "disc", "number")
_REAL: Final = ("duration_s", "gain_db", "album_gain_db")


class ResumeFile:
    """`save` returns at once; `end` waits for the disk."""

    def __init__(self, file: Path) -> None:
        self._path = file
        self._file = KeptFile(file)
        self._tracks: tuple[Track, ...] = ()
        self._rows: list[dict[str, object]] = []

    def load(self) -> Resume:
        """What was kept; nothing where there is no file, or none that can be understood."""
        try:
            with self._path.open(encoding="utf-8") as file:
                return resumed(json.loads(file.read(_LARGEST)))
        except FileNotFoundError:
            pass
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            log.warning("what was playing before the restart cannot be read: %s", error)
        return Resume()

    def save(self, resume: Resume) -> None:
        """Replace what was kept. A long queue is turned into rows once."""
        if resume.tracks is not self._tracks:
            self._tracks, self._rows = resume.tracks, [_row(track) for track in resume.tracks]
        content = {
            "version": VERSION,
            "now": resume.now,
            "position_s": round(resume.position_s, 3),
            "source": resume.source,
            "shuffle": resume.shuffle,
            "repeat": resume.repeat.value,
            "playing": resume.playing,
            "tracks": self._rows,
        }
        self._file.save(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogateescape"))

    def end(self) -> None:
        """Wait until it is on the disk."""
        self._file.end()


def _row(track: Track) -> dict[str, object]:
    row = {
        name: value
        for name, value in dataclasses.asdict(track).items()
        if value not in {None, ""} and name not in {"cover", "medium"}
    }
    row["medium"] = track.medium.value
    if track.cover is not None:
        row["cover"] = str(track.cover)
    return row


def resumed(content: object) -> Resume:
    """From JSON. Raises ValueError, TypeError or KeyError where it is not what `save` writes."""
    if not isinstance(content, Mapping) or content.get("version") != VERSION:
        raise ValueError("not a queue of this version")
    tracks = tuple(_track(row) for row in content["tracks"])
    now, position_s = int(content["now"]), float(content["position_s"])
    if not (math.isfinite(position_s) and position_s >= 0) or not 0 <= now <= max(0, len(tracks) - 1):
        raise ValueError("no such place in the queue")
    return Resume(
        tracks,
        now,
        position_s,
        str(content["source"]),
        bool(content["shuffle"]),
        Repeat(content["repeat"]),
        bool(content["playing"]),
    )


def _track(row: object) -> Track:
    if not isinstance(row, Mapping) or not isinstance(row["uri"], str):
        raise TypeError(f"not a track: {str(row)[:40]}")
    numbers = {name: int(row[name]) for name in _WHOLE if name in row}
    reals = {name: float(row[name]) for name in _REAL if name in row}
    texts = {name: str(row.get(name, "")) for name in _TEXTS}
    cover = Path(str(row["cover"])) if "cover" in row else None
    return Track(row["uri"], **texts, **numbers, **reals, cover=cover, medium=Medium(row["medium"]))  # type: ignore[arg-type]  # each is of its field's type

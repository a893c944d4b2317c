"""What was on, kept for the next start as JSON. Knows no player. What cannot be read is left out, never fatal."""

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
    """Two files in `folder`: the queue, written when it changes, and the place in it, written every few seconds.

    `save` returns at once; `end` waits for the disk. Power may go between the two: the place names its track.
    """

    def __init__(self, folder: Path) -> None:
        self._paths = folder / "music-queue.json", folder / "music-place.json"
        self._queue, self._place = (KeptFile(path) for path in self._paths)
        self._tracks: tuple[Track, ...] | None = None

    def load(self) -> Resume:
        """What was kept; nothing where there is no file, or none that can be understood."""
        try:
            with self._paths[0].open(encoding="utf-8", errors="surrogateescape") as file:
                tracks = listed(json.loads(file.read(_LARGEST)))
        except FileNotFoundError:
            return Resume()
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            log.warning("the queue before the restart cannot be read: %s", error)
            return Resume()
        try:
            with self._paths[1].open(encoding="utf-8", errors="surrogateescape") as file:
                return placed(tracks, json.loads(file.read(_LARGEST)))
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            log.warning("the place in the queue before the restart is lost: %s", error)
            return Resume(tracks)

    def save(self, resume: Resume) -> None:
        """Replace what was kept."""
        if resume.tracks is not self._tracks:
            tracks = self._tracks = resume.tracks
            self._queue.save(lambda: _json({"version": VERSION, "tracks": [_row(track) for track in tracks]}))
        uri = resume.tracks[resume.now].uri if resume.tracks else ""
        content = {
            "version": VERSION,
            "now": resume.now,
            "uri": uri,
            "position_s": round(resume.position_s, 3),
            "source": resume.source,
            "shuffle": resume.shuffle,
            "repeat": resume.repeat.value,
            "playing": resume.playing,
        }
        self._place.save(lambda: _json(content))

    def end(self) -> None:
        """Wait until it is on the disk."""
        self._queue.end()
        self._place.end()


def _json(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogateescape")


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


def listed(content: object) -> tuple[Track, ...]:
    """From JSON. Raises ValueError, TypeError or KeyError where it is not what `save` writes."""
    if not isinstance(content, Mapping) or content.get("version") != VERSION:
        raise ValueError("not a queue of this version")
    return tuple(_track(row) for row in content["tracks"])


def placed(tracks: tuple[Track, ...], content: object) -> Resume:
    """The same for the place. A track that the queue has elsewhere is looked for; one that it lacks is let go."""
    if not isinstance(content, Mapping) or content.get("version") != VERSION:
        raise ValueError("not a place of this version")
    now, position_s = int(content["now"]), float(content["position_s"])
    if not (math.isfinite(position_s) and position_s >= 0):
        raise ValueError("no such moment")
    if not 0 <= now < len(tracks) or tracks[now].uri != content["uri"]:
        found = next((at for at, track in enumerate(tracks) if track.uri == content["uri"]), None)
        now, position_s = (0, 0.0) if found is None else (found, position_s)
    repeat, playing = Repeat(content["repeat"]), bool(content["playing"])
    return Resume(tracks, now, position_s, str(content["source"]), bool(content["shuffle"]), repeat, playing)


def _track(row: object) -> Track:
    if not isinstance(row, Mapping) or not isinstance(row["uri"], str):
        raise TypeError(f"not a track: {str(row)[:40]}")
    numbers = {name: int(row[name]) for name in _WHOLE if name in row}
    reals = {name: float(row[name]) for name in _REAL if name in row}
    texts = {name: str(row.get(name, "")) for name in _TEXTS}
    cover = Path(str(row["cover"])) if "cover" in row else None
    return Track(row["uri"], **texts, **numbers, **reals, cover=cover, medium=Medium(row["medium"]))  # type: ignore[arg-type]  # each is of its field's type

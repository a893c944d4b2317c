"""Words of a song inside its tags, by mutagen: ID3 (USLT, SYLT), Vorbis comments, MP4. Knows no LRC."""

from pathlib import Path
from typing import Any, Final

import mutagen
from mutagen.id3 import ID3

_MILLISECONDS: Final = 2
_NAMES: Final = ("lyrics", "unsyncedlyrics", "syncedlyrics", "\xa9lyr")


def words_inside(path: Path) -> str | list[tuple[str, float]]:
    """Plain text or LRC; or lines with their times in seconds. Empty where there is nothing that can be read."""
    try:
        tags: Any = mutagen.File(path).tags
    except Exception:  # noqa: BLE001  whatever a damaged file makes of a parser: there are no words then
        return ""
    if _is_id3(tags):
        for frame in tags.getall("SYLT"):
            if frame.format == _MILLISECONDS and frame.text:
                return [(str(text), at_ms / 1000) for text, at_ms in frame.text]
        return next((str(frame.text) for frame in tags.getall("USLT") if frame.text), "")
    for name in _NAMES:
        try:
            found = tags.get(name) if tags is not None else None
        except (KeyError, ValueError):
            continue
        if found:
            return str(found[0] if isinstance(found, list) else found)
    return ""


def _is_id3(tags: object) -> bool:
    return isinstance(tags, ID3)

"""Which files are music, by their names. Loads nothing: a scan without news needs no more."""

from typing import Final

#: mp3, flac, ogg (Vorbis), opus, m4a (AAC, ALAC), wav, aiff.
SUFFIXES: Final = frozenset({".mp3", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".m4b", ".mp4", ".wav", ".aif", ".aiff"})


def is_music(name: str) -> bool:
    """Whether a file of this name is looked into. What begins with a point is hidden ("._x.mp3" of a Mac)."""
    dot = name.rfind(".")
    return dot > 0 and name[0] != "." and name[dot:].lower() in SUFFIXES

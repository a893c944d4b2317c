"""Where a track lies, as far as an engine cares: on this computer, or somewhere else."""

from pathlib import Path
from urllib.parse import unquote, urlsplit


def local_path(uri: str) -> Path | None:
    """The file, where it is one of this computer."""
    return Path(unquote(urlsplit(uri).path)) if uri.startswith("file:") else None


def gone(uri: str) -> bool:
    """Whether it was a file of this computer, and is not there."""
    path = local_path(uri)
    try:
        return path is not None and not path.exists()
    except (OSError, ValueError):
        return True


def why_not(uri: str) -> str:
    """One line on what an engine could not play."""
    if gone(uri):
        return "the file is gone"
    return "it does not answer, or it is no music" if local_path(uri) is None else "it cannot be read as music"

"""A file that the library does not know, by what its own tags say. Blocks; loads mutagen."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from headunit.kernel.errors import HeadunitError
from headunit.music.library.formats import is_music
from headunit.music.library.sorting import sort_key
from headunit.music.state import Track


def tagged(uri: str) -> Track:
    """What can be said of it: where it cannot be read, its name."""
    path = Path(unquote(urlsplit(uri).path))
    bare = Track(uri, path.stem or uri)
    if not is_music(path.name):
        return bare
    from headunit.music.library.mutagen_tags import read_tags  # noqa: PLC0415  only for a file from elsewhere

    try:
        said, _ = read_tags(str(path))
    except (HeadunitError, OSError, ValueError):
        return bare
    title = said.title or bare.title
    return Track(
        uri,
        title,
        ", ".join(said.artists),
        said.album,
        said.album_artist,
        said.genres[0] if said.genres else "",
        said.year,
        said.disc,
        said.number,
        said.duration_s,
        said.gain_db,
        said.album_gain_db,
        sort_key=sort_key(title),
    )

"""What a person may say to `map add`: a known name, a file, an address. Knows no build."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from headunit.kernel.errors import HeadunitError, UsageError, did_you_mean
from headunit.regions.download import download
from headunit.regions.known import KNOWN, KnownExtract
from headunit.regions.package_archive import fetch_known

#: Names become folders. One that begins with a dot or ends in .part is ours.
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_SUFFIXES = (".osm.pbf", ".pbf", ".osm", ".osm.bz2")
#: What map services append to the names of their files.
_HABITS = re.compile(r"-(latest|\d{6}|\d{4}(-\d\d-\d\d)?)$")


@dataclass(frozen=True, slots=True)
class Source:
    """`text`: what is written into the region, so that it can be updated from the same place."""

    text: str
    name: str
    title: str
    known: KnownExtract | None = None
    url: str = ""
    file: Path | None = None

    def fetch(self, folder: Path, progress: Callable[[float], None]) -> Path:
        """The extract: the user's own file where it lies, else fetched into `folder`. Blocks. Raises HeadunitError."""
        target = folder / "extract.osm.pbf"
        if self.file is not None:
            return self.file
        if self.known is not None:
            fetch_known(self.known, target, progress)
        elif not target.exists():
            download(self.url, target, progress)
        return target


def named(name: str) -> str:
    """`name` as a region's name. Raises UsageError where it cannot be one."""
    if not _NAME.fullmatch(name) or name.endswith(".part"):
        raise UsageError(f"{name!r} cannot be a region's name: small letters, digits, - and _, no more than 64")
    return name


def parse(text: str, name: str = "") -> Source:
    """What `text` stands for; `name` is the user's own for it, or "". Raises UsageError, HeadunitError."""
    chosen = named(name) if name else ""
    if text in KNOWN:
        known = KNOWN[text]
        return Source(text, chosen or known.name, chosen.title() if chosen else known.title, known=known)
    scheme = urlsplit(text).scheme.lower()
    if scheme in {"http", "https"}:
        return _titled(text, chosen, unquote(urlsplit(text).path.rpartition("/")[2]), url=text)
    if scheme and "://" in text:
        raise UsageError(f"{text}: maps come by http or https, not by {scheme}")
    file = Path(text).expanduser()
    if not text:
        raise did_you_mean("map", text, list(KNOWN))
    if file.is_file():
        return _titled(str(file.resolve()), chosen, file.name, file=file.resolve())
    if file.is_dir():
        raise HeadunitError(f"{text} is a folder, not an extract (.osm.pbf)")
    if "/" in text or "." in text:
        raise HeadunitError(f"there is no file {text}")
    raise did_you_mean("map", text, list(KNOWN))


def _titled(text: str, chosen: str, file_name: str, *, url: str = "", file: Path | None = None) -> Source:
    stem = file_name
    for suffix in _SUFFIXES:
        if stem.lower().endswith(suffix):
            stem = stem[: -len(suffix)]
            break
    stem = _HABITS.sub("", stem)
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    name = chosen or re.sub(r"[^a-z0-9_-]+", "-", plain).strip("-_")[:64]
    if not _NAME.fullmatch(name):
        raise UsageError(f"{text}: no name can be made of it; give one with --name")
    title = name if chosen else stem
    return Source(text, name, " ".join(word.capitalize() for word in re.split(r"[-_ ]+", title)), url=url, file=file)

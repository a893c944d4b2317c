"""A small collection of real files with real tags, and a library over it."""

import contextlib
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import mutagen
from mutagen.id3 import ID3, TXXX
from tone_files import tone

from headunit.kernel.clock import ManualClock
from headunit.music.library.keepsakes import Kept
from headunit.music.library.progress_line import Told
from headunit.music.library.scan import Root
from headunit.music.library.worker import scan_library
from headunit.music.sources.library import LibrarySource
from headunit.music.state import Item

#: The words of mutagen's easy tags.
Tags = dict[str, str]


def plain(kind: str) -> Path:
    """A tone of 0.3 s without tags."""
    return Path(unquote(urlsplit(tone(kind, 440, 0.3)).path))


def make(path: Path, **tags: str | list[str]) -> Path:
    """A file of the kind that its name says, with these tags (mutagen's easy names)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(plain(path.suffix[1:]), path)
    if tags:
        file = mutagen.File(path, easy=True)
        if file.tags is None:
            file.add_tags()
        for name, value in tags.items():
            file[name] = value
        file.save()
    return path


def make_raw_id3(path: Path, **frames: bytes) -> Path:
    """An mp3 with ID3v2.3 frames of encoding 0, whose bytes are given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    body = b"".join(
        name.encode() + (len(value) + 1).to_bytes(4, "big") + b"\0\0\0" + value for name, value in frames.items()
    )
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    audio = plain("mp3").read_bytes()
    audio = audio[audio.find(b"\xff\xfb") :]
    path.write_bytes(b"ID3\x03\0\0" + size + body + audio)
    return path


def with_own_texts(path: Path, **texts: str) -> None:
    """TXXX frames into an mp3."""
    tags = ID3(path)
    for name, text in texts.items():
        tags.add(TXXX(encoding=3, desc=name.upper(), text=[text]))
    tags.save(path)


@dataclass
class Stage:
    """`music`: the folder that is scanned, `data`: where the library is kept."""

    music: Path
    data: Path
    kept: Kept = field(default_factory=Kept)
    told: list[Told] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.music.mkdir(parents=True, exist_ok=True)
        self.source = LibrarySource(self.data, self.data / "playlists", lambda: self.kept)

    def scan(self, *roots: Root, only: bool = False, **more: Callable[..., object]) -> Told:
        roots = roots or (Root(str(self.music)),)
        return scan_library(self.data, roots, ManualClock(), self.told.append, only=only, **more)

    def titles(self, key: str = "tracks") -> list[str]:
        return [item.title for item in self.source.open(key)]

    def items(self, key: str) -> dict[str, Item]:
        return {item.title: item for item in self.source.open(key)}

    def found(self, text: str) -> list[str]:
        return [item.title for item in self.source.search(text)]


@contextlib.contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    made = Stage(folder / "music", folder / "data")
    try:
        yield made
    finally:
        made.source.close()


#: Scans as the head unit does.
SCAN = (sys.executable, "-m", "headunit", "music", "scan")

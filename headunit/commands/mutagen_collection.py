"""A made-up collection of tagged files, to measure with. By FFmpeg and mutagen."""

import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

#: As collections are: mostly mp3.
KINDS: Final = ("mp3", "mp3", "mp3", "flac", "ogg", "m4a")
#: The last words of the titles, in turn.
WORDS: Final = ("Love", "Nacht", "\u9053", "\u00c9t\u00e9", "River", "\u6708\u4eae", "Home")


def make_files(music: Path, base: Path, count: int) -> None:
    """`count` tagged files of 3 s in folders by artist and album."""
    base.mkdir()
    for kind in set(KINDS):
        line = ["ffmpeg", "-loglevel", "error", "-nostdin", "-y", "-f", "lavfi", "-i", "sine=frequency=500:duration=3"]
        subprocess.run([*line, "-ac", "2", str(base / f"b.{kind}")], check=True)  # noqa: S603  our own words
    import mutagen

    for number in range(count):
        artist, album = number // 50, number // 10
        kind = KINDS[album % len(KINDS)]
        file = music / f"Artist {artist:03d}" / f"Album {album:04d}" / f"{number % 10 + 1:02d} - Track {number}.{kind}"
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(base / f"b.{kind}", file)
        tagged: Any = mutagen.File(file, easy=True)
        if tagged.tags is None:
            tagged.add_tags()
        tagged.update(
            title=f"Track {number} {WORDS[number % len(WORDS)]}",
            artist=f"Artist {artist:03d}",
            album=f"Album {album:04d}",
            tracknumber=f"{number % 10 + 1}/10",
            date=str(1960 + album % 60),
            genre=("Jazz", "Rock", "Pop")[album % 3],
        )
        tagged.save()

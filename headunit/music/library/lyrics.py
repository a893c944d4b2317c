"""The words of a song: an .lrc file beside it, else what is in its tags. Reads LRC with times. Knows no screen."""

import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from headunit.music.library.mutagen_lyrics import words_inside
from headunit.music.library.written_text import read_text
from headunit.music.state import LyricLine, Lyrics

_LARGEST: Final = 1 << 20
_MOST_LINES, _LONGEST_LINE = 2000, 300
#: [mm:ss], [mm:ss.x], [mm:ss:xx]; and the same in <> before single words (enhanced LRC).
_TIME: Final = re.compile(r"\[(\d{1,3}):([0-5]?\d)(?:[.:](\d{1,3}))?\]")
_WORD_TIME: Final = re.compile(r"<\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?>\s?")
_HEAD: Final = re.compile(r"\[(?P<name>[a-zA-Z#]+):(?P<value>[^\]]*)\]\s*")


def lyrics_of(uri: str) -> Lyrics:
    """The words of the file `uri`; no lines where there are none, or where they cannot be read."""
    if not uri.startswith("file://"):
        return Lyrics(uri)
    path = Path(unquote(urlsplit(uri).path, errors="surrogateescape"))
    for file in (path.with_suffix(".lrc"), path.with_suffix(".LRC")):
        try:
            text = read_text(file, _LARGEST)
        except OSError:
            continue
        found = parse(uri, text)
        if found.lines:
            return found
    inside = words_inside(path)
    if isinstance(inside, str):
        return parse(uri, inside)
    lines = tuple(LyricLine(text.strip()[:_LONGEST_LINE], at_s) for text, at_s in inside[:_MOST_LINES])
    return Lyrics(uri, lines, timed=bool(lines))


def parse(uri: str, text: str) -> Lyrics:
    """LRC, or plain text. Lines without a time in a text with times are left out: they are notes of the writer."""
    timed: list[LyricLine] = []
    plain: list[LyricLine] = []
    offset_s = 0.0
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")[: 2 * _MOST_LINES]:
        line, times = raw.strip(), []
        while (found := _TIME.match(line)) is not None:
            fraction = f"0.{found[3]}" if found[3] else "0"
            times.append(int(found[1]) * 60 + int(found[2]) + float(fraction))
            line = line[found.end() :].lstrip()
        if not times and (head := _HEAD.fullmatch(line)) is not None:
            if head["name"].lower() == "offset":
                # Positive: the words come sooner (ms).
                offset_s = float(head["value"]) / 1000 if re.fullmatch(r"\s*[+-]?\d{1,6}\s*", head["value"]) else 0.0
            continue
        words = _WORD_TIME.sub("", line).strip()[:_LONGEST_LINE]
        timed += [LyricLine(words, at_s) for at_s in times]
        if not times:
            plain.append(LyricLine(words))
    if timed:
        moved = [LyricLine(line.text, max(0.0, (line.at_s or 0.0) - offset_s)) for line in timed]
        return Lyrics(uri, tuple(sorted(moved, key=lambda line: line.at_s or 0.0)[:_MOST_LINES]), timed=True)
    while plain and not plain[0].text:
        plain.pop(0)
    while plain and not plain[-1].text:
        plain.pop()
    return Lyrics(uri, tuple(plain[:_MOST_LINES]))

"""A text file of unknown encoding, as it was meant. Knows no format."""

import codecs
from pathlib import Path
from typing import Final

from headunit.kernel.text.encodings import mended

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read_text(file: Path, largest: int) -> str:
    """At most `largest` bytes of it, newlines as they are. Raises OSError."""
    with file.open("rb") as content:
        return decoded(content.read(largest))


def decoded(raw: bytes) -> str:
    """By its byte order mark, else UTF-8, else by plausibility."""
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(codec, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        # Line by line the same writer: judged together.
        return "\n".join(mended(raw.decode("latin-1").split("\n")))

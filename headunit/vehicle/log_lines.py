"""The lines of a text log, one at a time, knowing where we are: what an error message and a cut last line need."""

import re
from collections.abc import Iterator
from typing import Final, TextIO, override

#: No log format has longer lines; a file of another kind must not fill the memory.
MAX_LINE: Final = 4_096


class LogLines(Iterator[str]):
    """Iterates over `file`. `pattern`: what each line must look like, blank ones apart; other lines raise ValueError.

    `number`: of the current line, from 1. `current`: the line itself. `last`: whether the file ends after it.
    """

    def __init__(self, file: TextIO, pattern: re.Pattern[str] | None = None) -> None:
        self._file, self._pattern = file, pattern
        self.number = 0
        self.current = ""
        self._next = file.readline(MAX_LINE)

    @property
    def last(self) -> bool:
        """Whether nothing follows the current line."""
        return not self._next

    @override
    def __iter__(self) -> "LogLines":
        return self

    @override
    def __next__(self) -> str:
        if not self._next:
            raise StopIteration
        self.number += 1
        self.current, self._next = self._next, self._file.readline(MAX_LINE)
        if self._pattern and self.current.strip() and not self._pattern.fullmatch(self.current.strip()):
            raise ValueError("not a frame")
        return self.current

    def close(self) -> None:
        """Close the file."""
        self._file.close()

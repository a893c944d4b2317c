"""Many lines to standard output, and a quiet end when the reader has seen enough (`| head`)."""

import os
import sys
from collections.abc import Iterable


def write_lines(lines: Iterable[str]) -> bool:
    """Write each of `lines`. False where the reader closed the pipe before the end: that is no failure.

    After that, standard output leads nowhere, so that nothing at the interpreter's exit trips over the closed pipe.
    """
    try:
        for line in lines:
            sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True

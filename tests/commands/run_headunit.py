"""Runs the command as a person does: another process, its own home, both streams kept."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

#: Nothing here takes so long unless it hangs.
PATIENCE_S = 120
#: Every warning is an error, but for the one that PySide6 provokes when it ends before a window was made.
WARNINGS = "error,ignore:gc:ResourceWarning"


@dataclass(frozen=True, slots=True)
class Said:
    code: int
    out: str
    err: str


def environment(home: Path, **more: str) -> dict[str, str]:
    """A machine without a display, and nobody's settings."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "TMPDIR"}}
    return {**kept, "HOME": str(home), "LANG": "C.UTF-8", "PYTHONWARNINGS": WARNINGS, **more}


def headunit(home: Path, *words: object, **more: str) -> Said:
    done = subprocess.run(
        [sys.executable, "-m", "headunit", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        env=environment(home, **more),
    )
    return Said(done.returncode, done.stdout, done.stderr)

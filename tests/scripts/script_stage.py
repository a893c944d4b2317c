"""A checkout in miniature: the real scripts, on a tree that a test makes up."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"


def put(root: Path, file: str, text: str) -> Path:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def put_program(root: Path, file: str, text: str) -> Path:
    path = put(root, file, f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def miniature(root: Path) -> Path:
    """A tree at `root` that has the project's scripts and its Python tools."""
    shutil.copytree(SCRIPTS, root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (root / ".venv").mkdir()
    (root / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    return root


def python(root: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of the scripts of the tree at `root`."""
    command = [sys.executable, str(root / "scripts" / script), *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300, check=False)


def bash(root: Path, program: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run lines of bash in the tree at `root`, as strictly as the scripts do."""
    return subprocess.run(
        ["bash", "-c", f"set -euo pipefail\n{program}"],
        cwd=root,
        env={**os.environ, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

"""Checks that every QML file looks as qmlformat writes it: scripts/qml_format.py [--fix]."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMATTER = Path(sys.executable).parent / "pyside6-qmlformat"


class NotQmlError(Exception):
    """What qmlformat says of a file that it cannot read."""


def unformatted(root: Path) -> dict[Path, str]:
    """The QML files under `root` that qmlformat would change, each with the text it would become.

    Raises NotQmlError.
    """
    files = [file for folder in ("headunit", "tests") for file in sorted((root / folder).rglob("*.qml"))]
    if not files:
        return {}
    # One process for all. Inside the checkout, because qmlformat looks for its settings in the folders above.
    cache = root / ".cache"
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as work:
        copies = {file: Path(work, file.relative_to(root)) for file in files}
        for file, copy in copies.items():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        command: list[str | Path] = [FORMATTER, "--inplace", *copies.values()]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise NotQmlError(done.stderr.replace(f"{work}/", ""))
        texts = {file: copy.read_text(encoding="utf-8") for file, copy in copies.items()}
    return {file: text for file, text in texts.items() if text != file.read_text(encoding="utf-8")}


def main(arguments: list[str]) -> int:
    """Name the files that are not formatted, or format them. 1 where one was named."""
    try:
        changes = unformatted(ROOT)
    except NotQmlError as error:
        print(error)
        return 1
    fix = arguments == ["--fix"]
    for file, text in changes.items():
        if fix:
            file.write_text(text, encoding="utf-8")
        print(f"{'formatted' if fix else 'not formatted'}: {file.relative_to(ROOT)}")
    return int(bool(changes) and not fix)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The phones that the car remembers, in the driver's order, kept as JSON; and the folder that each of them has.

What cannot be read is left out.
"""

import json
import logging
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from headunit.kernel.kept_file import KeptFile

log = logging.getLogger(__name__)

FILE: Final = "phones.json"


@dataclass(frozen=True, slots=True)
class Remembered:
    """`phones`: addresses with their names, the one chosen last first. `dnd`: do not disturb."""

    phones: tuple[tuple[str, str], ...] = ()
    dnd: bool = False


class KnownPhones:
    """`folder`: of all phones; None keeps nothing. `save` returns at once; `end` waits for the disk."""

    def __init__(self, folder: Path | None) -> None:
        self._path = None if folder is None else folder / FILE
        self._file = None if self._path is None else KeptFile(self._path)

    def load(self) -> Remembered:
        """What was kept."""
        if self._path is None:
            return Remembered()
        try:
            content = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return Remembered()
        except (OSError, ValueError, RecursionError) as error:
            log.warning("the phones before the restart cannot be read: %s", error)
            return Remembered()
        return _remembered(content)

    def save(self, remembered: Remembered) -> None:
        """Replace what was kept."""
        content = {
            "phones": [{"address": address, "name": name} for address, name in remembered.phones],
            "dnd": remembered.dnd,
        }
        if self._file is not None:
            self._file.save(lambda: json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))

    def end(self) -> None:
        """Wait until it is on the disk."""
        if self._file is not None:
            self._file.end()


def _remembered(content: object) -> Remembered:
    if not isinstance(content, dict):
        return Remembered()
    told = content.get("phones")
    phones: dict[str, str] = {}
    for one in told if isinstance(told, list) else []:
        match one:
            case {"address": str(address), "name": str(name)} if address:
                phones.setdefault(address, name)
            case _:
                pass
    return Remembered(tuple(phones.items()), content.get("dnd") is True)


def folder_of(phones: Path, address: str) -> Path:
    """Where the car keeps what it learnt of this phone."""
    return phones / re.sub(r"[^0-9A-Za-z]", "_", address)


def erase(folder: Path) -> None:
    """Remove all of it. Blocks for as long as that takes; logs what stays."""

    def stays(_function: object, path: str, error: BaseException) -> None:
        if not isinstance(error, FileNotFoundError):
            log.error("%s stays on the disk: %s", path, error)

    shutil.rmtree(folder, onexc=stays)

"""The driver's volumes, kept for the next start as JSON. What cannot be read is left out."""

import json
import logging
from collections.abc import Mapping
from pathlib import Path

from headunit.kernel.kept_file import KeptFile
from headunit.sound.state import Voiceprint

log = logging.getLogger(__name__)


class VolumeFile:
    """`save` returns at once; `end` waits for the disk."""

    def __init__(self, file: Path) -> None:
        self._path, self._file = file, KeptFile(file)

    def load(self) -> dict[Voiceprint, int]:
        """What was kept, for each who is known."""
        try:
            content = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            log.warning("the volumes before the restart cannot be read: %s", error)
            return {}
        if not isinstance(content, dict):
            return {}
        known = {who.value: who for who in Voiceprint}
        return {known[name]: volume for name, volume in content.items() if name in known and type(volume) is int}

    def save(self, volumes: Mapping[Voiceprint, int]) -> None:
        """Replace what was kept."""
        content = {who.value: volume for who, volume in volumes.items()}
        self._file.save(lambda: json.dumps(content).encode())

    def end(self) -> None:
        """Wait until it is on the disk."""
        self._file.end()

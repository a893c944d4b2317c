"""A small file, replaced in one step: after a power cut it is the old one or the new one. Knows no content."""

import contextlib
import os
import tempfile
from pathlib import Path


def replace_file(file: Path, content: bytes) -> None:
    """On the disk before it takes the old one's place. Raises OSError; the old one then stands."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("wb", dir=file.parent, prefix=f".{file.name[:40]}-", delete=False) as part:
        try:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
            Path(part.name).replace(file)
        except OSError:
            with contextlib.suppress(OSError):
                Path(part.name).unlink()
            raise

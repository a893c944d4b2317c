"""How much longer or shorter this driver takes than the map expects, by road class and country.

Pure but for its file. Times of arrival are multiplied by what it has learned; it never leaves this computer.
"""

import json
import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from headunit.kernel.kept_file import KeptFile

log = logging.getLogger(__name__)

#: So many metres on roads of one kind make one lesson: long enough to hold a red light or two.
LESSON_M: Final = 500.0
#: One lesson says no more than this (driven time over expected time): a closed barrier is not a way of driving.
LESSON: Final = (0.5, 2.0)
#: What is learned stays within this.
BOUNDS: Final = (0.7, 1.5)
#: Lessons weigh as much as this many metres at rest: until then the map is believed more than the driver.
TRUST_M: Final = 3_000.0
#: The past counts as this many metres at most, so that a new driver or tyre is learned within some hours.
MEMORY_M: Final = 50_000.0
#: A pause longer than this between two places is no driving (s).
PAUSE_S: Final = 90.0
_KEYS: Final = 500


@dataclass(slots=True)
class _Open:
    """A lesson that goes on."""

    length_m: float = 0.0
    driven_s: float = 0.0
    expected_s: float = 0.0


class LearnedSpeed:
    """`file`: where it is kept, or None. A damaged file is logged and left out. `later`: nobody waits for the disk."""

    def __init__(self, file: Path | None = None, *, later: bool = False) -> None:
        self._kept = None if file is None else KeptFile(file, later=later)
        self._learned: dict[str, tuple[float, float]] = {}  # mean of the ratio's logarithm, metres behind it
        self._open: dict[str, _Open] = {}
        self.unsaved = 0
        if file is not None:
            self._load(file)

    def _load(self, file: Path) -> None:
        try:
            content = json.loads(file.read_text("utf-8"))
            for key, (mean, weight_m) in content.items():
                if math.isfinite(mean) and 0 < weight_m <= MEMORY_M and abs(mean) <= math.log(2.01):
                    self._learned[str(key)] = (float(mean), float(weight_m))
        except FileNotFoundError:
            pass
        except (OSError, ValueError, TypeError, AttributeError) as error:
            self._learned.clear()
            log.warning("%s is not used: %s", file, error)

    def add(self, key: str, length_m: float, driven_s: float, expected_mps: float) -> None:
        """One piece driven on a road of the kind `key`. What cannot be is left out."""
        if not (0 < driven_s <= PAUSE_S and 0 < length_m < 200 * driven_s and 0 < expected_mps < 100):  # noqa: PLR2004
            return
        lesson = self._open.setdefault(key, _Open())
        lesson.length_m += length_m
        lesson.driven_s += driven_s
        lesson.expected_s += length_m / expected_mps
        if lesson.length_m >= LESSON_M:
            del self._open[key]
            self._learn(key, lesson)

    def _learn(self, key: str, lesson: _Open) -> None:
        ratio = min(max(lesson.driven_s / lesson.expected_s, LESSON[0]), LESSON[1])
        mean, weight_m = self._learned.pop(key, (0.0, 0.0))
        weight_m = min(weight_m, MEMORY_M - lesson.length_m)
        total_m = weight_m + lesson.length_m
        self._learned[key] = ((mean * weight_m + math.log(ratio) * lesson.length_m) / total_m, total_m)
        while len(self._learned) > _KEYS:
            del self._learned[next(iter(self._learned))]  # learned longest ago
        self.unsaved += 1

    def ratios(self) -> Mapping[str, float]:
        """Driven time over expected time for each kind of road that was driven. 1 is as the map expects."""
        return {
            key: min(max(math.exp(mean * weight_m / (weight_m + TRUST_M)), BOUNDS[0]), BOUNDS[1])
            for key, (mean, weight_m) in self._learned.items()
        }

    def save(self) -> None:
        """Write it to the file in one step. A disk that is full or gone is logged."""
        if self._kept is not None and self.unsaved:
            self.unsaved = 0
            learned = dict(self._learned)
            self._kept.save(lambda: json.dumps(learned).encode())

    def end(self) -> None:
        """Write what is not written yet, and wait until it is on the disk."""
        self.save()
        if self._kept is not None:
            self._kept.end()

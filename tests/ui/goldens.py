"""Which pictures are kept, and how each is drawn. As a program it prints a digest of each: another process's pictures.

Every example of every pane is there by night; by day, in other languages, sizes and seats the ones that differ most.
"""

import hashlib
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

from pictures import plain
from PySide6.QtGui import QGuiApplication, QImage
from screen_stage import EXAMPLES, opened

FOLDER = Path(__file__).parent / "golden"


@dataclass(frozen=True, slots=True)
class Golden:
    """One picture. `choices`: the driver's preferences."""

    example: str
    size: str = "1280x720"
    choices: dict[str, str] = field(default_factory=dict)

    def draw(self) -> QImage:
        """The picture as the screen draws it now."""
        with opened(self.example, self.size, **self.choices) as stage:
            return plain(stage.screen.grab())


def _named() -> dict[str, Golden]:
    day = {"theme": "day"}
    found = {f"{example.replace('/', '-')}-night": Golden(example) for example in EXAMPLES}
    for example in ("home/cruising", "vehicle/cruising", "vehicle/trouble", "settings/parked", "gallery/controls"):
        found[f"{example.replace('/', '-')}-day"] = Golden(example, choices=day)
    return found | {
        "home-trouble-zh": Golden("home/trouble", choices={"language": "zh"}),
        "settings-parked-zh": Golden("settings/parked", choices=day | {"language": "zh"}),
        "vehicle-cruising-de": Golden("vehicle/cruising", choices=day | {"language": "de"}),
        "home-cruising-right": Golden("home/cruising", choices=day | {"drive": "right"}),
        "vehicle-cruising-800x480": Golden("vehicle/cruising", "800x480"),
        "home-cruising-1024x600": Golden("home/cruising", "1024x600", day),
        "vehicle-trouble-1920x720": Golden("vehicle/trouble", "1920x720"),
    }


GOLDENS = _named()


def digest(picture: QImage) -> str:
    """Of every pixel and the size."""
    return hashlib.sha256(repr(picture.size()).encode() + bytes(picture.constBits())).hexdigest()


if __name__ == "__main__":
    application = QGuiApplication(sys.argv)
    json.dump({name: digest(golden.draw()) for name, golden in GOLDENS.items()}, sys.stdout)

"""Runs every tst_*.qml beside it, without a display: python tests/qml/run.py [-input FILE] [FUNCTION...]"""

import os
import sys
from pathlib import Path

os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "QSG_RENDER_LOOP": "basic"}
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QObject, Slot  # noqa: E402
from PySide6.QtQml import QQmlEngine  # noqa: E402
from PySide6.QtQuickTest import QUICK_TEST_MAIN_WITH_SETUP  # noqa: E402

from headunit.ui.words import load_fonts  # noqa: E402


class Setup(QObject):
    """What the tests find when they start: the fonts, and the modules in their place."""

    @Slot()
    def applicationAvailable(self) -> None:
        load_fonts()

    @Slot(QQmlEngine)
    def qmlEngineAvailable(self, engine: QQmlEngine) -> None:
        engine.addImportPath(str(ROOT))


if __name__ == "__main__":
    sys.exit(QUICK_TEST_MAIN_WITH_SETUP("controls", Setup, sys.argv, str(Path(__file__).parent)))

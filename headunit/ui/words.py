"""Fonts and languages: loaded once, switched live."""

import importlib.util
import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtGui import QFont, QFontDatabase

from headunit.presentation.quantity import write_in

log = logging.getLogger(__name__)

#: Where dates and decimals are read as the language's readers are used to.
LOCALES = {"en": "en_GB", "de": "de_DE", "zh": "zh_CN"}

#: Inter has no Chinese. Unless told, fontconfig takes the Japanese forms of the characters, which read as wrong.
FAMILY, HAN_FAMILY = "Inter", "Noto Sans CJK SC"

TRANSLATIONS = Path(__file__).parent / "translations"


def load_fonts() -> list[str]:
    """Register the typeface and the icons, which come as packages. Returns the families; logs what is missing."""
    families: list[str] = []
    for package, folder in (("fontpkg_inter", "files"), ("fonticon_mdi7", "fonts")):
        # Only the files are wanted: importing the icon package builds a table of 7,000 names, a quarter of a second.
        spec = importlib.util.find_spec(package)
        places = [] if spec is None else spec.submodule_search_locations or []
        for entry in sorted(file for place in places for file in Path(place, folder).iterdir()):
            if entry.suffix == ".ttf" and "Italic" not in entry.name:
                number = QFontDatabase.addApplicationFont(str(entry))
                found = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
                if not found:
                    log.error("the font %s cannot be read", entry.name)
                families += found
    QFont.insertSubstitution(FAMILY, HAN_FAMILY)
    return families


def said_in(tag: str, context: str) -> Callable[[str], str]:
    """Source texts of `context` in the language `tag` ("en", "de", "zh"), for what no screen shows: a printed page."""
    translator = QTranslator()
    translator.load(str(TRANSLATIONS / f"headunit_{tag}.qm"))
    # Where there is no translation, Qt's answer is empty.
    return lambda words: translator.translate(context, words) or words


class Language:
    """The one translator in use."""

    def __init__(self) -> None:
        self._translator: QTranslator | None = None

    def use(self, tag: str) -> None:
        """Turn every later translation to the language `tag` ("en", "de", "zh")."""
        write_in(QLocale(LOCALES[tag]))
        self.drop()
        # English too: its plural forms are a translation of "%n".
        translator = QTranslator()
        if translator.load(str(TRANSLATIONS / f"headunit_{tag}.qm")):
            QCoreApplication.installTranslator(translator)
            self._translator = translator
        else:
            log.error("no translation for %s: run scripts/run or scripts/test once, they compile it", tag)

    def drop(self) -> None:
        """Leave the application as it was: the next screen in this process brings its own language."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale, QObject

from headunit.ui.words import LOCALES


@pytest.fixture
def parent() -> QObject:
    return QObject()


@pytest.fixture
def speak() -> Iterator[Callable[[str], None]]:
    """Turn numbers and times to a language of the head unit: `speak("de")`."""
    before = QLocale()
    yield lambda language: QLocale.setDefault(QLocale(LOCALES[language]))
    QLocale.setDefault(before)

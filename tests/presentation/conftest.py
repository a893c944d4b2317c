from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale, QObject

from headunit.presentation.quantity import write_in
from headunit.ui.words import LOCALES


@pytest.fixture
def parent() -> QObject:
    return QObject()


@pytest.fixture
def speak() -> Iterator[Callable[[str], None]]:
    """Turn numbers and times to a language of the head unit: `speak("de")`."""
    before = QLocale()
    yield lambda language: write_in(QLocale(LOCALES[language]))
    write_in(before)

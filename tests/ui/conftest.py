"""What every test of the screen stands on: one application, and the golden pictures' option."""

import pytest
from PySide6.QtGui import QGuiApplication


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept-goldens", action="store_true", help="the pictures drawn now become the golden ones (tests/ui/golden)"
    )


@pytest.fixture(scope="session")
def accept_goldens(pytestconfig: pytest.Config) -> bool:
    """Whether new pictures replace the golden ones. Unknown to pytest where it was not started on this folder."""
    return bool(pytestconfig.getoption("--accept-goldens", default=False))


@pytest.fixture(autouse=True)
def application(qapp: QGuiApplication) -> QGuiApplication:
    """Qt's application, kept for the whole run: a second one in a process is more than Qt promises."""
    return qapp

"""What holds for every test: a home of its own, no warning that it did not expect, nothing left running."""

import atexit
import logging
import os
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import override

import hypothesis
import pytest

# Said before Qt is loaded, and for every process that a test starts: nobody's settings, display, language or time zone.
_HOME = Path(tempfile.mkdtemp(prefix="headunit-tests-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
for _name in ("DISPLAY", "WAYLAND_DISPLAY", "LC_ALL", "LC_MESSAGES", "LC_NUMERIC", "LC_TIME", "LANGUAGE"):
    os.environ.pop(_name, None)
os.environ |= {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_QUICK_BACKEND": "software",
    "QSG_RENDER_LOOP": "basic",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "HOME": str(_HOME),
    "XDG_CONFIG_HOME": str(_HOME / "config"),
    "XDG_STATE_HOME": str(_HOME / "state"),
    "XDG_DATA_HOME": str(_HOME / "data"),
    "XDG_CACHE_HOME": str(_HOME / "cache"),
    "XDG_RUNTIME_DIR": str(_HOME),
    "HYPOTHESIS_STORAGE_DIRECTORY": str(_HOME / "hypothesis"),
}
time.tzset()

# The same examples in every run, and no clock in the verdict. To look further: --hypothesis-profile=explore.
hypothesis.settings.register_profile("house", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("explore", max_examples=5000, deadline=None, database=None)
hypothesis.settings.load_profile("house")

#: A thread or process that is ending is given this long; nothing takes so long unless it never ends (seconds).
PATIENCE_S = 20.0


class ExpectedLog(logging.Handler):
    """Call it with a regular expression for each message of level WARNING or above that the test provokes.

    A message that no expression fits fails the test, and so does an expression that no message fitted, unless it was
    given with `perhaps`.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._heard: list[str] = []
        self._allowed: list[re.Pattern[str]] = []
        self._wanted: list[re.Pattern[str]] = []

    def __call__(self, pattern: str, *, perhaps: bool = False) -> None:
        self._allowed.append(re.compile(pattern))
        if not perhaps:
            self._wanted.append(self._allowed[-1])

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self._heard.append(f"{record.name}: {record.getMessage()}")

    def verdict(self) -> list[str]:
        """What is wrong; empty when nothing is."""
        heard = list(self._heard)
        return [
            *(f"unexpected: {text}" for text in heard if not any(one.search(text) for one in self._allowed)),
            *(f"never came: {one.pattern}" for one in self._wanted if not any(one.search(text) for text in heard)),
        ]


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """No thread and no child process outlives a test."""
    threads, children = set(threading.enumerate()), _children()
    yield
    end = time.monotonic() + PATIENCE_S
    while left := [*_more_threads(threads), *(text for pid, text in _children().items() if pid not in children)]:
        if time.monotonic() > end:
            pytest.fail(f"left running: {left}")
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def expect_log(nothing_left_running: None) -> Iterator[ExpectedLog]:
    """To say which warnings a test provokes: `expect_log("can0: .* failed")`."""
    ear = ExpectedLog()
    logging.getLogger().addHandler(ear)
    yield ear
    logging.getLogger().removeHandler(ear)
    if verdict := ear.verdict():
        pytest.fail("log messages of level WARNING or above\n" + "\n".join(verdict))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The project's shared material: real drives, notes. It lies beside the checkout and never in it."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.fail(f"the shared material is missing: {folder} (tests marked `shared` need it)")
    return folder


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """The head unit has no widgets, so its tests have none either."""
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker("shared")


def _more_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    # A thread that Qt or a library started and that once called Python stays listed for ever, as a dummy.
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]


def _children() -> dict[int, str]:
    """Child processes by number, dead ones that nobody waited for among them."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return {}  # as nearly always
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, _, tail = stat.read_text().rpartition(")")
        except OSError:  # it has just ended
            continue
        state, parent, *_ = tail.split()
        if int(parent) == os.getpid():
            found[int(head.split()[0])] = f"process {head}) in state {state}"
    return found

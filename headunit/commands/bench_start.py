"""Bench area `start`: how long until a person sees the first picture, and how much memory the program then holds.

Each run is a new process that draws offscreen in software. Ours is `headunit simulate` as a user starts it, with its
simulated car; the reference is the smallest PySide6 program that shows an empty QML window.
"""

import subprocess
import sys
import time

from headunit.commands.bench import Figure, figure
from headunit.kernel.errors import HeadunitError

#: What the processes print at their first frame: the moment, on the machine's own monotonic clock, and their memory.
_MARK = """
def mark():
    import sys, time
    now = time.monotonic()
    resident = next(line for line in open("/proc/self/status") if line.startswith("VmRSS"))
    print(now, int(resident.split()[1]) / 1024)
    sys.stdout.flush()
"""

_EMPTY = (
    _MARK
    + """
import os
os.environ.update(QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="software", QSG_RENDER_LOOP="basic")
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
app = QGuiApplication([])
engine = QQmlApplicationEngine()
engine.loadData(b"import QtQuick\\nWindow { visible: true; width: 1280; height: 720 }")
window = engine.rootObjects()[0]
def first():
    window.frameSwapped.disconnect(first)
    mark()
    app.quit()
window.frameSwapped.connect(first, Qt.ConnectionType.QueuedConnection)
app.exec()
del engine
"""
)

_OURS = (
    _MARK
    + """
import sys
from headunit.ui import screen
built = screen.Screen.__init__
def build(self, *args, **kwargs):
    built(self, *args, **kwargs)
    def first():
        mark()
        self.application.quit()
    self.first = screen._FirstFrame(first, self.window)
    self.window.frameSwapped.connect(self.first.come, screen.Qt.ConnectionType.QueuedConnection)
screen.Screen.__init__ = build
from headunit.cli import main
sys.exit(main(["simulate", "--offscreen"]))
"""
)


def _once(program: str) -> tuple[float, float]:
    """Milliseconds to the first frame, and megabytes held then."""
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603  our own interpreter and the text above
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode != 0 or not done.stdout:
        raise HeadunitError(f"the measured program failed: {done.stderr.strip().splitlines()[-1:] or done.returncode}")
    at, resident_mb = map(float, done.stdout.split())
    return (at - began) * 1000, resident_mb


def measure(runs: int) -> list[Figure]:
    """Ours and the reference in turn, `runs` times each, after one of each to warm the disk's cache."""
    _once(_OURS)
    _once(_EMPTY)
    ours, empty = [], []
    for _ in range(runs):
        ours.append(_once(_OURS))
        empty.append(_once(_EMPTY))
    return [
        figure("first_frame_ms", "ms", [ms for ms, _ in ours], [ms for ms, _ in empty]),
        figure("rss_mb", "MB", [mb for _, mb in ours], [mb for _, mb in empty]),
    ]

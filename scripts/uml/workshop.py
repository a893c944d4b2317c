"""What the technician works with inside the user-mode kernel: the real app on a real vcan0, and can-utils.

Knows no step of the test; see technician.py.
"""

import logging
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self, override

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtQuick import QQuickItem

from headunit.app import House
from headunit.commands.display import prepare
from headunit.kernel.clock import SystemClock
from headunit.kernel.link import Link, LinkReport, Links, LinkState
from headunit.kernel.supervision import IoThread
from headunit.preferences.state import Preferences
from headunit.presentation.pane import discover
from headunit.settings import environment
from headunit.ui.screen import Screen, shown
from headunit.vehicle.can_link import CanLink
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.ports import Frame
from headunit.vehicle.state import VehicleState

BUS: Final = "vcan0"
#: The machine is slow and shared: whatever is still to come after so long never comes (s).
PATIENCE_S: Final = 20.0


class StepError(Exception):
    """A step did not come out as it should; the text says why."""


def need(condition: object, why: str) -> None:
    """Raises StepError unless `condition` holds."""
    if not condition:
        raise StepError(why)


def tool(*words: str) -> None:
    """Run a program to its end. Raises StepError with its own words where it fails."""
    done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    need(done.returncode == 0, f"{' '.join(words)}: {done.stderr.strip() or done.returncode}")


def add_bus(name: str = BUS) -> None:
    """A virtual CAN interface, down. 72 bytes: room for CAN FD frames (linux/can.h, CANFD_MTU)."""
    tool("ip", "link", "add", "dev", name, "type", "vcan")
    tool("ip", "link", "set", name, "mtu", "72")


def cansend(*frames: str, bus: str = BUS) -> None:
    """Each of `frames`, in cansend's notation, once."""
    for frame in frames:
        tool("cansend", bus, frame)


def text_of(frame: Frame) -> str:
    """`frame` in cansend's notation. The 1 after ## is the bit rate switch (linux/can.h, CANFD_BRS)."""
    identifier = f"{frame.id:08X}" if frame.extended else f"{frame.id:03X}"
    return f"{identifier}{'##1' if frame.fd else '#'}{frame.data.hex().upper()}"


class Player:
    """canplayer with a log, once or for ever, in real time; its end is not waited for. Use it with `with`."""

    def __init__(self, log: Path, *, forever: bool = False) -> None:
        self._words = ["canplayer", "-I", str(log), "-l", "i" if forever else "1", f"{BUS}=can0"]

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._words, stderr=subprocess.DEVNULL)
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.wait()

    def finish(self) -> None:
        """Wait for the end of the log. Raises StepError where canplayer complains."""
        need(self._process.wait(120) == 0, "canplayer failed")


class Troubles(logging.Handler):
    """Everything that nobody expects: warnings, tracebacks, what Qt complains of. Collected in `found`."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []
        logging.getLogger().addHandler(self)
        threading.excepthook = lambda args: self.found.append(f"{args.thread}: {args.exc_value!r}")
        qInstallMessageHandler(self._from_qt)

    @override
    def emit(self, record: logging.LogRecord) -> None:
        trace = f" ({record.exc_info[1]!r})" if record.exc_info else ""
        self.found.append(f"{record.name}: {record.getMessage()}{trace}")

    def _from_qt(self, kind: QtMsgType, _context: object, text: str) -> None:
        if kind in {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}:
            self.found.append(f"Qt: {text}")


@dataclass(frozen=True, slots=True)
class Look:
    """What the app knows and draws at one moment. `speed`: the large figure of the home pane."""

    vehicle: VehicleState
    report: LinkReport
    speed: str

    def count(self, counter: str) -> int:
        """One of the link's counters."""
        return self.report.counters.get(counter, 0)


class App:
    """The head unit, composed as `headunit run --offscreen` composes it: screen, house and one CAN link."""

    def __init__(self, codec: TableCodec) -> None:
        prepare(environment(), offscreen=True)
        self._codec = codec
        self.house = House(SystemClock(), codec.car, Preferences())
        self.screen = Screen(self.house, discover(), size=(800, 480))
        self.states: list[LinkState] = []
        self.house.board.watch(Links, self._hear)

    def _hear(self, links: Links) -> None:
        state = links.reports[0].state
        if not self.states or self.states[-1] is not state:
            self.states.append(state)

    def run(self, technician: Callable[[], None]) -> None:
        """Show until `technician`, who works on a thread of his own, is done."""

        def open_links(_io: IoThread) -> Iterator[Link]:
            yield CanLink(f"socketcan:{BUS}", self.house.clock, self.house.inbox, self._codec)

        def work() -> None:
            try:
                technician()
            finally:
                self.screen.post(self.screen.application.quit)

        with shown(self.screen) as screen:
            thread = threading.Thread(target=work, name="technician")
            thread.start()
            screen.run(self.house, open_links)
            thread.join()

    def look(self) -> Look:
        """What is published and drawn now, read on Qt's own thread."""
        answer: Future[Look] = Future()
        self.screen.post(lambda: answer.set_result(self._look()))
        return answer.result(PATIENCE_S)

    def _look(self) -> Look:
        links = self.house.board.latest(Links)
        report = links.reports[0] if links else LinkReport(BUS, "can", LinkState.OFF, 0.0)
        vehicle = self.house.board.latest(VehicleState) or VehicleState()
        return Look(vehicle, report, figure(self.screen.window.contentItem(), "Speed"))

    def wait(self, condition: Callable[[Look], bool], why: str) -> Look:
        """The first look for which `condition` holds. Raises StepError after PATIENCE_S."""
        end = time.monotonic() + PATIENCE_S
        while not condition(look := self.look()):
            told = {name: count for name, count in look.report.counters.items() if count}
            need(time.monotonic() < end, f"{why}: {look.report.state.value}, {told}, speed {look.speed}")
            time.sleep(0.03)
        return look


def figure(item: QQuickItem, label: str) -> str:
    """The text of the visible figure that is called `label`, or ""."""
    if item.property("label") == label and item.property("freshness") and item.isVisible():
        return str(item.property("text"))
    return next((found for child in item.childItems() if (found := figure(child, label))), "")


def transmitted() -> int:
    """Frames that anybody put on the bus since the interface was added."""
    return int(Path(f"/sys/class/net/{BUS}/statistics/tx_packets").read_text(encoding="ascii"))


def kernel() -> str:
    """Release of the kernel that this runs under."""
    return os.uname().release

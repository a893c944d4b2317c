"""The window: Qt's application, the QML engine and the beat that carries news from the house to the picture."""

import contextlib
import logging
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import shiboken6
from PySide6.QtCore import SIGNAL, SLOT, QElapsedTimer, QEventLoop, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

import headunit
from headunit.guidance.viewmodel import GuidanceViewModel
from headunit.kernel.errors import HeadunitError
from headunit.music.viewmodel_now import NowViewModel
from headunit.notices.viewmodel import NoticesViewModel
from headunit.phone.viewmodel_call import CallViewModel
from headunit.presentation.pane import House, Pane
from headunit.ui.shell.panebook import PaneBook
from headunit.ui.shell.viewmodel import ShellViewModel
from headunit.ui.shell.viewmodel_sound import SoundViewModel
from headunit.ui.words import Language, load_fonts
from headunit.vehicle.viewmodel_climate import ClimateViewModel

if TYPE_CHECKING:
    from headunit.kernel.supervision import IoThread

log = logging.getLogger(__name__)

#: News is brought to QML at most once in this time, every second picture at 60 Hz: what glides is moved by QML itself
#: between two of them, and a number that changes more often cannot be read (milliseconds).
FRAME_MS = 33
#: Ages, the clock and slow texts are looked at again this often (milliseconds).
TICK_MS = 100
#: Between two windows of ours (pixels).
WINDOW_GAP = 8


class LiveHouse(House, Protocol):
    """A house that the screen keeps in motion."""

    def flush(self) -> bool:
        """Take in what the links posted."""
        ...

    def tick(self) -> None:
        """Let values age."""
        ...

    def wake_with(self, wake: Callable[[], None]) -> None:
        """Have `wake` called, on any thread, when there is something to flush."""
        ...


class OpeningHouse[L](Protocol):
    """A house whose links are opened behind the first picture."""

    def begin(self, open_links: "Callable[[IoThread], Iterable[L]]", failed: Callable[[Exception], None]) -> None:
        """Open the links on another thread; `failed` hears, on that thread, why not."""
        ...

    def end(self) -> None:
        """Stop them, within a second."""
        ...


class _Bell(QObject):
    rung = Signal()


class _Asked(QObject):
    asked = Signal(object)


class _FirstFrame(QObject):
    """Calls back once, on Qt's thread: frames are swapped on the render thread, where Python must not linger."""

    def __init__(self, then: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._then: Callable[[], None] | None = then

    @Slot()
    def come(self) -> None:
        """A frame is on the screen."""
        then, self._then = self._then, None
        if then is not None:
            then()


class _Beat(QObject):
    """Turns wake-ups of any thread into at most one flush a frame on Qt's thread."""

    def __init__(self, house: LiveHouse, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._last = QElapsedTimer()
        self._last.start()
        self._bell = _Bell(self)
        self._bell.rung.connect(self._soon, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._flush)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(house.tick)
        self._tick.start()
        house.wake_with(self._bell.rung.emit)

    @Slot()
    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start(max(0, FRAME_MS - self._last.elapsed()))

    @Slot()
    def _flush(self) -> None:
        self._last.restart()
        self._house.flush()


class Screen:
    """One head unit window. Close it with `close`, or leave it to `shown`."""

    def __init__(
        self, house: LiveHouse, panes: list[Pane], *, first: str = "home", size: tuple[int, int], still: bool = False
    ) -> None:
        running = QGuiApplication.instance()
        self.application = running if isinstance(running, QGuiApplication) else QGuiApplication(["headunit"])
        self._house = house
        self._language = Language()
        load_fonts()
        #: Parent of every view model: it outlives the engine, and so the views that look at them.
        self.root = QObject()
        self._shell = ShellViewModel(house, self.root)
        self._shell.languageChanged.connect(self._translate)
        self._engine = QQmlApplicationEngine()
        self._engine.addImportPath(str(Path(headunit.__path__[0]).parent))
        self._translate(self._shell.language)
        book = PaneBook(house, panes, self.root)
        notices, now = NoticesViewModel(house, self.root), NowViewModel(house, self.root)
        call = CallViewModel(house, self.root)
        for guide in (notices, now, call):
            guide.guided.connect(book.asked)
        self._engine.setInitialProperties(
            {
                "shell": self._shell,
                "notices": notices,
                "climate": ClimateViewModel(house, self.root),
                "guidance": GuidanceViewModel(house, self.root),
                "sound": SoundViewModel(house, self.root),
                "now": now,
                "call": call,
                "panes": book,
                "first": first,
                "still": still,
                "width": size[0],
                "height": size[1],
            }
        )
        problems: list[str] = []
        self._engine.warnings.connect(lambda errors: problems.extend(error.toString() for error in errors))
        self._engine.loadFromModule("headunit.ui.shell", "Main")
        if not self._engine.rootObjects():
            raise HeadunitError("the screen cannot be built: " + "; ".join(problems))
        window = self._engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        self.window = window
        self._posted = _Asked(self.root)
        self._posted.asked.connect(lambda act: act(), Qt.ConnectionType.QueuedConnection)
        self._beat = None if still else _Beat(house, self.root)

    def _translate(self, language: str) -> None:
        self._language.use(language)
        self._engine.retranslate()
        self._house.tick()

    def add_window(self, uri: str, component: str, properties: dict[str, object]) -> None:
        """Open a second window, such as the simulator's controls, beside this one where the display has the room."""
        self._engine.setInitialProperties(properties)
        self._engine.loadFromModule(uri, component)
        window = self._engine.rootObjects()[-1]
        if isinstance(window, QQuickWindow) and window is not self.window:
            room = window.screen().availableGeometry()
            beside = self.window.x() + self.window.width() + WINDOW_GAP
            window.setPosition(max(room.left(), min(beside, room.right() - window.width())), self.window.y())

    def post(self, act: Callable[[], None]) -> None:
        """Do `act` on Qt's thread. Any thread may ask."""
        self._posted.asked.emit(act)

    def run[L](
        self,
        house: OpeningHouse[L] | None = None,
        open_links: "Callable[[IoThread], Iterable[L]] | None" = None,
        *,
        fullscreen: bool = False,
        for_s: float | None = None,
    ) -> int:
        """Show until the window is closed, Ctrl+C, SIGTERM, or `for_s` seconds are over.

        The links of `house` are opened when the first picture is on the screen. Raises what `open_links` raises.
        """
        # `quit` closes the windows, which waits for the render thread, which waits for Python's lock to draw the map:
        # so it is called by Qt from Qt's loop, and never through Python, which would hold the lock.
        leave = QTimer(self.root)
        leave.setSingleShot(True)
        QObject.connect(leave, SIGNAL("timeout()"), self.application, SLOT("quit()"))
        signal.signal(signal.SIGINT, lambda *_: leave.start())
        signal.signal(signal.SIGTERM, lambda *_: leave.start())
        self.window.closing.connect(leave.start)
        failures: list[Exception] = []

        def failed(error: Exception) -> None:
            failures.append(error)
            self.post(leave.start)

        def begin() -> None:
            if house is not None and open_links is not None:
                house.begin(open_links, failed)

        first = _FirstFrame(begin, self.root)
        self.window.frameSwapped.connect(first.come, Qt.ConnectionType.QueuedConnection)
        if fullscreen:
            self.window.showFullScreen()
        if for_s is not None:
            QTimer.singleShot(round(for_s * 1000), leave.start)
        try:
            code = self.application.exec()
        finally:
            if house is not None:
                house.end()
        if failures:
            raise failures[0]
        return code

    def settle(self) -> None:
        """Let QML finish what it has begun: for pictures."""
        for _ in range(3):
            self.application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)

    def grab(self) -> QImage:
        """The picture that the window shows now. Not on the threaded render loop: it would wait for Python for ever."""
        from headunit.map.viewmodel import MapViewModel  # noqa: PLC0415  the first picture has no map yet

        self.settle()
        for map_view in self.root.findChildren(MapViewModel):
            map_view.settle()
        self.settle()
        return self.window.grabWindow()

    def close(self) -> None:
        """Views first, then the view models they look at, or each binding would complain of a null."""
        self.window.close()
        if shiboken6.isValid(self._engine):
            shiboken6.delete(self._engine)
        shiboken6.delete(self.root)
        self._language.drop()


@contextlib.contextmanager
def shown(screen: Screen) -> Iterator[Screen]:
    """A screen that is closed whatever happens."""
    try:
        yield screen
    finally:
        screen.close()

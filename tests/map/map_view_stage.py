"""A MapView on a window of its own, over a house with a real board; offscreen, in software, in virtual time or live."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass

import shiboken6
from bare_house import BareHouse
from PySide6.QtCore import QEventLoop, QObject, QPoint, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QPointingDevice
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest

import headunit
from headunit.kernel.clock import Clock
from headunit.map.state import Camera, Follow
from headunit.map.viewmodel import MapViewModel
from headunit.preferences.state import Preferences
from headunit.regions.state import Region, RegionsState
from headunit.ui.words import load_fonts

QML = b"""
import QtQuick
import headunit.map
import headunit.ui.theme

Rectangle {
    id: root

    required property MapViewModel map
    property bool night: false
    property bool contrast: false

    color: Theme.ground

    Binding { target: Theme; property: "night"; value: root.night }
    Binding { target: Theme; property: "still"; value: true }
    Binding { target: Theme; property: "scale"; value: Math.max(0.8, Math.min(root.width / 1280, root.height / 720)) }

    MapView { anchors.fill: parent; viewModel: root.map }
    Binding { target: root.map; property: "contrast"; value: root.contrast }
}
"""


@dataclass
class MapStage:
    house: BareHouse
    model: MapViewModel
    view: QQuickView

    def turn(self, rounds: int = 4) -> None:
        for _ in range(rounds):
            QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)

    def grab(self) -> QImage:
        self.turn()
        self.model.settle()
        self.turn()
        return self.view.grabWindow()

    def look(self, camera: Camera) -> None:
        """As if a finger had left the map there."""
        self.model._man.mode = Follow.FREE
        self.model._man.camera = camera
        self.model.frame()

    def labels(self) -> list[dict[str, object]]:
        return [dict(row) for row in self.model._labels.rows.rows if row["shown"]]

    def _frame(self) -> None:
        """Until the next frame is on the screen: with it Qt hands out where the fingers are."""
        swapped: list[bool] = []
        connection = self.view.frameSwapped.connect(lambda: swapped.append(True))
        self.view.update()
        end = time.monotonic() + 20
        while not swapped and time.monotonic() < end:
            QTest.qWait(1)
        self.view.frameSwapped.disconnect(connection)
        assert swapped

    def touch(self, device: QPointingDevice, *steps: dict[int, tuple[float, float]]) -> None:
        """Fingers down at the first step, along the others, up at the last."""
        down = QTest.touchEvent(self.view, device)
        for finger, (x, y) in steps[0].items():
            down.press(finger, QPoint(round(x), round(y)), self.view)
        down.commit()
        for step in steps[1:]:
            move = QTest.touchEvent(self.view, device)
            for finger, (x, y) in step.items():
                move.move(finger, QPoint(round(x), round(y)), self.view)
            move.commit()
            self._frame()
        if len(steps) > 1:
            QTest.qWait(120)  # a finger that rests before it leaves flings nothing
        up = QTest.touchEvent(self.view, device)
        for finger, (x, y) in steps[-1].items():
            up.release(finger, QPoint(round(x), round(y)), self.view)
        up.commit()
        self.turn(2)


@contextlib.contextmanager
def map_stage(
    region: Region | None,
    *states: object,
    size: tuple[int, int] = (1280, 720),
    night: bool = False,
    language: str = "en",
    clock: Clock | None = None,
) -> Iterator[MapStage]:
    load_fonts()
    house, root = BareHouse(), QObject()
    if clock is not None:
        house.clock = clock  # type: ignore[assignment]
    house.board.publish(Preferences(language=language))
    house.board.publish(RegionsState(() if region is None else (region,), region))
    model = MapViewModel(house, root)
    for state in states:
        house.board.publish(state)
    view = QQuickView()
    view.engine().addImportPath(str(next(iter(headunit.__path__)).removesuffix("/headunit")))
    view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    view.resize(*size)
    component = QQmlComponent(view.engine())
    component.setData(QML, QUrl("file:///map_stage.qml"))
    assert not component.isError(), component.errorString()
    item = component.createWithInitialProperties({"map": model, "night": night})
    assert isinstance(item, QQuickItem)
    view.setContent(QUrl(), component, item)
    view.show()
    stage = MapStage(house, model, view)
    stage.turn()
    try:
        yield stage
    finally:
        view.close()
        shiboken6.delete(view)
        shiboken6.delete(root)

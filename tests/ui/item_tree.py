"""Reads the live item tree of a window into plain data."""

import math
from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow
from seen import Dial, Node, Shown, Surface, Target, Text, Tree

#: What the notices lie in: the one thing that may cover others.
OVERLAYS = frozenset({"NoticeStack", "RingCard"})
#: What fingers move, under everything else: no button, though it answers touches wherever nothing lies on it.
GROUND = "MapFingerArea"
ICON_FAMILY = "Material Design Icons"


def kind_of(item: QQuickItem) -> str:
    """The item's QML type: "Label" for Label_QMLTYPE_6."""
    meta = item.metaObject()
    name = meta.className()
    if "_QML" in name:
        # QML's own meta objects die with their engine. PySide would remember this one's address and hand it out for
        # whatever is made there next.
        shiboken6.invalidate(meta)
    return name.partition("_QML")[0].removeprefix("QQuick")


def _lines(item: QQuickItem) -> QRectF:
    """Where a Text draws, in the window."""
    width, height = item.property("contentWidth"), item.property("contentHeight")
    expression = QQmlExpression(qmlContext(item), item, "[effectiveHorizontalAlignment, verticalAlignment]")
    horizontal, vertical = (int(value) for value in expression.evaluate()[0].toVariant())
    shift = {int(Qt.AlignmentFlag.AlignHCenter): 0.5, int(Qt.AlignmentFlag.AlignRight): 1.0}
    drop = {int(Qt.AlignmentFlag.AlignVCenter): 0.5, int(Qt.AlignmentFlag.AlignBottom): 1.0}
    x = shift.get(horizontal, 0.0) * (item.width() - width)
    return item.mapRectToScene(QRectF(x, drop.get(vertical, 0.0) * (item.height() - height), width, height))


def _band(item: QQuickItem) -> tuple[QPointF, ...]:
    start, sweep, thick = (float(item.property(name)) for name in ("start", "sweep", "thick"))
    radius = item.width() / 2 - 1.5 * thick
    angles = (math.radians(start + sweep * step / 120) for step in range(121))
    middle = QPointF(item.width() / 2, item.height() / 2)
    return tuple(
        item.mapToScene(middle + QPointF(radius * math.cos(angle), radius * math.sin(angle))) for angle in angles
    )


def _node(item: QQuickItem, parent: Node | None, window: QRectF) -> Node:
    rect = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
    view = parent.view if parent else window
    if parent and parent.clips:
        view = view.intersected(parent.rect)
    kind = kind_of(item)
    return Node(
        key=shiboken6.getCppPointer(item)[0],
        kind=kind,
        parent=parent,
        rect=rect,
        view=view,
        opacity=item.opacity() * (parent.opacity if parent else 1.0),
        filled=item.inherits("QQuickRectangle") and item.property("color").alpha() > 0,
        touched=kind != GROUND
        and not rect.isEmpty()
        and any(child.inherits("QQuickTapHandler") for child in item.children()),
        clips=item.clip(),
        overlay=kind in OVERLAYS or bool(parent and parent.overlay),
        scrolls=item.inherits("QQuickFlickable") or bool(parent and parent.scrolls),
    )


def _things(item: QQuickItem, node: Node) -> Iterator[Shown]:
    if item.inherits("QQuickText") and item.property("text"):
        font = item.property("font")
        yield Text(
            node,
            _lines(item),
            text=item.property("text"),
            pixels=font.pixelSize(),
            truncated=item.property("truncated"),
            icon=font.family() == ICON_FAMILY,
            color=item.property("color"),
        )
    if node.filled:
        yield Surface(node, node.rect, item.property("color"))
    if node.touched:
        yield Target(node, node.rect, item.property("label") or "", item.isEnabled())
    if node.kind == "Arc":
        yield Dial(node, node.rect, _band(item))


def _walk(item: QQuickItem, parent: Node | None, window: QRectF) -> Iterator[Shown]:
    if not item.isVisible() or item.opacity() == 0:
        return
    node = _node(item, parent, window)
    yield from _things(item, node)
    for child in sorted(item.childItems(), key=QQuickItem.z):
        yield from _walk(child, node, window)


def read(window: QQuickWindow) -> Tree:
    """All that is seen now."""
    everything = list(_walk(window.contentItem(), None, QRectF(0, 0, window.width(), window.height())))

    def of[T: Shown](kind: type[T]) -> tuple[T, ...]:
        return tuple(shown for shown in everything if isinstance(shown, kind))

    return Tree(of(Text), of(Surface), of(Target), of(Dial))


def find(window: QQuickWindow, kind: str) -> list[QQuickItem]:
    """All items of the QML type `kind`, seen or not."""
    found, waiting = [], [window.contentItem()]
    while waiting:
        item = waiting.pop()
        waiting += item.childItems()
        found += [item] if kind_of(item) == kind else []
    return found

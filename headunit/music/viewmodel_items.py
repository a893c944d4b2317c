"""Rows of a listing for QML. Ten thousand of them cost nothing until they are looked at."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.music.state import Item
from headunit.music.viewmodel_cover import url_of
from headunit.music.viewmodel_now import clock_text

QML_IMPORT_NAME = "headunit.music"
QML_IMPORT_MAJOR_VERSION = 1

type Index = QModelIndex | QPersistentModelIndex

ROLES = ("title", "subtitle", "length", "cover", "playable", "away", "count", "kept", "progress", "keepable")


@QmlElement
@QmlUncreatable("made by a view model")
class ItemRows(QAbstractListModel):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """Roles: title, subtitle, length ("3:07", tracks only), cover, playable, away (its drive is not here),
    count, kept (lies on this computer), progress (share 0..1 that was heard; -1 without), keepable."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: Sequence[Item] = ()

    def show(self, items: Sequence[Item]) -> None:
        """Replace the rows."""
        if items != self.items:
            self.beginResetModel()
            self.items = items
            self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    @override
    def roleNames(self) -> dict[int, QByteArray]:
        first = int(Qt.ItemDataRole.UserRole)
        return {first + number: QByteArray(name.encode()) for number, name in enumerate(ROLES)}

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        number = role - int(Qt.ItemDataRole.UserRole)
        if not index.isValid() or not 0 <= number < len(ROLES):
            return None
        item = self.items[index.row()]
        if number == ROLES.index("length"):
            return "" if item.track is None else clock_text(item.track.duration_s)
        if number == ROLES.index("cover"):
            return url_of(item.cover or (None if item.track is None else item.track.cover))
        progress = -1.0 if item.progress is None else item.progress
        shown = (item.title, item.subtitle, None, None, item.playable, item.absent, item.count, item.kept, progress)
        return (*shown, item.keepable)[number]

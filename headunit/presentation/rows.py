"""A short list on the screen: rows of plain values with named roles."""

from collections.abc import Mapping, Sequence
from typing import override

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

type Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractListModel):
    """Rows that change rarely. `show` tells QML only what changed: a row whose first role stays is updated in place."""

    def __init__(self, roles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roles = tuple(roles)
        self._rows: list[Mapping[str, object]] = []

    def show(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Replace the rows. The first role is the row's identity."""
        key = self._roles[0]
        if [row[key] for row in rows] != [row[key] for row in self._rows]:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        for number, row in enumerate(rows):
            if row != self._rows[number]:
                self._rows[number] = row
                index = self.index(number)
                self.dataChanged.emit(index, index)

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def roleNames(self) -> dict[int, QByteArray]:
        first = int(Qt.ItemDataRole.UserRole)
        return {first + number: QByteArray(name.encode()) for number, name in enumerate(self._roles)}

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        number = role - int(Qt.ItemDataRole.UserRole)
        if not index.isValid() or not 0 <= number < len(self._roles):
            return None
        return self._rows[index.row()][self._roles[number]]

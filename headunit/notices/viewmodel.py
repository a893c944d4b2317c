"""Tell-tales and notices for QML. Words are source texts: QML shows them with qsTranslate(context, ...)."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.notices.ports import Dismissals
from headunit.notices.state import NoticesState
from headunit.presentation.pane import Guide, House
from headunit.presentation.rows import Rows

QML_IMPORT_NAME = "headunit.notices"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the shell")
class NoticesViewModel(Guide):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """Two lists and a way to put a notice away."""

    changed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._dismissals = house.port(Dismissals)
        self._telltales = Rows(("key", "icon", "urgency", "words"), self)
        self._notices = Rows(("key", "icon", "urgency", "title", "advice", "words", "context", "action"), self)
        self._panes: dict[str, str] = {}
        self._count = 0
        house.board.watch(NoticesState, self._show)

    def _show(self, state: NoticesState) -> None:
        self._telltales.show(
            [
                {"key": t.key, "icon": t.icon, "urgency": t.urgency.name.lower(), "words": t.words}
                for t in state.telltales
            ]
        )
        self._notices.show(
            [
                {
                    "key": n.key,
                    "icon": n.icon,
                    "urgency": n.urgency.name.lower(),
                    "title": n.title,
                    "advice": n.advice,
                    "words": list(n.words),
                    "context": n.context,
                    "action": n.action,
                }
                for n in state.notices
            ]
        )
        self._panes = {n.key: n.pane for n in state.notices if n.pane}
        if len(state.notices) != self._count:
            self._count = len(state.notices)
            self.changed.emit()

    @Property(QObject, constant=True)
    def telltales(self) -> QObject:
        """Rows of key, icon, urgency ("on", "far", "soon", "stop") and words."""
        return self._telltales

    @Property(QObject, constant=True)
    def notices(self) -> QObject:
        """Rows of key, icon, urgency ("note" too), title, advice, words (for %1, %2, ... in both), context and action
        ("" for no button); the most urgent first."""
        return self._notices

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many notices wait to be read."""
        return self._count

    @Slot(str)
    def dismiss(self, key: str) -> None:
        """The driver has read it."""
        if self._dismissals is not None:
            self._dismissals.dismiss(key)

    @Slot(str)
    def act(self, key: str) -> None:
        """The driver has touched its button."""
        pane = self._panes.get(key, "")
        if self._dismissals is not None:
            self._dismissals.act(key)
        if pane:
            self.guided.emit(pane)

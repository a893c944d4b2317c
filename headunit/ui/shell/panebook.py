"""The panes as the dock and the stage want them: a list to choose from, and a view model when one is opened."""

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.presentation.pane import Guide, House, Pane
from headunit.presentation.rows import Rows

QML_IMPORT_NAME = "headunit.ui.shell"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the screen")
class PaneBook(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """A pane's view model is made when it is first opened, and then kept: start is fast and so is going back."""

    #: A pane sends the driver to another one, by its name.
    asked = Signal(str)

    def __init__(self, house: House, panes: list[Pane], parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._panes = {pane.name: pane for pane in panes}
        self._made: dict[str, QObject] = {}
        self._dock = Rows(("name", "title", "icon"), self)
        self._dock.show(
            [{"name": pane.name, "title": pane.title, "icon": pane.icon} for pane in panes if pane.order is not None]
        )

    @Property(QObject, constant=True)
    def dock(self) -> QObject:
        """Rows of name, title (source text in context "Pane") and icon."""
        return self._dock

    @Slot(str, result=str)
    def uri(self, name: str) -> str:
        """QML module of a pane."""
        return self._panes[name].uri

    @Slot(str, result=str)
    def component(self, name: str) -> str:
        """QML type of a pane."""
        return self._panes[name].component

    @Slot(str, result=QObject)
    def viewModel(self, name: str) -> QObject:
        """The one view model of a pane."""
        if name not in self._made:
            make: Callable[[House, QObject], QObject] = self._panes[name].view_model
            made = make(self._house, self)
            if isinstance(made, Guide):
                made.guided.connect(self.asked)
            self._made[name] = made
        return self._made[name]

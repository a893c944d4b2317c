"""The gallery's shelf: the sheet of controls, then each pane's examples."""

from PySide6.QtCore import Property, QObject, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.preferences.state import Preferences
from headunit.presentation.pane import House, Pane, Preview, discover, previews
from headunit.presentation.rows import Rows
from headunit.ui.gallery.house import PreviewHouse

QML_IMPORT_NAME = "headunit.ui.gallery"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the pane's house")
class GalleryViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """A key is "pane/example"."""

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._preferences = house.board.latest(Preferences) or Preferences()
        self._shelf: dict[str, tuple[Pane, Preview]] = {
            f"{pane.name}/{preview.name}": (pane, preview)
            for pane in discover()
            if pane.name != "gallery"
            for preview in previews(pane)
        }
        self._entries = Rows(("key",), self)
        self._entries.show([{"key": key} for key in self._shelf])

    @Property(QObject, constant=True)
    def entries(self) -> QObject:
        """Rows of key."""
        return self._entries

    @Slot(str, result=str)
    def uri(self, key: str) -> str:
        """QML module of the pane behind `key`."""
        return self._shelf[key][0].uri

    @Slot(str, result=str)
    def component(self, key: str) -> str:
        """QML type of the pane behind `key`."""
        return self._shelf[key][0].component

    @Slot(str, result=QObject)
    def viewModel(self, key: str) -> QObject:
        """A view model in a house of its own that shows the example behind `key`."""
        pane, preview = self._shelf[key]
        house = PreviewHouse(self._preferences)
        made = pane.view_model(house, self)
        house.show(preview)
        return made

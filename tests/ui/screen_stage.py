"""Opens a real Screen on an example state: for every test that looks at it or touches it."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from extremes import EXTREMES
from item_tree import find
from PySide6.QtQuick import QQuickItem

from headunit.preferences.ports import Choices
from headunit.preferences.state import Preferences
from headunit.presentation.pane import Pane, Preview, discover, previews
from headunit.ui.gallery.house import PreviewHouse
from headunit.ui.screen import LiveHouse, Screen, shown

PANES = discover()
#: Each example as "pane/example".
EXAMPLES: dict[str, tuple[Pane, Preview]] = {
    f"{pane.name}/{preview.name}": (pane, preview) for pane in PANES for preview in previews(pane)
}
#: The widest words and numbers, on the panes that show a drive.
WIDEST = {
    f"{pane.name}/{preview.name}": (pane, preview)
    for pane in PANES
    if pane.name in {"home", "vehicle"}
    for preview in EXTREMES
}
SIZES = {"1280x720": (1280, 720), "1920x720": (1920, 720), "1024x600": (1024, 600), "800x480": (800, 480)}
LANGUAGES = ("en", "de", "zh")


@dataclass(frozen=True, slots=True)
class Stage:
    """A screen and the house behind it."""

    screen: Screen
    house: LiveHouse

    @property
    def pane(self) -> QQuickItem:
        """The pane that is open."""
        (stage,) = find(self.screen.window, "Stage")
        (pane,) = [item for item in stage.childItems() if item.isVisible()]
        return pane

    def choose(self, name: str, value: str) -> None:
        """Change a preference as the settings pane does, and let the screen follow."""
        choices = self.house.port(Choices)
        assert choices is not None
        choices.choose(name, value)
        self.screen.grab()  # rows and columns are laid out when a frame is drawn


@contextlib.contextmanager
def opened(example: str, size: str = "1280x720", **choices: str) -> Iterator[Stage]:
    """The screen on `example` ("home/cruising") with the given preferences, without motion."""
    pane, preview = (EXAMPLES | WIDEST)[example]
    house = PreviewHouse(Preferences(**{"theme": "night"} | choices))
    with opened_on(house, pane.name, size) as stage:
        house.show(preview)
        stage.screen.grab()
        stage.screen.grab()  # lists place their rows a frame after they have made them
        yield stage


@contextlib.contextmanager
def opened_on(house: LiveHouse, pane: str, size: str = "1280x720") -> Iterator[Stage]:
    """The screen of any house, without motion: it moves when the test moves the house."""
    with shown(Screen(house, PANES, first=pane, size=SIZES[size], still=True)) as screen:
        yield Stage(screen, house)

"""What the first picture waits for: home without its map. What only a later pane needs is imported later."""

import os
import subprocess
import sys

from bare_house import BareHouse, Heard
from PySide6.QtCore import QObject

from headunit.kernel.clock import SystemClock
from headunit.map.viewmodel import MapViewModel
from headunit.regions.previews import PREVIEWS
from headunit.regions.state import RegionsState
from headunit.ui.home.viewmodel import HomeViewModel

STATES = [state for one in PREVIEWS for state in one.states if isinstance(state, RegionsState)]
REGION = next(state.active for state in STATES if state.active)
#: Home in a window, in a process of its own. It tells which of the modules named are there at the first picture and
#: when the map has come.
PROGRAM = """
import sys
from headunit.app import House
from headunit.app.journey import Journey, Kept
from headunit.kernel.clock import SystemClock
from headunit.preferences.state import Preferences
from headunit.presentation.pane import discover
from headunit.ui.screen import Screen, shown
from PySide6.QtCore import QTimer
from pathlib import Path
late = sys.argv[2:]
house = House(SystemClock(), None, Preferences())
folder = Path(sys.argv[1])
Journey(house, Kept(folder / "maps", folder / "places.json", folder))
with shown(Screen(house, discover(), size=(1280, 720))) as screen:
    print("first", *[name for name in late if name in sys.modules])
    look = QTimer(screen.root, interval=20)
    def done():
        models = sys.modules.get("headunit.map.viewmodel")
        if models is not None and screen.root.findChildren(models.MapViewModel):
            print("map")
            screen.application.quit()
    look.timeout.connect(done)
    look.start()
    screen.run(house, lambda io: (), for_s=60)
"""
LATE = ("numpy", "osmium", "opencc", "openlocationcode", "headunit.map.viewmodel", "headunit.places.query",
        "headunit.navigation.viewmodel", "headunit.technician.viewmodel", "headunit.diagnostics.viewmodel")  # fmt: skip


def test_what_comes_later_is_imported_later(tmp_path) -> None:
    drawn = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "QSG_RENDER_LOOP": "basic"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), *LATE],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        env=os.environ | drawn,
    )
    assert done.stdout.splitlines() == ["first", "map"], done.stdout + done.stderr


class LiveHouse(BareHouse):
    """Its time goes by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = SystemClock()


def test_home_opens_its_map_when_it_is_told_to(qapp) -> None:
    house, owner = LiveHouse(), QObject()
    home = HomeViewModel(house, owner)
    assert (home.map, home.mapped) == (None, False)
    house.board.publish(RegionsState((REGION,), REGION))
    assert home.mapped, "it will come: the way driven is not drawn for a moment"
    told = Heard(home.mapChanged)
    home.openMap()
    made = home.map
    assert isinstance(made, MapViewModel)
    assert told.news() == 1
    home.openMap()
    assert home.map is made
    house.board.publish(RegionsState())
    assert not home.mapped


def test_in_virtual_time_the_first_picture_is_whole(qapp) -> None:
    owner = QObject()
    assert HomeViewModel(BareHouse(), owner).map is not None

"""The tiles of the region in use, for every map on the screen: one store, one worker process a house."""

from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Qt, Signal, Slot

from headunit.kernel.clock import ManualClock
from headunit.map.tile_store import TileStore
from headunit.map.worker import InProcess, Worker
from headunit.presentation.pane import House
from headunit.regions.state import RegionsState


class Tiles(QObject):
    """`store` is to be used on Qt's thread. `arrived`: some wanted thing is there, or the region is another."""

    arrived = Signal()
    _rung = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        # In virtual time a picture depends on nothing but its time: what is wanted is made at once, in this thread.
        self.virtual = isinstance(house.clock, ManualClock)
        self.store = store = TileStore(InProcess() if self.virtual else Worker(self._rung.emit))
        self._rung.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(lambda: store.close())  # noqa: PLW0108  a bound method would be let go of
        house.board.watch(RegionsState, self._use)

    @Slot()
    def _take(self) -> None:
        if self.store.take():
            self.arrived.emit()

    def _use(self, state: RegionsState) -> None:
        region = state.active
        if self.store.use(None if region is None else region.tiles, "" if region is None else region.build):
            self.arrived.emit()

    def settle(self, timeout_s: float = 20.0) -> bool:
        """Wait until all that the views have asked for is there, for pictures and tests. False when it is not."""
        done = self.store.settle(timeout_s)
        self.arrived.emit()
        return done


_tiles: WeakKeyDictionary[House, Tiles] = WeakKeyDictionary()


def tiles_of(house: House, parent: QObject) -> Tiles:
    """The house's tiles, made with the first map. They live as long as the topmost parent of that map."""
    found = _tiles.get(house)
    if found is None:
        root = parent
        while (above := root.parent()) is not None:
            root = above
        found = _tiles[house] = Tiles(house, root)
        found.destroyed.connect(lambda: _tiles.pop(house, None))
    return found

"""What one can ask of the places. Every call returns at once and is answered by a state on the board. Qt's thread."""

from pathlib import Path
from typing import Protocol

from headunit.kernel.geodesy import LatLon
from headunit.places.state import Nearby, Place, Slot


class Search(Protocol):
    """Finding. The newest question wins; SearchState tells what is found."""

    def type(self, text: str) -> None:
        """What is typed so far: a name, an address, coordinates, a plus code, a kind in any language. "" clears."""
        ...

    def kind(self, kind: str, nearby: Nearby) -> None:
        """All places of a kind (a key of places/kinds.py), nearest first."""
        ...

    def at(self, place: LatLon) -> None:
        """What is there: for a finger on the map. One hit, named after the nearest address or street."""
        ...


class Memory(Protocol):
    """Remembering. `Remembered` on the board tells what is kept."""

    def visit(self, place: Place) -> None:
        """Put it on top of the recents."""
        ...

    def keep(self, place: Place) -> None:
        """Make it a favourite, or rename the favourite at the same spot."""
        ...

    def forget(self, place: Place) -> None:
        """Take it out of favourites and recents."""
        ...

    def assign(self, slot: Slot, place: Place | None) -> None:
        """Set or clear home or work."""
        ...

    def export(self, path: Path) -> int:
        """Write favourites, home and work as .gpx or .geojson. Number of places. Raises HeadunitError."""
        ...

    def take_in(self, path: Path) -> int:
        """Add the places of a .gpx or .geojson to the favourites. Number of new ones. Raises HeadunitError, and then
        adds none."""
        ...

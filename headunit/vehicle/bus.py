"""One open bus: what `can_link` needs of a driver. A driver translates its library's errors."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from headunit.vehicle.bus_spec import BusSpec
from headunit.vehicle.ports import Frame

#: `Bus.receive` hands out so many frames at most: a flood would keep a reader from everything else.
MOST: Final = 256


class GarbledError(ValueError):
    """Something arrived that is not a frame. The bus itself is well: go on receiving."""


class Bus(Protocol):
    """An open bus. All but `send` are called on one thread; `send` on any, never beside `close`."""

    def receive(self, timeout_s: float) -> Sequence[Frame]:
        """The frames that have arrived, in their order, at most MOST; none where none came within `timeout_s` (0: do
        not wait). A busy bus is read many frames at one wake-up.

        Raises GarbledError, or OSError where the bus is gone and must be opened again; what came before is handed out
        first.
        """
        ...

    def dropped(self) -> int:
        """Frames that the operating system threw away since the opening because nobody fetched them in time; 0 where
        the driver cannot know. Raises OSError where the bus is gone."""
        ...

    def send(self, frame: Frame) -> None:
        """Put `frame` on the bus. Raises OSError where the bus does not take it."""
        ...

    def close(self) -> None:
        """Give everything back. Never raises."""
        ...


#: Opens the bus: (what to open, its name for the frames, whether anything will be sent). Raises OSError or ValueError.
type OpenBus = Callable[[BusSpec, str, bool], Bus]

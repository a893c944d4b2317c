"""The keys on the steering wheel: each press lasts a moment, and between two presses the keys are up."""

import collections

from headunit.vehicle.state import Value

PATH = "Vehicle.Cabin.SteeringWheel.MediaKey"
#: Fingers leave the key up for at least so long between two presses (s): two cycles of the bus.
UP_S = 0.1


class MediaKeys:
    """`key`: the word of the key that is down, or NONE."""

    def __init__(self) -> None:
        self.key = "NONE"
        self._left_s = 0.0
        self._presses: collections.deque[tuple[str, float]] = collections.deque()

    def press(self, key: str, seconds: float) -> None:
        """Press a key for so long, after the presses that were asked for before."""
        self._presses += [(key, seconds), ("NONE", UP_S)]

    def step(self, dt_s: float) -> None:
        """Move on by `dt_s`."""
        self._left_s -= dt_s
        if self._left_s <= 0:
            self.key, self._left_s = self._presses.popleft() if self._presses else ("NONE", 0.0)

    def tell(self, values: dict[str, Value]) -> None:
        """Add what the car's bus says."""
        values[PATH] = self.key

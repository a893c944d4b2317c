"""Keys on the steering wheel, from the car's signals to wishes: one press, one wish. Pure; knows no bus.

A frame that says "next" comes twenty times while a finger is down: what counts is the edge. Only the volume repeats.
After silence of the bus a key must be seen up before it counts again, or a lost frame would fire it twice.
"""

from collections.abc import Callable, Mapping
from typing import Final

from headunit.music.wishes import Ask, Wish
from headunit.vehicle.state import VehicleState

PATH: Final = "Vehicle.Cabin.SteeringWheel.MediaKey"
NONE: Final = "NONE"
#: A volume key repeats after so long, and then so often (s): as keyboards do.
REPEAT_AFTER_S, REPEAT_EVERY_S = 0.5, 0.15
_WISHES: Final[Mapping[str, Wish]] = {
    "PLAY_PAUSE": Wish(Ask.TOGGLE),
    "NEXT": Wish(Ask.NEXT),
    "PREVIOUS": Wish(Ask.PREVIOUS),
    "VOLUME_UP": Wish(Ask.VOLUME_BY, 1),
    "VOLUME_DOWN": Wish(Ask.VOLUME_BY, -1),
    "MUTE": Wish(Ask.MUTE),
}
_REPEATING: Final = {"VOLUME_UP", "VOLUME_DOWN"}


class WheelKeys:
    """`ask`: hears each wish."""

    def __init__(self, ask: Callable[[Wish], None]) -> None:
        self._ask = ask
        self._down: str | None = None  # None: not known, wait for all keys up
        self._again_at = 0.0

    def on_vehicle(self, car: VehicleState) -> None:
        """The car has said something."""
        key = car.text(PATH)
        if key == self._down:
            self._repeat(key, car.at)
            return
        # From one key to another without a moment in between is a press too; from the unknown it is none.
        known = self._down is not None
        self._down = key if known or key == NONE else None
        if known and key is not None and key in _WISHES:
            self._again_at = car.at + REPEAT_AFTER_S
            self._ask(_WISHES[key])

    def _repeat(self, key: str | None, now: float) -> None:
        if key is not None and key in _REPEATING and now >= self._again_at:
            self._again_at = now + REPEAT_EVERY_S
            self._ask(_WISHES[key])

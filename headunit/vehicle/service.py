"""All signals of the car in one place: the newest reading of each path. Pure; time from `Clock`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from headunit.kernel.clock import Clock
from headunit.kernel.reading import Reading
from headunit.vehicle.reception import READING_TOPIC
from headunit.vehicle.state import Value, VehicleState


class Signals:
    """Takes what the links posted and makes the state of it.

    `paths`: `CarCodec.paths`, or empty without a car; readings of other paths are dropped. `car_name`: its folder.
    """

    def __init__(self, paths: Mapping[str, float], clock: Clock, car_name: str) -> None:
        self._paths = MappingProxyType(dict(paths))
        self._clock, self._car_name = clock, car_name
        self._readings: dict[str, Reading[Value]] = {}
        self._frozen: Mapping[str, Reading[Value]] = MappingProxyType({})

    def apply(self, latest: Mapping[str, object]) -> bool:
        """Take the readings among the topics of a batch. Whether there were any: then the state is a new one."""
        fresh: dict[str, Reading[Value]] = {}
        for topic, reading in latest.items():
            path = topic.removeprefix(READING_TOPIC)
            if topic.startswith(READING_TOPIC) and path in self._paths and isinstance(reading, Reading):
                fresh[path] = cast("Reading[Value]", reading)
        if fresh:
            self._readings |= fresh
            # A copy: a state that was handed out must not change under its reader.
            self._frozen = MappingProxyType(dict(self._readings))
        return bool(fresh)

    def state(self) -> VehicleState:
        """What is known at this moment. Values age even where nothing new came, so ask again with each frame drawn."""
        return VehicleState(self._clock.now(), self._car_name, self._frozen, self._paths)

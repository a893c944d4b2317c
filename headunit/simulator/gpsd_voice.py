"""What gpsd says at each moment of the simulated drive, spoken aloud or asked for. Knows no socket."""

import datetime as dt

from headunit.position.state import Fix
from headunit.simulator import gpsd_lines
from headunit.simulator.sky import Satellite
from headunit.simulator.world import SLOW_TICKS, World

#: Satellites are reported with every so-manieth position: once a second.
SKY_EVERY = 5


class GpsdVoice:
    """Follows the world's receiver. `follow` runs on the simulation's thread; the rest may be called from any."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._count = 0
        self._active_since: dt.datetime | None = world.local
        self._last: tuple[Fix, tuple[Satellite, ...]] | None = None

    def follow(self) -> list[str]:
        """Call after each tick: the lines that gpsd pushes to those who watch, mostly none."""
        lines: list[str] = []
        present = self._world.gpsd_state != "no_receiver"
        if present != (self._active_since is not None):
            self._active_since = self._world.local if present else None
            self._last = None
            lines.append(gpsd_lines.device(active_since=self._active_since))
        if present and self._world.ticks % SLOW_TICKS == 0:
            fix, satellites = self._world.fix(), self._world.sky.satellites
            self._last = (fix, satellites)
            if self._count % SKY_EVERY == 0:
                lines.append(gpsd_lines.sky(fix, satellites))
            lines.append(gpsd_lines.tpv(fix))
            self._count += 1
        return lines

    def greeting(self) -> list[str]:
        """What a client that connects and watches gets first."""
        return [self.version(), self.devices(), self.watch(enable=True, as_json=True)]

    def devices(self) -> str:
        """The line that lists the receivers."""
        return gpsd_lines.devices(active_since=self._active_since)

    def poll(self) -> str:
        """The last reports as a line."""
        return gpsd_lines.poll(*(self._last or (None, ())))

    def version(self) -> str:
        """The greeting."""
        return gpsd_lines.version()

    def watch(self, *, enable: bool, as_json: bool) -> str:
        """The echo of a ?WATCH."""
        return gpsd_lines.watch(enable=enable, as_json=as_json)

    def error(self, request: str) -> str:
        """The complaint about an unknown request."""
        return gpsd_lines.error(request)

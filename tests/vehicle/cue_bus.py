"""A bus that fails on cue, and a bench in virtual time for the link that reads it."""

from can_worlds import Desk

from headunit.kernel.clock import ManualClock
from headunit.kernel.link import LinkState
from headunit.vehicle import cars
from headunit.vehicle.bus import Bus
from headunit.vehicle.bus_spec import BusSpec
from headunit.vehicle.can_link import CanLink
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.ports import Frame

SPEED = "Vehicle.Speed"
CODECS = {name: TableCodec(cars.load(name)) for name in cars.names()}
CODEC = CODECS["smallest"]
DRIVING = Frame("can0", 0x123, b"\x10\x27")  # 100 km/h


class CueBus:
    """A bus that does what its script says, one entry per receive; after that it is quiet."""

    def __init__(self, *script: Frame | Exception | None) -> None:
        self._script = list(script)
        self.closed = False
        self.sent: list[Frame] = []

    def receive(self, timeout_s: float) -> list[Frame]:
        assert timeout_s >= 0
        assert not self.closed
        cue = self._script.pop(0) if self._script else None
        if isinstance(cue, Exception):
            raise cue
        return [] if cue is None else [cue]

    def dropped(self) -> int:
        return 0

    def send(self, frame: Frame) -> None:
        self.sent.append(frame)

    def close(self) -> None:
        self.closed = True


class Openings:
    """Opens the given buses in turn; an exception among them is raised. Counts how often it was asked."""

    def __init__(self, *buses: Bus | Exception) -> None:
        self._buses = list(buses)
        self.count = 0

    def __call__(self, _spec: BusSpec, _name: str, _transmit: bool) -> Bus:
        self.count += 1
        bus = self._buses.pop(0) if self._buses else CueBus()
        if isinstance(bus, Exception):
            raise bus
        return bus


class Bench:
    """A link in virtual time."""

    def __init__(self, *buses: Bus | Exception, transmit: bool = False) -> None:
        self.clock = ManualClock()
        self.desk = Desk()
        self.openings = Openings(*buses)
        self.link = CanLink(
            "virtual:x",
            self.clock,
            self.desk.inbox,
            CODEC,
            name="can0",
            allow_transmit=transmit,
            open_bus=self.openings,
        )

    def run(self, seconds: float, step_s: float = 0.05) -> None:
        for _ in range(round(seconds / step_s)):
            self.clock.advance(step_s)
            self.link.pump()
            self.desk.drain()

    @property
    def state(self) -> LinkState:
        return self.desk.state("can0")

    @property
    def counters(self) -> dict[str, int]:
        return self.desk.report("can0").counters

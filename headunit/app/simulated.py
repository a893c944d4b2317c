"""A simulated world at the other end of a house's bus, with its own gpsd: live, or in lockstep."""

from dataclasses import dataclass
from pathlib import Path
from typing import override

from headunit.app import House, codec_of, region_road
from headunit.app.diagnosis import Diagnosis
from headunit.app.obedience import Obedience
from headunit.kernel.errors import HeadunitError
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link
from headunit.kernel.supervision import IoThread
from headunit.phone.ports import Radio, Telephony
from headunit.position.gpsd import GpsdLink
from headunit.simulator.drive_recorder import DriveRecorder
from headunit.simulator.scenario import Scenario
from headunit.simulator.simulation import Simulation
from headunit.vehicle.can_link import CanLink
from headunit.vehicle.car import Car


@dataclass(frozen=True, slots=True)
class Plan:
    """What to simulate. `bus`: a spec, or "" for a bus inside this process. `sends`: the log of what was asked.
    `documents`: folder of the reports on the car's health; None, and the car cannot be checked. `maps`: where the
    regions stand, for a scenario that names one. `obeys`: the driver follows the navigator until he is told not to."""

    scenario: Scenario
    car: Car
    seed: int | None = None
    bus: str = ""
    speedup: float = 1.0
    record: Path | None = None
    sends: Path | None = None
    documents: Path | None = None
    own_texts: Path | None = None
    maps: Path | None = None
    obeys: bool = True


class SimulatedWorld(Link):
    """One link of the house: `start` and `stop` it, or `step` it in virtual time."""

    name = "simulation"

    def __init__(self, house: House, plan: Plan, io: IoThread | None = None) -> None:
        spec = plan.bus or f"virtual:headunit-{id(house)}"
        scenario, seed = plan.scenario, plan.scenario.seed if plan.seed is None else plan.seed
        road = None
        if scenario.region:
            if plan.maps is None:
                raise HeadunitError(f"the scenario {scenario.name} needs a folder of maps")
            road = region_road.loop(scenario, plan.maps, seed)
        codec = codec_of(plan.car)
        self._house, self._io, self._speedup = house, io or IoThread(), plan.speedup
        self._head_end = CanLink(spec, house.clock, house.inbox, codec, allow_transmit=True, name="can0")
        self._car_end = CanLink(spec, house.clock, Inbox(), None, allow_transmit=True, name="car")
        # The car speaks with a codec of its own: one remembers what it sent when.
        recorder = None if plan.record is None else DriveRecorder(plan.record)
        self.simulation = Simulation(
            scenario, seed, type(codec)(plan.car, codec.dbc), self._car_end, house.clock, recorder, road
        )
        if plan.obeys:
            house.join(Obedience(house, self.simulation, scenario, seed))
        self._car_end.subscribe(self.simulation.on_frame)
        self._gps = GpsdLink("127.0.0.1", 0, house.clock, house.inbox, self._io)
        calls, radio = self.simulation.world.pocket.meet(house.inbox)
        house.offer(Telephony, calls)
        house.offer(Radio, radio)
        house.allow_requests(codec, self._head_end, plan.sends)
        self._diagnosis = None
        if plan.documents is not None:
            self._diagnosis = Diagnosis(house, self._head_end, plan.sends, plan.documents, plan.own_texts)
        house.listen(self._head_end)
        house.explain_with(codec)
        # Both ends are open before the first frame: a virtual bus keeps nothing for those who come later.
        self._head_end.pump()
        self._car_end.pump()
        if self._diagnosis is not None:
            self._diagnosis.start()

    @override
    def start(self) -> None:
        self._head_end.start()
        self._car_end.start()
        port = self.simulation.start(self._io, self._speedup)
        self._gps = GpsdLink("127.0.0.1", port, self._house.clock, self._house.inbox, self._io)
        self._gps.start()

    @override
    def stop(self) -> None:
        if self._diagnosis is not None:
            self._diagnosis.stop()
        self._gps.stop()
        self.simulation.stop()
        self._car_end.stop()
        self._head_end.stop()

    def step(self, dt_s: float) -> None:
        """Virtual time: the world moves by `dt_s` seconds, and the head unit hears of it at once."""
        self.simulation.step(dt_s)
        self._head_end.pump()
        self._car_end.pump()
        self._gps.pump_lines(self.simulation.gpsd_report_lines())

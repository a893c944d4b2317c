"""The simulated world: one car, one road, one sky, moved on in equal ticks. Same scenario and seed, same run.

It speaks VSS 6 paths in VSS units and knows neither frames nor sockets nor the clock on the wall.
"""

import collections
import datetime as dt
import math
import random
from collections.abc import Mapping

from headunit.kernel.units import KMH_PER_MPS
from headunit.position.state import Fix
from headunit.simulator import deeds, sky
from headunit.simulator.body import Body
from headunit.simulator.cabin import Cabin
from headunit.simulator.commands import Command
from headunit.simulator.driver import Driver, Mode
from headunit.simulator.earth import compass_deg
from headunit.simulator.faults import Faults
from headunit.simulator.media_keys import MediaKeys
from headunit.simulator.motion import GRAVITY_MPS2, MASS_KG, PARKED_N, Motion
from headunit.simulator.phone.pocket import Pocket
from headunit.simulator.powertrain import Powertrain
from headunit.simulator.road import Road
from headunit.simulator.road import load as load_road
from headunit.simulator.scenario import Scenario
from headunit.simulator.steering import Steering
from headunit.simulator.sun import elevation_deg, is_dark
from headunit.simulator.tyres import Tyres
from headunit.vehicle.state import Value

#: All motion is computed in steps of this many seconds, whatever the caller's own step is.
TICK_S = 0.02
#: Slow things (heat, air, satellites) move every so many ticks: the receiver's five reports a second.
SLOW_TICKS = round(sky.PERIOD_S / TICK_S)
SLOW_S = SLOW_TICKS * TICK_S
#: A control unit answers a wish after about so many seconds.
ANSWER_S = 0.3
#: Stability control brakes like this while it works, in m/s2; thermometers follow the air within this time.
ESC_BRAKE_MPS2 = 2.5
THERMOMETER_S = 30.0
#: Everything electric that is never switched off, in watts; sunshine through the glass at noon.
STANDBY_W, SUN_W = 300.0, 700.0
#: A road that the car is to take passes it within so many metres of where it is said to, and so near (m).
HERE_M, REACHES_M = 200.0, 40.0
#: At the end of a road: so near to it (m), and after standing for so long (s), the driver selects P.
END_M, PARKS_AFTER_S = 6.0, 3.0
#: Nobody follows an indicator's wish of the road far from the road or without driving it.
FOLLOWING = (Mode.DRIVE, Mode.HAND)


class Ticker:
    """Cuts any length of time into whole ticks and keeps the rest."""

    def __init__(self) -> None:
        self._owed_s = 0.0

    def due(self, dt_s: float) -> int:
        """The ticks to make now that `dt_s` (>= 0) more have passed."""
        self._owed_s += dt_s
        count = int(self._owed_s / TICK_S + 1e-6)
        self._owed_s -= count * TICK_S
        return count


class World:
    """Everything that moves. One thread only.

    `seed`: None takes the scenario's own. `road`: the one of a scenario that names a region; None loads the drawn one.
    Raises UsageError or HeadunitError for a road that cannot be loaded.
    """

    def __init__(self, scenario: Scenario, seed: int | None = None, road: Road | None = None) -> None:
        self.scenario = scenario
        self.seed = scenario.seed if seed is None else seed
        begin = scenario.beginning
        self.ticks = 0
        self.grip = scenario.grip
        self.outside_celsius = self.air_celsius = scenario.outside_celsius
        self.gpsd_state = self.can_state = "ok"
        self.home = self.road = load_road(scenario.route) if road is None else road
        self.frame = self.road.frame
        self.follows_navigator = True
        self.misses = 0
        self._then: Road | None = None
        self._standing_s = 0.0
        place = self.road.at(begin.at_m)
        self.motion = Motion(place.east_m, place.north_m, place.heading_rad, begin.speed_kmh / KMH_PER_MPS)
        self.alt_m = place.alt_m
        self.steering = Steering(self.road, begin.at_m % self.road.length_m)
        self.powertrain = Powertrain(begin, self._dice("battery"))
        mode = Mode.DRIVE if begin.state == "driving" else Mode.HOLD
        self.driver = Driver(self.road, self._dice("driver"), mode, self.grip)
        self.body = Body(begin.seats, self.motion.speed_mps, parked=begin.state == "parked")
        self.media_keys = MediaKeys()
        self.pocket = Pocket()
        self.cabin = Cabin(begin.cabin_celsius, awake=begin.state != "parked")
        self.tyres = Tyres(self.outside_celsius, self.motion.speed_mps)
        self.faults = Faults()
        self.sky = sky.Sky(self.frame, self._dice("sky"), cold=begin.gps == "cold")
        self._events = collections.deque(scenario.events)
        self._asked: collections.deque[tuple[int, Mapping[str, Value]]] = collections.deque()
        self._ticker = Ticker()
        self._night = self.esc_engaged = False
        self._sun_w = 0.0
        self._slow()

    def _dice(self, part: str) -> random.Random:
        """Random numbers of one part: what one part draws does not disturb another."""
        return random.Random(f"{self.seed}/{part}")

    @property
    def t_s(self) -> float:
        """Seconds since the start."""
        return self.ticks * TICK_S

    @property
    def local(self) -> dt.datetime:
        """Date and time in the scenario's own zone."""
        return self.scenario.start + dt.timedelta(seconds=self.t_s)

    @property
    def place(self) -> tuple[float, float, float]:
        """The true latitude, longitude and course (degrees), which no receiver knows so well."""
        lat_deg, lon_deg = self.frame.to_degrees(self.motion.east_m, self.motion.north_m)
        return lat_deg, lon_deg, compass_deg(self.motion.heading_rad)

    @property
    def tunnel(self) -> bool:
        """Whether there is a roof of rock above."""
        return self.road.tunnel[self.road.index(self.steering.road_m)]

    def fix(self) -> Fix:
        """The receiver's newest report, made every `sky.PERIOD_S`."""
        return self.sky.fix

    def do(self, command: Command) -> None:
        """Let a command happen now."""
        deeds.do(self, command)

    def take(self, road: Road, then: Road | None = None, at_m: float = 0.0) -> bool:
        """Leave the present road for one that passes here about `at_m` from its start, on the same flat map. At its end
        the car goes over to `then`, or stands and selects P. False, and nothing changes, where it is not here."""
        first_m, last_m = (0.0, math.inf) if road.closed else (at_m - HERE_M, at_m + HERE_M)
        road_m = road.nearest_m(self.motion.east_m, self.motion.north_m, first_m, last_m)
        place = road.at(road_m)
        if math.dist(place[:2], (self.motion.east_m, self.motion.north_m)) > REACHES_M:
            return False
        self._join(road, road_m, then)
        if self.driver.mode is Mode.HOLD:
            self.do(Command("drive"))
        return True

    def _join(self, road: Road, road_m: float, then: Road | None) -> None:
        self.road, self._then, self._standing_s = road, then, 0.0
        self.steering.road, self.steering.road_m = road, road_m
        self.driver.take(road)

    def _end_of_road(self) -> None:
        """An open road ends: go over to the next one, or stand there."""
        left_m = self.road.length_m - self.steering.road_m
        if self.road.closed or left_m > END_M or self.driver.mode is not Mode.DRIVE:
            self._standing_s = 0.0
        elif self._then is not None:
            then, place = self._then, (self.motion.east_m, self.motion.north_m)
            self._join(then, then.nearest_m(*place, last_m=HERE_M), None)
        elif self.motion.speed_mps == 0:
            self._standing_s += SLOW_S
            if self._standing_s >= PARKS_AFTER_S:
                self.do(Command("stop", {"park": True}))

    def ask(self, wishes: Mapping[str, Value]) -> None:
        """Take a wish that came over the bus, by VSS path; the car answers after ANSWER_S, or never if out of range."""
        self._asked.append((self.ticks + round(ANSWER_S / TICK_S), wishes))

    def step(self, dt_s: float) -> int:
        """Move on by `dt_s` (>= 0) in whole ticks and return their number; the rest is kept for the next call."""
        count = self._ticker.due(dt_s)
        for _ in range(count):
            self.tick()
        return count

    def tick(self) -> None:
        """Move on by TICK_S."""
        while self._events and self._events[0].at_s <= self.t_s:
            self.do(self._events.popleft().command)
        while self._asked and self._asked[0][0] <= self.ticks:
            self.cabin.ask(self._asked.popleft()[1])
        self._drive()
        self.media_keys.step(TICK_S)
        self.pocket.step(TICK_S)
        self.ticks += 1
        if self.ticks % SLOW_TICKS == 0:
            self._slow()

    def _drive(self) -> None:
        motion, train, driver = self.motion, self.powertrain, self.driver
        here = self.road.at(self.steering.road_m)
        self.alt_m = here.alt_m
        pedals = driver.step(
            TICK_S, motion.speed_mps, self.steering.road_m, here.slope, train.gearbox.selected, self.steering.astray_rad
        )
        if driver.wants_parking_brake is not None:
            self.body.parking_brake = driver.wants_parking_brake
        if driver.wants_gear is not None:
            train.gearbox.select(driver.wants_gear, motion.speed_mps)
        slipping = self.steering.slipping and "esc" not in self.faults.present
        accelerator = 0.0 if slipping else max(pedals.accelerator, pedals.cruise)
        effort = train.step(TICK_S, motion.speed_mps, accelerator, pedals.brake, self.grip)
        self.esc_engaged = (slipping or effort.spinning) and "esc" not in self.faults.present
        brake_n = effort.brake_n + (PARKED_N if self.body.parking_brake or train.gearbox.selected == "P" else 0.0)
        if slipping:
            brake_n += ESC_BRAKE_MPS2 * MASS_KG
        brake_n = min(brake_n, max(self.grip * GRAVITY_MPS2 * MASS_KG, PARKED_N if motion.speed_mps == 0 else 0.0))
        curvature = self.steering.step(TICK_S, motion, self.grip)
        motion.step(TICK_S, effort.drive_n, brake_n, here.slope, curvature)
        train.supply(TICK_S, self.outside_celsius, STANDBY_W + self.cabin.load_w + self.body.load_w)

    def _slow(self) -> None:
        lat_deg, lon_deg, _ = self.place
        utc = self.local.astimezone(dt.UTC)
        if self.ticks % (SLOW_TICKS * 50) == 0:
            self._night = is_dark(utc, lat_deg, lon_deg)
            self._sun_w = 0.0 if self._night else SUN_W * max(0.0, elevation_deg(utc, lat_deg, lon_deg)) / 90
        self.air_celsius += (self.outside_celsius - self.air_celsius) * SLOW_S / THERMOMETER_S
        engine, index = self.powertrain.engine, self.road.index(self.steering.road_m)
        self.cabin.awake = self.powertrain.awake
        engine.heat_taken_w = self.cabin.step(SLOW_S, self.outside_celsius, self._sun_w, engine.coolant_celsius)
        self.powertrain.heat_wanted = self.cabin.wants_engine(self.outside_celsius, engine.coolant_celsius)
        self._end_of_road()
        self.tyres.step(SLOW_S, self.motion.speed_mps, self.outside_celsius)
        signal = self.road.signal[index] if self.driver.mode in FOLLOWING else ""
        self.body.step(self.motion.speed_mps, self.road.limit_mps[index], signal, night=self._night, tunnel=self.tunnel)
        self.sky.step(self.t_s, utc, self.motion, self.alt_m, tunnel=self.tunnel)

    def values(self) -> dict[str, Value]:
        """What the car's control units know, by VSS 6 path and in VSS units. A new dict with each call."""
        pedals, driver, motion = self.driver.pedals, self.driver, self.motion
        braking = pedals.brake > 0 or self.powertrain.braking_lights
        values: dict[str, Value] = {
            "Vehicle.Speed": abs(motion.speed_mps) * KMH_PER_MPS,
            "Vehicle.Chassis.Accelerator.PedalPosition": round(pedals.accelerator * 100),
            "Vehicle.Chassis.Brake.PedalPosition": round(pedals.brake * 100),
            "Vehicle.Exterior.AirTemperature": self.air_celsius,
            "Vehicle.TraveledDistance": round(self.scenario.beginning.odometer_km * 1000 + motion.driven_m),
            "Vehicle.TraveledDistanceSinceStart": round(motion.driven_m),
            "Vehicle.Body.Lights.Brake.IsActive": "ACTIVE" if braking else "INACTIVE",
            "Vehicle.ADAS.ESC.IsEngaged": self.esc_engaged,
            "Vehicle.ADAS.CruiseControl.IsActive": driver.cruise_mps > 0,
            "Vehicle.ADAS.CruiseControl.SpeedSet": driver.cruise_mps * KMH_PER_MPS,
        }
        self.powertrain.tell(values, motion.driven_m)
        self.steering.tell(values)
        self.body.tell(values)
        self.media_keys.tell(values)
        self.cabin.tell(values)
        self.tyres.tell(values)
        self.faults.tell(values, self.powertrain.battery.volts, self.t_s)
        return values

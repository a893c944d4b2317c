"""What a route asks of a battery, and where to charge on the way. Pure; runs in the worker.

The model: rolling resistance, drag and what the car takes at rest, at the speed of each piece of a route:

    energy = length * (mass * g * rolling + air / 2 * drag_area * speed**2 + stops) / efficiency + auxiliary * time

`stops` is what braking loses of mass / 2 * speed**2, every half kilometre in town, less often the faster the road.
(Guzzella and Sciarretta, Vehicle Propulsion Systems, 3rd ed., section 2.1.) Hills are missing, for want of elevation
data. Where the car tells its own range the model is scaled to it, so hills, cold and load of the last drive are in it
after all.
"""

import bisect
import itertools
from dataclasses import dataclass
from typing import Final

from headunit.kernel.geodesy import distance_m
from headunit.routing.ports import Charger
from headunit.routing.state import Charge, Route, Stop

_G: Final = 9.80665
_AIR_KG_PER_M3: Final = 1.2
#: How often a car in town stops, what it loses then in spite of recuperation, and mean speeds of town and open road.
_STOP_EVERY_M: Final = 500.0
_LOST: Final = 0.35
_TOWN_MPS, _OPEN_MPS = 14.0, 25.0
#: The mixed speed at which a range is promised (m/s): WLTP's mean is 46.5 km/h, real trips are a little faster.
_MIXED_MPS: Final = 15.0
#: Ranges of whole batteries that exist (m), and the charge below which a range says nothing of the whole (percent).
_RANGES_M: Final = (20_000.0, 1_000_000.0)
_TELLING_PERCENT: Final = 2.0
#: What is left at the destination and at a charger (percent): the nearest one may be taken or broken.
RESERVE_PERCENT: Final = 10.0
#: Beyond this share the car takes less power, here a third of it (percent); nobody waits for the last ten.
TAPER_PERCENT: Final = 80.0
_FULL_PERCENT: Final = 90.0
_TAPER: Final = 1 / 3
_STEP_PERCENT: Final = 10.0
#: Leaving the road, plugging in, paying (s).
_OVERHEAD_S: Final = 240.0
#: A charger without a known power is an ordinary socket of 11 kW.
_UNKNOWN_W: Final = 11_000.0
#: The way to a charger beside the route: longer than the straight line, and slow.
_WINDING: Final = 1.4
_DETOUR_MPS: Final = 11.0
#: More chargers than this are not weighed.
_CHARGERS: Final = 30


@dataclass(frozen=True, slots=True)
class ElectricCar:
    """A mid-size electric car where nobody says more. `charge_w`: the most it takes."""

    mass_kg: float = 1900.0
    drag_area_m2: float = 0.65
    rolling: float = 0.010
    auxiliary_w: float = 700.0
    efficiency: float = 0.85
    capacity_wh: float = 60_000.0
    charge_w: float = 100_000.0

    def energy_wh(self, length_m: float, time_s: float) -> float:
        """For a piece of road at even speed."""
        speed_mps = length_m / time_s if time_s > 0 else 0.0
        force_n = self.mass_kg * _G * self.rolling + _AIR_KG_PER_M3 / 2 * self.drag_area_m2 * speed_mps**2
        town = min(max((_OPEN_MPS - speed_mps) / (_OPEN_MPS - _TOWN_MPS), 0.0), 1.0)
        force_n += town / _STOP_EVERY_M * _LOST * self.mass_kg / 2 * speed_mps**2
        return (length_m * force_n / self.efficiency + self.auxiliary_w * time_s) / 3600


@dataclass(frozen=True, slots=True)
class Battery:
    """`percent`: charge now. `range_m`: what the car itself promises with it, or None. `refuels`: it has a tank too."""

    percent: float
    range_m: float | None = None
    refuels: bool = False
    car: ElectricCar = ElectricCar()

    @property
    def _percent_per_m(self) -> float:
        """At mixed speed: as the car itself has it, where that is a range that cars have, else by the model."""
        if self.range_m and self.percent >= _TELLING_PERCENT:
            whole_m = self.range_m / self.percent * 100
            if _RANGES_M[0] <= whole_m <= _RANGES_M[1]:
                return 100 / whole_m
        return self.car.energy_wh(1.0, 1.0 / _MIXED_MPS) / self.car.capacity_wh * 100

    @property
    def capacity_wh(self) -> float:
        """Of the whole battery: what the model needs for the range that the car has."""
        return self.car.energy_wh(1.0, 1.0 / _MIXED_MPS) / self._percent_per_m * 100

    @property
    def reach_m(self) -> float:
        """As far as it goes."""
        return self.percent / self._percent_per_m if self.range_m is None else self.range_m

    def percent_for(self, length_m: float, time_s: float) -> float:
        """What a piece of road takes."""
        return self.car.energy_wh(length_m, time_s) / self.capacity_wh * 100


def used_percent(route: Route, battery: Battery) -> tuple[float, ...]:
    """Of the battery, from the start to each point of the route."""
    pieces = zip(itertools.pairwise(route.at_m), itertools.pairwise(route.time_s), strict=True)
    return (0.0, *itertools.accumulate(battery.percent_for(m1 - m0, s1 - s0) for (m0, m1), (s0, s1) in pieces))


def charge(route: Route, battery: Battery) -> Charge:
    """Without a stop. A car with a tank arrives with an empty battery at worst."""
    left = battery.percent - used_percent(route, battery)[-1]
    return Charge(max(0.0, left) if battery.refuels else left)


def fits(one: Charge, battery: Battery) -> bool:
    """Whether the trip needs no charger."""
    return battery.refuels or one.arrival_percent is None or one.arrival_percent >= RESERVE_PERCENT


def charging_s(battery: Battery, charger: Charger, arrival: float, departure: float) -> float:
    """Time at the plug from one percentage to another."""
    power_w = min(battery.car.charge_w, charger.power_w or _UNKNOWN_W)
    fast = max(0.0, min(departure, TAPER_PERCENT) - arrival)
    slow = max(0.0, departure - max(arrival, TAPER_PERCENT))
    return (fast + slow / _TAPER) / 100 * battery.capacity_wh / power_w * 3600


@dataclass(frozen=True, slots=True)
class _Halt:
    """A charger beside the route. `used`: percent from the start to it. `aside`: percent for the way to it and back."""

    charger: Charger
    used: float
    aside: float
    aside_s: float


@dataclass(frozen=True, slots=True)
class _Label:
    """One way to come to a halt: the time lost so far, and the charge on arrival."""

    lost_s: float
    percent: float
    stops: tuple[tuple[Stop, float, float], ...]


def _halts(route: Route, battery: Battery, chargers: tuple[Charger, ...]) -> list[_Halt]:
    used = used_percent(route, battery)
    # Every point of a long route against every charger is too much, and points lie closer than anybody needs.
    step_m = max(100.0, route.length_m / 1000)
    places = [0]
    while (after := bisect.bisect_left(route.at_m, route.at_m[places[-1]] + step_m)) < len(route.at_m):
        places.append(after)
    found = []
    for charger in chargers:
        point = min(places, key=lambda index: distance_m(*route.points[index], *charger.at))
        way_m = _WINDING * distance_m(*route.points[point], *charger.at)
        way_s = way_m / _DETOUR_MPS
        found.append(_Halt(charger, used[point], 2 * battery.percent_for(way_m, way_s), 2 * way_s))
    # The strongest and nearest of each stretch.
    found.sort(key=lambda halt: charging_s(battery, halt.charger, 10.0, 60.0) + halt.aside_s)
    return sorted(found[:_CHARGERS], key=lambda halt: halt.used)


def stops(route: Route, battery: Battery, chargers: tuple[Charger, ...]) -> Charge:
    """The chargers to call at that cost the least time in all; without `stops` where no choice of them suffices."""
    plain = charge(route, battery)
    if fits(plain, battery):
        return plain
    halts = _halts(route, battery, chargers)
    total = used_percent(route, battery)[-1]
    labels: list[list[_Label]] = [[] for _ in halts]
    best: _Label | None = None

    def spread(
        first: int, lost_s: float, percent: float, used: float, done: tuple[tuple[Stop, float, float], ...]
    ) -> None:
        """Go on from a place: to every halt that can be reached, and to the destination."""
        nonlocal best
        left = percent - (total - used)
        if left >= RESERVE_PERCENT and (best is None or lost_s < best.lost_s):
            best = _Label(lost_s, left, done)
        for index in range(first, len(halts)):
            halt = halts[index]
            there = percent - (halt.used - used) - halt.aside / 2
            if there >= RESERVE_PERCENT / 2:
                _keep(labels[index], _Label(lost_s + halt.aside_s, there, done))

    spread(0, 0.0, battery.percent, 0.0, ())
    for index, halt in enumerate(halts):
        for label in labels[index]:
            level = (label.percent // _STEP_PERCENT + 1) * _STEP_PERCENT
            while level <= _FULL_PERCENT:
                lost_s = label.lost_s + _OVERHEAD_S + charging_s(battery, halt.charger, label.percent, level)
                here = (Stop(halt.charger.at, halt.charger.name), label.percent, level)
                spread(index + 1, lost_s, level - halt.aside / 2, halt.used, (*label.stops, here))
                level += _STEP_PERCENT
    return plain if best is None else Charge(best.percent, best.stops)


def _keep(labels: list[_Label], new: _Label) -> None:
    """Add `new` unless another one is both sooner and fuller; drop those that it beats."""
    if any(old.lost_s <= new.lost_s and old.percent >= new.percent for old in labels):
        return
    labels[:] = [old for old in labels if old.lost_s < new.lost_s or old.percent > new.percent]
    labels.append(new)

"""The electric car: its range on the map, its charge at the destination, chargers when a trip does not fit.

Hears of the battery from the board; asks for chargers through a port. Does no sums of its own: charging.py does.
"""

from collections.abc import Callable
from typing import Final

from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.kernel.geodesy import LatLon, distance_m
from headunit.position.state import PositionState
from headunit.routing import charging
from headunit.routing.charging import Battery, ElectricCar
from headunit.routing.desk import Desk
from headunit.routing.ports import Charger, ChargerSource
from headunit.routing.questions import AskReach, AskStops, ReachFound, StopsFound
from headunit.routing.state import Charge, RangeState, Route
from headunit.vehicle.state import VehicleState

_CHARGE: Final = "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed"
_RANGE: Final = "Vehicle.Powertrain.TractionBattery.Range"
_TANK: Final = "Vehicle.Powertrain.FuelSystem.Range"
#: The outline is drawn anew at most so often (s), and when range or place have changed by this share of the range.
EVERY_S: Final = 20.0
_CHANGE: Final = 0.04
#: Chargers farther from the route than this are not on the way (m).
ASIDE_M: Final = 3000.0


class Electric:
    """`tick` publishes RangeState; `charges` and `stops` tell what routes ask of the battery."""

    def __init__(
        self,
        clock: Clock,
        board: Board,
        desk: Desk,
        chargers: ChargerSource | None = None,
        car: ElectricCar | None = None,
    ) -> None:
        self._clock, self._board, self._desk = clock, board, desk
        self._chargers, self._car = chargers, car or ElectricCar()
        self._drawn: tuple[LatLon, float] | None = None
        self._asked_at = float("-inf")
        self._epoch = 0

    def forget(self) -> None:
        """The region is another one."""
        self._epoch += 1
        self._drawn, self._asked_at = None, float("-inf")

    def battery(self) -> Battery | None:
        """As the car tells it now; None for other cars, and where it is unknown."""
        vehicle = self._board.latest(VehicleState)
        percent = None if vehicle is None or not vehicle.offers(_CHARGE) else vehicle.number(_CHARGE)
        if vehicle is None or percent is None:
            return None
        range_m = vehicle.number(_RANGE) if vehicle.offers(_RANGE) else None
        return Battery(percent, range_m, vehicle.offers(_TANK), self._car)

    def charges(self, routes: tuple[Route, ...]) -> tuple[Charge, ...]:
        """One for each route, without stops."""
        battery = self.battery()
        return tuple(Charge() if battery is None else charging.charge(route, battery) for route in routes)

    def stops(self, routes: tuple[Route, ...], answer: Callable[[tuple[Charge, ...]], None]) -> None:
        """Look for chargers where a route does not fit. `answer` is called later, and only then."""
        battery, source = self.battery(), self._chargers
        plain = self.charges(routes)
        if battery is None or source is None or all(charging.fits(one, battery) for one in plain):
            return
        found = dict(enumerate(plain))
        open_routes = {index for index, one in found.items() if not charging.fits(one, battery)}

        def heard(index: int, told: object) -> None:
            if isinstance(told, StopsFound):
                found[index] = told.charge
            open_routes.discard(index)
            if not open_routes:
                answer(tuple(found[number] for number in range(len(routes))))

        def ask(index: int, chargers: tuple[Charger, ...]) -> None:
            self._desk.ask(AskStops(routes[index], battery, chargers), lambda told: heard(index, told))

        for index in tuple(open_routes):
            source.along(routes[index].points, ASIDE_M, lambda chargers, index=index: ask(index, chargers))  # type: ignore[misc]

    def tick(self) -> None:
        """Ten times a second: the outline, when it has changed enough to be seen."""
        battery = self.battery()
        shown = self._board.latest(RangeState)
        if battery is None:
            if shown is not None and shown.range_m is not None:
                self._drawn = None
                self._board.publish(RangeState())
            return
        state = self._board.latest(PositionState)
        fix = None if state is None else state.usable
        now = self._clock.now()
        if fix is None or fix.lat_deg is None or fix.lon_deg is None or now - self._asked_at < EVERY_S:
            return
        here, reach_m = LatLon(fix.lat_deg, fix.lon_deg), battery.reach_m
        if self._drawn is not None:
            moved_m = distance_m(*here, *self._drawn[0]) + abs(reach_m - self._drawn[1])
            if moved_m < _CHANGE * max(reach_m, 1.0):
                return
        self._drawn, self._asked_at = (here, reach_m), now
        epoch = self._epoch

        def heard(told: object) -> None:
            if epoch == self._epoch:
                self._board.publish(RangeState(told.outline if isinstance(told, ReachFound) else (), reach_m))

        self._desk.ask(AskReach(here, reach_m), heard)

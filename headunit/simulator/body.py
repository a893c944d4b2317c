"""Doors, belts, lights, wipers, lever and switches: what a person works by hand, and what the car adds by itself."""

from headunit.kernel.units import KMH_PER_MPS
from headunit.simulator.commands import DOORS, SEATS
from headunit.vehicle.state import Value

LIGHTS = "Vehicle.Body.Lights"
#: Doors lock themselves from this speed on; the high beam is for country roads at night, both in m/s.
LOCK_MPS = 15 / KMH_PER_MPS
HIGH_BEAM_MPS, HIGH_BEAM_LIMIT_MPS = 55 / KMH_PER_MPS, 79 / KMH_PER_MPS
LOW_BEAM_W, HIGH_BEAM_W = 90.0, 110.0

_SIDES = {"driver": "DriverSide", "passenger": "PassengerSide", "middle": "Middle"}


def _cabin_path(branch: str, place: str) -> str:
    row, side = place.split(".")
    return f"Vehicle.Cabin.{branch}.{row.capitalize()}.{_SIDES[side]}"


DOOR_PATHS = {door: _cabin_path("Door", door) for door in DOORS if "." in door}
LID_PATHS = {"hood": "Vehicle.Body.Hood.IsOpen", "trunk": "Vehicle.Body.Trunk.Rear.IsOpen"}
BELT_PATHS = {seat: f"{_cabin_path('Seat', seat)}.IsBelted" for seat in SEATS}


class Body:
    """`lamps`: which lamps are lit now, decided anew with each step."""

    def __init__(self, seats: tuple[str, ...], speed_mps: float, *, parked: bool) -> None:
        self.open: dict[str, bool] = dict.fromkeys(DOORS, False)
        self._fast = speed_mps > LOCK_MPS
        self.locked: dict[str, bool] = dict.fromkeys(DOOR_PATHS, parked or self._fast)
        self.belted = {seat: seat in seats and not parked for seat in SEATS}
        self.passenger = "row1.passenger" in seats and not parked
        self.parking_brake = parked
        self.light_mode = "auto"
        self.fog_front = self.fog_rear = self.hazard = False
        self.lever = "auto"
        self.wipers = "OFF"
        self.low = self.high = self.parking = False
        self.signal = ""

    def move_door(self, door: str, *, is_open: bool) -> None:
        """Open or close a door, hood or trunk. An open door is not locked."""
        self.open[door] = is_open
        if is_open and door in self.locked:
            self.locked[door] = False

    def lock(self, *, on: bool) -> None:
        """Central locking: closed doors only."""
        for door in self.locked:
            self.locked[door] = on and not self.open[door]

    def step(self, speed_mps: float, limit_mps: float, route_signal: str, *, night: bool, tunnel: bool) -> None:
        """Decide on lamps, indicators and locks. `route_signal`: the side that the road ahead asks for, or ""."""
        automatic = self.light_mode == "auto"
        self.low = self.light_mode in {"low", "high"} or (automatic and (night or tunnel))
        country = limit_mps > HIGH_BEAM_LIMIT_MPS and speed_mps > HIGH_BEAM_MPS and not tunnel
        self.high = self.light_mode == "high" or (automatic and night and country)
        self.parking = self.low or self.light_mode == "parking"
        self.signal = route_signal if self.lever == "auto" else self.lever
        fast = speed_mps > LOCK_MPS
        if fast and not self._fast:
            self.lock(on=True)
        self._fast = fast

    @property
    def load_w(self) -> float:
        """Electric load of the headlamps."""
        return LOW_BEAM_W * self.low + HIGH_BEAM_W * self.high

    def tell(self, values: dict[str, Value]) -> None:
        """Add what the car's bus says. `IsSignaling` is steady while a side signals: the blinking is the lamp's."""
        for door, path in DOOR_PATHS.items():
            values[f"{path}.IsOpen"] = self.open[door]
            values[f"{path}.IsLocked"] = self.locked[door]
        for door, path in LID_PATHS.items():
            values[path] = self.open[door]
        for seat, path in BELT_PATHS.items():
            values[path] = self.belted[seat]
        values |= {
            "Vehicle.Cabin.Seat.Row1.PassengerSide.OccupancyStatus": "OCCUPIED" if self.passenger else "EMPTY",
            "Vehicle.Chassis.ParkingBrake.IsEngaged": self.parking_brake,
            "Vehicle.Body.Windshield.Front.Wiping.Mode": self.wipers,
            f"{LIGHTS}.Beam.Low.IsOn": self.low,
            f"{LIGHTS}.Beam.High.IsOn": self.high,
            f"{LIGHTS}.Parking.IsOn": self.parking,
            f"{LIGHTS}.Fog.Front.IsOn": self.fog_front and self.parking,
            f"{LIGHTS}.Fog.Rear.IsOn": self.fog_rear and self.parking,
            f"{LIGHTS}.Hazard.IsSignaling": self.hazard,
            f"{LIGHTS}.DirectionIndicator.Left.IsSignaling": self.signal == "left",
            f"{LIGHTS}.DirectionIndicator.Right.IsSignaling": self.signal == "right",
        }

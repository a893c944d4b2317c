"""The air inside and the climate controls. Temperatures in degrees Celsius, powers in watts."""

from collections.abc import Mapping
from dataclasses import dataclass

from headunit.vehicle.state import Value

HVAC = "Vehicle.Cabin.HVAC"
#: Air, seats and trim as one store of heat; and what the body loses to the outside, with fresh and with inside air.
HEAT_J_PER_K = 60_000.0
LOSS_W_PER_K, RECIRCULATING_W_PER_K = 55.0, 35.0
#: The most that heater and compressor do at full fan; what they ask for per kelvin of error.
HEATER_W, COOLER_W, KEENNESS_W_PER_K = 6_000.0, 5_000.0, 1_500.0
#: The heater takes the engine's heat from this coolant temperature on, before that electricity.
WARM_COOLANT_CELSIUS = 50.0
#: Watts of heat moved per watt of the compressor; the fan at full speed; the front defroster.
COOLING_FACTOR, FAN_W, DEFROST_W = 2.5, 250.0, 400.0
#: Below this outside and without warm coolant the engine is started for its heat.
FROST_CELSIUS = -5.0
SET_RANGE = (16.0, 28.0)


@dataclass(slots=True)
class Cabin:
    """`fan`: percent. `heat_w`: moved into the cabin now, negative when cooling."""

    celsius: float
    driver: float = 21.0
    passenger: float = 21.0
    fan: float = 40.0
    air_conditioning: bool = True
    recirculation: bool = False
    defrost: bool = False
    awake: bool = True
    heat_w: float = 0.0
    load_w: float = 0.0

    def step(self, dt_s: float, outside_celsius: float, sun_w: float, coolant_celsius: float) -> float:
        """Move on by `dt_s`; returns the heat taken from the coolant in watts and keeps `load_w`, the electric load."""
        goal = (self.driver + self.passenger) / 2
        blown = self.fan / 100 if self.awake else 0.0
        loss_w_per_k = RECIRCULATING_W_PER_K if self.recirculation else LOSS_W_PER_K
        loss_w = loss_w_per_k * (self.celsius - outside_celsius) - sun_w
        wish_w = KEENNESS_W_PER_K * (goal - self.celsius) + loss_w
        coolest_w = -COOLER_W * blown if self.air_conditioning else 0.0
        self.heat_w = min(HEATER_W * blown, max(coolest_w, wish_w))
        self.celsius += (self.heat_w - loss_w) * dt_s / HEAT_J_PER_K
        taken_w = self.heat_w if self.heat_w > 0 and coolant_celsius > WARM_COOLANT_CELSIUS else 0.0
        electric_w = -self.heat_w / COOLING_FACTOR if self.heat_w < 0 else self.heat_w - taken_w
        self.load_w = electric_w + FAN_W * blown**2 + (DEFROST_W if self.defrost and self.awake else 0.0)
        return taken_w

    def wants_engine(self, outside_celsius: float, coolant_celsius: float) -> bool:
        """Whether it is so cold that the engine has to run for its heat."""
        return self.awake and outside_celsius < FROST_CELSIUS and coolant_celsius < WARM_COOLANT_CELSIUS

    def ask(self, wishes: Mapping[str, Value]) -> bool:
        """Take the driver's wishes by VSS path; False if one of them is unknown here or out of range: then none is
        taken."""
        taken: dict[str, float | bool] = {}
        for path, value in wishes.items():
            name = SETTINGS.get(path)
            if name in FLAGS and isinstance(value, bool):
                taken[name] = value
            elif name in RANGES and not isinstance(value, bool | str):
                low, high = RANGES[name]
                if not low <= value <= high:
                    return False
                taken[name] = float(value)
            else:
                return False
        for name, wish in taken.items():
            setattr(self, name, wish)
        return True

    def tell(self, values: dict[str, Value]) -> None:
        """Add what the car's bus says."""
        for path, name in SETTINGS.items():
            values[path] = getattr(self, name)
        values[f"{HVAC}.Station.Row1.Driver.FanSpeed"] = round(self.fan)
        values[f"{HVAC}.AmbientAirTemperature"] = self.celsius


#: What may be asked for, by VSS path, and the control it turns.
SETTINGS = {
    f"{HVAC}.Station.Row1.Driver.Temperature": "driver",
    f"{HVAC}.Station.Row1.Passenger.Temperature": "passenger",
    f"{HVAC}.Station.Row1.Driver.FanSpeed": "fan",
    f"{HVAC}.IsAirConditioningActive": "air_conditioning",
    f"{HVAC}.IsRecirculationActive": "recirculation",
    f"{HVAC}.IsFrontDefrosterActive": "defrost",
}
RANGES = {"driver": SET_RANGE, "passenger": SET_RANGE, "fan": (0.0, 100.0)}
FLAGS = ("air_conditioning", "recirculation", "defrost")

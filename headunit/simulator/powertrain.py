"""What the pedals make of engine, motor and brakes: shares the wish for force between them, and the energy with it.

Forces are newtons at the wheels, powers watts. Knows no road and no driver.
"""

import random
from dataclasses import dataclass

from headunit.kernel.units import KMH_PER_MPS
from headunit.simulator.battery import CAPACITY_J, Battery
from headunit.simulator.engine import IDLE_RPM, Engine
from headunit.simulator.gearbox import SELECTED, Gearbox
from headunit.simulator.motion import GRAVITY_MPS2, MASS_KG
from headunit.simulator.scenario import Beginning
from headunit.vehicle.state import Value

TANK_L = 45.0
MOTOR_W = 75_000.0
REGEN_W = 55_000.0
#: Motor and electronics, gearbox and joints.
MOTOR_EFFICIENCY = 0.90
DRIVELINE_EFFICIENCY = 0.94
#: Front wheels spin beyond this on a dry road.
TRACTION_N = 4.6 * MASS_KG
#: Full pedal means this much power, whether the car has it at the moment or not.
FULL_PEDAL_W = 130_000.0
#: Brake pedal at its end stop, as deceleration in m/s2; the tyres may give less.
FULL_BRAKE_MPS2 = 9.3
#: Lifting off slows the car like this; creep pushes it up to a walking pace.
COAST_MPS2, CREEP_MPS2, CREEP_MPS = 0.4, 0.5, 1.8
#: Recuperation fades out between these speeds, in m/s.
FADE_FROM_MPS, FADE_OVER_MPS = 1.5, 4.0
#: The motor is cut back as the battery gets empty, recuperation as it gets full (share of charge).
EMPTY_SHARE, WEAK_SHARE, FULL_SHARE = 0.02, 0.06, 0.97
PEDAL_PLAY = 0.02
#: What the motor burns when it pushes against a standing car with all its force, in watts.
STALL_W = 4_000.0
#: The engine starts below the first share of charge and stops above the second.
SUSTAIN_FROM, SUSTAIN_TO = 0.16, 0.20
#: It also starts for more than this power, and on fast roads already for that much.
START_W, FAST_START_W, FAST_MPS = 60_000.0, 12_000.0, 25.0
STOP_W, SHORTEST_RUN_S = 25_000.0, 20.0
GENERATE_W, GENERATE_STANDING_W = 9_000.0, 5_000.0
#: Braking by recuperation alone lights the brake lights from here (UN Regulation 13-H, 5.2.22.4), in m/s2.
BRAKE_LIGHT_MPS2 = 1.3
#: Averages begin as if so many kilometres had been driven before.
KNOWN_KM, KNOWN_L_PER_100KM, ELECTRIC_KWH_PER_100KM = 60.0, 5.6, 17.5
JOULE_PER_METRE = ELECTRIC_KWH_PER_100KM * 3.6e6 / 100_000


@dataclass(frozen=True, slots=True)
class Effort:
    """What reaches the wheels. `drive_n`: in the car's forward direction. `brake_n`: against whatever motion."""

    drive_n: float = 0.0
    brake_n: float = 0.0
    spinning: bool = False


class Powertrain:
    """Engine, motor, battery, gearbox and brakes as one."""

    def __init__(self, beginning: Beginning, rng: random.Random) -> None:
        self.gearbox = Gearbox("P" if beginning.state == "parked" else "D", beginning.speed_kmh / KMH_PER_MPS)
        self.engine = Engine(TANK_L * beginning.fuel_percent / 100, beginning.coolant_celsius)
        self.battery = Battery(CAPACITY_J * beginning.battery_percent / 100, rng)
        self.awake = beginning.state != "parked"
        self.heat_wanted = False
        self.recuperating_mps2 = 0.0
        self._run_s = 0.0
        self._engine_w = self._shaft_rpm = self._motor_load_w = 0.0

    @staticmethod
    def full_force_n(speed_mps: float) -> float:
        """Force of the fully pressed accelerator at a speed."""
        return min(TRACTION_N, FULL_PEDAL_W / max(1.0, abs(speed_mps)))

    def _motor_limit_w(self) -> float:
        share = self.battery.share
        return MOTOR_W * min(1.0, max(0.0, (share - EMPTY_SHARE) / (WEAK_SHARE - EMPTY_SHARE)))

    def _rule_engine(self, dt_s: float, need_w: float, speed_mps: float) -> None:
        engine = self.engine
        self._run_s = self._run_s + dt_s if engine.running else 0.0
        low = self.battery.share < (SUSTAIN_TO if engine.running else SUSTAIN_FROM)
        if not self.awake or self.battery.charging or engine.fuel_l <= 0:
            engine.running = False
        elif not engine.running:
            threshold_w = FAST_START_W if speed_mps > FAST_MPS else START_W
            engine.running = low or self.heat_wanted or need_w > threshold_w
        elif self._run_s > SHORTEST_RUN_S:
            threshold_w = FAST_START_W / 2 if speed_mps > FAST_MPS else STOP_W
            engine.running = low or self.heat_wanted or need_w > threshold_w

    def _force_n(self, demand: float, brake: float, speed_mps: float) -> float:
        """What the driver asks for, in the direction of the gear."""
        force_n = demand * self.full_force_n(speed_mps)
        if brake < PEDAL_PLAY:
            creep_n = CREEP_MPS2 * MASS_KG * max(0.0, 1.0 - abs(speed_mps) / CREEP_MPS)
            force_n = max(force_n, creep_n)
        return force_n

    def step(self, dt_s: float, speed_mps: float, accelerator: float, brake: float, grip: float) -> Effort:
        """Forces for one step from the pedals (0..1). The brake overrides the accelerator. Call `supply` after it."""
        demand = accelerator if brake < PEDAL_PLAY else 0.0
        self.gearbox.step(dt_s, speed_mps, demand)
        direction = self.gearbox.direction
        pace_mps = speed_mps * direction
        wish_n = self._force_n(demand, brake, speed_mps) if direction and self.awake else 0.0
        self._rule_engine(dt_s, wish_n * max(0.0, pace_mps), speed_mps)
        spare_w = (self._motor_limit_w() + self.engine.limit_w()) * DRIVELINE_EFFICIENCY
        drive_n = min(wish_n, spare_w / max(1.0, abs(pace_mps)))
        spinning = drive_n > TRACTION_N * grip
        drive_n = min(drive_n, TRACTION_N * grip)
        pedal_n = min(brake * FULL_BRAKE_MPS2, grip * GRAVITY_MPS2) * MASS_KG
        regen_n = self._regen_n(pedal_n, demand, pace_mps) if direction else 0.0
        self.recuperating_mps2 = regen_n / MASS_KG
        need_w = drive_n * max(0.0, pace_mps) / DRIVELINE_EFFICIENCY
        self._share(need_w, regen_n * abs(pace_mps), drive_n, speed_mps)
        rest_n = max(0.0, pedal_n - regen_n)
        return Effort(direction * drive_n, rest_n + regen_n, spinning)

    def _regen_n(self, pedal_n: float, demand: float, pace_mps: float) -> float:
        fade = min(1.0, max(0.0, (abs(pace_mps) - FADE_FROM_MPS) / FADE_OVER_MPS))
        coast_n = COAST_MPS2 * MASS_KG if demand < PEDAL_PLAY else 0.0
        room = self.battery.share < FULL_SHARE and self.awake
        return min(pedal_n + coast_n, REGEN_W / max(1.0, abs(pace_mps))) * fade if room else 0.0

    def _share(self, need_w: float, regen_w: float, drive_n: float, speed_mps: float) -> None:
        """Let engine and motor give what is needed, and remember what the battery sees of it."""
        engine = self.engine
        engine_w, shaft_rpm = 0.0, self.gearbox.input_rpm(speed_mps, self.gearbox.gear)
        if engine.running and regen_w <= 0:
            low = self.battery.share < SUSTAIN_TO
            extra_w = (GENERATE_W if need_w > 0 else GENERATE_STANDING_W) if low else 0.0
            engine_w = min(engine.limit_w(), need_w + extra_w)
            shaft_rpm = max(shaft_rpm, IDLE_RPM + engine_w / 60)
        motor_w = need_w - engine_w
        self._motor_load_w = motor_w / MOTOR_EFFICIENCY if motor_w > 0 else motor_w * MOTOR_EFFICIENCY
        self._motor_load_w -= regen_w * DRIVELINE_EFFICIENCY * MOTOR_EFFICIENCY
        if drive_n > 0 and abs(speed_mps) < 1.0 and not engine.running:
            self._motor_load_w += STALL_W * (drive_n / TRACTION_N) ** 2
        self._engine_w, self._shaft_rpm = engine_w, shaft_rpm

    def supply(self, dt_s: float, outside_celsius: float, aux_w: float) -> None:
        """Burn the fuel and move the charge for the step just made. `aux_w`: lights, climate and the like."""
        self.engine.step(dt_s, self._engine_w, self._shaft_rpm, outside_celsius)
        load_w = self._motor_load_w + (aux_w if self.battery.energy_j > 0 else 0.0)
        self.battery.step(dt_s, load_w, parked=self.gearbox.selected == "P", awake=self.awake)

    @property
    def braking_lights(self) -> bool:
        """Whether recuperation alone is strong enough to be shown to those behind."""
        return self.recuperating_mps2 > BRAKE_LIGHT_MPS2

    def tell(self, values: dict[str, Value], driven_m: float) -> None:
        """Add what the car's bus says. `driven_m`: since the start."""
        engine, battery = self.engine, self.battery
        litres = KNOWN_L_PER_100KM * KNOWN_KM / 100 + engine.burnt_l
        average = litres / (KNOWN_KM + driven_m / 1000) * 100
        fuel_m = engine.fuel_l / average * 100_000
        values |= {
            "Vehicle.Powertrain.Transmission.SelectedGear": SELECTED[self.gearbox.selected],
            "Vehicle.Powertrain.Transmission.CurrentGear": self.gearbox.gear,
            "Vehicle.Powertrain.CombustionEngine.Speed": engine.rpm,
            "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature": engine.coolant_celsius,
            "Vehicle.Powertrain.FuelSystem.RelativeLevel": round(engine.fuel_l / TANK_L * 100),
            "Vehicle.Powertrain.FuelSystem.Range": round(fuel_m),
            "Vehicle.Powertrain.FuelSystem.AverageConsumption": average,
            "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed": battery.share * 100,
            "Vehicle.Powertrain.TractionBattery.CurrentPower": battery.power_w,
            "Vehicle.Powertrain.TractionBattery.Charging.IsCharging": battery.charging,
            "Vehicle.Powertrain.TractionBattery.Range": round(battery.energy_j / JOULE_PER_METRE),
            "Vehicle.Powertrain.Range": round(fuel_m + battery.energy_j / JOULE_PER_METRE),
            "Vehicle.LowVoltageBattery.CurrentVoltage": battery.volts,
        }

"""The petrol engine: starts, runs and stops, burns fuel, warms its coolant. SI inside, litres for the tank."""

import dataclasses

IDLE_RPM = 1100.0
#: At most this much power at the shaft, in watts, and in proportion to the speed below the peak.
PEAK_W = 95_000.0
PEAK_RPM = 5000.0
#: How fast its speed follows the gearbox, in rpm a second; a start takes 0.3 s, a stop a little longer.
FOLLOW_RPM_PER_S = 5000.0
#: Petrol: joules per litre.
JOULE_PER_LITRE = 32.2e6
#: Share of the fuel's energy that reaches the pistons; friction is taken from it.
EFFICIENCY = 0.40
FRICTION_W_PER_RPM = 1.2
#: Above this many revolutions and without load the injection is cut.
CUT_OFF_RPM = 1500.0
#: Engine block and coolant as one heat store; heat goes in as a share of the fuel's energy.
HEAT_J_PER_K = 70_000.0
HEAT_SHARE = 0.30
LOSS_W_PER_K = 12.0
#: The thermostat opens here and sheds what it must, up to this much per kelvin.
THERMOSTAT_CELSIUS = 88.0
RADIATOR_W_PER_K = 4000.0


@dataclasses.dataclass(slots=True)
class Engine:
    """State of the engine. `limp`: a defect halves its power. `heat_taken_w`: what the cabin heater takes."""

    fuel_l: float
    coolant_celsius: float
    running: bool = False
    rpm: float = 0.0
    limp: bool = False
    heat_taken_w: float = 0.0
    burnt_l: float = 0.0

    def limit_w(self) -> float:
        """The most it can give now; 0 when it stands or the tank is empty."""
        if not self.running or self.fuel_l <= 0 or self.rpm < IDLE_RPM / 2:
            return 0.0
        return PEAK_W * min(1.0, self.rpm / PEAK_RPM) * (0.5 if self.limp else 1.0)

    def step(self, dt_s: float, power_w: float, shaft_rpm: float, outside_celsius: float) -> None:
        """Give `power_w` (0..limit_w) for `dt_s` with the gearbox input at `shaft_rpm`."""
        if self.running and self.fuel_l <= 0:
            self.running = False
        goal_rpm = max(IDLE_RPM, shaft_rpm) if self.running else 0.0
        reach = FOLLOW_RPM_PER_S * dt_s
        self.rpm += min(reach, max(-reach, goal_rpm - self.rpm))
        burning = self.running and (power_w > 0 or self.rpm < CUT_OFF_RPM)
        fuel_w = (power_w + FRICTION_W_PER_RPM * self.rpm) / EFFICIENCY if burning else 0.0
        litres = min(self.fuel_l, fuel_w * dt_s / JOULE_PER_LITRE)
        self.fuel_l -= litres
        self.burnt_l += litres
        self._warm(dt_s, fuel_w, outside_celsius)

    def _warm(self, dt_s: float, fuel_w: float, outside_celsius: float) -> None:
        shed_w = LOSS_W_PER_K * (self.coolant_celsius - outside_celsius) + self.heat_taken_w
        shed_w += RADIATOR_W_PER_K * max(0.0, self.coolant_celsius - THERMOSTAT_CELSIUS)
        self.coolant_celsius += (HEAT_SHARE * fuel_w - shed_w) * dt_s / HEAT_J_PER_K

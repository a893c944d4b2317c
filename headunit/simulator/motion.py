"""How the car moves: mass, resistances and a bicycle model on a flat map. SI; headings counter-clockwise from east."""

import math
from dataclasses import dataclass

MASS_KG = 1700.0
GRAVITY_MPS2 = 9.81
#: Half of air density times drag area, in kg/m; rolling resistance as a share of the weight.
DRAG_KG_PER_M = 0.39
ROLLING = 0.010
#: What the parking brake or the pawl of P holds.
PARKED_N = 12_000.0
#: Slower than this is standing, in m/s, once nothing pushes.
STANDING_MPS = 0.01


def resistance_n(speed_mps: float, slope: float) -> float:
    """Force that forward motion at a speed up a slope (rise over run) has to overcome."""
    hill = slope / math.hypot(1.0, slope)
    return DRAG_KG_PER_M * speed_mps * abs(speed_mps) + MASS_KG * GRAVITY_MPS2 * (ROLLING + hill)


@dataclass(slots=True)
class Motion:
    """Place, direction and speed of the car. `speed_mps`: negative backward. `driven_m`: without a sign."""

    east_m: float
    north_m: float
    heading_rad: float
    speed_mps: float = 0.0
    acceleration_mps2: float = 0.0
    driven_m: float = 0.0

    def step(self, dt_s: float, drive_n: float, brake_n: float, slope: float, curvature: float) -> None:
        """Move on by `dt_s`. `drive_n` pushes forward; `brake_n` works against any motion and holds at standstill."""
        before_mps = self.speed_mps
        hill_n = -MASS_KG * GRAVITY_MPS2 * slope / math.hypot(1.0, slope)
        air_n = -DRAG_KG_PER_M * before_mps * abs(before_mps)
        push_n = drive_n + hill_n + air_n
        grip_n = brake_n + ROLLING * MASS_KG * GRAVITY_MPS2
        way = math.copysign(1.0, before_mps if abs(before_mps) > STANDING_MPS else push_n)
        after_mps = before_mps + (push_n - way * grip_n) * dt_s / MASS_KG
        if after_mps * way < 0:
            # Friction stops a car; it never sends it the other way.
            after_mps = 0.0
        self.speed_mps = after_mps
        self.acceleration_mps2 = (after_mps - before_mps) / dt_s
        step_m = (before_mps + after_mps) / 2 * dt_s
        middle_rad = self.heading_rad + step_m * curvature / 2
        self.heading_rad += step_m * curvature
        self.east_m += step_m * math.cos(middle_rad)
        self.north_m += step_m * math.sin(middle_rad)
        self.driven_m += abs(step_m)

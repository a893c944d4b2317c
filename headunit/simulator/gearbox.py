"""The selector and a six-speed automatic: which gear, and how fast its input shaft turns. Knows no engine."""

import math

#: Input turns per wheel turn, first to sixth; reverse.
RATIOS = (14.5, 8.6, 5.7, 4.15, 3.15, 2.45)
REVERSE_RATIO = 13.0
WHEEL_RADIUS_M = 0.33
RPM_PER_RAD_S = 60 / math.tau
#: Up and down shift speeds of the input shaft (rpm) with the pedal released, and what full pedal adds.
UP_RPM, UP_KICK_RPM = 2100.0, 3500.0
DOWN_RPM, DOWN_KICK_RPM = 1000.0, 1500.0
#: The shortest stay in a gear, in seconds.
STAY_S = 1.2
#: P and R are refused above this speed, and D while rolling back faster, in m/s.
CREEP_MPS = 1.4

#: Selector to VSS 6 `Transmission.SelectedGear`.
SELECTED = {"P": 126, "R": -1, "N": 0, "D": 127}


class Gearbox:
    """What the driver selected and what the automatic chose. `gear`: VSS 6 CurrentGear: -1, 0, 1..6."""

    def __init__(self, selected: str, speed_mps: float) -> None:
        self.selected = selected
        self.gear = self._first(speed_mps)
        self._since_shift_s = STAY_S

    def _first(self, speed_mps: float) -> int:
        if self.selected != "D":
            return -1 if self.selected == "R" else 0
        fits = [gear for gear in range(1, len(RATIOS) + 1) if self.input_rpm(speed_mps, gear) <= UP_RPM]
        return fits[0] if fits else len(RATIOS)

    @staticmethod
    def input_rpm(speed_mps: float, gear: int) -> float:
        """Turns a minute of the input shaft when `gear` is in; 0 in neutral."""
        ratio = REVERSE_RATIO if gear < 0 else RATIOS[gear - 1] if gear else 0.0
        return abs(speed_mps) / WHEEL_RADIUS_M * ratio * RPM_PER_RAD_S

    @property
    def direction(self) -> int:
        """1 forward, -1 backward, 0 without drive."""
        return 1 if self.gear > 0 else self.gear

    def select(self, position: str, speed_mps: float) -> bool:
        """Move the selector; False where the interlock refuses: P, or the other direction, at speed."""
        refused = {
            "P": abs(speed_mps) > CREEP_MPS,
            "R": speed_mps > CREEP_MPS,
            "D": speed_mps < -CREEP_MPS,
            "N": False,
        }[position]
        if not refused and position != self.selected:
            self.selected = position
            self.gear = self._first(speed_mps)
            self._since_shift_s = 0.0
        return not refused

    def step(self, dt_s: float, speed_mps: float, demand: float) -> None:
        """Shift if the speed and the pedal (0..1) ask for it."""
        self._since_shift_s += dt_s
        if self.selected != "D" or self._since_shift_s < STAY_S:
            return
        rpm = self.input_rpm(speed_mps, self.gear)
        if self.gear < len(RATIOS) and rpm > UP_RPM + UP_KICK_RPM * demand:
            self.gear += 1
            self._since_shift_s = 0.0
        elif self.gear > 1 and rpm < DOWN_RPM + DOWN_KICK_RPM * demand:
            self.gear -= 1
            self._since_shift_s = 0.0

"""The car between two fixes: it glides on by speed and course. Pure: the time comes in, equal times give equal places.

Knows the car's `Vehicle` states and nothing of cameras or pictures.
"""

import math
from dataclasses import dataclass

from headunit.kernel.geodesy import LatLon, LocalFrame
from headunit.map.camera import shortest_turn
from headunit.map.state import Vehicle

#: An error of the drawn place fades with this time constant (s): unseen, and gone before the next turn.
PLACE_TAU_S = 0.35
COURSE_TAU_S = 0.25
#: Without news the car is carried on for so long and no further (s).
CARRY_S = 2.0
#: Further off than this it is no error but another place: the car is put there (m).
JUMP_M = 150.0
#: Braking that is believed to go on between two fixes (m/s2): a full stop in the wet.
MOST_BRAKING = 8.0
#: Below these nothing on the screen would move.
STILL_M, STILL_DEG, STILL_MPS = 0.02, 0.05, 0.1


@dataclass(frozen=True, slots=True)
class Gliding:
    """The car as it is drawn at one moment."""

    place: LatLon
    course_deg: float
    speed_mps: float


class Glide:
    """Feed it with `Vehicle`; ask it `at` any later time, in order."""

    def __init__(self) -> None:
        self._frame: LocalFrame | None = None
        self._fix = (0.0, 0.0)  # east, north of the last fix
        self._fix_at = 0.0
        self._speed = 0.0
        self._braking = 0.0
        self._course: float | None = None
        self._drawn = (0.0, 0.0)
        self._drawn_course = 0.0
        self._drawn_at = 0.0

    @property
    def known(self) -> bool:
        """Whether there was ever a place."""
        return self._frame is not None

    def take(self, vehicle: Vehicle, now: float) -> None:
        """A newer state of the car, seen at `now` (Clock.now())."""
        if vehicle.place is None:
            self._speed = self._braking = 0.0
            return
        if self._frame is not None:
            self.at(now)
        here = self._flat(vehicle.place)
        if self._frame is None or math.dist(here, self._drawn) > JUMP_M:
            self._frame = LocalFrame(*vehicle.place)
            here = self._drawn = (0.0, 0.0)
            self._drawn_course = self._drawn_course if vehicle.course_deg is None else vehicle.course_deg % 360
            self._drawn_at, self._braking = now, 0.0
        elif vehicle.at > self._fix_at:
            slowing = (self._speed - vehicle.speed_mps) / (vehicle.at - self._fix_at)
            self._braking = max(0.0, min(MOST_BRAKING, slowing))
        self._fix, self._fix_at = here, vehicle.at
        self._speed = max(0.0, vehicle.speed_mps) if vehicle.speed_mps >= STILL_MPS else 0.0
        if vehicle.course_deg is not None:
            self._course = vehicle.course_deg % 360

    def _flat(self, there: LatLon) -> tuple[float, float]:
        return (0.0, 0.0) if self._frame is None else self._frame.to_metres(*there)

    def _carried(self, now: float) -> tuple[float, float]:
        """Metres gone since the last fix, and the speed now."""
        seconds = max(0.0, min(CARRY_S, now - self._fix_at))
        if self._braking > 0:
            seconds = min(seconds, self._speed / self._braking)
        speed = self._speed - self._braking * seconds
        over = now - self._fix_at > CARRY_S
        return (self._speed + speed) / 2 * seconds, 0.0 if over else speed

    def at(self, now: float) -> Gliding:
        """Where the car is drawn at `now`. Only after `known`."""
        assert self._frame is not None
        dt = max(0.0, now - self._drawn_at)
        course = self._drawn_course if self._course is None else self._course
        gone_m, speed = self._carried(now)
        way = (math.sin(math.radians(course)), math.cos(math.radians(course)))
        target = (self._fix[0] + way[0] * gone_m, self._fix[1] + way[1] * gone_m)
        if dt > 0:
            # What was drawn is carried along too; only the error between the two fades.
            before_m, _ = self._carried(self._drawn_at)
            step = gone_m - before_m if self._drawn_at >= self._fix_at else gone_m
            keep = math.exp(-dt / PLACE_TAU_S)
            error = (
                self._drawn[0] + way[0] * step - target[0],
                self._drawn[1] + way[1] * step - target[1],
            )
            drawn = (target[0] + error[0] * keep, target[1] + error[1] * keep)
            back = (drawn[0] - self._drawn[0]) * way[0] + (drawn[1] - self._drawn[1]) * way[1]
            if back < 0 < self._speed and now - self._fix_at <= CARRY_S:
                # A car that drives never rolls back: it waits for the truth to catch up.
                drawn = (drawn[0] - way[0] * back, drawn[1] - way[1] * back)
            turn = shortest_turn(self._drawn_course, course) * (1 - math.exp(-dt / COURSE_TAU_S))
            self._drawn, self._drawn_course = drawn, (self._drawn_course + turn) % 360
            self._drawn_at = now
        return Gliding(LatLon(*self._frame.to_degrees(*self._drawn)), self._drawn_course, speed)

    def moving(self, now: float) -> bool:
        """Whether a later picture would show the car elsewhere."""
        if self._frame is None:
            return False
        gone_m, speed = self._carried(now)
        course = self._drawn_course if self._course is None else self._course
        way = math.radians(course)
        target = (self._fix[0] + math.sin(way) * gone_m, self._fix[1] + math.cos(way) * gone_m)
        return (
            speed > 0
            or math.dist(target, self._drawn) > STILL_M
            or abs(shortest_turn(self._drawn_course, course)) > STILL_DEG
        )

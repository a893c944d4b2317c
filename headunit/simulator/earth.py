"""Directions as the simulator counts them, and as a compass does."""

import math


def compass_deg(heading_rad: float) -> float:
    """A heading counted counter-clockwise from east (rad) as a compass course, 0..360, clockwise from north."""
    return (90.0 - math.degrees(heading_rad)) % 360.0

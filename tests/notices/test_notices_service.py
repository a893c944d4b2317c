"""Notices over time: when a fact speaks, when it is over, and what putting a notice away means."""

import pytest
from cars import DRIVER, FOG_REAR, HANDBRAKE, OIL, Values, a_car
from hypothesis import given
from hypothesis import strategies as st

from headunit.notices.rules import RULES
from headunit.notices.service import SETTLE_S, UNKNOWN_S, Notices
from headunit.notices.state import NoticesState, Urgency

FUEL, ABS, FLUID = (
    "Vehicle.Powertrain.FuelSystem.RelativeLevel",
    "Vehicle.ADAS.ABS.IsError",
    "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.IsFluidLevelLow",
)
HIGH_BEAM, CRUISE = "Vehicle.Body.Lights.Beam.High.IsOn", "Vehicle.ADAS.CruiseControl.IsActive"
FULL = Values({FUEL: 50, ABS: False, FLUID: False, HIGH_BEAM: False, CRUISE: False, OIL: "NORMAL"}) if False else {
    FUEL: 50,
    ABS: False,
    FLUID: False,
    HIGH_BEAM: False,
    CRUISE: False,
    OIL: "NORMAL",
}

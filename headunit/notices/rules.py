"""Which facts of the car light which tell-tale and say what. A row per fact; symbols and colours follow ISO 2575."""

from dataclasses import dataclass

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.notices.conditions import (
    TYRES_LOW,
    Condition,
    above,
    any_lid,
    any_of,
    below,
    both,
    flag,
    is_not,
    one_of,
    rolling,
    unbelted,
)
from headunit.notices.state import Urgency

#: A 12 V lead-acid battery below this no longer charges while the car runs (volts, at the terminals).
LOW_VOLTAGE_V = 11.8
LOW_FUEL_PERCENT = 10
LOW_CHARGE_PERCENT = 10
#: Road ice is possible below this; the same threshold as most makers' snowflake (degrees Celsius).
ICE_BELOW_C = 3.0
HOT_COOLANT_C = 118.0


@dataclass(frozen=True, slots=True)
class Rule:
    """`words`: what the symbol means. `advice`: what to do; where it is empty, the symbol speaks without a notice."""

    key: str
    icon: str
    urgency: Urgency
    words: str
    condition: Condition
    advice: str = ""


RULES: tuple[Rule, ...] = (
    Rule(
        "brake_fluid",
        "car-brake-fluid-level",
        Urgency.STOP,
        QT_TRANSLATE_NOOP("Notices", "Brake fluid low"),
        flag("Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.IsFluidLevelLow"),
        QT_TRANSLATE_NOOP("Notices", "Stop where it is safe. Do not drive on."),
    ),
    Rule(
        "oil",
        "oil",
        Urgency.STOP,
        QT_TRANSLATE_NOOP("Notices", "Engine oil very low"),
        one_of("Vehicle.Powertrain.CombustionEngine.EngineOil.Level", "CRITICALLY_LOW"),
        QT_TRANSLATE_NOOP("Notices", "Stop where it is safe. Switch the engine off."),
    ),
    Rule(
        "coolant",
        "coolant-temperature",
        Urgency.STOP,
        QT_TRANSLATE_NOOP("Notices", "Engine too hot"),
        above("Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", HOT_COOLANT_C),
        QT_TRANSLATE_NOOP("Notices", "Stop where it is safe. Let it cool down."),
    ),
    Rule(
        "ajar",
        "car-door",
        Urgency.STOP,
        QT_TRANSLATE_NOOP("Notices", "Door open"),
        both(rolling, any_lid),
        QT_TRANSLATE_NOOP("Notices", "Stop and close it."),
    ),
    Rule(
        "belt",
        "seatbelt",
        Urgency.STOP,
        QT_TRANSLATE_NOOP("Notices", "Seat belt open"),
        unbelted,
    ),
    Rule(
        "handbrake_rolling",
        "car-brake-alert",
        Urgency.STOP,
        QT_TRANSLATE_NOOP("Notices", "Parking brake is on"),
        both(rolling, flag("Vehicle.Chassis.ParkingBrake.IsEngaged")),
        QT_TRANSLATE_NOOP("Notices", "Release it before you drive on."),
    ),
    Rule(
        "handbrake",
        "car-brake-parking",
        Urgency.STOP,
        QT_TRANSLATE_NOOP("Notices", "Parking brake"),
        flag("Vehicle.Chassis.ParkingBrake.IsEngaged"),
    ),
    Rule(
        "airbag",
        "airbag",
        Urgency.STOP,
        QT_TRANSLATE_NOOP("Notices", "Airbag off"),
        is_not("Vehicle.Cabin.Seat.Row1.DriverSide.Airbag.IsEnabled"),
        QT_TRANSLATE_NOOP("Notices", "It will not open in a crash. Have it checked."),
    ),
    Rule(
        "tyre",
        "car-tire-alert",
        Urgency.SOON,
        QT_TRANSLATE_NOOP("Notices", "Tyre pressure low"),
        any_of(TYRES_LOW),
        QT_TRANSLATE_NOOP("Notices", "Slow down. Fill or change it soon."),
    ),
    Rule(
        "engine",
        "engine",
        Urgency.SOON,
        QT_TRANSLATE_NOOP("Notices", "Engine fault"),
        above("Vehicle.Diagnostics.DTCCount", 0),
        QT_TRANSLATE_NOOP("Notices", "Drive gently. Have it read out soon."),
    ),
    Rule(
        "oil_low",
        "oil",
        Urgency.SOON,
        QT_TRANSLATE_NOOP("Notices", "Engine oil low"),
        one_of("Vehicle.Powertrain.CombustionEngine.EngineOil.Level", "LOW"),
        QT_TRANSLATE_NOOP("Notices", "Top it up at the next stop."),
    ),
    Rule(
        "abs",
        "car-brake-abs",
        Urgency.SOON,
        QT_TRANSLATE_NOOP("Notices", "ABS fault"),
        flag("Vehicle.ADAS.ABS.IsError"),
        QT_TRANSLATE_NOOP("Notices", "Wheels may lock. Brake gently."),
    ),
    Rule(
        "esc",
        "car-esp",
        Urgency.SOON,
        QT_TRANSLATE_NOOP("Notices", "Stability control fault"),
        flag("Vehicle.ADAS.ESC.IsError"),
        QT_TRANSLATE_NOOP("Notices", "Take curves slowly."),
    ),
    Rule(
        "esc_active",
        "car-traction-control",
        Urgency.SOON,
        QT_TRANSLATE_NOOP("Notices", "Slippery"),
        flag("Vehicle.ADAS.ESC.IsEngaged"),
    ),
    Rule(
        "battery_12v",
        "car-battery",
        Urgency.SOON,
        QT_TRANSLATE_NOOP("Notices", "12 V battery low"),
        below("Vehicle.LowVoltageBattery.CurrentVoltage", LOW_VOLTAGE_V),
        QT_TRANSLATE_NOOP("Notices", "Switch off what you do not need."),
    ),
    Rule(
        "fuel",
        "gas-station",
        Urgency.SOON,
        QT_TRANSLATE_NOOP("Notices", "Fuel low"),
        below("Vehicle.Powertrain.FuelSystem.RelativeLevel", LOW_FUEL_PERCENT),
        QT_TRANSLATE_NOOP("Notices", "Fill up soon."),
    ),
    Rule(
        "charge",
        "battery-alert-variant-outline",
        Urgency.SOON,
        QT_TRANSLATE_NOOP("Notices", "Battery low"),
        below("Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed", LOW_CHARGE_PERCENT),
        QT_TRANSLATE_NOOP("Notices", "Charge soon."),
    ),
    Rule(
        "ice",
        "snowflake-alert",
        Urgency.SOON,
        QT_TRANSLATE_NOOP("Notices", "Ice possible"),
        below("Vehicle.Exterior.AirTemperature", ICE_BELOW_C),
    ),
    Rule(
        "fog_rear",
        "car-light-fog",
        Urgency.SOON,
        QT_TRANSLATE_NOOP("Notices", "Rear fog light"),
        flag("Vehicle.Body.Lights.Fog.Rear.IsOn"),
    ),
    Rule(
        "high_beam",
        "car-light-high",
        Urgency.FAR,
        QT_TRANSLATE_NOOP("Notices", "High beam"),
        flag("Vehicle.Body.Lights.Beam.High.IsOn"),
    ),
    Rule(
        "fog_front",
        "car-light-fog",
        Urgency.ON,
        QT_TRANSLATE_NOOP("Notices", "Front fog lights"),
        flag("Vehicle.Body.Lights.Fog.Front.IsOn"),
    ),
    Rule(
        "low_beam",
        "car-light-dimmed",
        Urgency.ON,
        QT_TRANSLATE_NOOP("Notices", "Low beam"),
        flag("Vehicle.Body.Lights.Beam.Low.IsOn"),
    ),
    Rule(
        "parking_lights",
        "car-parking-lights",
        Urgency.ON,
        QT_TRANSLATE_NOOP("Notices", "Parking lights"),
        flag("Vehicle.Body.Lights.Parking.IsOn"),
    ),
    Rule(
        "cruise",
        "car-cruise-control",
        Urgency.ON,
        QT_TRANSLATE_NOOP("Notices", "Cruise control"),
        flag("Vehicle.ADAS.CruiseControl.IsActive"),
    ),
    Rule(
        "charging",
        "ev-station",
        Urgency.ON,
        QT_TRANSLATE_NOOP("Notices", "Charging"),
        flag("Vehicle.Powertrain.TractionBattery.Charging.IsCharging"),
    ),
)

"""The parameters of SAE J1979 (ISO 15031-5, annex B) that are worth showing, and how their bytes are read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from headunit.diagnostics.state import LiveValue, Value
from headunit.kernel.words import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Pid:
    """`length`: data bytes. `read`: from exactly these bytes to a value in `unit`."""

    key: str
    name: str
    unit: str
    length: int
    read: Callable[[bytes], Value]


def _byte(scale: float = 1.0, offset: float = 0.0, index: int = 0) -> Callable[[bytes], Value]:
    return lambda data: _round(data[index] * scale + offset)


def _word(scale: float = 1.0, offset: float = 0.0, index: int = 0) -> Callable[[bytes], Value]:
    return lambda data: _round((data[index] << 8 | data[index + 1]) * scale + offset)


def _round(number: float) -> float:
    """Twelve bits of rounding error are no information: 14.700000000000001."""
    return round(number, 4)


def _trim(data: bytes) -> Value:
    return _round((data[0] - 128) * 100 / 128)


def _signed_word(scale: float) -> Callable[[bytes], Value]:
    return lambda data: _round(int.from_bytes(data[:2], "big", signed=True) * scale)


_FUEL_SYSTEM: Final = {
    0: QT_TRANSLATE_NOOP("Diagnostics", "off"),
    1: QT_TRANSLATE_NOOP("Diagnostics", "open loop, cold"),
    2: QT_TRANSLATE_NOOP("Diagnostics", "closed loop"),
    4: QT_TRANSLATE_NOOP("Diagnostics", "open loop, load"),
    8: QT_TRANSLATE_NOOP("Diagnostics", "open loop, fault"),
    16: QT_TRANSLATE_NOOP("Diagnostics", "closed loop, fault"),
}
_OBD_KINDS: Final = {
    1: "OBD-II (California)",
    2: "OBD (EPA)",
    3: "OBD and OBD-II",
    4: "OBD-I",
    5: "no OBD",
    6: "EOBD",
    7: "EOBD and OBD-II",
    8: "EOBD and OBD",
    9: "EOBD, OBD and OBD-II",
    10: "JOBD",
    11: "JOBD and OBD-II",
    12: "JOBD and EOBD",
    13: "JOBD, EOBD and OBD-II",
    17: "EMD",
    18: "EMD+",
    19: "HD OBD-C",
    20: "HD OBD",
    21: "WWH OBD",
    23: "HD EOBD-I",
    24: "HD EOBD-I N",
    25: "HD EOBD-II",
    26: "HD EOBD-II N",
    28: "OBDBr-1",
    29: "OBDBr-2",
    30: "KOBD",
    31: "IOBD I",
    32: "IOBD II",
    33: "HD EOBD-VI",
}
_FUELS: Final = {
    1: QT_TRANSLATE_NOOP("Diagnostics", "petrol"),
    2: QT_TRANSLATE_NOOP("Diagnostics", "methanol"),
    3: QT_TRANSLATE_NOOP("Diagnostics", "ethanol"),
    4: QT_TRANSLATE_NOOP("Diagnostics", "diesel"),
    5: QT_TRANSLATE_NOOP("Diagnostics", "LPG"),
    6: QT_TRANSLATE_NOOP("Diagnostics", "CNG"),
    7: QT_TRANSLATE_NOOP("Diagnostics", "propane"),
    8: QT_TRANSLATE_NOOP("Diagnostics", "electric"),
    9: QT_TRANSLATE_NOOP("Diagnostics", "bifuel petrol"),
    17: QT_TRANSLATE_NOOP("Diagnostics", "hybrid petrol"),
    18: QT_TRANSLATE_NOOP("Diagnostics", "hybrid ethanol"),
    19: QT_TRANSLATE_NOOP("Diagnostics", "hybrid diesel"),
    20: QT_TRANSLATE_NOOP("Diagnostics", "hybrid electric"),
    23: QT_TRANSLATE_NOOP("Diagnostics", "bifuel diesel"),
}


def _choice(words: Mapping[int, str]) -> Callable[[bytes], Value]:
    return lambda data: words.get(data[0])


_PERCENT: Final = 100 / 255

PIDS: Final[Mapping[int, Pid]] = {
    0x03: Pid("fuel_system", QT_TRANSLATE_NOOP("Diagnostics", "fuel system"), "", 2, _choice(_FUEL_SYSTEM)),
    0x04: Pid("engine_load", QT_TRANSLATE_NOOP("Diagnostics", "calculated engine load"), "%", 1, _byte(_PERCENT)),
    0x05: Pid("coolant_temperature", QT_TRANSLATE_NOOP("Diagnostics", "coolant temperature"), "degC", 1, _byte(1, -40)),
    0x06: Pid("short_fuel_trim_1", QT_TRANSLATE_NOOP("Diagnostics", "short term fuel trim, bank 1"), "%", 1, _trim),
    0x07: Pid("long_fuel_trim_1", QT_TRANSLATE_NOOP("Diagnostics", "long term fuel trim, bank 1"), "%", 1, _trim),
    0x08: Pid("short_fuel_trim_2", QT_TRANSLATE_NOOP("Diagnostics", "short term fuel trim, bank 2"), "%", 1, _trim),
    0x09: Pid("long_fuel_trim_2", QT_TRANSLATE_NOOP("Diagnostics", "long term fuel trim, bank 2"), "%", 1, _trim),
    0x0A: Pid("fuel_pressure", QT_TRANSLATE_NOOP("Diagnostics", "fuel pressure (gauge)"), "kPa", 1, _byte(3)),
    0x0B: Pid("manifold_pressure", QT_TRANSLATE_NOOP("Diagnostics", "intake manifold pressure"), "kPa", 1, _byte()),
    0x0C: Pid("engine_speed", QT_TRANSLATE_NOOP("Diagnostics", "engine speed"), "rpm", 2, _word(0.25)),
    0x0D: Pid("vehicle_speed", QT_TRANSLATE_NOOP("Diagnostics", "vehicle speed"), "km/h", 1, _byte()),
    0x0E: Pid(
        "timing_advance", QT_TRANSLATE_NOOP("Diagnostics", "timing advance, cylinder 1"), "deg", 1, _byte(0.5, -64)
    ),
    0x0F: Pid(
        "intake_temperature", QT_TRANSLATE_NOOP("Diagnostics", "intake air temperature"), "degC", 1, _byte(1, -40)
    ),
    0x10: Pid("mass_air_flow", QT_TRANSLATE_NOOP("Diagnostics", "mass air flow"), "g/s", 2, _word(0.01)),
    0x11: Pid("throttle", QT_TRANSLATE_NOOP("Diagnostics", "throttle position"), "%", 1, _byte(_PERCENT)),
    0x14: Pid(
        "o2_bank1_sensor1", QT_TRANSLATE_NOOP("Diagnostics", "oxygen sensor, bank 1 sensor 1"), "V", 2, _byte(0.005)
    ),
    0x15: Pid(
        "o2_bank1_sensor2", QT_TRANSLATE_NOOP("Diagnostics", "oxygen sensor, bank 1 sensor 2"), "V", 2, _byte(0.005)
    ),
    0x1C: Pid("obd_kind", QT_TRANSLATE_NOOP("Diagnostics", "OBD requirements met"), "", 1, _choice(_OBD_KINDS)),
    0x1F: Pid("run_time", QT_TRANSLATE_NOOP("Diagnostics", "time since engine start"), "s", 2, _word()),
    0x21: Pid("distance_with_mil", QT_TRANSLATE_NOOP("Diagnostics", "distance with the lamp on"), "km", 2, _word()),
    0x22: Pid(
        "rail_pressure_relative",
        QT_TRANSLATE_NOOP("Diagnostics", "fuel rail pressure over manifold"),
        "kPa",
        2,
        _word(0.079),
    ),
    0x23: Pid("rail_pressure", QT_TRANSLATE_NOOP("Diagnostics", "fuel rail pressure (gauge)"), "kPa", 2, _word(10)),
    0x2C: Pid(
        "egr_commanded",
        QT_TRANSLATE_NOOP("Diagnostics", "commanded exhaust gas recirculation"),
        "%",
        1,
        _byte(_PERCENT),
    ),
    0x2D: Pid("egr_error", QT_TRANSLATE_NOOP("Diagnostics", "exhaust gas recirculation error"), "%", 1, _trim),
    0x2E: Pid(
        "purge_commanded", QT_TRANSLATE_NOOP("Diagnostics", "commanded evaporative purge"), "%", 1, _byte(_PERCENT)
    ),
    0x2F: Pid("fuel_level", QT_TRANSLATE_NOOP("Diagnostics", "fuel level"), "%", 1, _byte(_PERCENT)),
    0x30: Pid(
        "warmups_since_clear", QT_TRANSLATE_NOOP("Diagnostics", "warm-ups since codes were cleared"), "", 1, _byte()
    ),
    0x31: Pid(
        "distance_since_clear", QT_TRANSLATE_NOOP("Diagnostics", "distance since codes were cleared"), "km", 2, _word()
    ),
    0x32: Pid(
        "evap_pressure", QT_TRANSLATE_NOOP("Diagnostics", "evaporative system pressure"), "Pa", 2, _signed_word(0.25)
    ),
    0x33: Pid("barometric_pressure", QT_TRANSLATE_NOOP("Diagnostics", "barometric pressure"), "kPa", 1, _byte()),
    0x3C: Pid(
        "catalyst_temperature_11",
        QT_TRANSLATE_NOOP("Diagnostics", "catalyst temperature, bank 1 sensor 1"),
        "degC",
        2,
        _word(0.1, -40),
    ),
    0x3D: Pid(
        "catalyst_temperature_21",
        QT_TRANSLATE_NOOP("Diagnostics", "catalyst temperature, bank 2 sensor 1"),
        "degC",
        2,
        _word(0.1, -40),
    ),
    0x42: Pid("module_voltage", QT_TRANSLATE_NOOP("Diagnostics", "control module voltage"), "V", 2, _word(0.001)),
    0x43: Pid("absolute_load", QT_TRANSLATE_NOOP("Diagnostics", "absolute load"), "%", 2, _word(_PERCENT)),
    0x44: Pid("commanded_lambda", QT_TRANSLATE_NOOP("Diagnostics", "commanded lambda"), "", 2, _word(2 / 65536)),
    0x45: Pid(
        "relative_throttle", QT_TRANSLATE_NOOP("Diagnostics", "relative throttle position"), "%", 1, _byte(_PERCENT)
    ),
    0x46: Pid(
        "ambient_temperature", QT_TRANSLATE_NOOP("Diagnostics", "ambient air temperature"), "degC", 1, _byte(1, -40)
    ),
    0x47: Pid("throttle_b", QT_TRANSLATE_NOOP("Diagnostics", "throttle position B"), "%", 1, _byte(_PERCENT)),
    0x49: Pid("pedal_d", QT_TRANSLATE_NOOP("Diagnostics", "accelerator pedal position D"), "%", 1, _byte(_PERCENT)),
    0x4A: Pid("pedal_e", QT_TRANSLATE_NOOP("Diagnostics", "accelerator pedal position E"), "%", 1, _byte(_PERCENT)),
    0x4C: Pid("throttle_commanded", QT_TRANSLATE_NOOP("Diagnostics", "commanded throttle"), "%", 1, _byte(_PERCENT)),
    0x4D: Pid("minutes_with_mil", QT_TRANSLATE_NOOP("Diagnostics", "time with the lamp on"), "min", 2, _word()),
    0x4E: Pid(
        "minutes_since_clear", QT_TRANSLATE_NOOP("Diagnostics", "time since codes were cleared"), "min", 2, _word()
    ),
    0x51: Pid("fuel_kind", QT_TRANSLATE_NOOP("Diagnostics", "fuel"), "", 1, _choice(_FUELS)),
    0x52: Pid("ethanol", QT_TRANSLATE_NOOP("Diagnostics", "ethanol in fuel"), "%", 1, _byte(_PERCENT)),
    0x59: Pid(
        "rail_pressure_absolute", QT_TRANSLATE_NOOP("Diagnostics", "fuel rail pressure (absolute)"), "kPa", 2, _word(10)
    ),
    0x5A: Pid(
        "relative_pedal",
        QT_TRANSLATE_NOOP("Diagnostics", "relative accelerator pedal position"),
        "%",
        1,
        _byte(_PERCENT),
    ),
    0x5B: Pid("hybrid_battery", QT_TRANSLATE_NOOP("Diagnostics", "hybrid battery charge"), "%", 1, _byte(_PERCENT)),
    0x5C: Pid("oil_temperature", QT_TRANSLATE_NOOP("Diagnostics", "engine oil temperature"), "degC", 1, _byte(1, -40)),
    0x5D: Pid(
        "injection_timing", QT_TRANSLATE_NOOP("Diagnostics", "fuel injection timing"), "deg", 2, _word(1 / 128, -210)
    ),
    0x5E: Pid("fuel_rate", QT_TRANSLATE_NOOP("Diagnostics", "engine fuel rate"), "L/h", 2, _word(0.05)),
    0x61: Pid("torque_demanded", QT_TRANSLATE_NOOP("Diagnostics", "driver's demanded torque"), "%", 1, _byte(1, -125)),
    0x62: Pid("torque_actual", QT_TRANSLATE_NOOP("Diagnostics", "actual torque"), "%", 1, _byte(1, -125)),
    0x63: Pid("torque_reference", QT_TRANSLATE_NOOP("Diagnostics", "reference torque"), "Nm", 2, _word()),
    0xA6: Pid(
        "odometer",
        QT_TRANSLATE_NOOP("Diagnostics", "odometer"),
        "km",
        4,
        lambda data: _round(int.from_bytes(data[:4], "big") * 0.1),
    ),
}


def live_value(ecu: str, pid: int, data: bytes) -> LiveValue | None:
    """The value that `data` (after the repeated PID) holds; None for a PID that is not in PIDS.

    Bytes that are too few give a value of None; what follows the last byte is padding.
    """
    known = PIDS.get(pid)
    if known is None:
        return None
    value = known.read(data) if len(data) >= known.length else None
    return LiveValue(ecu, pid, known.key, known.name, value, known.unit)

"""What the simulated engine unit measures, as the bytes of SAE J1979's parameters, from the car's VSS paths."""

from collections.abc import Callable, Mapping
from typing import Final

from headunit.vehicle.state import Value

type Values = Mapping[str, Value]

_ENGINE: Final = "Vehicle.Powertrain.CombustionEngine."


def _scaled(path: str, factor: float, offset: float = 0.0, size: int = 1) -> Callable[[Values], bytes]:
    """A number times `factor` plus `offset` in `size` bytes, cut off at what they hold."""

    def read(values: Values) -> bytes:
        raw = round(float(values.get(path, 0.0)) * factor + offset)
        return min((1 << 8 * size) - 1, max(0, raw)).to_bytes(size, "big")

    return read


def _always(data: bytes) -> Callable[[Values], bytes]:
    return lambda _values: data


#: By parameter (SAE J1979, annex B). 01, 21 and 31 depend on the memory: the unit answers them itself.
PIDS: Final[Mapping[int, Callable[[Values], bytes]]] = {
    0x04: _scaled("Vehicle.Chassis.Accelerator.PedalPosition", 2.55),
    0x05: _scaled(_ENGINE + "EngineCoolant.Temperature", 1, 40),
    0x06: _always(b"\x81"),
    0x07: _always(b"\x7f"),
    0x0C: _scaled(_ENGINE + "Speed", 4, size=2),
    0x0D: _scaled("Vehicle.Speed", 1),
    0x0F: _scaled("Vehicle.Exterior.AirTemperature", 1, 40),
    0x11: _scaled("Vehicle.Chassis.Accelerator.PedalPosition", 2.55),
    0x1C: _always(b"\x06"),
    0x2F: _scaled("Vehicle.Powertrain.FuelSystem.RelativeLevel", 2.55),
    0x33: _always(b"\x62"),
    0x42: _scaled("Vehicle.LowVoltageBattery.CurrentVoltage", 1000, size=2),
    0x46: _scaled("Vehicle.Exterior.AirTemperature", 1, 40),
    0x51: _always(b"\x11"),
    0x5B: _scaled("Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed", 2.55),
    0xA6: _scaled("Vehicle.TraveledDistance", 0.01, size=4),
}
#: What is kept in a freeze frame, and what of it in a record of ISO 14229.
FROZEN: Final = (0x04, 0x05, 0x0C, 0x0D, 0x0F, 0x11, 0x42)
IDENTIFIED: Final = (0x05, 0x0C, 0x0D)


def bit_map(first: int, have: set[int]) -> bytes:
    """Which of the 32 parameters after `first` there are; the last bit says whether a further map has any. Empty where
    neither is so, for then the unit has no such map."""
    if not any(pid > first for pid in have):
        return b""
    bits = sum(1 << (32 - (pid - first)) for pid in have if first < pid < first + 0x20)
    return (bits | any(pid > first + 0x20 for pid in have)).to_bytes(4, "big")

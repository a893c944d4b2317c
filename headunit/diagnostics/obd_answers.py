"""What the bytes of OBD answers mean (SAE J1979, ISO 15031-5). Never raises: whatever a control unit says is data."""

from collections.abc import Iterator
from typing import Final

from headunit.diagnostics.dtc import code_of
from headunit.diagnostics.state import Monitor, MonitorStatus

#: The length of a bit map and of the monitor status.
_FOUR_BYTES: Final = 4
_PIDS: Final = frozenset(range(256))
_VIN_LENGTH: Final = 17
#: Monitors of byte B by bit: supported in bits 0-2, incomplete in bits 4-6 (SAE J1979, PID 01).
_CONTINUOUS: Final = ("misfire", "fuel_system", "components")
#: Monitors of bytes C (supported) and D (incomplete) for spark and for compression ignition; "" is reserved.
_SPARK: Final = (
    "catalyst",
    "heated_catalyst",
    "evaporative_system",
    "secondary_air",
    "",
    "oxygen_sensor",
    "oxygen_sensor_heater",
    "egr_vvt",
)
_COMPRESSION: Final = (
    "nmhc_catalyst",
    "nox_aftertreatment",
    "",
    "boost_pressure",
    "",
    "exhaust_gas_sensor",
    "particulate_filter",
    "egr_vvt",
)


def supported(pid: int, data: bytes) -> frozenset[int]:
    """The PIDs that a bit map names: `pid` is 00, 20 .. E0, `data` its four bytes; fewer bytes name none."""
    if len(data) < _FOUR_BYTES:
        return frozenset()
    bits = int.from_bytes(data[:_FOUR_BYTES], "big")
    return frozenset(pid + 1 + place for place in range(32) if bits >> (31 - place) & 1) & _PIDS


def trouble_codes(data: bytes, *, counted: bool) -> tuple[str, ...]:
    """The codes in an answer to 03, 07 or 0A, after the service byte.

    `counted`: on CAN the first byte says how many follow (ISO 15031-5, 7.3.4); older buses fill up with 0000, which is
    no code. A count that promises more than there is yields what there is.
    """
    if counted:
        count, data = (data[0], data[1:]) if data else (0, b"")
        data = data[: 2 * count]
    codes = (code_of(data[at], data[at + 1]) for at in range(0, len(data) - 1, 2) if data[at : at + 2] != b"\0\0")
    return tuple(dict.fromkeys(codes))


def short_of_codes(data: bytes) -> int:
    """How many codes a counted answer promises and does not hold."""
    return max(0, data[0] - (len(data) - 1) // 2) if data else 0


def monitor_status(ecu: str, data: bytes) -> MonitorStatus | None:
    """PID 01 from its four bytes; None where there are fewer."""
    if len(data) < _FOUR_BYTES:
        return None
    head, continuous, able, incomplete = data[:_FOUR_BYTES]
    compression = bool(continuous & 0x08)

    def monitors() -> Iterator[Monitor]:
        for bit, key in enumerate(_CONTINUOUS):
            if continuous >> bit & 1:
                yield Monitor(key, complete=not continuous >> (bit + 4) & 1)
        for bit, key in enumerate(_COMPRESSION if compression else _SPARK):
            if key and able >> bit & 1:
                yield Monitor(key, complete=not incomplete >> bit & 1)

    return MonitorStatus(ecu, bool(head & 0x80), head & 0x7F, compression, tuple(monitors()))


def text(data: bytes) -> str:
    """Printable ASCII in `data`; padding (00, FF, spaces) and anything else is left out."""
    return "".join(char for char in data.decode("latin-1") if char.isascii() and char.isprintable()).strip()


def info_items(data: bytes, size: int) -> tuple[bytes, ...]:
    """The items of a service 09 answer after the info type: on CAN a count comes first, then items of `size` bytes.

    Items that are not whole are left out, and so is everything beyond the count.
    """
    if not data:
        return ()
    count, body = data[0], data[1:]
    return tuple(body[at : at + size] for at in range(0, min(count * size, len(body)), size) if at + size <= len(body))


def vin(data: bytes) -> str:
    """The vehicle identification number (ISO 3779) after the info type, or "" where these are not 17 characters.

    With the count of CAN, without it, or padded in front as on older buses.
    """
    found = text(data)[-_VIN_LENGTH:]
    return found if len(found) == _VIN_LENGTH and found.isalnum() and not {"I", "O", "Q"} & set(found) else ""

"""The structure of a trouble code (SAE J2012, ISO 15031-6). Always decodable, whatever the text tables know."""

import re
from dataclasses import dataclass
from typing import Final

SYSTEMS: Final = {"P": "powertrain", "C": "chassis", "B": "body", "U": "network"}
#: By the third character of a powertrain code (SAE J2012, table 1); hybrid codes are P0A and above.
_POWERTRAIN: Final = {
    "0": "fuel and air metering, auxiliary emission controls",
    "1": "fuel and air metering",
    "2": "fuel and air metering, injectors",
    "3": "ignition or misfire",
    "4": "auxiliary emission controls",
    "5": "vehicle speed, idle control, auxiliary inputs",
    "6": "computer and output circuits",
    "7": "transmission",
    "8": "transmission",
    "9": "transmission",
    "A": "hybrid propulsion",
    "B": "hybrid propulsion",
    "C": "hybrid propulsion",
    "D": "hybrid propulsion",
}
_CODE: Final = re.compile(r"[PCBU][0-3][0-9A-F]{3}")


@dataclass(frozen=True, slots=True)
class Structure:
    """`system`: of SYSTEMS' values. `generic`: numbered by SAE/ISO, not by the maker. `subsystem`: empty where the
    standard leaves it open."""

    system: str
    generic: bool
    subsystem: str


def code_of(high: int, low: int) -> str:
    """Five characters from the two bytes of a code (SAE J2012, 4): 0x03, 0x01 -> "P0301". Both 0-255."""
    return f"{'PCBU'[high >> 6]}{high >> 4 & 3}{high & 0xF:X}{low:02X}"


def bytes_of(code: str) -> bytes:
    """The two bytes of a code. Raises ValueError for anything else than five characters of J2012."""
    if not _CODE.fullmatch(code):
        raise ValueError(f"{code!r} is no trouble code")
    high = "PCBU".index(code[0]) << 6 | int(code[1]) << 4 | int(code[2], 16)
    return bytes((high, int(code[3:], 16)))


def structure_of(code: str) -> Structure:
    """What the code's own characters say. Raises ValueError like `bytes_of`."""
    bytes_of(code)
    letter, digit = code[0], code[1]
    # SAE J2012, table 1: P0, P2, P34-P39 (and U0, U3, as C0, B0) are the standard's; P1, P30-P33 are the maker's.
    # C2, B2, U2 are the maker's, C3 and B3 are reserved by the standard.
    generic = digit in "02" or (digit == "3" and code[2] >= "4") if letter == "P" else digit in "03"
    subsystem = _POWERTRAIN.get(code[2], "") if letter == "P" else ""
    if letter == "U" and generic:
        # SAE J2012: U00 electrical, U01-U02 communication, U03 software, U04-U05 invalid data.
        subsystem = {"0": "network electrical", "1": "lost communication", "2": "lost communication"}.get(code[2], "")
        subsystem = subsystem or {"3": "software compatibility", "4": "invalid data", "5": "invalid data"}.get(
            code[2], ""
        )
    return Structure(SYSTEMS[letter], generic, subsystem)


#: Status bits of a UDS code from bit 0 on (ISO 14229-1, D.2).
STATUS_BITS: Final = (
    "test failed",
    "test failed this cycle",
    "pending",
    "confirmed",
    "not tested since cleared",
    "failed since cleared",
    "not tested this cycle",
    "warning lamp",
)


def status_words(status: int) -> tuple[str, ...]:
    """The set bits of a status byte (0-255) in words."""
    return tuple(word for bit, word in enumerate(STATUS_BITS) if status >> bit & 1)

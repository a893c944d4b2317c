"""The structure of a trouble code (SAE J2012, ISO 15031-6). Always decodable, whatever the text tables know."""

import re
from dataclasses import dataclass
from typing import Final

from headunit.kernel.words import QT_TRANSLATE_NOOP

SYSTEMS: Final = {
    "P": QT_TRANSLATE_NOOP("Diagnostics", "powertrain"),
    "C": QT_TRANSLATE_NOOP("Diagnostics", "chassis"),
    "B": QT_TRANSLATE_NOOP("Diagnostics", "body"),
    "U": QT_TRANSLATE_NOOP("Diagnostics", "network"),
}
#: By the third character of a powertrain code (SAE J2012, table 1); hybrid codes are P0A and above.
_POWERTRAIN: Final = {
    "0": QT_TRANSLATE_NOOP("Diagnostics", "fuel and air metering, auxiliary emission controls"),
    "1": QT_TRANSLATE_NOOP("Diagnostics", "fuel and air metering"),
    "2": QT_TRANSLATE_NOOP("Diagnostics", "fuel and air metering, injectors"),
    "3": QT_TRANSLATE_NOOP("Diagnostics", "ignition or misfire"),
    "4": QT_TRANSLATE_NOOP("Diagnostics", "auxiliary emission controls"),
    "5": QT_TRANSLATE_NOOP("Diagnostics", "vehicle speed, idle control, auxiliary inputs"),
    "6": QT_TRANSLATE_NOOP("Diagnostics", "computer and output circuits"),
    "7": QT_TRANSLATE_NOOP("Diagnostics", "transmission"),
    "8": QT_TRANSLATE_NOOP("Diagnostics", "transmission"),
    "9": QT_TRANSLATE_NOOP("Diagnostics", "transmission"),
    "A": QT_TRANSLATE_NOOP("Diagnostics", "hybrid propulsion"),
    "B": QT_TRANSLATE_NOOP("Diagnostics", "hybrid propulsion"),
    "C": QT_TRANSLATE_NOOP("Diagnostics", "hybrid propulsion"),
    "D": QT_TRANSLATE_NOOP("Diagnostics", "hybrid propulsion"),
}
#: By the third character of a network code (SAE J2012: U00 electrical, U01-U02 communication, U03 software, U04-U05).
_NETWORK: Final = {
    "0": QT_TRANSLATE_NOOP("Diagnostics", "network electrical"),
    "1": QT_TRANSLATE_NOOP("Diagnostics", "lost communication"),
    "2": QT_TRANSLATE_NOOP("Diagnostics", "lost communication"),
    "3": QT_TRANSLATE_NOOP("Diagnostics", "software compatibility"),
    "4": QT_TRANSLATE_NOOP("Diagnostics", "invalid data"),
    "5": QT_TRANSLATE_NOOP("Diagnostics", "invalid data"),
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
        subsystem = _NETWORK.get(code[2], "")
    return Structure(SYSTEMS[letter], generic, subsystem)


#: Status bits of a UDS code from bit 0 on (ISO 14229-1, D.2).
STATUS_BITS: Final = (
    QT_TRANSLATE_NOOP("Diagnostics", "test failed"),
    QT_TRANSLATE_NOOP("Diagnostics", "test failed this cycle"),
    QT_TRANSLATE_NOOP("Diagnostics", "pending"),
    QT_TRANSLATE_NOOP("Diagnostics", "confirmed"),
    QT_TRANSLATE_NOOP("Diagnostics", "not tested since cleared"),
    QT_TRANSLATE_NOOP("Diagnostics", "failed since cleared"),
    QT_TRANSLATE_NOOP("Diagnostics", "not tested this cycle"),
    QT_TRANSLATE_NOOP("Diagnostics", "warning lamp"),
)


def status_words(status: int) -> tuple[str, ...]:
    """The set bits of a status byte (0-255) in words."""
    return tuple(word for bit, word in enumerate(STATUS_BITS) if status >> bit & 1)

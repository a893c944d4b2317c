"""AUTOSAR end-to-end protection (AUTOSAR FO, PRS E2E Protocol) through `autosar-e2e`: the only file that imports it.

For a car's table: `Protection("CRC", e2e_checksum.profile_01(0x123), "Counter", 15)`. Profiles 1, 2, 4, 5, 6, 7 and 11.
The library is optional: without it such a car cannot be loaded, and is told so in one line.
"""

import importlib
from collections.abc import Callable
from types import ModuleType
from typing import Final, Literal

from headunit.kernel.errors import HeadunitError

type Compute = Callable[[int, bytes], int]
type Protect = Callable[[bytearray], None]

#: How many values the counters of four bits take: in profiles 1 and 11 the highest value is left out, as "invalid"
#: (PRS_E2E_00075). The other profiles use all bits of their fields.
COUNTS_PROFILE_01: Final = 15
COUNTS_PROFILE_02: Final = 16
COUNTS_PROFILE_11: Final = 15


def _profile(number: str) -> ModuleType:
    try:
        return importlib.import_module(f"e2e.p{number}")
    except ImportError as error:
        raise HeadunitError(
            f"this car protects its messages with AUTOSAR profile {int(number)}: install headunit[e2e] ({error})"
        ) from error


def _computed(protect: Protect, at: slice, order: Literal["little", "big"]) -> Compute:
    """The raw value of the checksum's field, which lies in the bytes `at`, after `protect` has filled it in."""

    def compute(_identifier: int, data: bytes) -> int:
        frame = bytearray(data)
        # ValueError where the message is too short for the profile's header: `TableCodec` tries that out beforehand.
        protect(frame)
        right = int.from_bytes(frame[at], order)
        frame[at] = data[at]
        # It also fills in length and data id, where the profile has them in the frame. Where they were others, the
        # frame is not ours to believe, whatever its sum.
        return right if frame == data else right ^ 1

    return compute


def profile_01(
    data_id: int, mode: Literal["both", "alternating", "low", "nibble"] = "both", offset: int = 0
) -> Compute:
    """Profile 1: CRC-8 SAE J1850 in byte `offset`, counter in the low half of the next. `data_id`: 16 bits."""
    profile = _profile("01")
    modes = {
        "both": profile.E2E_P01_DATAID_BOTH,
        "alternating": profile.E2E_P01_DATAID_ALT,
        "low": profile.E2E_P01_DATAID_LOW,
        "nibble": profile.E2E_P01_DATAID_NIBBLE,
    }

    def protect(frame: bytearray) -> None:
        profile.e2e_p01_protect(frame, data_id, data_id_mode=modes[mode], offset=offset, increment_counter=False)

    return _computed(protect, slice(offset, offset + 1), "big")


def profile_02(data_ids: bytes) -> Compute:
    """Profile 2: CRC-8H2F in byte 0, counter in the low half of byte 1. `data_ids`: 16, one for each counter value."""
    profile = _profile("02")

    def protect(frame: bytearray) -> None:
        profile.e2e_p02_protect(frame, data_ids, increment_counter=False)

    return _computed(protect, slice(0, 1), "big")


def profile_04(data_id: int, offset: int = 0) -> Compute:
    """Profile 4: length, counter, data id and CRC-32P4 in twelve bytes from `offset` on. `data_id`: 32 bits."""
    profile = _profile("04")

    def protect(frame: bytearray) -> None:
        profile.e2e_p04_protect(frame, data_id, offset=offset, increment_counter=False)

    return _computed(protect, slice(offset + 8, offset + 12), "big")


def profile_05(data_id: int, offset: int = 0) -> Compute:
    """Profile 5: CRC-16 in two bytes from `offset` on, low byte first, then the counter. `data_id`: 16 bits."""
    profile = _profile("05")

    def protect(frame: bytearray) -> None:
        profile.e2e_p05_protect(frame, data_id, offset=offset, increment_counter=False)

    return _computed(protect, slice(offset, offset + 2), "little")


def profile_06(data_id: int, offset: int = 0) -> Compute:
    """Profile 6: CRC-16 in two bytes from `offset` on, high byte first, then length and counter. `data_id`: 16 bits."""
    profile = _profile("06")

    def protect(frame: bytearray) -> None:
        profile.e2e_p06_protect(frame, data_id, offset=offset, increment_counter=False)

    return _computed(protect, slice(offset, offset + 2), "big")


def profile_07(data_id: int, offset: int = 0) -> Compute:
    """Profile 7: CRC-64, length, counter and data id in twenty bytes from `offset` on. `data_id`: 32 bits."""
    profile = _profile("07")

    def protect(frame: bytearray) -> None:
        profile.e2e_p07_protect(frame, data_id, offset=offset, increment_counter=False)

    return _computed(protect, slice(offset, offset + 8), "big")


def profile_11(data_id: int, mode: Literal["both", "nibble"] = "both", offset: int = 0) -> Compute:
    """Profile 11: CRC-8 SAE J1850 in byte `offset`, counter in the low half of the next. `data_id`: 16 bits."""
    profile = _profile("11")
    modes = {"both": profile.E2E_P11_DATAID_BOTH, "nibble": profile.E2E_P11_DATAID_NIBBLE}

    def protect(frame: bytearray) -> None:
        profile.e2e_p11_protect(frame, data_id, data_id_mode=modes[mode], offset=offset, increment_counter=False)

    return _computed(protect, slice(offset, offset + 1), "big")

"""Checksum of Hyundai's and Kia's CAN FD messages. Source: opendbc 0.3.1 (MIT), car/hyundai/hyundaicanfd.py."""

import binascii
from typing import Final

#: What the result is combined with, by length of the message.
_MASKS: Final = {8: 0x5F29, 16: 0x041D, 24: 0x819D, 32: 0x9F5B}


def hyundai_canfd_checksum(identifier: int, data: bytes) -> int:
    """The first two bytes of `data`, little-endian, as they should be: CRC-16/XMODEM over all others and the
    identifier, low byte first, with a mask that depends on the length."""
    return binascii.crc_hqx(data[2:] + identifier.to_bytes(2, "little"), 0) ^ _MASKS.get(len(data), 0)

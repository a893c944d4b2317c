"""Volkswagen's MQB message checksum. Source: opendbc 0.3.1 (MIT), car/volkswagen/mqbcan.py.

It is the CRC of AUTOSAR E2E profile 2 (CRC-8H2F), in which a byte that depends on message and counter comes last.
"""

from typing import Final

#: x^8 + x^5 + x^3 + x^2 + x + 1, most significant bit first, starting at 0xFF and inverted at the end.
_POLYNOMIAL: Final = 0x2F

#: The last byte, by identifier and counter.
_LAST: Final = {
    0x086: bytes([0x86] * 16),  # LWI_01
    0x0FD: bytes.fromhex("B4EFF8491EE5C2C097193CC9F198D661"),  # ESP_21
    0x120: bytes.fromhex("C4E24FE4F82F56819FE58344053F97DF"),  # TSK_06
    0x121: bytes.fromhex("E965AE6B7B35E55F4EC786A2BBDDEBB4"),  # Motor_20
    0x3D5: bytes.fromhex("C539C7F992D824CEF1B57AC4BC60E3D1"),  # Licht_Anf_01
}


def _entry(crc: int) -> int:
    for _ in range(8):
        crc = (crc << 1 ^ (_POLYNOMIAL if crc & 0x80 else 0)) & 0xFF
    return crc


_TABLE: Final = tuple(_entry(index) for index in range(256))


def mqb_checksum(identifier: int, data: bytes) -> int:
    """The first byte of `data` as it should be. The counter is the lower half of the second.

    Raises KeyError for a message whose last bytes are not in the table here.
    """
    crc = 0xFF
    for byte in (*data[1:], _LAST[identifier][data[1] & 0xF]):
        crc = _TABLE[crc ^ byte]
    return crc ^ 0xFF

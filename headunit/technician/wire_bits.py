"""How long a frame keeps its bus busy: the exact number of bits, stuffing counted, by ISO 11898-1:2015. Pure."""

from typing import Final

from headunit.vehicle.ports import Frame, FrameKind

#: Generator of the 15-bit CRC of classic frames (10.4.2.6).
_CRC15: Final = 0x4599
#: After the CRC sequence of a classic frame: CRC delimiter, ACK slot and delimiter, end of frame, intermission.
_TAIL: Final = 1 + 2 + 7 + 3
#: Data length codes of FD frames longer than 8 bytes (10.4.2.4, table 5).
_FD_LENGTHS: Final = {length: 9 + number for number, length in enumerate((12, 16, 20, 24, 32, 48, 64))}
#: Error flag of six bits, superposed with the others' up to twelve, delimiter of eight, intermission: the longest.
_ERROR_BITS: Final = 12 + 8 + 3
#: FD frames with more data than this have the longer CRC (10.4.2.6).
_SHORT_CRC: Final = 16


def _pack(*fields: tuple[int, int]) -> tuple[int, int]:
    """(value, bits) fields joined, the first one sent first: the whole as one."""
    value = count = 0
    for part, bits in fields:
        value, count = value << bits | part, count + bits
    return value, count


def _identifier(frame: Frame, before: int, after: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """Start of frame and arbitration field. `before`: RTR of a base frame; `after`: what ends that of the others."""
    if not frame.extended:
        return _pack((0, 1), (frame.id & 0x7FF, 11), (before, 1), (0, 1))
    return _pack((0, 1), (frame.id >> 18 & 0x7FF, 11), (0b11, 2), (frame.id & 0x3FFFF, 18), *after)


def _stuffed(value: int, count: int, *, at_end: bool = True) -> int:
    """How many bits are stuffed into `count` bits of `value`: one after each five alike, itself the first of a run.

    `at_end`: also after the very last bit; in FD frames the fixed stuff bit that follows there stands for it (10.5).
    """
    text = f"{value:0{count}b}"
    stuffed = run = 0
    last = ""
    for place, bit in enumerate(text, 1):
        run = run + 1 if bit == last else 1
        last = bit
        if run == 5:  # noqa: PLR2004  the standard's own number
            stuffed += at_end or place < count
            last, run = ("1" if bit == "0" else "0"), 1
    return stuffed


def _crc15(value: int, count: int) -> int:
    crc = 0
    for place in range(count - 1, -1, -1):
        feed = (value >> place & 1) ^ (crc >> 14)
        crc = crc << 1 & 0x7FFF
        if feed:
            crc ^= _CRC15
    return crc


def frame_bits(frame: Frame) -> tuple[int, int]:
    """Bits at the nominal bit rate and bits at the data bit rate, from start of frame to the end of intermission.

    FD frames are taken to come from an error-active node (ESI): that is not told.
    """
    if frame.kind is FrameKind.ERROR:
        return _ERROR_BITS, 0
    if not frame.fd:
        return _classic(frame), 0
    nominal, data = _fd(frame)
    return (nominal, data) if frame.brs else (nominal + data, 0)


def _classic(frame: Frame) -> int:
    remote = frame.kind is FrameKind.REMOTE
    data = b"" if remote else frame.data
    value, count = _identifier(frame, int(remote), ((int(remote), 1), (0, 1)))
    value, count = _pack(
        (value, count), (0, 1), (min(len(frame.data), 8), 4), (int.from_bytes(data, "big"), 8 * len(data))
    )
    value, count = _pack((value, count), (_crc15(value, count), 15))
    return count + _stuffed(value, count) + _TAIL


def _fd(frame: Frame) -> tuple[int, int]:
    # RRS, then (base) IDE; FDF, res and BRS end the part at the nominal bit rate.
    head, head_count = _identifier(frame, 0, ((0, 1),))
    head, head_count = _pack((head, head_count), (0b100 | frame.brs, 3))
    length = len(frame.data)
    code = _FD_LENGTHS.get(length, min(length, 15))
    whole, count = _pack((head, head_count), (0, 1), (code, 4), (int.from_bytes(frame.data, "big"), 8 * length))
    in_head = _stuffed(head, head_count)
    in_data = _stuffed(whole, count, at_end=False) - in_head
    # Stuff count (4) and CRC with a fixed stuff bit before and after each four (10.5).
    crc = 4 + (17 if length <= _SHORT_CRC else 21)
    return head_count + in_head + _TAIL, count - head_count + in_data + crc + 1 + crc // 4

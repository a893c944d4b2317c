"""Honda's message checksum. Source: opendbc 0.3.1 (MIT), car/honda/hondacan.py."""


def honda_checksum(identifier: int, data: bytes) -> int:
    """The lower half of the last byte of `data` as it should be: with it, all half bytes of the identifier (11 bits)
    and of the data add up to 8, modulo 16."""
    halves = int.from_bytes(data) >> 4
    total = sum(number >> shift & 0xF for number in (identifier, halves) for shift in range(0, 64, 4))
    return (8 - total) & 0xF

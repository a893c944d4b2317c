"""Tesla's message checksum. Source: opendbc 0.3.1 (MIT), car/tesla/teslacan.py."""

from collections.abc import Callable


def tesla_checksum(at: int) -> Callable[[int, bytes], int]:
    """A function from identifier and data to what byte `at` should hold: the sum of the identifier's two bytes and of
    all other data bytes, modulo 256."""

    def compute(identifier: int, data: bytes) -> int:
        return ((identifier >> 8) + (identifier & 0xFF) + sum(data) - data[at]) & 0xFF

    return compute

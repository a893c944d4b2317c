"""Toyota's message checksum. Source: opendbc 0.3.1 (MIT); right in all 12,656 frames of the recorded drive."""


def toyota_checksum(identifier: int, data: bytes) -> int:
    """The last byte of `data` as it should be: length, both bytes of the identifier and all other bytes, modulo 256."""
    return (len(data) + (identifier >> 8) + (identifier & 0xFF) + sum(data[:-1])) & 0xFF

"""The LIST INFO chunk of a WAV file (Microsoft RIFF MCI, 1991), which mutagen leaves unread. Knows no tag's meaning."""

from typing import BinaryIO, Final

#: A list beyond this was not written for people (bytes).
_LARGEST: Final = 1 << 20
#: So many chunks are looked at: a file of nothing but empty chunks ends too.
_MOST: Final = 200


def riff_info(file: BinaryIO) -> dict[str, bytes]:
    """Chunk name -> its bytes: INAM title, IART artist, IPRD album, ICRD date, IGNR genre, ITRK number."""
    head = file.read(12)
    if head[:4] != b"RIFF" or head[8:] != b"WAVE":
        return {}
    for _ in range(_MOST):
        name, size = _chunk(file)
        if not name:
            break
        if name == b"LIST" and 4 <= size <= _LARGEST:  # noqa: PLR2004  its kind
            data = file.read(size)
            if data[:4] == b"INFO":
                return _entries(data[4:])
            size = 0
        file.seek(size + size % 2, 1)
    return {}


def _chunk(file: BinaryIO) -> tuple[bytes, int]:
    head = file.read(8)
    return (head[:4], int.from_bytes(head[4:], "little")) if len(head) == 8 else (b"", 0)  # noqa: PLR2004


def _entries(data: bytes) -> dict[str, bytes]:
    found, at = {}, 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        found[data[at : at + 4].decode("latin-1")] = data[at + 8 : at + 8 + size].split(b"\0")[0]
        at += 8 + size + size % 2
    return found

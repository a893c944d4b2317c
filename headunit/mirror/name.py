"""Names that prove themselves: a car's and a device's name are taken from their public keys, so that nobody can claim
another's."""

import base64
import hashlib
from typing import Final

_LENGTH: Final = 16


def name_of(key: bytes) -> str:
    """16 letters a-z 2-7 (RFC 4648 base 32 of SHA-256): 80 bits, enough that no second key is found for a name."""
    return base64.b32encode(hashlib.sha256(key).digest()).decode().lower()[:_LENGTH]

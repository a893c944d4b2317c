"""Pairing a screen by a code on the car's dash, past a hub that nobody needs to trust.

The code holds a secret that is in the address's fragment, which browsers send nowhere. Whoever asks to be paired proves
with it that he has seen the dash; car and screen show six digits made of both keys, and a person compares them.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

from headunit.kernel.errors import HeadunitError

VERSION: Final = 1
TOKEN_BYTES: Final = 16
#: A code is good for so long, for one device, for so many tries (s, tries).
LIFE_S: Final = 120.0
MOST_TRIES: Final = 5
_LENGTH: Final = 1 + TOKEN_BYTES + 16 + 32


class PairingError(HeadunitError):
    """Not a code of ours."""


@dataclass(frozen=True, slots=True)
class Code:
    """`token`: 16 secret bytes. `spki`: first 16 bytes of SHA-256 of the hub's TLS public key, zeros where it has none.
    `car`: the car's public Ed25519 key."""

    token: bytes
    spki: bytes
    car: bytes

    def address(self, hub: str) -> str:
        """What the QR code holds; `hub`: "https://host:port"."""
        raw = bytes([VERSION]) + self.token + self.spki + self.car
        return f"{hub}/p#{base64.urlsafe_b64encode(raw).decode().rstrip('=')}"

    @staticmethod
    def read(fragment: str) -> "Code":
        """Raises PairingError."""
        try:
            raw = base64.urlsafe_b64decode(fragment + "=" * (-len(fragment) % 4))
        except ValueError as error:
            raise PairingError("not a pairing code") from error
        if len(raw) != _LENGTH or raw[0] != VERSION:
            raise PairingError("not a pairing code")
        return Code(raw[1:17], raw[17:33], raw[33:])


def proof(token: bytes, device: bytes, car: bytes) -> bytes:
    """That whoever holds the key `device` has seen the dash: HMAC-SHA-256 under the token."""
    return hmac.digest(token, b"headunit pair 1\0" + device + car, "sha256")


def digits(token: bytes, device: bytes, car: bytes) -> str:
    """Six digits that both screens show."""
    made = hashlib.sha256(b"headunit digits 1\0" + token + device + car).digest()
    return f"{int.from_bytes(made[:8]) % 1_000_000:06d}"

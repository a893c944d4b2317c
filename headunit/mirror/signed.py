"""Words that only their author can have said: JSON, signed with Ed25519 (RFC 8032), as a browser's WebCrypto does it.

    signed = 32 bytes of the author's public key | 64 bytes of signature | the words (UTF-8 JSON)

What is signed is a purpose, a zero byte and the words as they are: words said for one purpose are never good for
another.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from headunit.kernel.errors import HeadunitError

COMMAND: Final = b"headunit command 1\0"
STATEMENT: Final = b"headunit statement 1\0"
RESULT: Final = b"headunit result 1\0"
LOGIN: Final = b"headunit login 1\0"
_KEY, _SIGNATURE = 32, 64
MOST_WORDS: Final = 16 * 1024


class SignatureError(HeadunitError):
    """Not said by whom it claims, or not for this purpose, or no words at all."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and the public key (32 bytes) of whoever said them."""

    author: bytes
    words: Mapping[str, object]


def sign(key: Ed25519PrivateKey, purpose: bytes, words: Mapping[str, object]) -> bytes:
    """Say it."""
    said = json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
    return key.public_key().public_bytes_raw() + key.sign(purpose + said) + said


def verify(signed: bytes, purpose: bytes) -> Said:
    """Who said what. Raises SignatureError."""
    author, signature, said = signed[:_KEY], signed[_KEY : _KEY + _SIGNATURE], signed[_KEY + _SIGNATURE :]
    if len(signature) != _SIGNATURE or not 0 < len(said) <= MOST_WORDS:
        raise SignatureError("bad signature")
    try:
        Ed25519PublicKey.from_public_bytes(author).verify(signature, purpose + said)
        words = json.loads(said)
    except (InvalidSignature, ValueError, RecursionError) as error:
        raise SignatureError("bad signature") from error
    if not isinstance(words, dict):
        raise SignatureError("not a set of words")
    return Said(author, words)

"""Keys of a car and of people, the same in every run, and statements as a car or an owner writes them."""

import hashlib
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from headunit.mirror.keyring import Keyring
from headunit.mirror.name import name_of
from headunit.mirror.signed import STATEMENT, sign


def key_of(name: str) -> Ed25519PrivateKey:
    """A key for a test alone: made of the name."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())


def public(name: str) -> bytes:
    """Its public half, 32 bytes."""
    return key_of(name).public_key().public_bytes_raw()


def statement(by: str, ring: Keyring, **words: object) -> bytes:
    """What `by` says next on this chain; words given win over those that follow from the chain."""
    said: Mapping[str, object] = {"car": name_of(ring.car), "after": ring.head, "at": 1000.0, **words}
    return sign(key_of(by), STATEMENT, said)


def grant(by: str, ring: Keyring, who: str, role: str, **words: object) -> bytes:
    """That `who` may."""
    return statement(by, ring, do="grant", key=public(who).hex(), label=f"{who}'s phone", role=role, **words)


def revoke(by: str, ring: Keyring, who: str, **words: object) -> bytes:
    """That `who` may no more."""
    return statement(by, ring, do="revoke", key=public(who).hex(), **words)

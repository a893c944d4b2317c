"""Who is paired with a car, and as what: statements, each signed by the car itself or by an owner, one after the other.

The car keeps the chain and judges by it; hub and screens get copies and cannot add to it. A statement names the digest
of the one before it, so that none can be left out or put in another order. A revocation reaches a car that was away
before any command that waited with it does: statements go first.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from headunit.mirror.name import name_of
from headunit.mirror.roles import Role
from headunit.mirror.signed import STATEMENT, SignatureError, verify

#: A chain begins with these 64 digits.
BEGINNING: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class Device:
    """`key`: 32 bytes of Ed25519. `label`: as its owner calls it. `expires_s`: since 1970, None never. `sealed`: X25519
    public key of a device that may read end-to-end encrypted lanes, b"" none."""

    key: bytes
    label: str
    role: Role
    expires_s: float | None = None
    sealed: bytes = b""
    by: str = ""
    since_s: float = 0.0

    @property
    def name(self) -> str:
        """Derived from the key."""
        return name_of(self.key)


def digest(statement: bytes) -> str:
    """What the next statement names."""
    return hashlib.sha256(statement).hexdigest()


class Keyring:
    """The chain of one car, and what it comes to. `car`: the car's public key."""

    def __init__(self, car: bytes, statements: Iterable[bytes] = ()) -> None:
        """Raises SignatureError where the chain does not hold."""
        self.car = car
        self.statements: list[bytes] = []
        self._devices: dict[bytes, Device] = {}
        for statement in statements:
            self.add(statement)

    @property
    def head(self) -> str:
        """What the next statement has to name."""
        return digest(self.statements[-1]) if self.statements else BEGINNING

    def add(self, statement: bytes) -> None:
        """One more. Raises SignatureError where its author may not say it, or it does not follow the one before."""
        said = verify(statement, STATEMENT)
        words = said.words
        if words.get("after") != self.head or words.get("car") != name_of(self.car):
            raise SignatureError("a statement does not follow the one before it")
        at_s = words.get("at")
        if isinstance(at_s, bool) or not isinstance(at_s, int | float):
            raise SignatureError("a statement has no time")
        if said.author != self.car and self.role(said.author, float(at_s)) is not Role.OWNER:
            raise SignatureError("only the car and its owners say who is paired")
        self._apply(words, "car" if said.author == self.car else name_of(said.author), float(at_s))
        self.statements.append(statement)

    def _apply(self, words: Mapping[str, object], by: str, at_s: float) -> None:
        try:
            key = bytes.fromhex(str(words["key"]))
            match words["do"]:
                case "grant":
                    expires = words.get("expires")
                    device = Device(
                        key,
                        str(words["label"])[:64],
                        Role(words["role"]),
                        float(expires) if isinstance(expires, int | float) and not isinstance(expires, bool) else None,
                        bytes.fromhex(str(words.get("sealed", ""))),
                        by,
                        at_s,
                    )
                    self._devices[key] = device
                case "revoke":
                    self._devices.pop(key, None)
                case _:
                    raise SignatureError("a statement grants or revokes")
        except (KeyError, ValueError) as error:
            raise SignatureError("a statement lacks something") from error

    def device(self, key: bytes, now_s: float) -> Device | None:
        """Whoever holds this key at this moment, None where he is not, or no longer, paired."""
        found = self._devices.get(key)
        return None if found is None or (found.expires_s is not None and now_s >= found.expires_s) else found

    def role(self, key: bytes, now_s: float) -> Role | None:
        """As what."""
        found = self.device(key, now_s)
        return None if found is None else found.role

    def devices(self) -> list[Device]:
        """All that are not revoked, expired ones too."""
        return list(self._devices.values())

"""A device that asks to be paired: the code on the dash, its few tries, the digits that a person compares. Pure."""

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from headunit.cloud.state import PairingOffer
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.mirror.pairing import LIFE_S, MOST_TRIES, TOKEN_BYTES, Code, digits, proof
from headunit.mirror.roles import Role

NO_CODE = QT_TRANSLATE_NOOP("Cloud", "The car shows no code now")
WRONG_CODE = QT_TRANSLATE_NOOP("Cloud", "It has not seen the code")


@dataclass(frozen=True, slots=True)
class Asking:
    """A device that has seen the dash. `wish`: id of its command, answered when a person has decided."""

    wish: str
    key: bytes
    label: str


class PairingDesk:
    """One code at a time, for one device. `now`: Clock.now()."""

    def __init__(self, car: bytes, now: Callable[[], float]) -> None:
        self._car, self._now = car, now
        self._token = b""
        self._tries = 0
        self._until = 0.0
        self._address = ""
        self.role = Role.OWNER
        self.hours: float | None = None
        self.asking: Asking | None = None

    def begin(self, role: Role, hours: float | None, page: str) -> None:
        """A new code. `page`: the hub's address for browsers."""
        self._token, self._tries = secrets.token_bytes(TOKEN_BYTES), 0
        self._until = self._now() + LIFE_S
        self.role, self.hours, self.asking = role, hours, None
        self._address = Code(self._token, bytes(16), self._car).address(page)

    @property
    def offer(self) -> PairingOffer | None:
        """What the dash shows; None without a code that is good."""
        if not self._token or self._now() > self._until:
            return None
        asking = self.asking
        shown = "" if asking is None else digits(self._token, asking.key, self._car)
        label = "" if asking is None else asking.label
        return PairingOffer(self._address, self._until, shown, label, self.role)

    def ask(self, wish: str, key: bytes, args: Mapping[str, object]) -> str:
        """A device says that it has seen the code. Why not, "" it waits for a person now."""
        if self.offer is None or self.asking is not None:
            return NO_CODE
        self._tries += 1
        try:
            said = bytes.fromhex(str(args.get("proof")))
        except ValueError:
            said = b""
        if not hmac.compare_digest(said, proof(self._token, key, self._car)):
            if self._tries >= MOST_TRIES:
                self.end()
            return WRONG_CODE
        self.asking = Asking(wish, key, str(args.get("label", ""))[:40] or key.hex()[:8])
        return ""

    def end(self) -> None:
        """No code is good any more."""
        self._token, self.asking = b"", None

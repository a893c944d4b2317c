"""Who is logged in: a device shows its key once, and gets a cookie that nobody else has.

OWASP ASVS 5.0, V7: tokens of 256 bits from a CSPRNG, kept as digests, ended by logout, by time and by unpairing (each
request asks the car's keyring anew).
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

from headunit.hub.hub import Hub, RefusedError
from headunit.hub.limits import Limit
from headunit.hub.ports import Document
from headunit.mirror.signed import LOGIN, SignatureError, verify

#: A session ends after (s), and a challenge.
SESSION_S: Final = 30 * 86400.0
CHALLENGE_S: Final = 60.0
_KIND: Final = "session"
_MOST_CHALLENGES: Final = 1000


@dataclass(frozen=True, slots=True)
class Who:
    """A device that is logged in. `key`: its public key."""

    key: bytes
    token: str

    @property
    def name(self) -> str:
        """For counting."""
        return self.key.hex()


class Sessions:
    """Challenges live in this process; sessions in the store."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._challenges: dict[str, tuple[bytes, float]] = {}
        self._logins = Limit(10, 10)

    def challenge(self, device: bytes, address: str) -> str:
        """What the device has to sign. Raises RefusedError."""
        now = self._hub.clock.now()
        if not self._logins.allows(address, now):
            raise RefusedError(429, "too many tries: wait a minute")
        self._challenges = {nonce: one for nonce, one in self._challenges.items() if one[1] > now}
        if len(self._challenges) >= _MOST_CHALLENGES:
            raise RefusedError(429, "too many tries: wait a minute")
        nonce = secrets.token_hex(32)
        self._challenges[nonce] = (device, now + CHALLENGE_S)
        return nonce

    async def log_in(self, signed: bytes, origin: str) -> Who:
        """Begin a session. Raises RefusedError."""
        try:
            said = verify(signed, LOGIN)
        except SignatureError as error:
            raise RefusedError(400, str(error)) from error
        device, until = self._challenges.pop(str(said.words.get("nonce")), (b"", 0.0))
        if device != said.author or until < self._hub.clock.now():
            raise RefusedError(401, "the challenge is not good any more: begin again")
        if said.words.get("origin") != origin:
            raise RefusedError(403, "signed for another place")
        if not await self.cars(said.author):
            raise RefusedError(403, "this device is not paired with a car")
        token = secrets.token_urlsafe(32)
        body: dict[str, object] = {"key": said.author.hex(), "until": self._hub.wall() + SESSION_S}
        await self._hub.store.put(Document(_KIND, "", _digest(token), 0, body))
        return Who(said.author, token)

    async def who(self, token: str | None) -> Who:
        """Whose session it is. Raises RefusedError."""
        found = await self._hub.store.get(_KIND, "", _digest(token)) if token else None
        if found is None or token is None or float(str(found.body["until"])) < self._hub.wall():
            raise RefusedError(401, "log in first")
        return Who(bytes.fromhex(str(found.body["key"])), token)

    async def log_out(self, who: Who) -> None:
        """End it."""
        await self._hub.store.remove(_KIND, "", _digest(who.token))
        self._hub.hang_up(who.token)

    async def cars(self, key: bytes) -> list[str]:
        """With which cars this device is paired now."""
        paired: list[str] = []
        for car in self._hub.cars:
            try:
                await self._hub.device(car, key)
            except RefusedError:
                continue
            paired.append(car)
        return paired


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

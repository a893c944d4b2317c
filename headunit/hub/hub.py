"""The hub's middle: which cars it has, who may see and ask what, what is new. Knows no protocol and no database.

One asyncio loop. A car's rows go into the engine; the projector hands them on to the store, in order; what changed goes
to whoever looks.
"""

import asyncio
import base64
import contextlib
import json
import logging
import secrets
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from headunit.hub.ports import Asked, Change, Command, Document, Engine, EngineBusyError, Store, command_body
from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError
from headunit.mirror.keyring import Device, Keyring
from headunit.mirror.name import name_of
from headunit.mirror.roles import READS, Right, may
from headunit.mirror.signed import COMMAND, Said, SignatureError, verify

log = logging.getLogger(__name__)

#: News that wait for one screen; one that does not take them is let go, and comes back for the whole.
_MOST_WAITING: Final = 2000
#: A projector that failed tries again after (s).
_AGAIN_S: Final = 1.0
_AFTER_FAULT_S: Final = 30.0
#: Document in which this hub's join code is kept.
_JOIN: Final = ("join", "", "code")


class RefusedError(HeadunitError):
    """`status`: as HTTP has it (RFC 9110, 15.5)."""

    def __init__(self, status: int, line: str) -> None:
        super().__init__(line)
        self.status = status


@dataclass(slots=True)
class Presence:
    """`connected`: its line is open. `seen_s`: when it last said something, since 1970."""

    connected: int = 0
    seen_s: float | None = None


class Line:
    """News for one screen: of one car, as far as its role sees them."""

    def __init__(self, rights: frozenset[str], token: str = "") -> None:
        self.rights, self.token = rights, token
        self.queue: asyncio.Queue[Change | None] = asyncio.Queue(_MOST_WAITING)

    def tell(self, change: Change) -> None:
        """None in the queue: it is closed, because it took nothing for too long, or may see it no more."""
        if change.right and change.right not in self.rights:
            return
        try:
            self.queue.put_nowait(change)
        except asyncio.QueueFull:
            self.end()

    def end(self) -> None:
        """Close it."""
        with contextlib.suppress(asyncio.QueueEmpty):
            while True:
                self.queue.get_nowait()
        self.queue.put_nowait(None)


class Hub:
    """`wall`: seconds since 1970, taken from `clock`."""

    def __init__(self, engine: Engine, store: Store, clock: Clock) -> None:
        self.engine, self.store, self.clock = engine, store, clock
        self.presence: defaultdict[str, Presence] = defaultdict(Presence)
        self.join_code = ""
        self._cars: dict[str, bytes] = {}
        self._keyrings: dict[str, Keyring] = {}
        self._lines: defaultdict[str, list[Line]] = defaultdict(list)
        self._projectors: dict[str, asyncio.Task[None]] = {}

    def wall(self) -> float:
        """Now, since 1970 (s)."""
        return self.clock.local().timestamp()

    async def start(self) -> None:
        """Raises HeadunitError where a store cannot be used."""
        await self.engine.start()
        await self.store.start()
        self._cars = await self.store.cars()
        for car in self._cars:
            await self._check_watermark(car)
            self._follow(car)
        self.join_code = self.join_code or await join_code(self.store)

    async def stop(self) -> None:
        """What was taken is durable already."""
        for task in self._projectors.values():
            task.cancel()
        await asyncio.gather(*self._projectors.values(), return_exceptions=True)
        for lines in self._lines.values():
            for line in lines:
                line.end()
        await self.engine.stop()
        await self.store.stop()

    # Cars.

    def key_of(self, car: str) -> bytes | None:
        """Its public key; None for a car that is not here."""
        return self._cars.get(car)

    @property
    def cars(self) -> tuple[str, ...]:
        """All names."""
        return tuple(self._cars)

    async def admit(self, car: str, key: bytes, join: str) -> None:
        """A car has proved its key. Raises RefusedError where it does not belong here, and says no code that opens."""
        if name_of(key) != car:
            raise RefusedError(403, "the name is not that of the key")
        if car in self._cars:
            return
        if not secrets.compare_digest(join.encode(), self.join_code.encode()):
            raise RefusedError(403, "this hub does not know the car: give it the hub's join code")
        await self.store.enrol(car, key)
        await self.store.log(car, "car", "joined", car)
        self._cars[car] = key
        self._follow(car)

    def _follow(self, car: str) -> None:
        self._projectors[car] = asyncio.create_task(self._project(car), name=f"projector {car}")

    async def _check_watermark(self, car: str) -> None:
        """An engine from an older backup than the store's gives offsets again that the store has seen: it would pass
        over new rows. Looked at before any row is taken."""
        if await self.store.watermark(car, self.engine.lineage) > await self.engine.last(car):
            log.warning("%s: the engine is older than the store: all is read again", car)
            await self.store.rewind(car)

    async def _project(self, car: str) -> None:
        while True:
            try:
                after = await self.store.watermark(car, self.engine.lineage)
                async for events in self.engine.events(car, after):
                    for change in await self.store.apply(car, self.engine.lineage, events):
                        await self.tell(change)
            except EngineBusyError as error:
                log.warning("%s: %s", car, error)
                await asyncio.sleep(_AGAIN_S)
            except Exception:
                # A fault of ours must be seen, and must not end for good what its people see of this car.
                log.exception("%s: what it told cannot be taken in", car)
                await asyncio.sleep(_AFTER_FAULT_S)

    # News.

    @contextlib.contextmanager
    def line(self, car: str, rights: frozenset[str], token: str = "") -> Iterator[Line]:
        """News of a car, from now on. `token`: of the session for which they are."""
        line = Line(rights, token)
        self._lines[car].append(line)
        try:
            yield line
        finally:
            self._lines[car].remove(line)

    async def tell(self, change: Change) -> None:
        """Something has changed."""
        if change.body.get("key") == "Car.Keyring":
            self._keyrings.pop(change.car, None)
            await self._expel(change.car)
        for line in list(self._lines[change.car]):
            line.tell(change)

    def hang_up(self, token: str) -> None:
        """A session has ended: so do its lines."""
        for lines in self._lines.values():
            for line in [one for one in lines if one.token == token]:
                line.end()

    async def _expel(self, car: str) -> None:
        """The car has another keyring: whoever looks shows anew who he is."""
        for line in list(self._lines[car]):
            line.end()

    async def came(self, car: str, *, by: int) -> None:
        """A line of the car has opened (1) or closed (-1)."""
        at = self.presence[car]
        at.connected = max(0, at.connected + by)
        at.seen_s = self.wall()
        body: dict[str, object] = {"connected": at.connected > 0, "last_seen_s": at.seen_s}
        await self.tell(Change(car, "connected", body))

    # Who may.

    async def keyring(self, car: str) -> Keyring:
        """Who is paired, as the car itself says. Raises RefusedError for a car that is not here."""
        key = self._cars.get(car)
        if key is None:
            raise RefusedError(404, "there is no such car")
        known = self._keyrings.get(car)
        if known is None:
            value = (await self.store.twin(car)).get("Car.Keyring")
            said = value.value if value is not None else None
            known = _keyring(key, said)
            self._keyrings[car] = known
        return known

    async def device(self, car: str, key: bytes) -> Device:
        """Whoever holds this key. Raises RefusedError where he is not, or no longer, paired with this car."""
        found = (await self.keyring(car)).device(key, self.wall())
        if found is None:
            raise RefusedError(403, "this device is not paired with the car")
        return found

    async def seen_by(self, car: str, key: bytes) -> frozenset[str]:
        """What this device may read."""
        return frozenset(right.value for right in READS[(await self.device(car, key)).role])

    async def check(self, car: str, key: bytes, right: Right) -> Device:
        """Raises RefusedError where this device may not read it."""
        device = await self.device(car, key)
        if right not in READS[device.role]:
            raise RefusedError(403, "this role may not see it")
        return device

    # Commands.

    async def command(self, car: str, signed: bytes, author: bytes) -> tuple[int, str]:
        """Hand a command on, once: its number, and its id. The car decides; here the hopeless ones are refused.

        Raises RefusedError, EngineBusyError.
        """
        said = _said(signed, COMMAND)
        if said.author != author:
            raise RefusedError(403, "signed by another device")
        name, command = checked(said, car, self.wall())
        device = await self.device(car, author)
        if not may(device.role, command):
            raise RefusedError(403, "this role may not ask for it")
        return await self._put(car, name, command, signed, device.label), name

    async def ask_pairing(self, car: str, signed: bytes) -> str:
        """Hand on that a device wants to be paired; the car knows whether it has seen the dash."""
        said = _said(signed, COMMAND)
        name, command = checked(said, car, self.wall())
        if command != "pair" or car not in self._cars:
            raise RefusedError(400, "not a wish to be paired")
        await self._put(car, name, command, signed, "")
        return name

    async def statement(self, car: str, signed: bytes, author: bytes) -> None:
        """Hand on who is paired, or no longer: it must follow the car's own chain."""
        keyring = await self.keyring(car)
        try:
            Keyring(keyring.car, [*keyring.statements, signed])
        except SignatureError as error:
            raise RefusedError(409, str(error)) from error
        device = await self.device(car, author)
        if signed[:32] != author:
            raise RefusedError(403, "signed by another device")
        await self.engine.put(car, f"statement-{len(keyring.statements)}-{signed[32:48].hex()}", "statement", signed)
        await self.store.log(car, device.label, "statement", "who is paired")

    async def _put(self, car: str, name: str, command: str, signed: bytes, by: str) -> int:
        kind = "statement" if command == "pair" else "command"
        cseq = await self.engine.put(car, name, kind, signed)
        asked = Asked(name, command, by, "queued", "", self.wall())
        if await self.store.ask(car, asked):
            await self.store.log(car, by, "asked", command)
            await self.told(car, name)
        return cseq

    async def sent(self, car: str, commands: tuple[Command, ...]) -> None:
        """They are on their way to the car."""
        for one in commands:
            if await self.store.ask(car, Asked(one.id, "", "", "sent", "", self.wall())):
                await self.told(car, one.id)

    async def told(self, car: str, name: str) -> None:
        """Whoever looks hears how far a command has got."""
        found = next((one for one in await self.store.commands(car, 200) if one.id == name), None)
        if found is not None and found.command != "pair":
            await self.tell(Change(car, "command", command_body(found)))


async def join_code(store: Store) -> str:
    """What a car has to say to join this hub; made once."""
    known = await store.get(*_JOIN)
    if known is not None:
        return str(known.body["code"])
    code = secrets.token_urlsafe(9)
    await store.put(Document(*_JOIN, 0, {"code": code}))
    return code


def _keyring(key: bytes, said: object) -> Keyring:
    """What the car says; nobody where it says nothing that holds."""
    statements = said.get("statements") if isinstance(said, dict) else None
    try:
        chain = [base64.b64decode(str(one), validate=True) for one in statements or ()]
        return Keyring(key, chain)
    except (ValueError, SignatureError, TypeError) as error:
        log.warning("a keyring does not hold: %s", error)
        return Keyring(key)


def _said(signed: bytes, purpose: bytes) -> Said:
    try:
        return verify(signed, purpose)
    except SignatureError as error:
        raise RefusedError(400, str(error)) from error


#: Clocks of browsers may be wrong by (s); the car judges by its own.
_CLOCK_S: Final = 300.0
_ID: Final = 32


def checked(said: Said, car: str, now_s: float) -> tuple[str, str]:
    """Id and name of a command that is for this car, and not hopeless. Raises RefusedError."""
    words = said.words
    name, command, expires = words.get("id"), words.get("c"), words.get("exp")
    if words.get("aud") != car:
        raise RefusedError(403, "meant for another car")
    if not isinstance(name, str) or len(name) != _ID or set(name) - set("0123456789abcdef"):
        raise RefusedError(400, "a command has an id of 32 hex digits")
    if not isinstance(command, str) or not isinstance(words.get("args", {}), dict):
        raise RefusedError(400, "not a command")
    if isinstance(expires, bool) or not isinstance(expires, int | float) or expires < now_s - _CLOCK_S:
        raise RefusedError(410, "too late: it has expired")
    if len(json.dumps(words)) > 8 * 1024:
        raise RefusedError(413, "a command is too long")
    return name, command

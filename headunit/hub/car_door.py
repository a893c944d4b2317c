"""The car's line to the hub, as mirror/frames.py has it: who it is, what is held already, then rows in and commands
out. Knows no web server."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from headunit.hub.hub import Hub, RefusedError
from headunit.hub.limits import Limit
from headunit.hub.ports import Command, EngineBusyError, GapError
from headunit.mirror.frames import (
    Ack,
    Batch,
    Challenge,
    Commands,
    Envelope,
    Frame,
    FrameError,
    Hello,
    Marks,
    Proof,
    pack,
    proof_bytes,
    unpack,
)

#: Whoever does not say who it is within (s) is let go.
HELLO_S: Final = 10.0
#: Commands in one frame.
_AT_ONCE: Final = 50


class CarDoor:
    """One for each hub."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._tries = Limit(20, 20)
        self._open: dict[str, asyncio.Task[object] | None] = {}

    async def serve(
        self, address: str, receive: Callable[[], Awaitable[bytes]], send: Callable[[bytes], Awaitable[None]]
    ) -> None:
        """Until the car goes. Raises RefusedError, FrameError, GapError, EngineBusyError, TimeoutError: the line is to
        be closed with their words."""
        if not self._tries.allows(address, self._hub.clock.now()):
            raise RefusedError(429, "too many tries: wait a minute")
        async with asyncio.timeout(HELLO_S):
            hello = await self._meet(receive, send)
        car = hello.car
        before = self._open.get(car)
        if before is not None:
            before.cancel()  # a car that comes back through another mast
        self._open[car] = asyncio.current_task()
        await self._hub.came(car, by=1)
        try:
            await self._talk(hello, receive, send)
        finally:
            if self._open.get(car) is asyncio.current_task():
                del self._open[car]
            await self._hub.came(car, by=-1)

    async def _meet(self, receive: Callable[[], Awaitable[bytes]], send: Callable[[bytes], Awaitable[None]]) -> Hello:
        hello = _expected(unpack(await receive()), Hello)
        challenge = Challenge(secrets.token_bytes(32), self._hub.engine.epoch)
        await send(pack(challenge))
        proof = _expected(unpack(await receive()), Proof)
        try:
            Ed25519PublicKey.from_public_bytes(hello.key).verify(proof.signature, proof_bytes(challenge, hello.car))
        except (InvalidSignature, ValueError) as error:
            raise RefusedError(403, "the car has not proved its key") from error
        await self._hub.admit(hello.car, hello.key, hello.join)
        return hello

    async def _talk(
        self, hello: Hello, receive: Callable[[], Awaitable[bytes]], send: Callable[[bytes], Awaitable[None]]
    ) -> None:
        await send(pack(Marks(await self._hub.engine.marks(hello.car, hello.epochs))))
        async with asyncio.TaskGroup() as group:
            commands = group.create_task(self._commands(hello, send))
            try:
                await self._rows(hello.car, receive, send)
            finally:
                commands.cancel()

    async def _rows(
        self, car: str, receive: Callable[[], Awaitable[bytes]], send: Callable[[bytes], Awaitable[None]]
    ) -> None:
        while True:
            batch = _expected(unpack(await receive()), Batch)
            self._hub.presence[car].seen_s = self._hub.wall()
            first = batch.rows[0]
            mark = await self._hub.engine.append(car, batch.rows)
            await send(pack(Ack(first.epoch, first.lane, mark)))

    async def _commands(self, hello: Hello, send: Callable[[bytes], Awaitable[None]]) -> None:
        """A car that knows another epoch of this hub is sent all again: it takes each once."""
        after = hello.cseq if hello.hub_epoch == self._hub.engine.epoch else 0
        async for some in self._hub.engine.commands(hello.car, after):
            for at in range(0, len(some), _AT_ONCE):
                part: tuple[Command, ...] = tuple(some[at : at + _AT_ONCE])
                await send(pack(Commands(tuple(Envelope(one.cseq, one.id, one.signed) for one in part))))
                await self._hub.sent(hello.car, part)


def _expected[T: Frame](frame: Frame, kind: type[T]) -> T:
    if not isinstance(frame, kind):
        raise FrameError(f"a frame of another kind was expected: {kind.__name__}")
    return frame


#: What ends a line with words for the other side.
ENDS: Final = (RefusedError, FrameError, GapError, EngineBusyError)

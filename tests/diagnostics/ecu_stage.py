"""Scripted control units on a virtual bus, and the line that asks them: for what real simulators do not do."""

import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import can
import isotp
from can.interfaces.virtual import VirtualBus

from headunit.diagnostics.can_line import CanIsoTpLine
from headunit.diagnostics.desk import SendDesk
from headunit.kernel.clock import SystemClock
from headunit.kernel.inbox import Inbox
from headunit.vehicle.can_link import CanLink


@dataclass(frozen=True)
class Raw:
    """One frame as it is, whatever ISO-TP says; `identifier`: another one than the unit's own."""

    data: bytes
    identifier: int | None = None
    fd: bool = False


@dataclass(frozen=True)
class Wait:
    seconds: float


type Step = bytes | Raw | Wait


@dataclass
class Unit:
    """`answers_as`: identifier of its answers. `replies`: steps for each request; others stay unanswered."""

    answers_as: int = 0x7E8
    replies: Mapping[bytes, tuple[Step, ...]] = field(default_factory=dict)
    asked: list[bytes] = field(default_factory=list)

    @property
    def extended(self) -> bool:
        return self.answers_as > 0x7FF

    @property
    def asked_as(self) -> int:
        return 0x18DA00F1 | (self.answers_as & 0xFF) << 8 if self.extended else self.answers_as - 8


def hexed(table: dict[str, str | tuple[Step | str, ...]]) -> dict[bytes, tuple[Step, ...]]:
    """Replies written in hex: {"0100": "4100BE1FA813"}."""
    found = {}
    for request, reply in table.items():
        steps = reply if isinstance(reply, tuple) else (reply,)
        found[bytes.fromhex(request)] = tuple(bytes.fromhex(s) if isinstance(s, str) else s for s in steps)
    return found


class _Running:
    def __init__(self, unit: Unit, bus: can.BusABC) -> None:
        self.unit, self._bus = unit, bus
        self._waiting: list[isotp.CanMessage] = []
        mode = isotp.AddressingMode.Normal_29bits if unit.extended else isotp.AddressingMode.Normal_11bits
        self.stack = isotp.TransportLayerLogic(
            rxfn=lambda _timeout: self._waiting.pop(0) if self._waiting else None,
            txfn=lambda m: bus.send(
                can.Message(arbitration_id=m.arbitration_id, data=m.data, is_extended_id=m.is_extended_id)
            ),
            address=isotp.Address(mode, txid=unit.answers_as, rxid=unit.asked_as),
            params={"tx_padding": 0xAA, "logger_name": "headunit.diagnostics.can_isotp.library"},
        )

    def hear(self, message: can.Message) -> None:
        functional = 0x18DB33F1 if self.unit.extended else 0x7DF
        if message.is_extended_id != self.unit.extended:
            return
        data = bytes(message.data)
        if message.arbitration_id == functional:
            self.answer(data[1 : 1 + data[0]])
        elif message.arbitration_id == self.unit.asked_as:
            self._waiting.append(
                isotp.CanMessage(message.arbitration_id, len(data), data, extended_id=self.unit.extended)
            )

    def turn(self) -> None:
        self.stack.process()
        while (request := self.stack.recv()) is not None:
            self.answer(bytes(request))

    def answer(self, request: bytes) -> None:
        self.unit.asked.append(request)
        for step in self.unit.replies.get(request, ()):
            if isinstance(step, Wait):
                time.sleep(step.seconds)
            elif isinstance(step, Raw):
                identifier = step.identifier or self.unit.answers_as
                extended = identifier > 0x7FF
                self._bus.send(
                    can.Message(arbitration_id=identifier, data=step.data, is_extended_id=extended, is_fd=step.fd)
                )
            else:
                self.stack.send(step)
                self.stack.process()


class Stage:
    """A bus with units on it, and our line."""

    def __init__(
        self, folder: Path, *units: Unit, bits: int | None = None, allowed: bool = True, p2_s: float = 0.5
    ) -> None:
        self.units = units
        self.spec = f"virtual:diag-{uuid.uuid4().hex}"
        self._bus = VirtualBus(self.spec.partition(":")[2])
        self._running = [_Running(unit, self._bus) for unit in units]
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.clock = SystemClock()
        self.log = folder / "sends.jsonl"
        self.desk = SendDesk(self.clock, "test", allowed=allowed, log_path=self.log)
        self.link = CanLink(self.spec, self.clock, Inbox(), allow_transmit=allowed, name="can0")
        self.line = CanIsoTpLine("can0", self.link, self.link, self.clock, self.desk, bits=bits, p2_s=p2_s)

    def _run(self) -> None:
        while not self._stopping.is_set():
            message = self._bus.recv(0.005)
            for unit in self._running:
                if message is not None:
                    unit.hear(message)
                unit.turn()

    def start(self) -> None:
        self._thread.start()
        self.link.start()

    def stop(self) -> None:
        self.line.close()
        self.link.stop()
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        self._bus.shutdown()


@contextmanager
def stage(
    folder: Path, *units: Unit, bits: int | None = None, allowed: bool = True, p2_s: float = 0.5
) -> Iterator[Stage]:
    world = Stage(folder, *units, bits=bits, allowed=allowed, p2_s=p2_s)
    world.start()
    try:
        yield world
    finally:
        world.stop()

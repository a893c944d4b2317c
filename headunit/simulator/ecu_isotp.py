"""The control units' side of the bus: requests by ISO-TP (ISO 15765-2, can-isotp) to one or to all, answers back.

Knows no service: see `ecu`. The library is loaded with the first request, which most drives never see.
"""

import collections
from collections.abc import Callable
from typing import Final

from headunit.simulator.ecu import UNITS, Ecu
from headunit.simulator.world import World
from headunit.vehicle.ports import Frame, FrameKind, FrameSink

#: To all units at once (ISO 15765-4, 6.3). This car has 11-bit identifiers only.
FUNCTIONAL: Final = 0x7DF
_HEARD: Final = frozenset({FUNCTIONAL, *(unit.asked_as for unit in UNITS)})
#: What fits into a single frame of eight bytes (ISO 15765-2, 9.6.2).
_SINGLE: Final = 7
#: Frames that nobody fetched are dropped beyond this many, oldest first.
MOST_WAITING: Final = 256
LIBRARY_LOG: Final = "headunit.simulator.ecu_isotp.library"


class _Transport:
    """One unit: its requests and its answers."""

    def __init__(self, ecu: Ecu, send: Callable[[int, bytes], None]) -> None:
        import isotp  # noqa: PLC0415

        self._ecu = ecu
        self._waiting: collections.deque[isotp.CanMessage] = collections.deque()
        mode = isotp.AddressingMode.Normal_11bits
        self._stack = isotp.TransportLayerLogic(
            rxfn=lambda _timeout: self._waiting.popleft() if self._waiting else None,
            txfn=lambda message: send(message.arbitration_id, bytes(message.data)),
            address=isotp.Address(mode, txid=ecu.unit.answers_as, rxid=ecu.unit.asked_as),
            # ISO 15765-4, 6.1: frames have eight bytes.
            params={"stmin": 0, "blocksize": 0, "tx_padding": 0x00, "logger_name": LIBRARY_LOG},
        )

    def hear(self, frame: Frame) -> None:
        if frame.id == FUNCTIONAL:
            # Requests to all are single frames (ISO 15765-2, 9.2).
            if frame.data and 1 <= frame.data[0] <= min(_SINGLE, len(frame.data) - 1):
                self._answer(frame.data[1 : 1 + frame.data[0]], functional=True)
        elif frame.id == self._ecu.unit.asked_as:
            import isotp  # noqa: PLC0415

            self._waiting.append(isotp.CanMessage(frame.id, len(frame.data), frame.data))

    def turn(self) -> bool:
        """Let time pass for what is under way. False where nothing is."""
        self._stack.process()
        while (request := self._stack.recv()) is not None:
            self._answer(bytes(request), functional=False)
        return bool(self._waiting or self._stack.transmitting() or self._stack.is_rx_active())

    def _answer(self, request: bytes, *, functional: bool) -> None:
        answer = self._ecu.answer(request, functional=functional)
        if answer:
            self._stack.send(answer)
            self._stack.process()


class ControlUnits:
    """All units of one car. `on_frame` may be called from any thread; `answer` runs on the simulation's.

    `bus`: the name that answers bear.
    """

    def __init__(self, world: World, sink: FrameSink, bus: str = "can0") -> None:
        self._world, self._sink, self._bus = world, sink, bus
        self._heard: collections.deque[Frame] = collections.deque(maxlen=MOST_WAITING)
        self._transports: list[_Transport] = []
        self._busy = False

    def on_frame(self, frame: Frame) -> None:
        """Hear a frame from the bus; what it asks is answered with the next `answer`."""
        if frame.kind is FrameKind.DATA and not frame.extended and frame.id in _HEARD:
            self._heard.append(frame)

    def answer(self) -> None:
        """Deal with what was heard, unless the bus is off or the car silent."""
        if self._world.can_state != "ok":
            self._heard.clear()
        elif self._heard or self._busy:
            if not self._transports:
                self._transports = [_Transport(Ecu(unit, self._world), self._send) for unit in UNITS]
            while self._heard:
                frame = self._heard.popleft()
                for transport in self._transports:
                    transport.hear(frame)
            self._busy = sum(transport.turn() for transport in self._transports) > 0

    def _send(self, identifier: int, data: bytes) -> None:
        try:
            self._sink.send(Frame(self._bus, identifier, data, t=self._world.t_s))
        except OSError:
            # As with the car's other frames: whoever asked will notice, and ask again.
            self._heard.clear()

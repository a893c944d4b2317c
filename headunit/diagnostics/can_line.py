"""Control units over CAN: asks one or all, and waits until everybody is done. Knows no ISO-TP library: see `can_isotp`.

Each answering unit gets a transport of its own, so several may answer at once with long messages.
"""

import queue
import time
from collections.abc import Callable, Iterable
from typing import Final, override

from headunit.diagnostics.can_isotp import NAME_DIGITS, Ear, SendFrame, is_answer_id, name_of
from headunit.diagnostics.ports import Answer, Desk, DiagnosticLine
from headunit.diagnostics.services import NEGATIVE, answers, pending
from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError, UsageError
from headunit.vehicle.ports import Frame, FrameKind, FrameSink, FrameSource

#: To all units at once (ISO 15765-4, 6.3).
FUNCTIONAL: Final = {11: 0x7DF, 29: 0x18DB33F1}
_EXTENDED: Final = 29
#: What fits into a single frame of eight bytes (ISO 15765-2, 9.6.2).
_SINGLE: Final = 7
#: P2 is 50 ms (ISO 15765-4, 7.2.2); gateways and busy adapters are slower, and a late answer is still an answer (s).
P2_S: Final = 0.25
#: P2*: after "response pending" (ISO 14229-2, 7.2) (s).
P2_STAR_S: Final = 5.5
#: However a unit drags it out, an exchange ends after this (s).
EXCHANGE_S: Final = 30.0
#: How long a bus may take to open, or to come back (s).
OPEN_S: Final = 3.0
#: Frames that wait to be looked at; more means that somebody floods the answer identifiers.
_MAX_WAITING: Final = 4096
#: The transports look at their timers when they are called, so they are called at least this often (s).
_TURN_S: Final = 0.02


class CanIsoTpLine(DiagnosticLine):
    """See the port. `bits`: only units with 11- or with 29-bit identifiers; None: whichever answer.

    `source` and `sink` are the same bus, open or opening. Needs a running clock.
    """

    def __init__(
        self,
        name: str,
        source: FrameSource,
        sink: FrameSink,
        clock: Clock,
        desk: Desk,
        *,
        bits: int | None = None,
        p2_s: float = P2_S,
    ) -> None:
        self.name = name
        self._sink, self._clock, self._desk, self._p2_s = sink, clock, desk, p2_s
        self._asked: frozenset[int] = frozenset(FUNCTIONAL) if bits is None else frozenset({bits})
        self._frames: queue.Queue[Frame] = queue.Queue(_MAX_WAITING)
        self._listening = self._closed = False
        #: Answers that nobody could look at in time, since the start.
        self.flooded = 0
        source.subscribe(self._hear)

    def _hear(self, frame: Frame) -> None:
        """On the bus's thread: keep what may be an answer."""
        if self._listening and frame.kind is FrameKind.DATA and is_answer_id(frame.id, frame.extended):
            try:
                self._frames.put_nowait(frame)
            except queue.Full:
                self.flooded += 1  # the exchange ends by time; what was kept is enough

    @property
    @override
    def is_can(self) -> bool:
        return True

    @override
    def ask_all(self, request: bytes, why: str, expect: frozenset[str] = frozenset()) -> tuple[Answer, ...]:
        with self._desk.sending(request, why) as note:
            if not 1 <= len(request) <= _SINGLE:
                raise UsageError(f"a request to all is 1 to 7 bytes, not {len(request)}")
            self._listen()
            data = bytes((len(request),)) + request
            for bits in sorted(self._asked):
                self._send(Frame(self.name, FUNCTIONAL[bits], data.ljust(8, b"\0"), extended=bits == _EXTENDED), note)
            ears: dict[str, Ear] = {}
            self._collect(request, ears, note, expect, anyone=True)
        found = [self._judge(ear) for _ecu, ear in sorted(ears.items())]
        heard = [answer for answer in found if answer.data or answer.fault]
        # The kind that answered once is the car's; the other one need not be disturbed again.
        digits = {len(answer.ecu) for answer in heard if answer.data}
        self._asked = frozenset(bits for bits in self._asked if NAME_DIGITS[bits] in digits) or self._asked
        return tuple(heard)

    @override
    def ask(self, ecu: str, request: bytes, why: str) -> Answer:
        with self._desk.sending(request, why) as note:
            self._listen()
            ear = Ear(ecu, self._sender(note))
            ear.ask(request)
            self._collect(request, {ecu: ear}, note, frozenset({ecu}), anyone=False)
        answer = self._judge(ear)
        return answer if answer.data or answer.fault else Answer(ecu, fault="no answer in time")

    @override
    def close(self) -> None:
        """An exchange that is under way on another thread ends at once, with HeadunitError."""
        self._closed = True
        self._listening = False

    def _check(self) -> None:
        if self._closed:
            raise HeadunitError(f"{self.name} is not asked any more")

    def _listen(self) -> None:
        """From here on; what came before belongs to an earlier exchange."""
        while not self._frames.empty():
            self._frames.get_nowait()
        self._listening = True

    @staticmethod
    def _judge(ear: Ear) -> Answer:
        if ear.answer is not None:
            return Answer(ear.ecu, ear.answer)
        if not ear.fault and ear.pending_until:
            return Answer(ear.ecu, fault="said that it needs more time, and then nothing")
        return Answer(ear.ecu, fault=ear.fault)

    def _collect(
        self,
        request: bytes,
        ears: dict[str, Ear],
        note: Callable[[str, str], None],
        expect: frozenset[str],
        *,
        anyone: bool,
    ) -> None:
        """Listen until everybody is done: each in its own time, all within EXCHANGE_S."""
        began = self._clock.now()
        window = began + self._p2_s
        try:
            while (now := self._clock.now()) < began + EXCHANGE_S:
                self._check()
                if expect and expect <= {ecu for ecu, ear in ears.items() if ear.done(functional=anyone)}:
                    return
                if now >= window and not any(self._unfinished(ears.values(), now)):
                    return
                try:
                    frame = self._frames.get(timeout=_TURN_S)
                except queue.Empty:
                    frame = None
                self._deal(request, frame, ears, note, anyone=anyone)
                for ear in ears.values():
                    if ear.busy:
                        self._take(request, ear, ear.turn())
            for ear in ears.values():
                ear.fault = ear.fault or f"did not come to an end within {EXCHANGE_S:g} s"
        finally:
            self._listening = False

    @staticmethod
    def _unfinished(ears: Iterable[Ear], now: float) -> Iterable[bool]:
        return (ear.answer is None and (ear.busy or now < ear.pending_until) for ear in ears)

    def _deal(
        self,
        request: bytes,
        frame: Frame | None,
        ears: dict[str, Ear],
        note: Callable[[str, str], None],
        *,
        anyone: bool,
    ) -> None:
        if frame is None:
            return
        ecu = name_of(frame.id, frame.extended)
        if ecu not in ears:
            if not anyone:
                return
            ears[ecu] = Ear(ecu, self._sender(note))
        ear = ears[ecu]
        self._take(request, ear, ear.turn(frame))

    def _take(self, request: bytes, ear: Ear, message: bytes | None) -> None:
        if message is None or (ear.answer is not None and ear.answer[0] != NEGATIVE):
            return
        if pending(request, message):
            ear.pending_until = self._clock.now() + P2_STAR_S
        elif answers(request, message):
            ear.answer = message

    def _sender(self, note: Callable[[str, str], None]) -> SendFrame:
        def send(identifier: int, data: bytes, extended: bool) -> None:
            self._send(Frame(self.name, identifier, data, extended=extended), note)

        return send

    def _send(self, frame: Frame, note: Callable[[str, str], None]) -> None:
        """Raises HeadunitError where the bus does not take it within OPEN_S."""
        text = f"{name_of(frame.id, frame.extended)}#{frame.data.hex().upper()}"
        end = self._clock.now() + OPEN_S
        while True:
            self._check()
            try:
                self._sink.send(frame)
            except PermissionError as error:
                note(text, f"refused: {error}")
                raise UsageError(str(error)) from error
            except OSError as error:
                if self._clock.now() < end:
                    time.sleep(_TURN_S)
                    continue
                note(text, f"failed: {error}")
                raise HeadunitError(f"{self.name} takes no request: {error}") from error
            note(text, "sent")
            return

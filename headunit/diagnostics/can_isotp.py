"""One control unit's side of an exchange: ISO-TP (ISO 15765-2) by can-isotp, addressed as ISO 15765-4 says.

What can-isotp complains of becomes the fault of that unit's answer. No waiting and no bus here: see `can_line`.
"""

import logging
from collections.abc import Callable
from typing import Final

import isotp

from headunit.diagnostics.services import NEGATIVE
from headunit.kernel.errors import UsageError
from headunit.vehicle.ports import Frame

#: N_Cr and N_Bs: how long until the next consecutive frame, and until a flow control (ISO 15765-2, 9.8) (s).
N_CR_S: Final = 1.0
#: ISO 15765-4, 6.3: answers are 7E8-7EF to requests 7E0-7E7; 29 bits: 18DAF1xx to 18DAxxF1.
_ANSWERS: Final = {11: range(0x7E8, 0x7F0), 29: range(0x18DAF100, 0x18DAF200)}
#: Hexadecimal digits of a unit's name.
NAME_DIGITS: Final = {11: 3, 29: 8}
#: Says where to send what: (identifier, data, whether it has 29 bits).
type SendFrame = Callable[[int, bytes, bool], None]

#: Its complaints come back as faults of answers; in the log they would stand twice.
LIBRARY_LOG: Final = "headunit.diagnostics.can_isotp.library"
logging.getLogger(LIBRARY_LOG).setLevel(logging.CRITICAL + 1)


def is_answer_id(identifier: int, extended: bool) -> bool:
    """Whether a control unit answers a tester with this identifier."""
    return identifier in _ANSWERS[29 if extended else 11]


def name_of(identifier: int, extended: bool) -> str:
    """The unit's name in the reports: its answers' identifier in hex."""
    return f"{identifier:08X}" if extended else f"{identifier:03X}"


def _address(ecu: str) -> isotp.Address:
    """How to speak to the unit that answers as `ecu`. Raises UsageError where nobody answers so."""
    extended = len(ecu) == NAME_DIGITS[29]
    try:
        identifier = int(ecu, 16)
    except ValueError:
        identifier = 0
    if not is_answer_id(identifier, extended) or name_of(identifier, extended) != ecu:
        raise UsageError(f"no control unit answers as {ecu!r}: 7E8 to 7EF or 18DAF100 to 18DAF1FF")
    if extended:
        ask = 0x18DA00F1 | (identifier & 0xFF) << 8
        return isotp.Address(isotp.AddressingMode.Normal_29bits, txid=ask, rxid=identifier)
    return isotp.Address(isotp.AddressingMode.Normal_11bits, txid=identifier - 8, rxid=identifier)


class Ear:
    """Listens to one unit, answers its first frames with flow control, and puts its messages together.

    `answer`: the message that counts, set by the line. `fault`: the first complaint. `pending_until`: Clock.now() until
    when a "response pending" is believed; 0 where none came. Raises UsageError where no unit answers as `ecu`.
    """

    def __init__(self, ecu: str, send: SendFrame) -> None:
        self.ecu = ecu
        self._waiting: list[isotp.CanMessage] = []
        self.fault = ""
        self.answer: bytes | None = None
        self.pending_until = 0.0
        self._stack = isotp.TransportLayerLogic(
            rxfn=lambda _timeout: self._waiting.pop(0) if self._waiting else None,
            txfn=lambda m: send(m.arbitration_id, bytes(m.data), bool(m.is_extended_id)),
            address=_address(ecu),
            error_handler=self._blame,
            params={
                "stmin": 0,
                "blocksize": 0,
                # ISO 15765-4, 6.1: frames of emission systems have eight bytes.
                "tx_padding": 0x00,
                "wftmax": 10,
                "rx_flowcontrol_timeout": int(N_CR_S * 1000),
                "rx_consecutive_frame_timeout": int(N_CR_S * 1000),
                "logger_name": LIBRARY_LOG,
            },
        )

    def _blame(self, error: Exception) -> None:
        self.fault = self.fault or " ".join(str(error).split())

    def ask(self, request: bytes) -> None:
        """Send `request` to this unit alone; what does not fit into a frame goes on with each `turn`."""
        self._stack.send(request)
        self.turn()

    def turn(self, frame: Frame | None = None) -> bytes | None:
        """Give the transport a frame, or only time; a whole message where there is one now."""
        if frame is not None:
            message = isotp.CanMessage(
                frame.id, len(frame.data), frame.data, extended_id=frame.extended, is_fd=frame.fd
            )
            self._waiting.append(message)
        self._stack.process()
        message_bytes = self._stack.recv()
        return None if message_bytes is None else bytes(message_bytes)

    def done(self, *, functional: bool) -> bool:
        """Whether nothing better can come. To a request to all, a "no" may be followed by another part's answer."""
        return self.answer is not None and not (functional and self.answer[0] == NEGATIVE)

    @property
    def busy(self) -> bool:
        """In the middle of a message, either way."""
        return bool(self._stack.is_rx_active() or self._stack.transmitting())

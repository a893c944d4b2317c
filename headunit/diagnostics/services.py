"""Which diagnostic services may be asked of a car: the one place where the others are refused."""

from typing import Final

#: Negative response (ISO 14229-1, 8.2; SAE J1979 uses the same).
NEGATIVE: Final = 0x7F
#: "Request correctly received, response pending" (ISO 14229-1, A.1).
PENDING: Final = 0x78

#: Services that only read, by number: SAE J1979 (01-0A), ISO 14229-1 (10-3E).
READING: Final = {
    0x01: "current data",
    0x02: "freeze frame data",
    0x03: "stored trouble codes",
    0x07: "pending trouble codes",
    0x09: "vehicle information",
    0x0A: "permanent trouble codes",
    0x10: "diagnostic session control",
    0x19: "read DTC information",
    0x22: "read data by identifier",
    0x3E: "tester present",
}
#: Services that forget trouble codes: at standstill and after confirmation only.
CLEARING: Final = {0x04: "clear trouble codes", 0x14: "clear diagnostic information"}
#: Named here so that the refusal can say what was asked; anything not in READING or CLEARING is refused alike.
REFUSED: Final = {
    0x08: "control of on-board system",
    0x11: "ECU reset",
    0x23: "read memory by address",
    0x27: "security access",
    0x28: "communication control",
    0x2E: "write data by identifier",
    0x2F: "input output control",
    0x31: "routine control",
    0x34: "request download",
    0x35: "request upload",
    0x36: "transfer data",
    0x37: "request transfer exit",
    0x3D: "write memory by address",
    0x85: "control DTC setting",
}
_SESSION_CONTROL: Final = 0x10
_READ_DTC: Final = 0x19
_TESTER_PRESENT: Final = 0x3E
#: Default and extended session; the programming session (02) silences a control unit.
SESSIONS: Final = frozenset({0x01, 0x03})
#: By status mask, snapshot and extended data by code, supported codes (ISO 14229-1, 11.3).
DTC_REPORTS: Final = frozenset({0x02, 0x04, 0x06, 0x0A})


def refusal(request: bytes) -> str | None:
    """Why `request` (from the service byte on) is never sent, or None where it only reads or clears."""
    if not request:
        return "an empty request"
    service = request[0]
    if service not in READING and service not in CLEARING:
        return f"service {service:02X} ({REFUSED.get(service, 'unknown')}) is never sent to a car"
    # Bit 7 asks for no answer: what is not answered cannot be reported.
    if service == _SESSION_CONTROL and not (request[1:2] == request[1:] and set(request[1:]) & SESSIONS):
        return "of the diagnostic sessions only 01 (default) and 03 (extended) are opened"
    if service == _READ_DTC and not set(request[1:2]) & DTC_REPORTS:
        return "of the DTC reports only 02, 04, 06 and 0A are asked for"
    if service == _TESTER_PRESENT and request[1:] != b"\x00":
        return "tester present is sent as 3E 00 only"
    return None


def answers(request: bytes, data: bytes) -> bool:
    """Whether `data` is an answer to `request`: right service, and right parameter where the service repeats it."""
    if data[:1] == bytes((NEGATIVE,)):
        # It must not lack the reason, its third byte.
        return data[1:2] == request[:1] and data[2:] != b""
    if not data or data[0] != request[0] | 0x40:
        return False
    repeated = {0x01: 1, 0x02: 1, 0x09: 1, 0x10: 1, 0x19: 1, 0x22: 2, 0x3E: 1}.get(request[0], 0)
    return data[1 : 1 + repeated] == request[1 : 1 + repeated]


def pending(request: bytes, data: bytes) -> bool:
    """Whether `data` says that the real answer takes longer."""
    return data[:3] == bytes((NEGATIVE, request[0], PENDING))

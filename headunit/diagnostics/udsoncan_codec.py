"""ISO 14229 requests and answers by udsoncan's own codecs. Only reads and clears; no connection, no waiting.

udsoncan's client is not used: it owns its connection, its log and its clock, and knows one control unit at a time.
"""

from typing import Final

from udsoncan.exceptions import InvalidResponseException
from udsoncan.Response import Response
from udsoncan.ResponseCode import ResponseCode
from udsoncan.services.ClearDiagnosticInformation import ClearDiagnosticInformation
from udsoncan.services.DiagnosticSessionControl import DiagnosticSessionControl
from udsoncan.services.ReadDataByIdentifier import ReadDataByIdentifier
from udsoncan.services.ReadDTCInformation import ReadDTCInformation
from udsoncan.services.TesterPresent import TesterPresent

from headunit.diagnostics.dtc import code_of
from headunit.diagnostics.services import NEGATIVE
from headunit.diagnostics.state import Memory, TroubleCode

#: What is wrong now, may be, is confirmed, or lights the lamp (ISO 14229-1, D.2: bits 0, 2, 3, 7).
WORTH_TELLING: Final = 0x8D
EXTENDED_SESSION: Final = 0x03
DEFAULT_SESSION: Final = 0x01
#: Identifiers of ISO 14229-1, annex C: VIN, maker's software number, system name.
VIN, SOFTWARE, SYSTEM_NAME = 0xF190, 0xF188, 0xF197
_REPORTS: Final = ReadDTCInformation.Subfunction
_ALL_RECORDS: Final = 0xFF
_ALL_CODES: Final = 0xFFFFFF
#: "Not supported in the active session", for the sub-function and for the service (ISO 14229-1, A.1).
_WRONG_SESSION: Final = frozenset({0x7E, 0x7F})
#: Service, sub-function, status mask; then four bytes a code (ISO 14229-1, 11.3.3).
_CODES_AT: Final = 3
_CODE_BYTES: Final = 4
#: Service, sub-function, code, status: what comes before the records of a snapshot or of extended data.
_RECORDS_AT: Final = 6


def session_request(session: int) -> bytes:
    """10: DEFAULT_SESSION or EXTENDED_SESSION."""
    return DiagnosticSessionControl.make_request(session).get_payload()


def tester_present_request() -> bytes:
    """3E 00."""
    return TesterPresent.make_request().get_payload()


def codes_request() -> bytes:
    """19 02 with the mask WORTH_TELLING."""
    return ReadDTCInformation.make_request(_REPORTS.reportDTCByStatusMask, status_mask=WORTH_TELLING).get_payload()


def supported_codes_request() -> bytes:
    """19 0A."""
    return ReadDTCInformation.make_request(_REPORTS.reportSupportedDTCs).get_payload()


def snapshot_request(number: int) -> bytes:
    """19 04, all records of the code `number` (three bytes as one)."""
    kind = _REPORTS.reportDTCSnapshotRecordByDTCNumber
    return ReadDTCInformation.make_request(kind, dtc=number, snapshot_record_number=_ALL_RECORDS).get_payload()


def extended_data_request(number: int) -> bytes:
    """19 06, all records of the code `number` (three bytes as one)."""
    kind = _REPORTS.reportDTCExtendedDataRecordByDTCNumber
    return ReadDTCInformation.make_request(kind, dtc=number, extended_data_record_number=_ALL_RECORDS).get_payload()


def clear_request() -> bytes:
    """14 FF FF FF: all groups."""
    return ClearDiagnosticInformation.make_request(_ALL_CODES).get_payload()


def read_request(identifier: int) -> bytes:
    """22 with one identifier (0-FFFF)."""
    return ReadDataByIdentifier.make_request(identifier, {identifier: "B"}).get_payload()


def read_value(identifier: int, data: bytes) -> bytes:
    """The bytes behind the identifier in an answer to `read_request`; empty for a "no"."""
    head = b"\x62" + identifier.to_bytes(2, "big")
    return data[len(head) :] if data.startswith(head) else b""


def codes(ecu: str, data: bytes) -> tuple[tuple[TroubleCode, ...], str]:
    """The codes in an answer to `codes_request` or `supported_codes_request`, and what is wrong with it, or "".

    An answer that breaks off in the middle of a code yields what came before.
    """
    if not data or data[0] == NEGATIVE:
        return (), refused(data)
    if len(data) < _CODES_AT:
        return (), "the answer is too short"
    # Whole records only: udsoncan refuses the lot for half a one.
    whole = data[: _CODES_AT + (len(data) - _CODES_AT) // _CODE_BYTES * _CODE_BYTES]
    try:
        found = ReadDTCInformation.interpret_response(Response.from_payload(whole), data[1]).service_data
    except (InvalidResponseException, ValueError, NotImplementedError) as error:
        return (), " ".join(str(error).split())
    codes_found = tuple(
        TroubleCode(
            code_of(dtc.id >> 16 & 0xFF, dtc.id >> 8 & 0xFF),
            ecu,
            frozenset({Memory.UDS}),
            dtc.id & 0xFF,
            dtc.status.get_byte_as_int(),
        )
        for dtc in found.dtcs
    )
    return codes_found, "" if whole == data else "the answer breaks off in the middle of a code"


def records(data: bytes) -> bytes:
    """What follows code and status in an answer to 19 04 or 19 06: only the maker knows how long each record is."""
    return data[_RECORDS_AT:] if data[:1] == b"\x59" else b""


def refused(data: bytes) -> str:
    """The reason of a negative answer in the standard's words: "ServiceNotSupported (11)". Empty for another answer."""
    if len(data) < 3 or data[0] != NEGATIVE:  # noqa: PLR2004  7F, service, reason
        return ""
    # For a code that it does not know, udsoncan gives the number.
    name = ResponseCode.get_name(data[2])
    return f"{'unknown reason' if name.isdecimal() else name} ({data[2]:02X})"


def wants_another_session(data: bytes) -> bool:
    """Whether the unit said that it answers this in the extended session only."""
    return data[:1] == bytes((NEGATIVE,)) and bool(set(data[2:3]) & _WRONG_SESSION)

"""Asks by ISO 14229: the codes that a unit keeps in its own memory, what it recorded with them, and its names."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from headunit.diagnostics import obd_answers
from headunit.diagnostics import udsoncan_codec as codec
from headunit.diagnostics.dtc import bytes_of
from headunit.diagnostics.ports import DiagnosticLine
from headunit.diagnostics.services import NEGATIVE
from headunit.diagnostics.state import EcuInfo, Snapshot, Trouble, TroubleCode
from headunit.kernel.words import QT_TRANSLATE_NOOP

#: Records are asked for so many codes of a unit at most: each costs two requests.
MAX_RECORDED: Final = 8
#: Bit 3 of the status byte (ISO 14229-1, D.2).
_CONFIRMED: Final = 0x08


class Uds:
    """One car on one line. Everything that went wrong on the way is collected in `troubles`."""

    def __init__(self, line: DiagnosticLine) -> None:
        self._line = line
        self.troubles: list[Trouble] = []
        #: Units that told their codes, be they none.
        self.told: set[str] = set()
        self._speaking: set[str] = set()
        self._silent: set[str] = set()

    def present(self) -> frozenset[str]:
        """Who answers "tester present" now; many units do that and yet tell codes by OBD only."""
        answers = self._line.ask_all(codec.tester_present_request(), "which units speak ISO 14229")
        found = frozenset(answer.ecu for answer in answers if answer.data[:1] == b"\x7e")
        self._speaking |= found
        return found

    def _ask(self, ecu: str, request: bytes, why: str) -> bytes:
        """The answer, a "no" included; empty where none came. Of those who never spoke, silence is no fault."""
        if ecu in self._silent:
            return b""
        answer = self._line.ask(ecu, request, why)
        if answer.data:
            self._speaking.add(ecu)
        elif ecu not in self._speaking:
            self._silent.add(ecu)
        elif answer.fault:
            self.troubles.append(Trouble(ecu, f"{why}: {answer.fault}"))
        return answer.data

    def codes(self, ecu: str, *, supported: bool = False) -> tuple[TroubleCode, ...]:
        """What is wrong by service 19 02; with `supported`, all that the unit could tell (19 0A).

        A unit that answers in the extended session only is put into it, and back.
        """
        request = codec.supported_codes_request() if supported else codec.codes_request()
        why = "supported trouble codes" if supported else "trouble codes of ISO 14229"
        data = self._ask(ecu, request, why)
        if codec.wants_another_session(data):
            opened = self._ask(ecu, codec.session_request(codec.EXTENDED_SESSION), "extended session")
            if opened[:1] == b"\x50":
                data = self._ask(ecu, request, why)
                self._ask(ecu, codec.session_request(codec.DEFAULT_SESSION), "default session")
        found, fault = codec.codes(ecu, data)
        if data and not fault:
            self.told.add(ecu)
        # "No" is an answer: the unit has no such memory. So is silence.
        if fault and data and data[0] != NEGATIVE:
            self.troubles.append(Trouble(ecu, f"{why}: {fault}"))
        return found

    def snapshots(self, codes: Iterable[TroubleCode]) -> tuple[Snapshot, ...]:
        """What a unit recorded with each of its confirmed codes, as raw bytes."""
        found = []
        confirmed = [code for code in codes if code.status is not None and code.status & _CONFIRMED]
        for code in confirmed[:MAX_RECORDED]:
            number = int.from_bytes(bytes_of(code.code) + bytes((code.failure_type or 0,)), "big")
            requests = (
                (QT_TRANSLATE_NOOP("Diagnostics", "snapshot"), codec.snapshot_request(number)),
                (QT_TRANSLATE_NOOP("Diagnostics", "extended data"), codec.extended_data_request(number)),
            )
            for kind, request in requests:
                raw = codec.records(self._ask(code.ecu, request, f"{kind} of {code.full}"))
                if raw:
                    found.append(Snapshot(code.ecu, code.full, raw[0], raw=raw.hex().upper(), kind=kind))
        return tuple(found)

    def named(self, unit: EcuInfo) -> EcuInfo:
        """`unit` with VIN, name and software number where it has none yet and tells them."""

        def read(identifier: int) -> bytes:
            data = self._ask(unit.ecu, codec.read_request(identifier), f"identifier {identifier:04X}")
            return codec.read_value(identifier, data)

        vin = unit.vin or obd_answers.vin(read(codec.VIN))
        name = unit.name or obd_answers.text(read(codec.SYSTEM_NAME))
        software = obd_answers.text(read(codec.SOFTWARE)) if not unit.calibrations else ""
        return replace(unit, vin=vin, name=name, calibrations=unit.calibrations or ((software,) if software else ()))

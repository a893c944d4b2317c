"""Rows of the check of the car: from what was found to what is written on the screen. No Qt but its numbers."""

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QLocale

from headunit.diagnostics.advice import Severity, first_thing, severity, where_found
from headunit.diagnostics.dtc import structure_of
from headunit.diagnostics.state import Cleared, LiveValue, Reason, Scan, Snapshot, TroubleCode, UnitProgress
from headunit.presentation.quantity import DASHES

CODE: Final = ("key", "code", "words", "severity", "ecu", "unit", "found")
OPENED: Final = (*CODE, "system", "generic", "subsystem", "advice", "raw")
REASON: Final = ("key", "points", "words", "values")
UNIT: Final = ("ecu", "name", "done")
CLEARED: Final = ("ecu", "refusal")
FROZEN: Final = ("name", "value", "unit")
#: Units of measure as people write them, where programs do not.
_UNITS: Final = {"degC": "°C", "deg": "°"}


def by_severity(codes: Iterable[TroubleCode]) -> list[TroubleCode]:
    """The most urgent first; what is alike stays in its order."""
    order = list(Severity)
    return sorted(codes, key=lambda code: order.index(severity(code)))


def code_row(code: TroubleCode, scan: Scan, texts: Mapping[str, str]) -> dict[str, object]:
    """By the roles of CODE."""
    unit = next((unit.name for unit in scan.units if unit.ecu == code.ecu), "")
    return {
        "key": code.key,
        "code": code.full,
        "words": texts.get(code.full, ""),
        "severity": severity(code).value,
        "ecu": code.ecu,
        "unit": unit,
        "found": list(where_found(code)),
    }


def opened_row(code: TroubleCode, scan: Scan, texts: Mapping[str, str]) -> dict[str, object]:
    """By the roles of OPENED."""
    structure = structure_of(code.code)
    return code_row(code, scan, texts) | {
        "system": structure.system,
        "generic": structure.generic,
        "subsystem": structure.subsystem,
        "advice": first_thing(code),
        "raw": _raw_lines(code, scan),
    }


def reason_row(reason: Reason) -> dict[str, object]:
    """By the roles of REASON."""
    return {
        "key": reason.what,
        "points": reason.points,
        "words": reason.words,
        "values": list(reason.values),
    }


def unit_row(unit: UnitProgress) -> dict[str, object]:
    """By the roles of UNIT."""
    return {"ecu": unit.ecu, "name": unit.name, "done": unit.done}


def cleared_row(unit: Cleared) -> dict[str, object]:
    """By the roles of CLEARED."""
    return {"ecu": unit.ecu, "refusal": unit.refusal}


def _of(code: TroubleCode, snapshot: Snapshot) -> bool:
    return snapshot.ecu == code.ecu and snapshot.code in {code.code, code.full}


def _text(value: LiveValue) -> str:
    if value.value is None:
        return DASHES
    if isinstance(value.value, bool | str):
        return str(value.value)
    return QLocale().toString(float(value.value), "g", 4)


def frozen_rows(code: TroubleCode, scan: Scan) -> list[dict[str, object]]:
    """By the roles of FROZEN."""
    values = [value for snapshot in scan.snapshots if _of(code, snapshot) for value in snapshot.values]
    return [{"name": value.name, "value": _text(value), "unit": _UNITS.get(value.unit, value.unit)} for value in values]


def _raw_lines(code: TroubleCode, scan: Scan) -> list[str]:
    """Records that only the maker can read, in hex, in groups of four digits that a line can be broken between."""
    raws = [snapshot.raw for snapshot in scan.snapshots if _of(code, snapshot) and snapshot.raw]
    return [" ".join(raw[at : at + 4] for at in range(0, len(raw), 4)) for raw in raws]

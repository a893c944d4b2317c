"""A scan as lines for people, and as plain data for programs. The words of a code come from the table, in its language;
everything else is English, as the rest of the command line."""

from collections.abc import Callable, Iterable, Iterator

from headunit.diagnostics.dtc import status_words, structure_of
from headunit.diagnostics.dtc_table import DtcTable
from headunit.diagnostics.health import judge
from headunit.diagnostics.state import Cleared, EcuInfo, LiveValue, MonitorStatus, Scan, Snapshot, TroubleCode, filled
from headunit.kernel.words import QT_TRANSLATE_NOOP

type Say = Callable[[str], str]


def value_text(value: LiveValue, say: Say = str) -> str:
    """Such as "engine speed 900 rpm"; "--" for what is unknown. `say`, here and below: translates source texts."""
    shown: object = value.value
    if shown is None:
        shown = "--"
    elif isinstance(shown, float):
        shown = f"{shown:g}"
    elif isinstance(shown, str):
        shown = say(shown)
    return f"{say(value.name)} {shown} {value.unit}".rstrip()


def code_text(code: TroubleCode, table: DtcTable) -> str:
    """Such as "P0301-1C  Cylinder 1: misfire"."""
    return f"{code.full:<9} {table.text(code)}"


def code_detail(code: TroubleCode, say: Say = str) -> str:
    """Whose code it is, and what is known of it: "powertrain, generic, ignition or misfire; stored; test failed"."""
    structure = structure_of(code.code)
    whose = QT_TRANSLATE_NOOP("Diagnostics", "generic")
    if not structure.generic:
        whose = QT_TRANSLATE_NOOP("Diagnostics", "manufacturer")
    kind = [structure.system, whose, structure.subsystem]
    memories = sorted(memory.value for memory in code.memories)
    parts = [", ".join(say(word) for word in kind if word), ", ".join(map(say, memories))]
    if code.status is not None:
        bits = status_words(code.status) or (QT_TRANSLATE_NOOP("Diagnostics", "no status bit"),)
        parts.append(", ".join(map(say, bits)))
    return "; ".join(parts)


def unit_text(unit: EcuInfo, say: Say = str) -> str:
    """One unit in a line."""
    parts = [
        unit.name,
        f"VIN {unit.vin}" if unit.vin else "",
        " ".join(unit.calibrations),
        " ".join(unit.verifications),
    ]
    nothing = say(QT_TRANSLATE_NOOP("Diagnostics", "tells nothing of itself"))
    return f"{unit.ecu}: {', '.join(part for part in parts if part) or nothing}"


def status_text(status: MonitorStatus, say: Say = str) -> str:
    """Lamp and self-tests of one unit."""
    lamp = QT_TRANSLATE_NOOP("Diagnostics", "lamp on") if status.mil else QT_TRANSLATE_NOOP("Diagnostics", "lamp off")
    confirmed = filled(say(QT_TRANSLATE_NOOP("Diagnostics", "%1 confirmed")), (str(status.confirmed),))
    complete = say(QT_TRANSLATE_NOOP("Diagnostics", "complete"))
    incomplete = say(QT_TRANSLATE_NOOP("Diagnostics", "NOT complete"))
    monitors = ", ".join(f"{m.key} {complete if m.complete else incomplete}" for m in status.monitors)
    nothing = say(QT_TRANSLATE_NOOP("Diagnostics", "no self-tests"))
    return f"{status.ecu}: {say(lamp)}, {confirmed}; {monitors or nothing}"


def snapshot_lines(snapshot: Snapshot) -> Iterator[str]:
    """What was frozen, a line each."""
    yield f"{snapshot.kind} of {snapshot.code} ({snapshot.ecu}, record {snapshot.record})"
    for value in snapshot.values:
        yield f"  {value_text(value)}"
    if snapshot.raw:
        yield f"  raw {snapshot.raw}"


def scan_lines(scan: Scan, table: DtcTable) -> Iterator[str]:
    """The health report."""
    health = judge(scan)
    yield f"health {'unknown' if health.score is None else f'{health.score} of 100'}  ({scan.line}, {scan.taken})"
    for reason in health.reasons:
        yield f"  -{reason.points:<3} {reason.what}"
    yield ""
    yield "trouble codes" if scan.codes else "trouble codes: none"
    for code in scan.codes:
        yield f"  {code_text(code, table)}"
        yield f"            {code.ecu}: {code_detail(code)}"
    sections: tuple[tuple[str, Iterable[str]], ...] = (
        ("frozen with the codes", (line for snapshot in scan.snapshots for line in snapshot_lines(snapshot))),
        ("lamp and self-tests", map(status_text, scan.statuses)),
        ("values", (f"{value.ecu}: {value_text(value)}" for value in scan.values)),
        ("control units", map(unit_text, scan.units)),
        ("what did not work", (f"{trouble.ecu}: {trouble.what}" for trouble in scan.troubles)),
    )
    for title, lines in sections:
        found = list(lines)
        if found:
            yield ""
            yield title
            yield from (f"  {line}" for line in found)


def cleared_lines(cleared: Iterable[Cleared]) -> Iterator[str]:
    """What each unit said."""
    for unit in cleared:
        yield f"{unit.ecu}: {f'refused, {unit.refusal}' if unit.refusal else 'cleared'}"


def value_data(value: LiveValue) -> dict[str, object]:
    """One value for a program; null is unknown."""
    return {
        "ecu": value.ecu,
        "pid": value.pid,
        "key": value.key,
        "name": value.name,
        "value": value.value,
        "unit": value.unit,
    }


def code_data(code: TroubleCode, table: DtcTable) -> dict[str, object]:
    """One code for a program."""
    structure = structure_of(code.code)
    return {
        "code": code.code,
        "ecu": code.ecu,
        "text": table.text(code),
        "system": structure.system,
        "generic": structure.generic,
        "subsystem": structure.subsystem,
        "memories": sorted(memory.value for memory in code.memories),
        "failure_type": code.failure_type,
        "status": code.status,
        "status_bits": None if code.status is None else list(status_words(code.status)),
    }


def scan_data(scan: Scan, table: DtcTable) -> dict[str, object]:
    """The same for a program: names as in `state`, units of measure beside the values."""
    health = judge(scan)
    return {
        "taken": scan.taken,
        "line": scan.line,
        "score": health.score,
        "reasons": [{"points": reason.points, "what": reason.what} for reason in health.reasons],
        "codes": [code_data(code, table) for code in scan.codes],
        "snapshots": [
            {
                "ecu": snapshot.ecu,
                "code": snapshot.code,
                "kind": snapshot.kind,
                "record": snapshot.record,
                "values": [value_data(value) for value in snapshot.values],
                "raw": snapshot.raw,
            }
            for snapshot in scan.snapshots
        ],
        "statuses": [
            {
                "ecu": status.ecu,
                "mil": status.mil,
                "confirmed": status.confirmed,
                "compression_ignition": status.compression_ignition,
                "monitors": {monitor.key: monitor.complete for monitor in status.monitors},
            }
            for status in scan.statuses
        ],
        "values": [value_data(value) for value in scan.values],
        "units": [
            {
                "ecu": unit.ecu,
                "name": unit.name,
                "vin": unit.vin,
                "calibrations": list(unit.calibrations),
                "verifications": list(unit.verifications),
                "pids": sorted(unit.pids),
            }
            for unit in scan.units
        ],
        "troubles": [{"ecu": trouble.ecu, "what": trouble.what} for trouble in scan.troubles],
    }

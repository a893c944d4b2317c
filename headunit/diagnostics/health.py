"""A score for a car's health, and why. Pure: every point that is missing is named with its reason."""

from collections.abc import Iterator
from typing import Final

from headunit.diagnostics.dtc import structure_of
from headunit.diagnostics.state import Health, Memory, Reason, Scan, TroubleCode
from headunit.kernel.words import QT_TRANSLATE_NOOP

#: So many points for the lamp, and for a code by where it stands. The weights are ours; no standard has any.
LAMP: Final = 20
CONFIRMED: Final = 15
PERMANENT: Final = 10
PENDING: Final = 7
HISTORY: Final = 3
#: Misfires destroy the catalyst, and a car without its network or brakes is no car: half as much again.
GRAVE: Final = 8
UNIT_FAULT: Final = 5
CLEARED_LATELY: Final = 5
INCOMPLETE: Final = 2
MAX_INCOMPLETE: Final = 10
#: Below the first a 12 V battery is flat, below the second the generator does not charge while the engine runs (V).
FLAT_V: Final = 11.8
NOT_CHARGING_V: Final = 12.8
#: Boiling is near (degC).
HOT_C: Final = 112.0
#: Above this the mixture is corrected so far that something is wrong (%).
TRIM: Final = 20.0
#: Since the codes were cleared: fewer warm-ups or less distance and the tests have not all run again (SAE J1979).
FEW_WARMUPS: Final = 5
SHORT_KM: Final = 80

#: Status bits of ISO 14229-1, D.2.
_FAILED, _PENDING, _CONFIRMED, _LAMP = 0x01, 0x04, 0x08, 0x80


def judge(scan: Scan) -> Health:
    """The score of what `scan` found; None where no unit answered, for then nothing is known."""
    if not scan.units:
        return Health(None, (Reason(0, QT_TRANSLATE_NOOP("Diagnostics", "no control unit answered")),))
    reasons = tuple(sorted(_reasons(scan), key=lambda reason: -reason.points))
    return Health(max(0, 100 - sum(reason.points for reason in reasons)), reasons)


def _reasons(scan: Scan) -> Iterator[Reason]:
    lit = sorted({status.ecu for status in scan.statuses if status.mil})
    if lit:
        yield Reason(LAMP, QT_TRANSLATE_NOOP("Diagnostics", "the malfunction lamp is on (%1)"), (", ".join(lit),))
    for code in scan.codes:
        yield _of_code(code)
    told = {code.ecu for code in scan.codes if code.memories & {Memory.STORED, Memory.PERMANENT, Memory.UDS}}
    for status in scan.statuses:
        if status.confirmed and status.ecu not in told:
            words = QT_TRANSLATE_NOOP("Diagnostics", "%1 counts confirmed codes (%2) but names none")
            yield Reason(CONFIRMED, words, (status.ecu, str(status.confirmed)))
    incomplete = sum(not monitor.complete for status in scan.statuses for monitor in status.monitors)
    if incomplete:
        points = min(MAX_INCOMPLETE, INCOMPLETE * incomplete)
        yield Reason(points, QT_TRANSLATE_NOOP("Diagnostics", "self-tests not complete: %1"), (str(incomplete),))
    yield from _of_values(scan)
    silent = sorted({trouble.ecu for trouble in scan.troubles if trouble.ecu})
    for ecu in silent:
        what = next(trouble.what for trouble in scan.troubles if trouble.ecu == ecu)
        yield Reason(UNIT_FAULT, QT_TRANSLATE_NOOP("Diagnostics", "%1 does not answer properly: %2"), (ecu, what))


def _of_code(code: TroubleCode) -> Reason:
    status = code.status or 0
    if Memory.STORED in code.memories or (status & _CONFIRMED and status & (_FAILED | _LAMP)):
        points, words = CONFIRMED, QT_TRANSLATE_NOOP("Diagnostics", "%1 (%2): confirmed")
    elif Memory.PERMANENT in code.memories:
        points, words = PERMANENT, QT_TRANSLATE_NOOP("Diagnostics", "%1 (%2): mended, not yet proved")
    elif Memory.PENDING in code.memories or status & (_FAILED | _PENDING):
        points, words = PENDING, QT_TRANSLATE_NOOP("Diagnostics", "%1 (%2): seen, not confirmed")
    else:
        points, words = HISTORY, QT_TRANSLATE_NOOP("Diagnostics", "%1 (%2): in the past")
    system = structure_of(code.code).system
    if points == CONFIRMED and (code.code.startswith("P030") or system in {"chassis", "network"}):
        points += GRAVE
    return Reason(points, words, (code.full, code.ecu))


def _of_values(scan: Scan) -> Iterator[Reason]:
    found: dict[str, float] = {}
    for value in scan.values:
        if isinstance(value.value, int | float):
            found.setdefault(value.key, float(value.value))
    volts, running = found.get("module_voltage"), found.get("engine_speed", 0) > 0
    if volts is not None and volts < FLAT_V:
        yield Reason(10, QT_TRANSLATE_NOOP("Diagnostics", "the 12 V battery is flat: %1 V"), (f"{volts:g}",))
    elif volts is not None and running and volts < NOT_CHARGING_V:
        words = QT_TRANSLATE_NOOP("Diagnostics", "the 12 V battery is not charged with the engine running: %1 V")
        yield Reason(6, words, (f"{volts:g}",))
    coolant = found.get("coolant_temperature")
    if coolant is not None and coolant > HOT_C:
        yield Reason(15, QT_TRANSLATE_NOOP("Diagnostics", "the coolant is too hot: %1 °C"), (f"{coolant:g}",))
    for bank in (1, 2):
        trim = found.get(f"long_fuel_trim_{bank}")
        if trim is not None and abs(trim) > TRIM:
            words = QT_TRANSLATE_NOOP("Diagnostics", "the mixture of bank %1 is corrected by %2 %")
            yield Reason(5, words, (str(bank), f"{trim:+g}"))
    warmups, distance = found.get("warmups_since_clear"), found.get("distance_since_clear")
    if distance is not None and distance < SHORT_KM:
        words = QT_TRANSLATE_NOOP(
            "Diagnostics", "the codes were cleared %1 km ago: what was wrong may not have come back yet"
        )
        yield Reason(CLEARED_LATELY, words, (f"{distance:g}",))
    elif warmups is not None and warmups < FEW_WARMUPS:
        words = QT_TRANSLATE_NOOP(
            "Diagnostics", "the codes were cleared lately: what was wrong may not have come back yet"
        )
        yield Reason(CLEARED_LATELY, words)

"""Example states of the check of the car."""

from dataclasses import replace

from headunit.diagnostics.dtc_table import LANGUAGES, load_table
from headunit.diagnostics.health import judge
from headunit.diagnostics.obd_pids import live_value
from headunit.diagnostics.state import (
    CheckState,
    Cleared,
    EcuInfo,
    LiveValue,
    Memory,
    Monitor,
    MonitorStatus,
    Phase,
    Progress,
    Refusal,
    Scan,
    Snapshot,
    TroubleCode,
    UnitProgress,
)
from headunit.presentation.pane import Preview
from headunit.safety.state import Driving, SafetyState

_MOVING, _STANDING = SafetyState(Driving.MOVING), SafetyState(Driving.PARKED)
_UNITS = (EcuInfo("7E8", "ECM-EngineControl"), EcuInfo("7EA", "ABS-BrakeControl"), EcuInfo("7EC"))
_CODES = (
    TroubleCode("C0035", "7EA", frozenset({Memory.UDS}), 0, 0x2F),
    TroubleCode("C1214", "7EA", frozenset({Memory.UDS}), 0x87, 0x08),
    TroubleCode("P0171", "7E8", frozenset({Memory.PENDING})),
    TroubleCode("P0301", "7E8", frozenset({Memory.STORED, Memory.PENDING, Memory.UDS}), 0, 0xAF),
    TroubleCode("P0420", "7E8", frozenset({Memory.STORED, Memory.PERMANENT})),
)
_FROZEN = tuple(
    value
    for pid, data in ((0x04, "80"), (0x05, "82"), (0x0C, "1AF8"), (0x0D, "32"), (0x03, "0200"), (0x42, "36"))
    if isinstance(value := live_value("7E8", pid, bytes.fromhex(data)), LiveValue)
)
_MONITORS = (Monitor("misfire", complete=True), Monitor("catalyst", complete=False))
_SICK = Scan(
    "2026-05-01T09:41:00+02:00",
    "can0",
    _UNITS,
    _CODES,
    (MonitorStatus("7E8", True, 2, False, _MONITORS),),
    (
        Snapshot("7E8", "P0301", 0, _FROZEN),
        Snapshot("7E8", "P0301-00", 1, raw="0103F40582F40C1AF8F40D32", kind="snapshot"),
    ),
)
_WELL = replace(_SICK, codes=(), snapshots=(), statuses=(MonitorStatus("7E8", False, 0, False, _MONITORS[:1]),))
_TABLES = {language: load_table(language) for language in LANGUAGES}


def _result(scan: Scan) -> CheckState:
    texts = {language: {code.full: table.text(code) for code in scan.codes} for language, table in _TABLES.items()}
    return CheckState(True, scan=scan, health=judge(scan), texts=texts)


_FOUND = _result(_SICK)
_HALF = Progress(0.62, (UnitProgress("7E8", "ECM-EngineControl", True), UnitProgress("7EA"), UnitProgress("7EC")))

PREVIEWS = [
    Preview("listening", (_STANDING, CheckState())),
    Preview("never", (_STANDING, CheckState(True))),
    Preview("reading", (_STANDING, CheckState(True, Phase.READING, _HALF))),
    Preview("healthy", (_STANDING, _result(_WELL))),
    Preview(
        "codes", (_STANDING, replace(_FOUND, saved="/home/driver/Documents/health-report-2026-05-01_09-41-00.html"))
    ),
    Preview("code", (_STANDING, replace(_FOUND, opened=_CODES[3].key))),
    Preview("makers", (_STANDING, replace(_FOUND, opened=_CODES[1].key))),
    Preview("moving", (_MOVING, _FOUND)),
    Preview("ask", (_STANDING, replace(_FOUND, asking=True))),
    Preview("ask-moving", (_MOVING, replace(_FOUND, asking=True))),
    Preview("clearing", (_STANDING, replace(_FOUND, phase=Phase.CLEARING))),
    Preview(
        "cleared",
        (
            _STANDING,
            CheckState(True, Phase.CLEARED, cleared=(Cleared("7E8"), Cleared("7EA", "ConditionsNotCorrect (22)"))),
        ),
    ),
    Preview(
        "refused",
        (
            _STANDING,
            replace(
                _FOUND,
                phase=Phase.REFUSED,
                refusal=Refusal.MOVING,
                trouble="trouble codes are cleared only at standstill, and the car moves at 5 km/h",
            ),
        ),
    ),
    Preview(
        "lost",
        (
            _STANDING,
            CheckState(
                True,
                Phase.FAILED,
                trouble="the control units on can0 answered at first, and then no more",
                broken_off=True,
            ),
        ),
    ),
]

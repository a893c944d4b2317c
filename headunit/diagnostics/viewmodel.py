"""The check of the car for QML: which page is in view, its rows of plain texts, the driver's wishes as slots."""

from PySide6.QtCore import Property, QCoreApplication, QDateTime, QLocale, QObject, Qt, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.diagnostics.dtc_table import DtcTable
from headunit.diagnostics.ports import CarCheck
from headunit.diagnostics.report_html import page
from headunit.diagnostics.state import CheckState, Phase, TroubleCode
from headunit.diagnostics.viewmodel_rows import (
    CLEARED,
    CODE,
    FROZEN,
    OPENED,
    REASON,
    UNIT,
    by_severity,
    cleared_row,
    code_row,
    frozen_rows,
    opened_row,
    reason_row,
    unit_row,
)
from headunit.preferences.state import Preferences
from headunit.presentation.pane import Guide, House
from headunit.presentation.rows import Rows
from headunit.safety.state import Driving, SafetyState

QML_IMPORT_NAME = "headunit.diagnostics"
QML_IMPORT_MAJOR_VERSION = 1

#: The page of each phase but IDLE, whose page depends on the result.
_PAGES = {
    Phase.READING: "reading",
    Phase.CLEARING: "clearing",
    Phase.CLEARED: "cleared",
    Phase.REFUSED: "refused",
    Phase.FAILED: "failed",
}


@QmlElement
@QmlUncreatable("made by the pane's house")
class DiagnosticsViewModel(Guide):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """While the car moves there is a number to glance at, and nothing to read or to clear.

    Words are source texts of the context "Diagnostics", unless they come from the car or from a table of codes.
    """

    changed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._state = CheckState()
        self._language = Preferences().language
        self._driving = Driving.MOVING
        self._codes = Rows(CODE, self)
        self._reasons = Rows(REASON, self)
        self._units = Rows(UNIT, self)
        self._cleared = Rows(CLEARED, self)
        self._frozen = Rows(FROZEN, self)
        self._about = Rows(OPENED, self)
        house.board.watch(Preferences, self._choose)
        house.board.watch(SafetyState, self._guard)
        house.board.watch(CheckState, self._show)

    def _choose(self, preferences: Preferences) -> None:
        if preferences.language != self._language:
            self._language = preferences.language
            self._show(self._state)

    def _guard(self, safety: SafetyState) -> None:
        if safety.driving is not self._driving:
            self._driving = safety.driving
            self.changed.emit()

    def _show(self, state: CheckState) -> None:
        self._state = state
        scan, health = state.scan, state.health
        texts = state.texts.get(self._language, {})
        self._codes.show([] if scan is None else [code_row(code, scan, texts) for code in by_severity(scan.codes)])
        self._reasons.show([] if health is None else [reason_row(reason) for reason in health.reasons])
        self._units.show([unit_row(unit) for unit in state.progress.units])
        self._cleared.show([cleared_row(unit) for unit in state.cleared])
        code = self._opened
        self._frozen.show([] if code is None or scan is None else frozen_rows(code, scan))
        self._about.show([] if code is None or scan is None else [opened_row(code, scan, texts)])
        self.changed.emit()

    @property
    def _opened(self) -> TroubleCode | None:
        return self._state.code(self._state.opened)

    @property
    def _standing(self) -> bool:
        return self._driving is not Driving.MOVING

    def _view(self) -> str:
        state = self._state
        if state.phase is not Phase.IDLE:
            return _PAGES[state.phase]
        if state.scan is None:
            return "never" if state.may_ask else "listen"
        if state.asking:
            return "ask"
        if not self._standing:
            return "moving"
        return "code" if self._opened is not None else "result"

    @Slot()
    def back(self) -> None:
        """One step: from a code to all, from a question to the result, from there to the car."""
        check = self._house.port(CarCheck)
        view = self._view()
        if view == "code" and check is not None:
            check.open("")
        elif view == "ask" and check is not None:
            check.ask_to_clear(asking=False)
        else:
            self.guided.emit("vehicle")

    @Slot()
    def read(self) -> None:
        """Ask the control units."""
        if (check := self._house.port(CarCheck)) is not None:
            check.read()

    @Slot(str)
    def open(self, key: str) -> None:
        """Look at one code."""
        if (check := self._house.port(CarCheck)) is not None:
            check.open(key)

    @Slot()
    def askToClear(self) -> None:
        """Put the question."""
        if (check := self._house.port(CarCheck)) is not None and self._standing:
            check.ask_to_clear(asking=True)

    @Slot()
    def clear(self) -> None:
        """The question was answered with yes."""
        if (check := self._house.port(CarCheck)) is not None and self._standing:
            check.clear()

    @Slot()
    def acknowledge(self) -> None:
        """What happened has been read."""
        if (check := self._house.port(CarCheck)) is not None:
            check.acknowledge()

    @Slot()
    def save(self) -> None:
        """Write the report, in the language of the screen."""
        check, scan = self._house.port(CarCheck), self._state.scan
        if check is not None and scan is not None:
            table = DtcTable(self._language, self._state.texts.get(self._language, {}), {})
            check.save(page(scan, table, lambda words: QCoreApplication.translate("Diagnostics", words)))

    @Property(str, notify=changed)
    def view(self) -> str:
        """The page: "listen", "never", "reading", "result", "code", "moving", "ask", "clearing", "cleared", "refused",
        "failed"."""
        return self._view()

    @Property(bool, notify=changed)
    def moving(self) -> bool:
        """Whether the car moves, or may."""
        return not self._standing

    @Property(int, notify=changed)
    def score(self) -> int:
        """0 (stop the car) to 100 (nothing found)."""
        health = self._state.health
        return 0 if health is None or health.score is None else health.score

    @Property(str, notify=changed)
    def taken(self) -> str:
        """When the result was read, in the language's short form."""
        if self._state.scan is None:
            return ""
        moment = QDateTime.fromString(self._state.scan.taken[: len("2026-05-01T09:41:00")], Qt.DateFormat.ISODate)
        return QLocale().toString(moment, QLocale.FormatType.ShortFormat)

    @Property(QObject, constant=True)
    def codes(self) -> QObject:
        """Rows of key, code, words (in the language of the screen), severity ("urgent", "soon", "watch"), ecu, unit
        (its own name or ""), found (list of words)."""
        return self._codes

    @Property(int, notify=changed)
    def codeCount(self) -> int:
        """How many codes there are."""
        return self._codes.rowCount()

    @Property(int, notify=changed)
    def unitCount(self) -> int:
        """How many control units answered."""
        return 0 if self._state.scan is None else len(self._state.scan.units)

    @Property(QObject, constant=True)
    def reasons(self) -> QObject:
        """Rows of key, points (that are missing), words and values (for %1, %2 in the words)."""
        return self._reasons

    @Property(float, notify=changed)
    def share(self) -> float:
        """How far the reading is, 0..1."""
        return self._state.progress.share

    @Property(QObject, constant=True)
    def units(self) -> QObject:
        """While reading, rows of ecu, name and done."""
        return self._units

    @Property(QObject, constant=True)
    def cleared(self) -> QObject:
        """Rows of ecu and refusal, which is "" for a unit that forgot its codes."""
        return self._cleared

    @Property(str, notify=changed)
    def refusal(self) -> str:
        """Why codes were not cleared: a `Refusal` value, or ""."""
        return "" if self._state.refusal is None else self._state.refusal.value

    @Property(bool, notify=changed)
    def brokenOff(self) -> bool:
        """Whether control units had answered before the reading failed."""
        return self._state.broken_off

    @Property(str, notify=changed)
    def trouble(self) -> str:
        """Why it failed, as the technician says it."""
        return self._state.trouble

    @Property(str, notify=changed)
    def saved(self) -> str:
        """Path of the report that was written."""
        return self._state.saved

    @Property(str, notify=changed)
    def saveTrouble(self) -> str:
        """Why it was not written."""
        return self._state.save_trouble

    @Property(QObject, constant=True)
    def opened(self) -> QObject:
        """The code looked at, as a single row: the roles of `codes`, and system, generic, subsystem, advice, raw
        (lines of hex)."""
        return self._about

    @Property(QObject, constant=True)
    def frozen(self) -> QObject:
        """What was frozen with the code looked at: rows of name, value and unit."""
        return self._frozen

    @Property(int, notify=changed)
    def frozenCount(self) -> int:
        """How many values that are."""
        return self._frozen.rowCount()

"""The settings pane's choices, and what is connected."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

import headunit
from headunit.kernel.link import LinkReport, Links, LinkState
from headunit.preferences import state
from headunit.preferences.ports import Choices
from headunit.preferences.state import Preferences
from headunit.presentation.pane import Guide, House
from headunit.presentation.rows import Rows
from headunit.safety.state import SafetyState

QML_IMPORT_NAME = "headunit.preferences"
QML_IMPORT_MAJOR_VERSION = 1


def _link_row(report: LinkReport) -> dict[str, object]:
    tones = {LinkState.ONLINE: "live", LinkState.FAULT: "stop", LinkState.LOST: "stop", LinkState.SILENT: "soon"}
    return {
        "name": report.name,
        "kind": report.kind,
        "condition": report.state.value,
        "tone": tones.get(report.state, "quiet"),
        "detail": report.detail,
        "received": report.counters.get("received", report.counters.get("reports", 0)),
    }


@QmlElement
@QmlUncreatable("made by the pane's house")
class PreferencesViewModel(Guide):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """Each choice as an index into its list, as the segmented controls want it."""

    changed = Signal()
    locked = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._choices = house.port(Choices)
        self._now = Preferences()
        self._may_configure = SafetyState().may_configure
        self._links = Rows(("name", "kind", "condition", "tone", "detail", "received"), self)
        house.board.watch(Preferences, self._show)
        house.board.watch(SafetyState, self._guard)
        house.board.watch(Links, lambda links: self._links.show([_link_row(report) for report in links.reports]))

    def _show(self, preferences: Preferences) -> None:
        if preferences != self._now:
            self._now = preferences
            self.changed.emit()

    def _guard(self, safety: SafetyState) -> None:
        if safety.may_configure != self._may_configure:
            self._may_configure = safety.may_configure
            self.locked.emit()

    def _choose(self, name: str, values: tuple[str, ...], index: int) -> None:
        if self._choices is not None and 0 <= index < len(values):
            self._choices.choose(name, values[index])

    @Property(bool, notify=locked)
    def mayConfigure(self) -> bool:
        """Whether the car stands, so that longer settings are offered."""
        return self._may_configure

    @Property(QObject, constant=True)
    def links(self) -> QObject:
        """Rows of name, kind ("can", "gps"), state, tone, detail and how much came."""
        return self._links

    @Slot()
    def openMaps(self) -> None:
        """To the maps on this computer."""
        self.guided.emit("regions")

    @Slot()
    def openCloud(self) -> None:
        """To the mirror."""
        self.guided.emit("cloud")

    @Slot()
    def openTechnician(self) -> None:
        """To the buses."""
        self.guided.emit("technician")

    @Property(str, constant=True)
    def version(self) -> str:
        """The program's version."""
        return headunit.__version__

    @Property(int, notify=changed)
    def theme(self) -> int:
        """0-based among auto, day, night."""
        return state.THEMES.index(self._now.theme)

    @Slot(int)
    def chooseTheme(self, index: int) -> None:
        """Choose among auto, day, night."""
        self._choose("theme", state.THEMES, index)

    @Property(int, notify=changed)
    def language(self) -> int:
        """0-based among English, Deutsch, 简体中文."""
        return state.LANGUAGES.index(self._now.language)

    @Slot(int)
    def chooseLanguage(self, index: int) -> None:
        """Choose among English, Deutsch, 简体中文."""
        self._choose("language", state.LANGUAGES, index)

    @Property(int, notify=changed)
    def distance(self) -> int:
        """0-based among km, mi."""
        return state.DISTANCES.index(self._now.distance)

    @Slot(int)
    def chooseDistance(self, index: int) -> None:
        """Choose among km, mi."""
        self._choose("distance", state.DISTANCES, index)

    @Property(int, notify=changed)
    def temperature(self) -> int:
        """0-based among C, F."""
        return state.TEMPERATURES.index(self._now.temperature)

    @Slot(int)
    def chooseTemperature(self, index: int) -> None:
        """Choose among C, F."""
        self._choose("temperature", state.TEMPERATURES, index)

    @Property(int, notify=changed)
    def pressure(self) -> int:
        """0-based among bar, kPa, psi."""
        return state.PRESSURES.index(self._now.pressure)

    @Slot(int)
    def choosePressure(self, index: int) -> None:
        """Choose among bar, kPa, psi."""
        self._choose("pressure", state.PRESSURES, index)

    @Property(int, notify=changed)
    def drive(self) -> int:
        """0-based among left, right."""
        return state.SIDES.index(self._now.drive)

    @Slot(int)
    def chooseDrive(self, index: int) -> None:
        """Choose among left, right."""
        self._choose("drive", state.SIDES, index)

    @Property(int, notify=changed)
    def cameras(self) -> int:
        """0-based among auto, off, on."""
        return state.CAMERAS.index(self._now.cameras)

    @Slot(int)
    def chooseCameras(self, index: int) -> None:
        """Choose among auto, off, on."""
        self._choose("cameras", state.CAMERAS, index)

    @Property(int, notify=changed)
    def map(self) -> int:
        """0-based among calm, contrast."""
        return state.MAPS.index(self._now.map)

    @Slot(int)
    def chooseMap(self, index: int) -> None:
        """Choose among calm, contrast."""
        self._choose("map", state.MAPS, index)

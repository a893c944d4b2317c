"""The regions for QML: rows of plain texts, the running build, the driver's wishes as slots."""

from PySide6.QtCore import Property, QLocale, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.preferences.state import Preferences
from headunit.presentation.pane import Guide, House
from headunit.presentation.rows import Rows
from headunit.regions.known import KNOWN
from headunit.regions.ports import RegionDesk
from headunit.regions.state import Build, Region, RegionsState, Stage
from headunit.safety.state import SafetyState

QML_IMPORT_NAME = "headunit.regions"
QML_IMPORT_MAJOR_VERSION = 1

_OVER = frozenset({Stage.DONE, Stage.FAILED, Stage.CANCELLED})
#: Below ten a decimal is worth telling.
_SMALL = 10


def _size(size_bytes: int) -> str:
    """A size as people read it, in the language's digits."""
    size, unit = (size_bytes / 1e9, "GB") if size_bytes >= 1e9 else (size_bytes / 1e6, "MB")  # noqa: PLR2004
    return f"{QLocale().toString(size, 'f', 1 if size < _SMALL else 0)} {unit}"


def _region_row(region: Region, in_use: bool) -> dict[str, object]:
    return {
        "name": region.name,
        "title": region.title,
        "size": _size(region.size_bytes),
        "day": region.osm_at[:10],
        "countries": ", ".join(region.countries),
        "inUse": in_use,
        "trouble": "",
    }


def _broken_row(name: str, why: str) -> dict[str, object]:
    title = KNOWN[name].title if name in KNOWN else name
    return {"name": name, "title": title, "size": "", "day": "", "countries": "", "inUse": False, "trouble": why}


@QmlElement
@QmlUncreatable("made by the pane's house")
class RegionsViewModel(Guide):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """While the car moves regions are shown and none is changed; a build that runs goes on."""

    changed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._state = RegionsState()
        self._may_configure = SafetyState().may_configure
        self._regions = Rows(("name", "title", "size", "day", "countries", "inUse", "trouble"), self)
        self._offers = Rows(("name", "title"), self)
        house.board.watch(RegionsState, self._show)
        house.board.watch(SafetyState, self._guard)
        house.board.watch(Preferences, lambda _: self._show(self._state))

    def _show(self, state: RegionsState) -> None:
        self._state = state
        self._regions.show(
            [
                *(_region_row(region, region == state.active) for region in state.regions),
                *(_broken_row(name, why) for name, why in state.broken),
            ]
        )
        there = {region.name for region in state.regions} | {name for name, _ in state.broken}
        running = state.build.name if state.build is not None and state.build.stage not in _OVER else ""
        self._offers.show(
            [
                {"name": name, "title": KNOWN[name].title if name in KNOWN else name}
                for name in state.known
                if name not in there and name != running
            ]
        )
        self.changed.emit()

    def _guard(self, safety: SafetyState) -> None:
        if safety.may_configure != self._may_configure:
            self._may_configure = safety.may_configure
            self.changed.emit()

    def _desk(self) -> RegionDesk | None:
        return self._house.port(RegionDesk) if self._may_configure else None

    @property
    def _build(self) -> Build | None:
        return self._state.build

    @Property(QObject, constant=True)
    def regions(self) -> QObject:
        """Rows of name, title, size, day of the data, countries, whether in use, and what is wrong with it ("")."""
        return self._regions

    @Property(QObject, constant=True)
    def offers(self) -> QObject:
        """Rows of name and title: regions that can be had by a touch."""
        return self._offers

    @Property(bool, notify=changed)
    def empty(self) -> bool:
        """Whether there is no region, whole or broken."""
        return not self._state.regions and not self._state.broken

    @Property(bool, notify=changed)
    def mayConfigure(self) -> bool:
        """Whether the car stands."""
        return self._may_configure

    @Property(str, notify=changed)
    def stage(self) -> str:
        """How far the build is: one of Stage's words, or "" where there has been none."""
        return "" if self._build is None else self._build.stage.value

    @Property(bool, notify=changed)
    def building(self) -> bool:
        """Whether a build is running."""
        return self._build is not None and self._build.stage not in _OVER

    @Property(float, notify=changed)
    def share(self) -> float:
        """How much of the build is done, 0..1."""
        return 0.0 if self._build is None else self._build.share

    @Property(str, notify=changed)
    def buildTitle(self) -> str:
        """What is being built."""
        if self._build is None:
            return ""
        name = self._build.name
        title = next((region.title for region in self._state.regions if region.name == name), name)
        return KNOWN[name].title if name in KNOWN else title

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why the build failed, in the builder's own words, or ""."""
        return "" if self._build is None else self._build.fault

    @Slot(str)
    def add(self, name: str) -> None:
        """Build one of the offers."""
        if (desk := self._desk()) is not None:
            desk.add(name)

    @Slot(str)
    def update(self, name: str) -> None:
        """Build a region anew."""
        if (desk := self._desk()) is not None:
            desk.update(name)

    @Slot()
    def again(self) -> None:
        """Try once more what failed or was stopped."""
        if self._build is None:
            return
        name = self._build.name
        there = {region.name for region in self._state.regions} | {broken for broken, _ in self._state.broken}
        if name in there:
            self.update(name)
        else:
            self.add(name)

    @Slot(str)
    def remove(self, name: str) -> None:
        """Delete a region."""
        if (desk := self._desk()) is not None:
            desk.remove(name)

    @Slot(str)
    def use(self, name: str) -> None:
        """Make a region the one in use."""
        if (desk := self._desk()) is not None:
            desk.use(name)

    @Slot()
    def cancel(self) -> None:
        """Stop the build. Allowed while driving too: one touch, and nothing is lost."""
        desk = self._house.port(RegionDesk)
        if desk is not None:
            desk.cancel()

    @Slot()
    def back(self) -> None:
        """To the settings."""
        self.guided.emit("settings")

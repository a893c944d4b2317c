"""The mirror for QML: the hub, who is paired, what may leave and what has left, what was asked and what came of it."""

from typing import Final

from PySide6.QtCore import Property, QCoreApplication, QDateTime, QLocale, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.cloud.ports import Mirror
from headunit.cloud.state import Asked, CloudState, Exactness, Kind, Screen
from headunit.kernel.link import LinkState
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.mirror.roles import Role
from headunit.preferences.state import Preferences
from headunit.presentation.pane import Guide, House
from headunit.presentation.rows import Rows
from headunit.safety.state import SafetyState

QML_IMPORT_NAME = "headunit.cloud"
QML_IMPORT_MAJOR_VERSION = 1

KINDS: Final = (
    (Kind.STATE, QT_TRANSLATE_NOOP("Cloud", "Doors, tyres, charge, climate")),
    (Kind.PLACE, QT_TRANSLATE_NOOP("Cloud", "Where the car is")),
    (Kind.TRIPS, QT_TRANSLATE_NOOP("Cloud", "Trips")),
    (Kind.DRIVING, QT_TRANSLATE_NOOP("Cloud", "Speed and pedals")),
    (Kind.MEDIA, QT_TRANSLATE_NOOP("Cloud", "What is playing")),
    (Kind.HEALTH, QT_TRANSLATE_NOOP("Cloud", "Trouble codes")),
)
_ROLES: Final = {
    Role.OWNER: QT_TRANSLATE_NOOP("Cloud", "Owner"),
    Role.DRIVER: QT_TRANSLATE_NOOP("Cloud", "Driver"),
    Role.GUEST: QT_TRANSLATE_NOOP("Cloud", "Guest"),
    Role.WORKSHOP: QT_TRANSLATE_NOOP("Cloud", "Workshop"),
}
_STATES: Final = {
    "accepted": QT_TRANSLATE_NOOP("Cloud", "being done"),
    "done": QT_TRANSLATE_NOOP("Cloud", "done"),
    "refused": QT_TRANSLATE_NOOP("Cloud", "refused"),
    "failed": QT_TRANSLATE_NOOP("Cloud", "failed"),
    "expired": QT_TRANSLATE_NOOP("Cloud", "too late"),
}
_COMMANDS: Final = {
    "lock": QT_TRANSLATE_NOOP("Cloud", "Lock"),
    "unlock": QT_TRANSLATE_NOOP("Cloud", "Unlock"),
    "climate": QT_TRANSLATE_NOOP("Cloud", "Climate"),
    "horn_lights": QT_TRANSLATE_NOOP("Cloud", "Horn and lights"),
    "locate": QT_TRANSLATE_NOOP("Cloud", "Find the car"),
    "wake": QT_TRANSLATE_NOOP("Cloud", "Wake the car"),
    "destination": QT_TRANSLATE_NOOP("Cloud", "Destination"),
    "favourite": QT_TRANSLATE_NOOP("Cloud", "Favourite"),
    "media": QT_TRANSLATE_NOOP("Cloud", "Music"),
    "valet": QT_TRANSLATE_NOOP("Cloud", "Valet mode"),
    "read_codes": QT_TRANSLATE_NOOP("Cloud", "Read trouble codes"),
    "forget": QT_TRANSLATE_NOOP("Cloud", "Forget a trip"),
    "pair": QT_TRANSLATE_NOOP("Cloud", "Pair a device"),
}
_LINES: Final = {
    LinkState.OFF: (QT_TRANSLATE_NOOP("Cloud", "No hub is named in the settings"), "quiet"),
    LinkState.CONNECTING: (QT_TRANSLATE_NOOP("Cloud", "Looking for the hub"), "quiet"),
    LinkState.ONLINE: (QT_TRANSLATE_NOOP("Cloud", "Connected to the hub"), "live"),
    LinkState.SILENT: (QT_TRANSLATE_NOOP("Cloud", "The hub does not answer"), "soon"),
    LinkState.FAULT: (QT_TRANSLATE_NOOP("Cloud", "The hub refuses the car"), "stop"),
    LinkState.LOST: (QT_TRANSLATE_NOOP("Cloud", "No line to the hub: what is to be told waits here"), "soon"),
}
_EXACTNESS: Final = tuple(Exactness)
_SHOWN: Final = 8


def _said(text: str) -> str:
    return QCoreApplication.translate("Cloud", text)


@QmlElement
@QmlUncreatable("made by the pane's house")
class CloudViewModel(Guide):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """While the car moves all is shown, and nothing but the private drive is changed."""

    changed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._state = CloudState()
        self._may_configure = SafetyState().may_configure
        self._qr = ("", "")
        self._kinds = Rows(("kind", "title", "on"), self)
        self._screens = Rows(("name", "label", "about"), self)
        self._asked = Rows(("id", "title", "outcome", "tone"), self)
        house.board.watch(CloudState, self._show)
        house.board.watch(SafetyState, self._guard)
        house.board.watch(Preferences, lambda _: self._show(self._state))

    def _show(self, state: CloudState) -> None:
        self._state = state
        on = state.privacy.on
        self._kinds.show([{"kind": kind.value, "title": _said(text), "on": kind in on} for kind, text in KINDS])
        self._screens.show([_screen_row(screen) for screen in state.screens])
        self._asked.show([_asked_row(asked) for asked in state.asked[:_SHOWN]])
        self.changed.emit()

    def _guard(self, safety: SafetyState) -> None:
        if safety.may_configure != self._may_configure:
            self._may_configure = safety.may_configure
            self.changed.emit()

    def _mirror(self) -> Mirror | None:
        return self._house.port(Mirror) if self._may_configure else None

    @Property(bool, notify=changed)
    def mayConfigure(self) -> bool:
        """Whether the car stands."""
        return self._may_configure

    @Property(str, notify=changed)
    def line(self) -> str:
        """How it is with the hub, in words."""
        return _said(_LINES[self._state.link][0])

    @Property(str, notify=changed)
    def lineTone(self) -> str:
        """A tone of Chip."""
        return _LINES[self._state.link][1]

    @Property(str, notify=changed)
    def hub(self) -> str:
        """Where a browser finds the page; "" nowhere."""
        return self._state.hub

    @Property(bool, notify=changed)
    def online(self) -> bool:
        """Whether somebody could be paired now."""
        return self._state.link is LinkState.ONLINE

    @Property(str, notify=changed)
    def waiting(self) -> str:
        """How much waits to be told, in digits; "" nothing."""
        rows = sum(self._state.waiting.values())
        return QLocale().toString(rows) if rows and self._state.screens else ""

    @Property(str, notify=changed)
    def sent(self) -> str:
        """How much has left the car in this run: a size."""
        size = sum(one.bytes for one in self._state.sent) if self._state.screens else 0
        return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)

    # Pairing.

    @Property(str, notify=changed)
    def code(self) -> str:
        """The pairing code as a picture; "" none is shown."""
        offer = self._state.offer
        if offer is None:
            return ""
        if self._qr[0] != offer.address:
            from headunit.cloud.segno_code import picture  # noqa: PLC0415  when somebody pairs

            self._qr = (offer.address, picture(offer.address))
        return self._qr[1]

    @Property(str, notify=changed)
    def address(self) -> str:
        """What the code holds, for a browser on this computer."""
        return "" if self._state.offer is None else self._state.offer.address

    @Property(str, notify=changed)
    def digits(self) -> str:
        """Six digits to compare, in two groups; "" nobody asks."""
        digits = "" if self._state.offer is None else self._state.offer.digits
        return f"{digits[:3]} {digits[3:]}" if digits else ""

    @Property(str, notify=changed)
    def asking(self) -> str:
        """What the device that asks calls itself."""
        return "" if self._state.offer is None else self._state.offer.label

    @Slot(int)
    def pair(self, role: int) -> None:
        """Show a code. 0 owner, 1 driver, 2 guest for a day, 3 workshop for a day."""
        mirror = self._mirror()
        if mirror is not None and 0 <= role < len(_ROLES):
            mirror.offer_pairing(tuple(_ROLES)[role], 24.0 if role > 1 else None)

    @Slot(bool)
    def agree(self, yes: bool) -> None:
        """The digits are the same."""
        if (mirror := self._mirror()) is not None:
            mirror.agree(yes)

    @Slot()
    def endPairing(self) -> None:
        """Show the code no more."""
        if (mirror := self._house.port(Mirror)) is not None:
            mirror.end_pairing()

    @Property(QObject, constant=True)
    def screens(self) -> QObject:
        """Rows of name, label and what it may: those that are paired."""
        return self._screens

    @Property(bool, notify=changed)
    def anyScreen(self) -> bool:
        """Whether somebody is paired."""
        return bool(self._state.screens)

    @Slot(str)
    def revoke(self, name: str) -> None:
        """Unpair."""
        if (mirror := self._mirror()) is not None:
            mirror.revoke(name)

    # What may leave.

    @Property(QObject, constant=True)
    def kinds(self) -> QObject:
        """Rows of kind, title and whether it may leave the car."""
        return self._kinds

    @Slot(str, bool)
    def allow(self, kind: str, on: bool) -> None:
        """Let it out, or not."""
        if (mirror := self._mirror()) is not None:
            mirror.allow(Kind(kind), on)

    @Property(int, notify=changed)
    def exactness(self) -> int:
        """0 exact, 1 a hundred metres, 2 the town, 3 not at all."""
        return _EXACTNESS.index(self._state.privacy.exactness)

    @Slot(int)
    def chooseExactness(self, index: int) -> None:
        """How exact a place leaves the car."""
        if (mirror := self._mirror()) is not None and 0 <= index < len(_EXACTNESS):
            mirror.exactness(_EXACTNESS[index])

    @Property(bool, notify=changed)
    def privateDrive(self) -> bool:
        """Whether nothing but alarms leaves the car."""
        return self._state.privacy.private

    @Slot(bool)
    def drivePrivately(self, on: bool) -> None:
        """One tap, on the road too."""
        if (mirror := self._house.port(Mirror)) is not None:
            mirror.private_drive(on)

    @Property(QObject, constant=True)
    def asked(self) -> QObject:
        """Rows of id, title, outcome and its tone: commands that came, the newest first."""
        return self._asked

    @Property(bool, notify=changed)
    def anyAsked(self) -> bool:
        """Whether a command came."""
        return bool(self._state.asked)

    @Slot()
    def back(self) -> None:
        """To the settings."""
        self.guided.emit("settings")


def _screen_row(screen: Screen) -> dict[str, object]:
    about = _said(_ROLES[screen.role])
    if screen.expires_s is not None:
        when = QLocale().toString(QDateTime.fromSecsSinceEpoch(round(screen.expires_s)), QLocale.FormatType.ShortFormat)
        about = QCoreApplication.translate("Cloud", "%1 until %2").replace("%1", about).replace("%2", when)
    return {"name": screen.name, "label": screen.label, "about": about}


def _asked_row(asked: Asked) -> dict[str, object]:
    title = _said(_COMMANDS.get(asked.command, asked.command))
    outcome = _said(_STATES.get(asked.state, asked.state))
    tones = {"done": "live", "refused": "soon", "failed": "soon", "expired": "soon"}
    return {
        "id": asked.id,
        "title": f"{title} · {asked.by}" if asked.by else title,
        "outcome": f"{outcome}: {_said(asked.why)}" if asked.why else outcome,
        "tone": tones.get(asked.state, "quiet"),
    }

"""The phones for QML: which the car knows, which it has found, what pairing asks."""

from typing import Final

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.phone.ports import Devices
from headunit.phone.state import Adapter, Contact, Device, DevicesState, PairingStep
from headunit.preferences.state import Preferences
from headunit.presentation.pane import House
from headunit.presentation.rows import Rows
from headunit.safety.state import SafetyState

QML_IMPORT_NAME = "headunit.phone"
QML_IMPORT_MAJOR_VERSION = 1

_ROLES: Final = ("address", "name", "contact", "inUse", "battery", "fault")


def _row(device: Device) -> dict[str, object]:
    return {
        "address": device.address,
        "name": device.name or device.address,
        "contact": device.contact.value,
        "inUse": device.in_use and device.contact is Contact.CONNECTED,
        "battery": -1.0 if device.battery is None else device.battery,
        "fault": QCoreApplication.translate("Phone", device.fault),
    }


@QmlElement
@QmlUncreatable("made by a view model")
class DevicesViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """While the car moves phones are connected by a touch, and none is paired or forgotten."""

    changed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._state = DevicesState()
        self._may_configure = SafetyState().may_configure
        self._known, self._found = Rows(_ROLES, self), Rows(_ROLES, self)
        house.board.watch(DevicesState, self._show)
        house.board.watch(SafetyState, self._guard)
        house.board.watch(Preferences, lambda _: self._show(self._state))

    def _show(self, state: DevicesState) -> None:
        self._state = state
        self._known.show([_row(device) for device in state.devices])
        self._found.show([_row(device) for device in state.found])
        self.changed.emit()

    def _guard(self, safety: SafetyState) -> None:
        if safety.may_configure != self._may_configure:
            self._may_configure = safety.may_configure
            self.changed.emit()

    @property
    def _devices(self) -> Devices | None:
        return self._house.port(Devices)

    @Property(QObject, constant=True)
    def known(self) -> QObject:
        """Rows of address, name, contact ("away", "connecting", "connected"), inUse, battery (0..1, -1), fault."""
        return self._known

    @Property(QObject, constant=True)
    def found(self) -> QObject:
        """The same, of phones that were found."""
        return self._found

    @Property(bool, notify=changed)
    def any(self) -> bool:
        """Whether the car knows a phone."""
        return bool(self._state.devices)

    @Property(bool, notify=changed)
    def mayConfigure(self) -> bool:
        """Whether the car stands."""
        return self._may_configure

    @Property(str, notify=changed)
    def current(self) -> str:
        """Name of the phone in use; "" none is connected."""
        device = self._state.current
        return "" if device is None or device.contact is not Contact.CONNECTED else device.name

    @Property(bool, notify=changed)
    def there(self) -> bool:
        """Whether the car has Bluetooth that is on."""
        return self._state.adapter in {Adapter.ON, Adapter.SEARCHING}

    @Property(bool, notify=changed)
    def searching(self) -> bool:
        """Whether phones are looked for."""
        return self._state.adapter is Adapter.SEARCHING

    @Property(bool, notify=changed)
    def dnd(self) -> bool:
        """Do not disturb."""
        return self._state.dnd

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why the last wish failed."""
        return QCoreApplication.translate("Phone", self._state.fault)

    @Property(str, notify=changed)
    def pairing(self) -> str:
        """Name of the phone that is being paired; "" none."""
        pairing = self._state.pairing
        return "" if pairing is None else pairing.name or pairing.address

    @Property(str, notify=changed)
    def digits(self) -> str:
        """Six digits to compare or to type; "" none."""
        digits = "" if self._state.pairing is None else self._state.pairing.digits
        return f"{digits[:3]} {digits[3:]}" if digits else ""

    @Property(bool, notify=changed)
    def compare(self) -> bool:
        """Whether a person has to say that the digits are the same."""
        return self._state.pairing is not None and self._state.pairing.step is PairingStep.COMPARE

    @Slot(bool)
    def search(self, on: bool) -> None:
        """Look for phones."""
        if (devices := self._devices) is not None and (self._may_configure or not on):
            devices.search(on)

    @Slot(str)
    def pair(self, address: str) -> None:
        """Begin."""
        if (devices := self._devices) is not None and self._may_configure:
            devices.pair(address)

    @Slot(bool)
    def agree(self, yes: bool) -> None:
        """The digits are the same, or not."""
        if (devices := self._devices) is not None:
            devices.agree(yes)

    @Slot(str)
    def use(self, address: str) -> None:
        """Connect it."""
        if (devices := self._devices) is not None:
            devices.use(address)

    @Slot(str)
    def release(self, address: str) -> None:
        """Disconnect it."""
        if (devices := self._devices) is not None:
            devices.release(address)

    @Slot(str)
    def forget(self, address: str) -> None:
        """Unpair it, and keep nothing of it."""
        if (devices := self._devices) is not None and self._may_configure:
            devices.forget(address)

    @Slot(bool)
    def quiet(self, on: bool) -> None:
        """Do not disturb while driving."""
        if (devices := self._devices) is not None:
            devices.disturb(not on)

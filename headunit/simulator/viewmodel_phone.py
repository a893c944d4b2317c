"""What the control window shows of the phones in the car, and the hand on them. Part of its view model."""

import contextlib
from typing import Protocol

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.kernel.errors import HeadunitError
from headunit.simulator.commands import Command, command
from headunit.simulator.phone.pocket import CALLERS, PHONES
from headunit.simulator.phone.simulated_phone import BARS
from headunit.simulator.state import PocketState, SimulationState
from headunit.vehicle.state import Value

QML_IMPORT_NAME = "headunit.simulator"
QML_IMPORT_MAJOR_VERSION = 1

_PERCENT = 100


class Drive(Protocol):
    """What it needs of a simulation."""

    def post(self, command: Command) -> None:
        """Let `command` happen soon."""
        ...


@QmlElement
@QmlUncreatable("made with a simulation")
class PhoneControls(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """One phone at a time: `which`, in the order of PHONES."""

    changed = Signal()

    def __init__(self, drive: Drive, parent: QObject) -> None:
        super().__init__(parent)
        self._drive, self._which = drive, 0
        self._phones: tuple[PocketState, ...] = ()
        self._bluetooth = True

    def show(self, state: SimulationState) -> None:
        """The newest picture."""
        if (state.phones, state.bluetooth) != (self._phones, self._bluetooth):
            self._phones, self._bluetooth = state.phones, state.bluetooth
            self.changed.emit()

    @property
    def _one(self) -> PocketState:
        return self._phones[self._which] if self._which < len(self._phones) else PocketState()

    def _post(self, kind: str, **parameters: Value) -> None:
        with contextlib.suppress(HeadunitError):  # as in the window's other half
            self._drive.post(command(kind, phone=PHONES[self._which], **parameters))

    @Slot(int)
    def take(self, which: int) -> None:
        """Have another phone in the hand."""
        if 0 <= which < len(PHONES) and which != self._which:
            self._which = which
            self.changed.emit()

    @Slot(int)
    def ring(self, caller: int) -> None:
        """Let somebody call, in the order of CALLERS."""
        self._post("phone_ring", who=tuple(CALLERS)[caller])

    @Slot()
    def hangUp(self) -> None:
        """Let the other one give up, or end the call."""
        self._post("phone_hang_up")

    @Slot()
    def pickUp(self) -> None:
        """Let the one who is called answer."""
        self._post("phone_answer")

    @Slot()
    def askToPair(self) -> None:
        """Let the phone ask for the car."""
        self._post("phone_pair")

    @Slot(str, bool)
    def turn(self, what: str, on: bool) -> None:
        """Switch "link", "power" or "bluetooth"."""
        if what == "bluetooth":
            with contextlib.suppress(HeadunitError):
                self._drive.post(command("bluetooth", on=on))
        else:
            self._post(f"phone_{what}", on=on)

    @Slot(str, float)
    def slide(self, what: str, share: float) -> None:
        """Set "battery" or "signal" to a share (0..1)."""
        share = min(1.0, max(0.0, share))
        if what == "battery":
            self._post("phone_battery", percent=share * _PERCENT)
        else:
            self._post("phone_signal", bars=round(share * BARS))

    @Property(int, notify=changed)
    def which(self) -> int:
        """The phone in the hand."""
        return self._which

    @Property(bool, notify=changed)
    def linked(self) -> bool:
        """Whether it is connected to the car."""
        return self._one.linked

    @Property(bool, notify=changed)
    def running(self) -> bool:
        """Whether it is on, and not flat."""
        return self._one.running

    @Property(bool, notify=changed)
    def ringing(self) -> bool:
        """Whether somebody calls it."""
        return self._one.ringing

    @Property(bool, notify=changed)
    def talking(self) -> bool:
        """Whether there is a call, held or not."""
        return self._one.talking

    @Property(bool, notify=changed)
    def calling(self) -> bool:
        """Whether somebody is being called."""
        return self._one.calling

    @Property(float, notify=changed)
    def battery(self) -> float:
        """Share of it that is left."""
        return self._one.battery / BARS

    @Property(float, notify=changed)
    def signal(self) -> float:
        """Strength of the network, 0..1."""
        return self._one.signal / BARS

    @Property(bool, notify=changed)
    def bluetooth(self) -> bool:
        """Whether the car's adapter is in."""
        return self._bluetooth

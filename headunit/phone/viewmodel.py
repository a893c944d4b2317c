"""The phone pane for QML: the call that is on, the keypad, the phones, and which of its pages is open."""

import dataclasses
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.phone.dialled import number_of
from headunit.phone.ports import Calls
from headunit.phone.selection import Selection
from headunit.phone.viewmodel_call import CallViewModel
from headunit.phone.viewmodel_devices import DevicesViewModel
from headunit.presentation.pane import Guide, House

QML_IMPORT_NAME = "headunit.phone"
QML_IMPORT_MAJOR_VERSION = 1

#: Pages that this pane has so far, in the order of its tabs.
PAGES: Final = ("keypad", "phones")
#: 3GPP TS 22.101: the number that any mobile network in the world takes as an emergency.
EMERGENCY: Final = "112"
_LONGEST: Final = 24


@QmlElement
@QmlUncreatable("made by the pane's house")
class PhoneViewModel(Guide):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`turned`: another page, or other digits."""

    turned = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._selection = Selection()
        self._call = CallViewModel(house, self)
        self._devices = DevicesViewModel(house, self)
        house.board.watch(Selection, self._select)

    def _select(self, selection: Selection) -> None:
        if selection != self._selection:
            self._selection = selection
            self.turned.emit()

    def _turn(self, **changes: object) -> None:
        self._house.board.publish(dataclasses.replace(self._selection, **changes))  # type: ignore[arg-type]  # its names

    @Property(CallViewModel, constant=True)
    def call(self) -> CallViewModel:
        """The call that is on."""
        return self._call

    @Property(DevicesViewModel, constant=True)
    def devices(self) -> DevicesViewModel:
        """The phones."""
        return self._devices

    @Property(int, notify=turned)
    def page(self) -> int:
        """0 keypad, 1 phones."""
        return PAGES.index(self._selection.page) if self._selection.page in PAGES else 0

    @Slot(int)
    def turn(self, page: int) -> None:
        """To a page."""
        if 0 <= page < len(PAGES):
            self._turn(page=PAGES[page], asked="")

    @Property(bool, notify=turned)
    def tones(self) -> bool:
        """Whether the keys of a call are open."""
        return self._selection.tones

    @Slot()
    def toggleTones(self) -> None:
        """Keys for a voice menu."""
        self._turn(tones=not self._selection.tones)

    @Property(str, notify=turned)
    def digits(self) -> str:
        """What is to be dialled."""
        return self._selection.digits

    @Slot(str)
    def press(self, key: str) -> None:
        """A key of the pad."""
        if len(self._selection.digits) < _LONGEST:
            self._turn(digits=self._selection.digits + key)

    @Slot()
    def erase(self) -> None:
        """The last one goes."""
        self._turn(digits=self._selection.digits[:-1])

    @Slot()
    def dial(self) -> None:
        """Call what was typed."""
        calls, number = self._house.port(Calls), number_of(self._selection.digits)
        if calls is not None and number:
            calls.dial(number)
            self._turn(digits="", tones=False)

    @Property(bool, notify=turned)
    def askedEmergency(self) -> bool:
        """Whether a second touch calls for help."""
        return self._selection.asked == "emergency"

    @Slot(bool)
    def askEmergency(self, asked: bool) -> None:
        """The first touch, or it has waited too long."""
        self._turn(asked="emergency" if asked else "")

    @Slot()
    def callEmergency(self) -> None:
        """Call for help, whatever else is so."""
        if (calls := self._house.port(Calls)) is not None:
            calls.dial(EMERGENCY)
        self._turn(asked="")

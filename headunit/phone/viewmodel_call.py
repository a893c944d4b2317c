"""Calls for QML: who is on the line, who rings, for how long; and the driver's hand on them. For the pane, the overlay
over every pane, the bar and home's card."""

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Property, QCoreApplication, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.phone.people import initials, kind_of, words_of
from headunit.phone.ports import Calls, Messenger, Phonebook
from headunit.phone.selection import Selection
from headunit.phone.state import Call, CallPhase, CallsState
from headunit.presentation.pane import Guide, House

QML_IMPORT_NAME = "headunit.phone"
QML_IMPORT_MAJOR_VERSION = 1

#: The time of a call is looked at again this often (milliseconds): seconds are shown.
LOOK_MS = 250
_HOUR_S = 3600
_RINGING = {CallPhase.INCOMING, CallPhase.WAITING}


def clock_text(seconds: float) -> str:
    """0:07, or 1:02:03 from an hour on."""
    whole = max(0, int(seconds))
    minutes, rest = divmod(whole, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if whole >= _HOUR_S else f"{minutes}:{rest:02}"


@QmlElement
@QmlUncreatable("made by a view model")
class Party(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """One side of a call, or all of a conference. `changed`: another one, or another phase. `ticked`: the time."""

    changed = Signal()
    ticked = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._calls: tuple[Call, ...] = ()
        self._kind = ""
        self._time = ""

    @property
    def call(self) -> Call | None:
        """The one that stands for all."""
        return self._calls[0] if self._calls else None

    def show(self, calls: Sequence[Call]) -> None:
        """Draw these, which hear each other; none: nobody."""
        book = self._house.port(Phonebook)
        number = calls[0].number if calls else ""
        kind = "" if book is None or not number else kind_of(book.who(number), number)
        if (tuple(calls), kind) != (self._calls, self._kind):
            self._calls, self._kind = tuple(calls), kind
            self.changed.emit()
        self.look()

    def look(self) -> None:
        """See how late it is."""
        call = self.call
        begun = None if call is None else call.answered
        if call is not None and begun is not None and call.phase is CallPhase.ENDED:
            time = clock_text(call.since - begun)
        else:
            time = "" if begun is None else clock_text(self._house.clock.now() - begun)
        if time != self._time:
            self._time = time
            self.ticked.emit()

    @Property(bool, notify=changed)
    def present(self) -> bool:
        """Whether there is anybody."""
        return bool(self._calls)

    @Property(str, notify=changed)
    def title(self) -> str:
        """Name, or the number as it came; "" withheld."""
        return words_of(call.name or call.number for call in self._calls)

    @Property(str, notify=changed)
    def number(self) -> str:
        """The number below a name; "" where it is the title already, and of a conference."""
        call = self.call
        return call.number if call is not None and call.name and len(self._calls) == 1 else ""

    @Property(str, notify=changed)
    def kind(self) -> str:
        """A `NumberKind` value; "" unknown."""
        return self._kind if len(self._calls) == 1 else ""

    @Property(str, notify=changed)
    def photo(self) -> str:
        """URL; "" none."""
        call = self.call
        return photo_url(call.photo) if call is not None and len(self._calls) == 1 else ""

    @Property(str, notify=changed)
    def letters(self) -> str:
        """What stands for a missing photo."""
        return initials(self._calls[0].name) if len(self._calls) == 1 else ""

    @Property(str, notify=changed)
    def phase(self) -> str:
        """A `CallPhase` value; "" nobody."""
        return "" if self.call is None else self.call.phase.value

    @Property(str, notify=changed)
    def end(self) -> str:
        """A `CallEnd` value once it has ended."""
        return "" if self.call is None or self.call.end is None else self.call.end.value

    @Property(bool, notify=changed)
    def conference(self) -> bool:
        """Whether they are several."""
        return len(self._calls) > 1

    @Property(bool, notify=changed)
    def emergency(self) -> bool:
        """Whether it is an emergency call."""
        return any(call.emergency for call in self._calls)

    @Property(str, notify=ticked)
    def time(self) -> str:
        """Since it was answered, "2:31"; "" before."""
        return self._time


def photo_url(photo: object) -> str:
    """For QML's Image; "" without one."""
    return "" if photo is None else QUrl.fromLocalFile(str(photo)).toString()


@QmlElement
@QmlUncreatable("made by a pane and by the screen")
class CallViewModel(Guide):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`first`: the call to look at. `other`: the one on hold beside it. `caller`: the one that rings."""

    changed = Signal()

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._state = CallsState()
        self._first, self._other, self._caller = (Party(house, self) for _ in range(3))
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        house.board.watch(CallsState, self._show)

    def _show(self, state: CallsState) -> None:
        news = state != self._state
        self._state = state
        ringing = state.ringing
        on = [call for call in state.calls if call.phase not in _RINGING]
        rest = [call for call in on if call.phase is not CallPhase.ENDED] or on
        first = rest[:1]
        if first and first[0].conference:
            first = [call for call in rest if call.conference and call.phase is first[0].phase]
        other = [call for call in rest if call not in first]
        if other and other[0].conference:
            other = [call for call in other if call.conference]
        self._first.show(first)
        self._other.show(other if len(other) == 1 or (other and other[0].conference) else other[:1])
        self._caller.show([] if ringing is None else [ringing])
        if news:
            self.changed.emit()
        timed = any(call.answered is not None and call.phase is not CallPhase.ENDED for call in state.calls)
        if timed != self._timer.isActive():
            (self._timer.start if timed else self._timer.stop)()

    @Slot()
    def _look(self) -> None:
        for party in (self._first, self._other):
            party.look()

    @property
    def _calls(self) -> Calls | None:
        return self._house.port(Calls)

    def _select(self, **changes: object) -> None:
        board = self._house.board
        board.publish(dataclasses.replace(board.latest(Selection) or Selection(), **changes))  # type: ignore[arg-type]

    @Property(Party, constant=True)
    def first(self) -> Party:
        """The call to look at."""
        return self._first

    @Property(Party, constant=True)
    def other(self) -> Party:
        """The one on hold."""
        return self._other

    @Property(Party, constant=True)
    def caller(self) -> Party:
        """The one that rings."""
        return self._caller

    @Property(bool, notify=changed)
    def may(self) -> bool:
        """Whether there is anything behind the keys."""
        return self._calls is not None

    @Property(bool, notify=changed)
    def on(self) -> bool:
        """Whether a call is on, or is being made."""
        return self._first.call is not None and self._first.call.phase is not CallPhase.ENDED

    @Property(bool, notify=changed)
    def ringing(self) -> bool:
        """Whether somebody wants to be answered."""
        return self._state.ringing is not None

    @Property(bool, notify=changed)
    def waiting(self) -> bool:
        """Whether that one comes while another one is on."""
        return self._state.ringing is not None and self._state.ringing.phase is CallPhase.WAITING

    @Property(bool, notify=changed)
    def mayWrite(self) -> bool:
        """Whether a text may be sent instead of an answer."""
        ringing = self._state.ringing
        return ringing is not None and ringing.number != "" and self._house.port(Messenger) is not None

    @Property(bool, notify=changed)
    def muted(self) -> bool:
        """Our microphone."""
        return self._state.muted

    @Property(bool, notify=changed)
    def onPhone(self) -> bool:
        """Whether the sound is on the handset."""
        return self._state.on_phone

    @Property(str, notify=changed)
    def pending(self) -> str:
        """A wish that the phone has not answered yet; "" none."""
        return self._state.pending

    @Property(str, notify=changed)
    def fault(self) -> str:
        """Why the last wish failed: a source text in context "Phone", or a line of the phone's."""
        return self._state.fault

    @Property(str, notify=changed)
    def faultWords(self) -> str:
        """The same, in the language of the screen."""
        return QCoreApplication.translate("Phone", self._state.fault)

    @Slot()
    def answer(self) -> None:
        """Take the one that rings."""
        if (calls := self._calls) is not None and self._state.ringing is not None:
            calls.answer()

    @Slot()
    def reject(self) -> None:
        """Refuse it."""
        if (calls := self._calls) is not None and self._state.ringing is not None:
            calls.reject()

    @Slot(str)
    def write(self, text: str) -> None:
        """Refuse it, and send this instead."""
        ringing = self._state.ringing
        if ringing is None or not ringing.number:
            return
        self.reject()
        if (messenger := self._house.port(Messenger)) is not None:
            messenger.send(ringing.number, text)

    @Slot()
    def hangUp(self) -> None:
        """End the call that is looked at; of a conference all."""
        if (calls := self._calls) is not None:
            for call in self._first._calls:  # noqa: SLF001  of the same file
                calls.hang_up(call.key)

    @Slot()
    def swap(self) -> None:
        """The other one."""
        if (calls := self._calls) is not None:
            calls.swap()

    @Slot()
    def toggleHold(self) -> None:
        """Hold it, or take it again."""
        call = self._first.call
        if (calls := self._calls) is not None and call is not None:
            calls.hold(call.phase is not CallPhase.HELD)

    @Slot()
    def merge(self) -> None:
        """Let all hear each other."""
        if (calls := self._calls) is not None:
            calls.merge()

    @Slot()
    def toggleMute(self) -> None:
        """Our microphone."""
        if (calls := self._calls) is not None:
            calls.mute(not self._state.muted)

    @Slot()
    def toggleHandset(self) -> None:
        """Sound to the handset, or back."""
        if (calls := self._calls) is not None:
            calls.on_phone(not self._state.on_phone)

    @Slot(str)
    def tone(self, digit: str) -> None:
        """A key pressed during the call."""
        if (calls := self._calls) is not None:
            calls.tones(digit)

    @Slot()
    def open(self) -> None:
        """Show the call large."""
        self._select(away=False, asked="")
        self.guided.emit("phone")

    @Slot(str)
    def openPage(self, page: str) -> None:
        """Turn a card into the pane's page that it stands for."""
        self._select(page=page, talk="", person="", replying=False, searching=False, asked="")
        self.guided.emit("phone")

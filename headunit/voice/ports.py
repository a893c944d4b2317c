"""Commands that a pane declares in its folder's `spoken.py`, and what one can ask of the assistant.

A room's `spoken.py` holds `SPOKEN: tuple[Spoken, ...]`; it imports this file and ports, nothing of Qt. It is found by
its name, as panes are; tests list panes without one.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from headunit.kernel.board import Board
from headunit.kernel.clock import Clock


class Rooms(Protocol):
    """What a command may stand on: the house, as seen by a room."""

    @property
    def board(self) -> Board: ...

    @property
    def clock(self) -> Clock: ...

    def port[T](self, kind: type[T]) -> T | None: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a slot may be filled with. `said`: as a person says it. `value`: handed to the command."""

    said: str
    value: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a command. `text`: source text in context "Spoken", with {names} of `words`. `open`: name of the
    pane to show, "" none. `undo`: takes it back. `choices`: more than one fits; the driver takes one, and `chosen` is
    called with its value."""

    text: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    open: str = ""
    undo: Callable[[], None] | None = None
    choices: tuple[Entry, ...] = ()
    chosen: "Callable[[str], Reply] | None" = None
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """One command.

    `name`: "music.play_artist". `pane`: whose example it is. `phrases`: language tag -> sentences; `[word]` is optional,
    `(a|b)` a choice, `{slot}` one of its entries. `run`: Qt's thread, returns at once. `slots`: what may stand there at
    this moment, the likeliest first; called on Qt's thread when the grammar is built anew.
    `confirm`: source text in context "Spoken" of the question before anything costly; "" does it at once.
    `free`: the name of a slot of free text (an address, a dictated reply): needs the dictation extra.
    """

    name: str
    pane: str
    phrases: Mapping[str, tuple[str, ...]]
    run: Callable[[Rooms, Mapping[str, str]], Reply]
    slots: Mapping[str, Callable[[Rooms], Iterable[Entry]]] = field(default_factory=dict)
    confirm: str = ""
    free: str = ""


class Assistant(Protocol):
    """The driver's wishes of it. `VoiceState` answers. Qt's thread; returns at once."""

    def listen(self) -> None:
        """Push to talk; pressed again it stops listening and thinks about what it has, or stops answering."""
        ...

    def cancel(self) -> None:
        """Never mind."""
        ...

    def choose(self, number: int) -> None:
        """Take one of `choices`, or 0 yes, 1 no while it asks."""
        ...

    def undo(self) -> None:
        """The way back."""
        ...

    def say(self, text: str) -> None:
        """As if it had heard this: for a keyboard, a test, a phone."""
        ...

    def dictate(self, done: Callable[[str], None]) -> None:
        """Listen for free text and hand it over; "" where nothing was understood or there is no dictation here."""
        ...

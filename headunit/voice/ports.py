"""Commands that a pane declares in its folder's `spoken.py`, and what one can ask of the assistant.

A room's `spoken.py` holds `SPOKEN: tuple[Spoken, ...]`; it imports this file and ports, nothing of Qt. It is found by
its name, as panes are; tests list panes without one.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

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
    """One thing a slot may be filled with. `said`: as a person says it; numerals are spoken as numbers ("21" is
    "twenty one"). `value`: handed to the command."""

    said: str
    value: str
    language: str = ""  # of `said`, where it is a word and no name: "en"; the ear is taught that of its own


#: Any run of spoken digits ("oh seven double one", "plus four nine"): the value is the digits, "0711" or "+49". Stands
#: alone or among other entries of a slot.
DIGITS: Final = Entry("{digits}", "{digits}")


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a command.

    `text`: English, with {names} of `words`; a key of the tables in voice/words_XX.py, and said as it is where they
    lack it. `words`: a name; or a key of the tables too; or an amount with its unit ("2.4 bar", "75 min"), which each
    language writes and speaks in its own way; several of them with "; " between. `contexts`: for those of `words` that
    are source texts of the screen, their translation context. `open`: name of the pane to show, "" none. `undo`: takes
    it back. `choices`: more than one fits; the driver takes one, and `chosen` is called with its value. `wait`: it is
    not known yet: called ten times a second until it returns what came of it.
    """

    text: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    open: str = ""
    undo: Callable[[], None] | None = None
    choices: tuple[Entry, ...] = ()
    chosen: "Callable[[str], Reply] | None" = None
    failed: bool = False
    contexts: Mapping[str, str] = field(default_factory=dict)
    wait: "Callable[[], Reply | None] | None" = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """One command.

    `name`: "music.play_artist". `pane`: whose example it is. `phrases`: language tag -> sentences; `[word]` is
    optional, `(a|b)` a choice, `{slot}` one of its entries. `run`: Qt's thread, returns at once, and is given the value
    of each slot of the phrase that was said. `slots`: what may stand there at this moment, the likeliest
    first; called on Qt's thread when the grammar is built anew. `confirm`: the question before anything costly, in
    English, with {slots} as they were said: a key of voice/words_XX.py as `Reply.text` is; "" does it at once.
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

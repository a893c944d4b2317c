"""The door to whoever listens: what it is taught, how it is asked, and what it answers. Knows no recogniser.

Wishes come on Qt's thread and return at once; answers come by the inbox, as events under TOPIC, in order. Each wish to
listen has a number (`turn`); an answer with an older number than the newest wish is to be let pass.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from headunit.voice.ports import Entry

#: Inbox events: Woken, SpeechBegan, SpeechEnded, then Heard, NotUnderstood or Dictated.
TOPIC: Final = "voice.ear"
#: Inbox, latest: level of the microphone while it listens (float, 0..1).
LEVEL_TOPIC: Final = "voice.level"
#: Inbox, latest: EarState.
STATE_TOPIC: Final = "voice.ear_state"


@dataclass(frozen=True, slots=True)
class Sentences:
    """One command as the ear needs it: English `phrases` of `ports.Spoken`, and the entries of each slot in them.

    Slots of several commands with equal entries cost as much as one. `free`: as in `ports.Spoken`; such a phrase is
    only understood where there is dictation.
    """

    name: str
    phrases: tuple[str, ...]
    slots: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    free: str = ""


@dataclass(frozen=True, slots=True)
class EarState:
    """`present`: a microphone and a recogniser. `taught`: commands are known. `dictation`: free text is understood.
    `fault`: one line, "" none."""

    present: bool = False
    taught: bool = False
    dictation: bool = False
    wake_word: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Woken:
    """The wake word was said. `at`: Clock.now() of its end."""

    at: float


@dataclass(frozen=True, slots=True)
class SpeechBegan:
    """Somebody speaks. `at`: Clock.now()."""

    turn: int
    at: float


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    """It listens no more. `at`: Clock.now() of the last sound that was speech."""

    turn: int
    at: float


@dataclass(frozen=True, slots=True)
class Guess:
    """A command and the `value` of the entry in each of its slots."""

    name: str
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Heard:
    """`text`: the words, as a driver may read them. `confidence`: 0..1. `others`: what the same words mean as well (two
    people of one name). `ended_at`: Clock.now() of the end of speech; `seconds`: how long it was."""

    turn: int
    name: str
    slots: Mapping[str, str]
    text: str
    confidence: float
    ended_at: float
    seconds: float
    others: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """`reason`: "silence" nobody spoke; "unknown" no command that it was taught; "fault" no ear just now.

    `text`: what it was most like, "" where nothing was.
    """

    turn: int
    reason: str
    text: str = ""
    confidence: float = 0.0
    ended_at: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Dictated:
    """Free text; "" where none was understood. `fault`: one line, "" none."""

    turn: int
    text: str
    ended_at: float = 0.0
    seconds: float = 0.0
    fault: str = ""


class Hearing(Protocol):
    """Whoever listens."""

    def teach(self, commands: Sequence[Sentences]) -> None:
        """What may be said from the next `listen` on, in place of all before. Takes up to a second, elsewhere."""
        ...

    def listen(self, among: Sequence[Sentences] = ()) -> int:
        """Listen once, until somebody has spoken. `among`: only these, this once (yes, no, one of three). The turn.

        Nothing of ours may be heard meanwhile: the caller plays its tone before, and answers after.
        """
        ...

    def dictate(self) -> int:
        """Listen once for free text. The turn."""
        ...

    def stop(self) -> None:
        """Listen no more, and answer with what there is."""
        ...

    def cancel(self) -> None:
        """Forget it. No answer follows."""
        ...

    def wake(self, *, on: bool) -> None:
        """Whether the wake word is listened for between two turns; not while `hold` is."""
        ...

    def hold(self, *, on: bool) -> None:
        """While on, the wake word is not listened for: we speak, or somebody phones."""
        ...

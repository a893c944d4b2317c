"""What the assistant is doing. Times are Clock.now() in seconds."""

import enum
from dataclasses import dataclass


class Ear(enum.Enum):
    """Where a conversation is."""

    ABSENT = "absent"  # no microphone, or no recogniser here
    IDLE = "idle"
    WAITING = "waiting"  # asked for, not listening yet
    LISTENING = "listening"
    THINKING = "thinking"
    ASKING = "asking"  # yes or no is wanted, or one of `choices`
    ANSWERING = "answering"


@dataclass(frozen=True, slots=True)
class VoiceState:
    """`heard`: what it understood, always shown. `answer`: what it says, in the screen's language. `choices`: to take
    by touch or by number. `examples`: what one could say now, of the pane that is open. `level`: of the microphone,
    0..1. `confidence`: 0..1. `undo`: whether the way back is open. `failed`: `answer` tells of something that was not
    done. `microphone`: somebody can be heard. `fault`: why nobody can, one line."""

    ear: Ear = Ear.ABSENT
    since: float = 0.0
    heard: str = ""
    answer: str = ""
    choices: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    level: float = 0.0
    confidence: float = 0.0
    undo: bool = False
    wake_word: bool = False
    fault: str = ""
    failed: bool = False
    microphone: bool = False


@dataclass(frozen=True, slots=True)
class OnScreen:
    """Which pane is open, and which was before, by name; "" unknown. Whoever shows panes hangs it up."""

    pane: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """The assistant wants this pane to be shown. `number` grows with each wish."""

    number: int
    pane: str

"""What the app and the ear's process say to each other: these objects, pickled, over a pipe of their own."""

from dataclasses import dataclass

from headunit.voice.ear import Sentences


@dataclass(frozen=True, slots=True)
class Teach:
    """To the ear: what may be said."""

    commands: tuple[Sentences, ...]


@dataclass(frozen=True, slots=True)
class Listen:
    """To the ear. `among`: only these, where there are any. `free`: dictation."""

    turn: int
    among: tuple[Sentences, ...] = ()
    free: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """To the ear. `forget`: without an answer."""

    forget: bool = False


@dataclass(frozen=True, slots=True)
class Wake:
    """To the ear: whether it waits for the wake word."""

    wanted: bool
    held: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """From the ear. `microphone`: there is one. `taught`: how many commands; -1 none yet. `mute`: words that nobody
    can pronounce. `fault`: one line."""

    microphone: bool = False
    taught: int = -1
    dictation: bool = False
    mute: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """From the ear: it lives. `level`: of the microphone, 0..1."""

    level: float = 0.0


@dataclass(frozen=True, slots=True)
class News:
    """From the ear: one event of ear.py whose time was `ago` seconds before it was sent; its own time is 0."""

    event: object
    ago: float = 0.0

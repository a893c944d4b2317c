"""Asking to be heard. Qt's thread."""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from headunit.sound.state import Voiceprint


@dataclass(frozen=True, slots=True)
class Grant:
    """How one may be heard at the moment: not at all while `held`, else at `volume_db`, reached within `fade_s`."""

    held: bool
    volume_db: float
    fade_s: float = 0.15


#: Frames that one speaks and plays in: signed 16 bit, little-endian, interleaved.
RATE_HZ: Final = 44100
BYTES_PER_SAMPLE: Final = 2


class Output(Protocol):
    """A stream to the loudspeakers: RATE_HZ frames a second. Every call raises OSError, in one line, where they are
    gone. Any thread, but `close` after all others.

    `channels`: 2 (left, right) or 4 (front left, front right, rear left, rear right).
    """

    channels: int

    def write(self, frames: bytes) -> None:
        """Take them; waits until there is room."""
        ...

    def flush(self) -> None:
        """Forget what was taken and not yet heard."""
        ...

    def drain(self) -> None:
        """Wait until all is heard."""
        ...

    def latency_s(self) -> float:
        """How long what is written now takes to be heard."""
        ...

    def close(self) -> None:
        """Let go. May be called twice."""
        ...


#: Opens a stream: its name, and whether more than two channels are of use. Raises OSError where nobody plays.
type OutputMaker = Callable[[str, bool], Output]


class Focus(Protocol):
    """The one mixer."""

    def request(self, who: Voiceprint, told: Callable[[Grant], None]) -> int:
        """Ask to be heard from now on. `told` hears at once, and again with each change. Returns a ticket."""
        ...

    def release(self, ticket: int) -> None:
        """Be heard no more. Whoever paused or ducked for it comes back. Unknown tickets are let pass."""
        ...


class Volume(Protocol):
    """The driver's hand on the volume. SoundState answers."""

    def turn(self, steps: int) -> None:
        """Louder or quieter: of whoever is heard now, as a knob does; of music when nobody is."""
        ...

    def set(self, who: Voiceprint, volume: int) -> None:
        """0..100 for one of them."""
        ...

    def mute(self, muted: bool) -> None:
        """The mute key."""
        ...


class Tune(enum.Enum):
    """What a caller sounds like."""

    NONE = "none"
    RING = "ring"
    KNOCK = "knock"  # somebody waits while another call is on


class Ringing(Protocol):
    """Who rings when somebody calls. Qt's thread; returns at once."""

    def ring(self, tune: Tune) -> None:
        """From now on, again and again."""
        ...

    def on_grant(self, grant: Grant) -> None:
        """How it may be heard: it has no ticket of its own, the call has."""
        ...

"""Asking to be heard. Qt's thread."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from headunit.sound.state import Voiceprint


@dataclass(frozen=True, slots=True)
class Grant:
    """How one may be heard at the moment: not at all while `held`, else at `volume_db`, reached within `fade_s`."""

    held: bool
    volume_db: float
    fade_s: float = 0.15


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

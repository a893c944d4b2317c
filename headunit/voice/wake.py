"""The wake word, and when it is listened for. Pure."""

from dataclasses import dataclass
from typing import Final

#: Two words of open vowels that no command begins with.
PHRASE: Final = "hey car"


@dataclass(slots=True)
class Waking:
    """`wanted`: the driver has chosen it. `held`: we speak, or somebody phones. `busy`: a turn is on."""

    wanted: bool = False
    held: bool = False
    busy: bool = False

    @property
    def listening(self) -> bool:
        """Whether the microphone is open for it."""
        return self.wanted and not self.held and not self.busy

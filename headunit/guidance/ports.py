"""What one can ask of guidance, and what it needs: somebody who speaks. Qt's thread."""

from typing import Protocol

from headunit.guidance.state import Prompt
from headunit.routing.state import Route, Stop


class Navigator(Protocol):
    """The driver's wishes. GuidanceState on the board answers."""

    def start(self, route: Route) -> None:
        """Drive along it. Replaces what was under way."""
        ...

    def stop(self) -> None:
        """End guidance."""
        ...

    def resume(self) -> None:
        """Go on with the trip that was under way when the program ended, by a new route from here."""
        ...

    def add_stop(self, stop: Stop) -> None:
        """Call there first, then go on: a new route is asked for."""
        ...

    def skip_stop(self) -> None:
        """Leave out the next via point."""
        ...

    def take_better(self, taken: bool) -> None:
        """Accept the better route that is offered, or wave it away."""
        ...

    def mute(self, muted: bool) -> None:
        """Whether to keep quiet."""
        ...

    def repeat(self) -> None:
        """Say the next maneuver again, now."""
        ...


class Voice(Protocol):
    """Somebody who speaks. Returns at once; says one thing after the other; drops what is no longer true."""

    def say(self, prompt: Prompt) -> None:
        """Speak it when what is being said is over, or at once when it is urgent."""
        ...

    def hush(self) -> None:
        """Stop in the middle of a word."""
        ...

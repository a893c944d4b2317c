"""What the screen may ask of the notices."""

from typing import Protocol


class Dismissals(Protocol):
    """Takes a notice off the screen."""

    def dismiss(self, key: str) -> None:
        """The driver has read the notice `key`; it returns when its fact ends and comes again."""
        ...

"""What the preferences need from the world."""

from typing import Protocol

from headunit.preferences.state import Preferences


class PreferenceStore(Protocol):
    """Where choices outlive the ignition."""

    def save(self, preferences: Preferences) -> None:
        """Write them so that a power cut leaves either the old or the new ones. Raises OSError where it cannot."""
        ...


class Choices(Protocol):
    """What the screen may ask of the preferences."""

    def choose(self, name: str, value: str) -> None:
        """Set one choice. Raises ValueError for a name or value that does not exist."""
        ...

"""What the technician's room needs from the world, and what its pane may ask of it."""

from typing import Protocol

from headunit.technician.state import Explained, MessageKey
from headunit.vehicle.ports import Frame


class Decoder(Protocol):
    """Explains frames in the words of a DBC. Called on the service's thread only, never per frame on a bus's."""

    def name(self, identifier: int, extended: bool) -> str:
        """The message's name, or "" where the DBC has none."""
        ...

    def explain(self, frame: Frame) -> Explained | None:
        """What `frame` says, or None for one that is not in the DBC. Never raises: damage is told in the answer."""
        ...


class LogWriter(Protocol):
    """A log file that is being written. Called on one thread."""

    def write(self, frame: Frame) -> None:
        """Append `frame` at the time `frame.t`. Raises OSError."""
        ...

    def close(self) -> None:
        """Finish the file, so that readers find it whole. Raises OSError."""
        ...


class Workbench(Protocol):
    """What the technician's pane may ask. All calls on the house's thread; the answer is the next `TrafficState`."""

    def look(self, page: str) -> None:
        """What is in view: "messages", "plot" or "record", "" for nothing. Nothing is made that nobody sees."""
        ...

    def open(self, key: MessageKey | None) -> None:
        """Decode this message from now on, or none."""
        ...

    def plot(self, key: MessageKey, signal: str, on: bool) -> None:
        """Plot the signal from now on, or no more. The oldest lane makes room for a fifth."""
        ...

    def zoom(self, seconds: float) -> None:
        """How much time the lanes show: one of `state.ZOOMS_S`."""
        ...

    def record(self, suffix: str) -> None:
        """Start recording every frame of every bus into a new file of this kind: ".log", ".asc", ".blf",
        ".csv", or ".mf4" where its library is installed."""
        ...

    def stop_recording(self) -> None:
        """Finish the file; `RecordingState` tells when that is done."""
        ...


class ReplayControl(Protocol):
    """A replay that can be held, moved and paced. Any thread; returns at once."""

    def pause(self, paused: bool) -> None:
        """Hold it, or go on."""
        ...

    def seek(self, position_s: float) -> None:
        """Go to a place of the log, in seconds from its beginning; beyond its ends: to the end."""
        ...

    def set_speed(self, speed: float) -> None:
        """Times real time, more than 0. Raises ValueError for another."""
        ...

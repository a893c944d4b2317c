"""What the vehicle room needs from the world, and what it offers to those who play the world (the simulator)."""

import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from headunit.vehicle.state import Value


class FrameKind(enum.Enum):
    """ISO 11898-1 frame kinds that reach an application, plus SocketCAN's error reports."""

    DATA = "data"
    REMOTE = "remote"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame on a bus.

    `bus`: name as in the log or the interface ("can0"). `id`: 11 bits, or 29 where `extended` is set; the two kinds
    share numbers, so a key is always (id, extended). `data`: 0 to 64 bytes. `t`: seconds on the sender's or the log's
    clock, for logs only: freshness is judged by the time of receipt. `brs`: an FD frame whose data phase has the faster
    bit rate (ISO 11898-1, bit rate switch).
    """

    bus: str
    id: int
    data: bytes
    extended: bool = False
    t: float = 0.0
    kind: FrameKind = FrameKind.DATA
    fd: bool = False
    brs: bool = False


class FrameSink(Protocol):
    """Somewhere to send frames."""

    def send(self, frame: Frame) -> None:
        """Put `frame` on the bus. Raises OSError where the bus does not take it; any thread may call."""
        ...


class FrameSource(Protocol):
    """Where frames come from. What is subscribed is called on the source's own thread."""

    def subscribe(self, receive: Callable[[Frame], None]) -> None:
        """Hand each frame to `receive`, one call per frame."""
        ...

    def subscribe_all(self, receive: Callable[[Sequence[Frame]], None]) -> None:
        """Hand each frame to `receive`, those that arrived together in one call: for who hears full buses."""
        self.subscribe(lambda frame: receive((frame,)))


class CarCodec(Protocol):
    """A car's table read both ways. Paths are VSS 6, values in VSS units. Pure: no I/O, no clock of its own."""

    @property
    def paths(self) -> Mapping[str, float]:
        """Each path that the car tells, with its stale-after time in seconds."""
        ...

    def decode(self, frame: Frame) -> Mapping[str, Value | None]:
        """What `frame` says; None for a signal that says "not available"; empty for a frame that says nothing here.

        Raises `DecodeError` for a frame of the car that is damaged: too short, or with an unknown multiplexer.
        """
        ...

    def encode_due(self, values: Mapping[str, Value], t: float) -> Iterable[Frame]:
        """The frames that the car itself would send in the moment `t` (seconds; never steps back) if its state were
        `values`: each message at its own cycle time. A path missing from `values` is sent as "not available" where
        the DBC has such a raw value, else as the signal's initial value."""
        ...

    def encode_request(self, path: str, value: Value) -> Frame:
        """The one frame that asks the car to change `path`. Raises UsageError where the car's folder names none."""
        ...

    def decode_request(self, frame: Frame) -> Mapping[str, Value]:
        """What a frame made by `encode_request` asks for: the car's side of it."""
        ...


class DecodeError(ValueError):
    """A frame of the car that cannot be believed. Counted, never shown, never fatal."""


class Requests(Protocol):
    """The driver's wishes to the car. Nothing here changes what the screen shows: the car's answer does."""

    def may(self, path: str) -> bool:
        """Whether this car, on this bus, started this way, can be asked to change `path`."""
        ...

    def ask(self, path: str, value: Value, who: str, why: str) -> None:
        """Ask the car to set `path` to `value` (VSS unit). Each call is written to the send log, refused ones too.

        Raises UsageError where `may` says no. The outcome is in the signal, or it is not: there is no other answer.
        """
        ...

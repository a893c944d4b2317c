"""Frames between car and hub: msgpack in binary WebSocket messages. What comes from outside is checked here, whole.

    car -> hub   Hello, then Proof, then Batch...
    hub -> car   Challenge, then Marks, then Ack..., Commands...

The page speaks JSON; see hub/README.md.
"""

import math
from dataclasses import dataclass, field
from typing import Final

import msgpack

from headunit.kernel.errors import HeadunitError
from headunit.mirror.row import MOST_BODY, MOST_ROWS, Lane, Row

VERSION: Final = 1
#: Longest frame (bytes).
MOST_FRAME: Final = 1 << 20
_MOST_SEQ: Final = 1 << 53
_LONGEST_TOPIC: Final = 64
_EPOCH_DIGITS: Final = 32


class FrameError(HeadunitError):
    """A frame that is not of this language: the connection is closed, the other side is told this line."""


@dataclass(frozen=True, slots=True)
class Hello:
    """`car`: its name, derived from its key. `key`: its public Ed25519 key, 32 bytes. `cseq`: commands taken so far, of
    the hub's store `hub_epoch` ("" none). `epochs`: all that the car still holds rows of. `join`: a code for a hub
    that does not know this car yet."""

    car: str
    key: bytes
    hub_epoch: str = ""
    cseq: int = 0
    epochs: tuple[str, ...] = ()
    join: str = ""
    version: int = VERSION


@dataclass(frozen=True, slots=True)
class Challenge:
    """Sign these 32 bytes with the name of this hub's store and of the car before them: see `proof_bytes`."""

    nonce: bytes
    hub_epoch: str


@dataclass(frozen=True, slots=True)
class Proof:
    """64 bytes of Ed25519."""

    signature: bytes


@dataclass(frozen=True, slots=True)
class Marks:
    """What the hub holds safely: (epoch, lane) -> seq. The car sends again from there."""

    marks: dict[tuple[str, Lane], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one epoch and lane, in order."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Ack:
    """All rows of this epoch and lane up to `seq` are durable at the hub."""

    epoch: str
    lane: Lane
    seq: int


@dataclass(frozen=True, slots=True)
class Envelope:
    """A command on its way: `cseq` its number for this car at this hub, `signed` as mirror/signed.py writes it."""

    cseq: int
    id: str
    signed: bytes


@dataclass(frozen=True, slots=True)
class Commands:
    """Some, in order."""

    envelopes: tuple[Envelope, ...]


type Frame = Hello | Challenge | Proof | Marks | Batch | Ack | Commands


def proof_bytes(challenge: Challenge, car: str) -> bytes:
    """What a car signs to show that it is `car`; never anything else that it might sign."""
    return b"headunit car hello 1\0" + challenge.hub_epoch.encode() + b"\0" + car.encode() + b"\0" + challenge.nonce


def pack(frame: Frame) -> bytes:
    """As it goes over the wire."""
    said: list[object] = []
    match frame:
        case Hello():
            said = ["h", frame.version, frame.car, frame.key, frame.hub_epoch, frame.cseq]
            said += [list(frame.epochs), frame.join]
        case Challenge():
            said = ["n", frame.nonce, frame.hub_epoch]
        case Proof():
            said = ["p", frame.signature]
        case Marks():
            said = ["m", [[epoch, lane.value, seq] for (epoch, lane), seq in frame.marks.items()]]
        case Batch():
            first = frame.rows[0]
            rows = [[row.seq, row.topic, row.wall_s, row.clock_good, row.body] for row in frame.rows]
            said = ["b", first.epoch, first.lane.value, rows]
        case Ack():
            said = ["a", frame.epoch, frame.lane.value, frame.seq]
        case Commands():
            said = ["c", [[one.cseq, one.id, one.signed] for one in frame.envelopes]]
    packed: bytes = msgpack.packb(said)
    return packed


def unpack(data: bytes) -> Frame:
    """The frame. Raises FrameError for everything else."""
    if len(data) > MOST_FRAME:
        raise FrameError("a frame is too long")
    try:
        said = msgpack.unpackb(data, max_bin_len=MOST_BODY, max_str_len=4096, max_array_len=4096, max_map_len=256)
        return _read(said)
    except FrameError:
        raise
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, msgpack.UnpackException) as error:
        raise FrameError("not a frame of this language") from error


def _read(said: object) -> Frame:  # noqa: PLR0911  one return for each kind of frame
    if not isinstance(said, list) or not said:
        raise FrameError("not a frame of this language")
    match said:
        case ["h", int(version), str(car), bytes(key), str(hub), int(cseq), list(epochs), str(join)]:
            if version != VERSION:
                raise FrameError(f"version {version} is not spoken here, {VERSION} is")
            return Hello(car, key, hub, _seq(cseq), tuple(_epoch(epoch) for epoch in epochs), join, version)
        case ["n", bytes(nonce), str(hub)]:
            return Challenge(nonce, hub)
        case ["p", bytes(signature)]:
            return Proof(signature)
        case ["m", list(marks)]:
            return Marks({(_epoch(epoch), Lane(lane)): _seq(seq) for epoch, lane, seq in marks})
        case ["b", epoch, lane, list(rows)] if 0 < len(rows) <= MOST_ROWS:
            return Batch(_rows(_epoch(epoch), Lane(lane), rows))
        case ["a", epoch, lane, seq]:
            return Ack(_epoch(epoch), Lane(lane), _seq(seq))
        case ["c", list(envelopes)]:
            return Commands(tuple(_envelope(*one) for one in envelopes))
    raise FrameError("not a frame of this language")


def _seq(seq: object) -> int:
    if isinstance(seq, bool) or not isinstance(seq, int) or not 0 <= seq < _MOST_SEQ:
        raise FrameError("a number is out of range")
    return seq


def _epoch(epoch: object) -> str:
    if not isinstance(epoch, str) or len(epoch) != _EPOCH_DIGITS or set(epoch) - set("0123456789abcdef"):
        raise FrameError("an epoch is 32 hex digits")
    return epoch


def _envelope(cseq: object, name: object, signed: object) -> Envelope:
    if not isinstance(name, str) or not isinstance(signed, bytes):
        raise FrameError("not a frame of this language")
    return Envelope(_seq(cseq), name, signed)


def _rows(epoch: str, lane: Lane, rows: list[object]) -> tuple[Row, ...]:
    read: list[Row] = []
    for row in rows:
        match row:
            case [seq, str(topic), float(wall_s) | int(wall_s), bool(good), bytes(body)] if len(
                topic
            ) <= _LONGEST_TOPIC and math.isfinite(wall_s):
                found = Row(lane, epoch, _seq(seq), topic, float(wall_s), body, good)
            case _:
                raise FrameError("not a row of this language")
        if found.seq == 0 or (read and found.seq <= read[-1].seq):
            raise FrameError("rows come in order")
        read.append(found)
    return tuple(read)

"""What a car tells: rows, each on a lane, each with a name of its own for ever: (car, epoch, lane, seq)."""

import enum
from dataclasses import dataclass
from typing import Final


class Lane(enum.Enum):
    """How much a row matters. The first goes first; each lane has numbers of its own, so that it may overtake."""

    ALERT = "A"  # alerts, trips, results of commands: never lost, committed at once
    TELEMETRY = "T"  # signals as deltas, a frame a second: lossless until the disk's share is used up
    STATE = "S"  # the newest value of a key; older ones may be skipped
    BULK = "B"  # recordings, reports: on a good link only


#: Longest body (bytes): whatever is larger goes in parts, on the bulk lane.
MOST_BODY: Final = 256 * 1024
#: Most rows in one batch, and most rows sent that are not acknowledged.
MOST_ROWS: Final = 200
MOST_UNACKED: Final = 4000


@dataclass(frozen=True, slots=True)
class Row:
    """`seq`: 1, 2, 3 ... on its lane since `epoch` began; a lane that is not lossless may leave numbers out, and a
    lossless one may too, by a row of topic "skip" that takes the place of all up to its own number.

    `epoch`: 32 hex digits, another one each time the car's store is opened. `wall_s`: the car's clock, seconds since
    1970 UTC, and `clock_good`: whether it was known to be right. `body`: msgpack, or sealed (mirror/seal.py).
    """

    lane: Lane
    epoch: str
    seq: int
    topic: str
    wall_s: float
    body: bytes
    clock_good: bool = True

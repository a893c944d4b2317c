"""cantools beside our decoder: every message of a file, many payloads, each value compared. For the decode tests."""

import math
import random
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import cantools.database.can
from cantools.database.can import Message as TheirMessage

from headunit.vehicle.cantools_dbc import _parse, _text, read_dbc
from headunit.vehicle.dbc_decode import MessageDecoder
from headunit.vehicle.ports import DecodeError

type Values = Mapping[str, object]


def their_messages(file: Path) -> list[TheirMessage]:
    """The messages as cantools has them, of the mended file where it had to be mended."""
    database, _repairs = _parse(file, _text(file))
    assert isinstance(database, cantools.database.can.Database)
    return list(database.messages)


def payloads(message: TheirMessage, dice: random.Random, count: int) -> list[bytes]:
    """All zeros, all ones, random ones; for a multiplexed message many with small numbers, which select something."""
    length = message.length
    found = [bytes(length), b"\xff" * length, *(dice.randbytes(length) for _ in range(count))]
    if message.is_multiplexed():
        small = (0, 0, 1, 2, 3)
        found += [bytes(dice.choice((*small, dice.randrange(256))) for _ in range(length)) for _ in range(4 * count)]
    return found


def said(decode: Callable[[], Values]) -> Values | None:
    """What `decode` gives, or None where it refuses."""
    try:
        return decode()
    except (DecodeError, cantools.database.DecodeError):
        return None


def same(ours: object, theirs: object) -> bool:
    """Equal, and of the same kind; NaN is NaN."""
    if isinstance(theirs, float) and math.isnan(theirs):
        return isinstance(ours, float) and math.isnan(ours)
    return ours == theirs and (isinstance(theirs, float) == isinstance(ours, float))


def compare(file: Path, count: int, dice: random.Random) -> tuple[Counter[str], list[str]]:
    """How much was compared, and each difference in words."""
    tally: Counter[str] = Counter()
    differences: list[str] = []
    messages = {message.name: message for message in read_dbc(file).dbc.messages}
    for theirs in their_messages(file):
        decoder = MessageDecoder(messages[theirs.name])
        for data in payloads(theirs, dice, count):
            cut = data[: dice.randrange(len(data) + 1)]
            for kind, ours, reference in (
                ("numbers", said(lambda: decoder.numbers(data)), said(lambda: theirs.decode(data, False))),  # noqa: B023
                ("words", said(lambda: decoder.words(data)), said(lambda: theirs.decode(data))),  # noqa: B023
                (
                    "truncated",
                    said(lambda: decoder.whole(cut)),  # noqa: B023
                    said(lambda: theirs.decode(cut, False, allow_truncated=True)),  # noqa: B023
                ),
            ):
                if reference is None:
                    # Overlapping signals: cantools decodes no frame of such a message, we decode each.
                    tally["beyond cantools" if ours is not None else "refused by both"] += 1
                    continue
                tally[kind] += len(reference)
                if ours is None or any(name not in ours or not same(ours[name], reference[name]) for name in reference):
                    differences.append(f"{file.name} {theirs.name} {kind} {data.hex()}: {ours} instead of {reference}")
    return tally, differences

"""`headunit decode LOG --dbc FILE`: what a recording says in the words of a DBC, without a car's table."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.vehicle.dbc_codec import RawCodec, RawFrame
    from headunit.vehicle.ports import Frame


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    parser = commands.add_parser(
        "decode",
        help="print a CAN log decoded with a DBC file",
        description="Prints every frame of a CAN log that the DBC file knows, decoded: one line a frame.",
        epilog='With --json, each line is {"t": seconds as in the log, "bus": name, "id": number, "message": name, '
        '"signals": {name: value}}, with "extended": true for a 29-bit identifier.',
    )
    parser.add_argument("log", type=Path, metavar="LOG", help="candump -L (.log), .asc, .blf, .csv, .trc, .mf4 or .gz")
    parser.add_argument(
        "--dbc", required=True, type=Path, metavar="FILE", help="the DBC file; small defects are mended"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--numbers", action="store_true", help="give numbers even where the DBC has a word for them")
    parser.add_argument("--bus", default="", metavar="BUS", help="only frames of this bus, such as can0")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Print the frames; counts go to standard error. Raises HeadunitError for a log or DBC that cannot be read."""
    from headunit.kernel.lines import write_lines
    from headunit.vehicle.cantools_dbc import load_dbc
    from headunit.vehicle.dbc_codec import RawCodec
    from headunit.vehicle.python_can_log import read_log

    codec = RawCodec(load_dbc(args.dbc), words=not args.numbers)
    frames = (frame for frame in read_log(args.log) if args.bus in {"", frame.bus})
    counts: Counter[str] = Counter()
    if write_lines(_lines(codec, frames, args.json, counts)):
        print(
            f"{counts['frames']} frames: {counts['decoded']} decoded, {counts['unknown']} not in the DBC, "
            f"{counts['damaged']} damaged",
            file=sys.stderr,
        )
    return 0


def _lines(codec: "RawCodec", frames: "Iterator[Frame]", as_json: bool, counts: Counter[str]) -> Iterator[str]:
    from headunit.vehicle.ports import DecodeError

    for frame in frames:
        counts["frames"] += 1
        try:
            decoded = codec.decode(frame)
        except DecodeError:
            counts["damaged"] += 1
            continue
        counts["unknown" if decoded is None else "decoded"] += 1
        if decoded is not None:
            yield _json(frame, decoded) if as_json else _text(frame, decoded)


def _json(frame: "Frame", decoded: "RawFrame") -> str:
    extended = {"extended": True} if frame.extended else {}
    head = {"t": frame.t, "bus": frame.bus, "id": frame.id, **extended, "message": decoded.message}
    # A floating-point field may hold NaN, which is not JSON.
    signals = {name: None if value != value else value for name, value in decoded.signals.items()}  # noqa: PLR0124
    return json.dumps({**head, "signals": signals})


def _read(value: float | str) -> str:
    """A value for eyes: without the last digits of binary fractions, which --json keeps."""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _text(frame: "Frame", decoded: "RawFrame") -> str:
    signals = " ".join(f"{name}={_read(value)}{decoded.units.get(name, '')}" for name, value in decoded.signals.items())
    identifier = f"{frame.id:08X}" if frame.extended else f"{frame.id:03X}"
    return f"{frame.t:17.6f} {frame.bus} {identifier} {decoded.message}: {signals}"

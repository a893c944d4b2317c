"""`headunit signals LOG --car NAME`: what a recording says about the car, as VSS signals."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.vehicle.codec import TableCodec
    from headunit.vehicle.ports import Frame


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    parser = commands.add_parser(
        "signals",
        help="print the VSS signals of a CAN log",
        description="Prints every value that a CAN log holds for a car, one line a value, in the log's order.",
        epilog='With --json, each line is {"t": seconds as in the log, "path": VSS 6 path, "value": number, flag '
        'or word, null for "not available", "unit": VSS unit, "" where there is none}.',
    )
    parser.add_argument("log", type=Path, metavar="LOG", help="candump -L (.log), .asc, .blf, .csv, .trc, .mf4 or .gz")
    parser.add_argument("--car", required=True, metavar="NAME", help="whose table explains the frames, such as demo")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--path", default="*", metavar="GLOB", help="only these paths, such as 'Vehicle.Body.*'")
    parser.add_argument("--changes", action="store_true", help="only values that differ from the one before")
    parser.add_argument("--bus", default="", metavar="BUS", help="only frames of this bus, such as can0")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Print the signals; counts go to standard error. Raises HeadunitError for a log or car that cannot be read."""
    from headunit.kernel.lines import write_lines
    from headunit.vehicle import cars
    from headunit.vehicle.codec import TableCodec
    from headunit.vehicle.python_can_log import read_log

    codec = TableCodec(cars.load(args.car))
    frames = (frame for frame in read_log(args.log) if args.bus in {"", frame.bus})
    counts: Counter[str] = Counter()
    if write_lines(_lines(codec, frames, args, counts)):
        print(
            f"{counts['frames']} frames: {counts['decoded']} decoded, {counts['unknown']} unknown to this car, "
            f"{counts['damaged']} damaged",
            file=sys.stderr,
        )
    return 0


def _lines(
    codec: "TableCodec", frames: "Iterator[Frame]", args: argparse.Namespace, counts: Counter[str]
) -> Iterator[str]:
    from headunit.vehicle.ports import DecodeError
    from headunit.vehicle.vss import LEAVES

    wanted = {path for path in codec.paths if fnmatchcase(path, args.path)}
    last: dict[str, object] = {}
    for frame in frames:
        counts["frames"] += 1
        try:
            values = codec.decode(frame)
        except DecodeError:
            counts["damaged"] += 1
            continue
        counts["decoded" if values else "unknown"] += 1
        for path, value in values.items():
            if path not in wanted or (args.changes and path in last and last[path] == value):
                continue
            last[path] = value
            unit = LEAVES[path].unit
            if args.json:
                yield json.dumps({"t": frame.t, "path": path, "value": value, "unit": unit})
            else:
                shown = "--" if value is None else value
                yield f"{frame.t:17.6f}  {path:<66} {shown!s:>12} {unit}".rstrip()

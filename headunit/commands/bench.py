"""`headunit bench`: speed, measured beside a reference in the same call: machines are noisy. No test asserts it."""

import argparse
import importlib
import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass

#: Each area is a module of this name with `measure(runs) -> list[Figure]`; later rooms add theirs here.
AREAS = {
    "start": "headunit.commands.bench_start",
    "can": "headunit.commands.bench_can",
    "nav": "headunit.commands.bench_nav",
    "music": "headunit.commands.bench_music",
    "voice": "headunit.commands.bench_voice",
}

#: What only some figures have.
EXTRAS = frozenset({"p95", "reference_p95", "note"})
#: From so many measurements on the slowest twentieth is told.
MANY = 20

DESCRIPTION = """\
Measures how fast this head unit is on this machine. Where there is a reference it is measured in turn with ours, and
the ratio of the medians is what can be compared between machines.

areas:
  start     from the start of the process to the first frame, against an empty PySide6 QML window
  can       decoding, against cantools; two full classic buses and a CAN FD bus received while the screen draws
  nav       routes against bare Valhalla, keystrokes of the search, a new route after a missed turn, the map's frames,
            the place at the end of a tunnel, building a region
  music     from play to sound, gaps between tracks, CPU against cvlc, music under a prompt; scanning against MPD
  voice     spoken commands in a moving car: how many are understood, other sentences sent back, the answer's start
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured quantity. `reference`, `ratio`: median of the reference in the same unit, and ours over it.

    `p95`, `reference_p95`: of measurements that are many. `note`: on what it was measured.
    """

    name: str
    unit: str
    median: float
    min: float
    max: float
    runs: int
    reference: float | None = None
    ratio: float | None = None
    p95: float | None = None
    reference_p95: float | None = None
    note: str = ""


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which `share` of `values` lie; None of too few to tell."""
    if len(values) < MANY:
        return None
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3)


def figure(name: str, unit: str, values: Sequence[float], reference: Sequence[float] = (), *, note: str = "") -> Figure:
    """The figure that `values` make, and, where given, its relation to `reference`. `values` must not be empty."""
    median = statistics.median(values)
    beside = statistics.median(reference) if reference else None
    return Figure(
        name,
        unit,
        round(median, 3),
        round(min(values), 3),
        round(max(values), 3),
        len(values),
        None if beside is None else round(beside, 3),
        None if not beside else round(median / beside, 3),
        percentile(values, 0.95),
        percentile(reference, 0.95),
        note,
    )


def told(one: Figure) -> dict[str, object]:
    """A figure for a program: without what it has not."""
    return {name: value for name, value in asdict(one).items() if name not in EXTRAS or value}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    parser = commands.add_parser(
        "bench",
        help="measure the speed on this machine",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("area", nargs="?", choices=sorted(AREAS), help="what to measure; all without it")
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="how often (7)")
    parser.add_argument("--json", action="store_true", help="one JSON object an area")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Measure and print."""
    from headunit.kernel.errors import UsageError

    if args.runs < 1:
        raise UsageError("--runs is at least 1")
    for area in [args.area] if args.area else AREAS:
        figures: list[Figure] = importlib.import_module(AREAS[area]).measure(args.runs)
        if args.json:
            print(json.dumps({"area": area, "figures": [told(one) for one in figures]}, ensure_ascii=False))
            continue
        print(area)
        for one in figures:
            beside = "" if one.ratio is None else f"   {one.ratio:.2f} x the reference ({one.reference:g})"
            most = f"to {one.max:.1f}" if one.p95 is None else f"to {one.max:.1f}, p95 {one.p95:.1f}"
            note = one.note and f"   [{one.note}]"
            print(f"  {one.name:26} {one.median:10.1f} {one.unit:4} ({one.min:.1f} {most}){beside}{note}")
    return 0

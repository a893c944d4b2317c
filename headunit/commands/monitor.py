"""`headunit monitor --can SPEC`: every message on the buses, live, in the terminal."""

import argparse
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headunit.commands.simulate import positive

if TYPE_CHECKING:
    from headunit.technician.ports import Decoder
    from headunit.technician.service import Technician
    from headunit.technician.state import BusFigures, MessageRow
    from headunit.vehicle.can_link import CanLink

#: On a terminal the table is drawn anew this often (s).
EVERY_S = 1.0
#: ANSI (ECMA-48): to the first line, and clear from there.
_CLEAR = "\x1b[H\x1b[J"

DESCRIPTION = """\
Shows each message on the buses: rate, age, count, bytes, and with --car or --dbc its name and signals. Above them each
bus with its load (exact bits on the wire, ISO 11898-1, at --bitrate) and its errors. Listens only.

On a terminal the table is drawn anew each second until Ctrl+C; otherwise once, at the end of --for. With --json each
table is one line: {"buses": [...], "messages": [{"bus", "id", "extended", "name", "count", "rate_hz", "age_s", "data",
"fd", "brs", "signals": {name: {"value", "unit", "quality"}}}]}. Ages are seconds, rates hertz, load a share of 1.

examples:
  headunit monitor --can socketcan:can0 --car toyota_rav4_2017 --signals
  headunit monitor --can socketcan:can0 --can socketcan:can1 --filter 2e4 --for 10 --json
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    parser = commands.add_parser(
        "monitor",
        help="every message on the buses, live, in the terminal",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--can", action="append", required=True, metavar="INTERFACE:CHANNEL", help="a bus; repeatable")
    add_meaning(parser, required=False)
    parser.add_argument(
        "--bitrate",
        type=bitrate,
        default=(500_000, 2_000_000),
        metavar="BIT/S[,BIT/S]",
        help="of the buses, for the load: nominal, and in the data phase of FD frames (500000,2000000)",
    )
    parser.add_argument("--filter", default="", metavar="TEXT", help="only ids that begin with, names that hold TEXT")
    parser.add_argument("--signals", action="store_true", help="show the signals below each message")
    parser.add_argument("--json", action="store_true", help="one JSON object a table")
    parser.add_argument("--every", type=positive, metavar="SECONDS", help="a table each so many seconds")
    parser.add_argument("--for", dest="for_s", type=positive, metavar="SECONDS", help="end after so long")
    parser.set_defaults(func=run)


def add_meaning(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """--car or --dbc."""
    meaning = parser.add_mutually_exclusive_group(required=required)
    meaning.add_argument("--car", metavar="NAME", help="the car whose DBC and checksums explain the frames")
    meaning.add_argument("--dbc", type=Path, metavar="FILE", help="a DBC file that explains them")


def bitrate(text: str) -> tuple[int, int]:
    """One or two whole numbers above zero. Raises ArgumentTypeError."""
    parts = text.split(",")
    numbers = [int(part) for part in parts if part.strip().isdecimal() and int(part)]
    if len(numbers) != len(parts) or len(numbers) > 2:  # noqa: PLR2004  nominal and data
        raise argparse.ArgumentTypeError(f"{text!r} is no bit rate: give 500000 or 500000,2000000")
    return numbers[0], numbers[-1] if len(numbers) > 1 else 2_000_000


def decoder_of(args: argparse.Namespace) -> "Decoder | None":
    """What --car or --dbc say. Raises HeadunitError for a bad file, UsageError for an unknown car."""
    from headunit.app import codec_of, find_car
    from headunit.app.explain import DbcDecoder
    from headunit.vehicle.cantools_dbc import load_dbc

    if args.car is not None:
        codec = codec_of(find_car(args.car))
        return DbcDecoder(codec.dbc, codec)
    return None if args.dbc is None else DbcDecoder(load_dbc(args.dbc))


def open_links(specs: list[str]) -> "list[CanLink]":
    """A listening link for each spec. Raises UsageError for a bad one."""
    from headunit.kernel.clock import SystemClock
    from headunit.kernel.inbox import Inbox
    from headunit.vehicle.bus_spec import bus_names, parse_spec
    from headunit.vehicle.can_link import CanLink

    parsed = [parse_spec(spec) for spec in specs]
    clock, inbox = SystemClock(), Inbox()
    return [CanLink(one.text, clock, inbox, name=name) for one, name in zip(parsed, bus_names(parsed), strict=True)]


def run(args: argparse.Namespace) -> int:
    """Listen and show. A bus that is not there is waited for, as in a car."""
    from headunit.kernel.board import Board
    from headunit.kernel.clock import SystemClock
    from headunit.kernel.lines import write_lines
    from headunit.technician.bus_table import BitRates
    from headunit.technician.service import Technician

    desk = Technician(SystemClock(), Board(), BitRates(*args.bitrate))
    desk.explain_with(decoder_of(args))
    links = open_links(args.can)
    for link in links:
        link.subscribe_all(desk.take_all)
        link.start()
    terminal = sys.stdout.isatty() and not args.json
    every = args.every or (EVERY_S if terminal else None)
    ending = threading.Event()
    left_s = args.for_s or float("inf")
    try:
        while left_s > 0:
            pause_s = min(left_s, every or left_s, threading.TIMEOUT_MAX)
            ending.wait(pause_s)
            left_s -= pause_s
            if (every is not None or left_s <= 0) and not write_lines(_table(desk, args, terminal)):
                break
    except KeyboardInterrupt:
        if every is None:
            write_lines(_table(desk, args, terminal))
    finally:
        for link in reversed(links):
            link.stop()
    return 0


def _table(desk: "Technician", args: argparse.Namespace, terminal: bool) -> Iterator[str]:
    from headunit.technician.search import matches

    rows = [row for row in desk.rows() if matches(row, args.filter)]
    if args.json:
        yield json.dumps(
            {"buses": [_bus_json(bus) for bus in desk.buses()], "messages": [_row_json(desk, row) for row in rows]}
        )
        return
    if terminal:
        yield _CLEAR
    for bus in desk.buses():
        yield _bus_text(bus)
    yield f"{'bus':<8} {'id':>8} {'name':<28} {'Hz':>8} {'age s':>7} {'count':>9}  data"
    for row in rows:
        yield (
            f"{row.key.bus:<8} {row.key.hex():>8} {row.name:<28} {row.rate_hz:8.1f} {row.age_s:7.2f} {row.count:9}  "
            f"{row.data.hex(' ').upper()}"
        )
        if args.signals:
            yield from _signals_text(desk, row)


def _bus_text(bus: "BusFigures") -> str:
    from headunit.technician.traffic import share_text

    counters = "" if bus.transmit_errors is None else f", TEC {bus.transmit_errors} REC {bus.receive_errors}"
    return (
        f"{bus.bus}: {share_text(bus.load)} of {bus.bitrate // 1000} kbit/s, {bus.frames_hz:.0f} frames/s, "
        f"{bus.ids} ids, {bus.frames} frames, {bus.errors} error frames, {bus.controller}{counters}"
    )


def _signals_text(desk: "Technician", row: "MessageRow") -> Iterator[str]:
    detail = desk.detail(row.key)
    if detail is None:
        return
    if detail.trouble:
        yield f"{'':18}! {detail.trouble}"
    for value in detail.signals:
        mark = "" if value.quality.value == "good" else f"  ({value.quality.value})"
        yield f"{'':18}{value.name:<36} {value.text:>16} {value.unit}{mark}".rstrip()


def _bus_json(bus: "BusFigures") -> dict[str, Any]:
    return {name: getattr(bus, name) for name in type(bus).__dataclass_fields__}


def _row_json(desk: "Technician", row: "MessageRow") -> dict[str, Any]:
    detail = desk.detail(row.key)
    signals = () if detail is None else detail.signals
    return {
        "bus": row.key.bus,
        "id": row.key.id,
        "extended": row.key.extended,
        "name": row.name,
        "count": row.count,
        "rate_hz": round(row.rate_hz, 3),
        "age_s": round(row.age_s, 3),
        "data": row.data.hex().upper(),
        "fd": row.fd,
        "brs": row.brs,
        "trouble": "" if detail is None else detail.trouble,
        "signals": {
            value.name: {
                "value": value.text if value.word else value.number,  # NaN, which JSON has not, is null
                "unit": value.unit,
                "quality": value.quality.value,
            }
            for value in signals
        },
    }

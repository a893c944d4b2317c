"""`headunit record`: what is on the buses into a log file; one log into another kind, or into a CSV of signals."""

import argparse
import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from headunit.commands.monitor import add_meaning, decoder_of, open_links
from headunit.commands.simulate import positive

if TYPE_CHECKING:
    from headunit.technician.csv_writer import Said
    from headunit.technician.ports import LogWriter
    from headunit.vehicle.ports import Frame

DESCRIPTION = """\
Writes every frame, of whatever kind, until Ctrl+C or the end of --for. The name says the kind of file: .log (candump
-L), .asc and .blf (Vector), .mf4 (ASAM MDF 4, where headunit[mf4] is installed: some 6,000 frames a second), or .csv:
one line a value, with --dbc in the words of the DBC, with --car as VSS signals. With --log the frames come from a
recording. Listens only.

examples:
  headunit record --can socketcan:can0 --can socketcan:can1 --out drive.blf
  headunit record --log drive.blf --out drive.csv --car toyota_rav4_2017
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    parser = commands.add_parser(
        "record",
        help="write what is on the buses into a log file",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--can", action="append", metavar="INTERFACE:CHANNEL", help="a bus; may be repeated")
    source.add_argument("--log", type=Path, metavar="LOG", help="a recording, to be written as another kind")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=".log, .asc, .blf, .mf4 or .csv")
    add_meaning(parser, required=False)
    parser.add_argument("--for", dest="for_s", type=positive, metavar="SECONDS", help="end after so long")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Record. Raises HeadunitError where the file cannot be written or nothing came, UsageError for a wrong kind."""
    from headunit.kernel.errors import UsageError
    from headunit.technician.python_can_writer import SUFFIXES

    csv = args.out.suffix.lower() == ".csv"
    if not csv and args.out.suffix.lower() not in SUFFIXES:
        raise UsageError(f"cannot write {args.out.name!r}: known are {', '.join((*SUFFIXES, '.csv'))}")
    if csv and args.car is None and args.dbc is None:
        raise UsageError("a CSV holds signals: give --car or --dbc")
    open_writer = _opener(args, csv)
    return _convert(args, open_writer) if args.log is not None else _record(args, open_writer)


def _opener(args: argparse.Namespace, csv: bool) -> "Callable[[Path], LogWriter]":
    from headunit.technician.csv_writer import CsvWriter, decoded_by
    from headunit.technician.python_can_writer import open_writer

    if not csv:
        return open_writer
    say = decoded_by(decoder_of(args)) if args.car is None else _by_car(args.car)
    return lambda path: CsvWriter(path, say)


def _by_car(name: str) -> "Callable[[Frame], Said]":
    from headunit.app import codec_of, find_car
    from headunit.vehicle.ports import DecodeError
    from headunit.vehicle.vss import LEAVES

    codec = codec_of(find_car(name))

    def say(frame: "Frame") -> "Said":
        try:
            values = codec.decode(frame)
        except DecodeError:
            return []
        return [(path, value, LEAVES[path].unit) for path, value in values.items()]

    return say


def _convert(args: argparse.Namespace, open_writer: "Callable[[Path], LogWriter]") -> int:
    from headunit.kernel.errors import HeadunitError, UsageError
    from headunit.vehicle.python_can_log import read_log

    if args.out.resolve() == args.log.resolve():
        raise UsageError("--out is the log itself")
    frames = read_log(args.log)
    count = 0
    try:
        with contextlib.closing(frames), contextlib.closing(open_writer(args.out)) as writer:
            for frame in _until(frames, args.for_s):
                writer.write(frame)
                count += 1
    except OSError as error:
        raise HeadunitError(f"cannot write {args.out}: {error.strerror or error}") from error
    print(f"{args.out}: {count} frames", file=sys.stderr)
    return 0


def _until(frames: "Iterable[Frame]", for_s: float | None) -> "Iterator[Frame]":
    first: float | None = None
    for frame in frames:
        first = frame.t if first is None else first
        if for_s is not None and frame.t - first > for_s:
            return
        yield frame


def _record(args: argparse.Namespace, open_writer: "Callable[[Path], LogWriter]") -> int:
    from headunit.kernel.clock import SystemClock
    from headunit.kernel.errors import HeadunitError
    from headunit.technician.recorder import Recorder
    from headunit.technician.state import Recording

    links = open_links(args.can)
    recorder = Recorder(args.out, open_writer, SystemClock())
    ending = threading.Event()
    before = signal.signal(signal.SIGTERM, lambda *_: ending.set())
    try:
        for link in links:
            link.subscribe(recorder.put)
            link.start()
        left_s = args.for_s or float("inf")
        # In short waits, so that a disk that fails ends it too.
        while left_s > 0 and recorder.state().doing is Recording.ON and not ending.wait(min(0.2, left_s)):
            left_s -= 0.2
    except KeyboardInterrupt:
        pass  # the usual end of a recording
    finally:
        for link in reversed(links):
            link.stop()
        state = recorder.stop()
        signal.signal(signal.SIGTERM, before)
    if state.doing is Recording.FAILED:
        raise HeadunitError(f"cannot write {args.out}: {state.trouble}")
    lost = f", {state.lost} lost: the disk was too slow" if state.lost else ""
    print(f"{args.out}: {state.frames} frames in {state.seconds:.1f} s{lost}", file=sys.stderr)
    if not state.frames:
        raise HeadunitError(f"nothing arrived on {', '.join(args.can)}")
    return 0

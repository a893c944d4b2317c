"""`headunit dtc`: trouble codes of the car's control units, live values, and a health report."""

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from headunit.commands.simulate import positive

if TYPE_CHECKING:
    from headunit.diagnostics.desk import SendDesk
    from headunit.diagnostics.dtc_table import DtcTable
    from headunit.diagnostics.ports import DiagnosticLine
    from headunit.diagnostics.service import Diagnostics
    from headunit.kernel.clock import Clock

DESCRIPTION = """\
Ask the car's control units, by OBD-II (SAE J1979) and UDS (ISO 14229), over CAN or through an ELM327 adapter.

  read    trouble codes, freeze frames, self-tests, and a health score that says why
  clear   have the units forget their codes: at standstill, after confirmation
  live    values that the units measure, again and again with --follow
  info    who is there: VIN, names, software

Asking means sending: nothing happens without --allow-transmit. Each frame is written to the send log
($XDG_STATE_HOME/headunit/sends.jsonl). What could change or unlock a unit is never sent.
On the screen, "Check the car" does the same, with a garage's own texts from $XDG_CONFIG_HOME/headunit/dtc.toml.

examples:
  headunit dtc read --can socketcan:can0 --allow-transmit
  headunit dtc read --supported --can socketcan:can0 --allow-transmit
  headunit dtc read --elm /dev/ttyUSB0@38400 --allow-transmit --out report.html
  headunit dtc live --can socketcan:can0 --allow-transmit --follow --pid 0C --pid 05
  headunit dtc clear --can socketcan:can0 --allow-transmit"""

#: What a person types to have the codes cleared.
CONFIRMATION = "clear"


def _pid(text: str) -> int:
    try:
        number = int(text, 16)
    except ValueError:
        number = -1
    if number not in range(0x100):
        raise argparse.ArgumentTypeError(f"{text!r} is not two hexadecimal digits, such as 0C")
    return number


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    parser = commands.add_parser(
        "dtc",
        help="read, explain and clear trouble codes",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", choices=("read", "clear", "live", "info"))
    parser.add_argument("--can", metavar="INTERFACE:CHANNEL", help="the bus, such as socketcan:can0")
    parser.add_argument("--elm", metavar="DEVICE@BAUD", help="an ELM327 adapter, such as /dev/ttyUSB0@38400")
    parser.add_argument("--allow-transmit", action="store_true", help="send requests to the car")
    parser.add_argument("--bits", type=int, choices=(11, 29), help="only identifiers of this length (both)")
    parser.add_argument("--no-uds", action="store_true", help="OBD-II only")
    parser.add_argument("--json", action="store_true", help="for programs; null is unknown")
    parser.add_argument(
        "--lang",
        choices=("en", "de", "zh"),
        default="en",
        help="language of the codes' texts and of an HTML report (en)",
    )
    parser.add_argument("--supported", action="store_true", help="read: every code that the units could tell, instead")
    parser.add_argument("--texts", type=Path, metavar="FILE.toml", help="a garage's own texts, laid over ours")
    parser.add_argument("--out", type=Path, metavar="FILE", help="read: also write the report; .html, .json or text")
    parser.add_argument("--yes", action="store_true", help="clear: without asking")
    parser.add_argument("--pid", type=_pid, action="append", metavar="HEX", help="live: only this value; repeatable")
    parser.add_argument("--follow", action="store_true", help="live: again and again, until --for or Ctrl-C")
    parser.add_argument("--for", dest="for_s", type=positive, metavar="SECONDS", help="live: follow for so long")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Ask the car. Raises HeadunitError where nobody answers, UsageError for a wrong call."""
    from headunit.diagnostics.dtc_table import load_table
    from headunit.kernel.errors import UsageError

    if (args.can is None) == (args.elm is None):
        raise UsageError("where is the car? Give --can INTERFACE:CHANNEL or --elm DEVICE@BAUD")
    if args.supported and (args.what != "read" or args.out is not None):
        raise UsageError("--supported goes with read, and without --out")
    if not args.allow_transmit:
        raise UsageError("asking the car sends frames to it, and headunit only listens: add --allow-transmit")
    table = load_table(args.lang, args.texts)
    with _diagnostics(args) as (diagnostics, clock):
        if args.what == "clear":
            return _clear(args, diagnostics)
        if args.what == "live":
            return _live(args, diagnostics, clock)
        if args.supported:
            return _supported(args, diagnostics, table)
        return _report(args, diagnostics, table)


@contextlib.contextmanager
def _diagnostics(args: argparse.Namespace) -> "Iterator[tuple[Diagnostics, Clock]]":
    from headunit.diagnostics.desk import SendDesk
    from headunit.diagnostics.service import Diagnostics
    from headunit.kernel.clock import SystemClock
    from headunit.settings import environment, load

    clock = SystemClock()
    desk = SendDesk(clock, f"headunit dtc {args.what}", allowed=True, log_path=load(environment()).sends)
    with _adapter(args.elm, clock, desk) if args.elm else _bus(args, clock, desk) as line:
        yield Diagnostics(line, clock, desk, uds=not args.no_uds), clock


@contextlib.contextmanager
def _adapter(spec: str, clock: "Clock", desk: "SendDesk") -> "Iterator[DiagnosticLine]":
    from headunit.diagnostics.pyserial_elm327 import Elm327Line, parse_elm_spec

    with contextlib.closing(Elm327Line(*parse_elm_spec(spec), clock, desk)) as line:
        yield line


@contextlib.contextmanager
def _bus(args: argparse.Namespace, clock: "Clock", desk: "SendDesk") -> "Iterator[DiagnosticLine]":
    from headunit.diagnostics.can_line import CanIsoTpLine
    from headunit.kernel.errors import HeadunitError
    from headunit.kernel.inbox import Inbox
    from headunit.kernel.link import LinkReport, LinkState
    from headunit.vehicle.can_link import CanLink

    inbox = Inbox()
    link = CanLink(args.can, clock, inbox, allow_transmit=True)
    with contextlib.closing(CanIsoTpLine(link.name, link, link, clock, desk, bits=args.bits)) as line:
        link.start()
        try:
            yield line
        except HeadunitError as error:
            # The bus knows better than the unanswered question why nothing came.
            reports = [report for report in inbox.drain().latest.values() if isinstance(report, LinkReport)]
            if reports and reports[-1].state in {LinkState.LOST, LinkState.FAULT}:
                raise HeadunitError(f"{link.name}: {reports[-1].detail}") from error
            raise
        finally:
            link.stop()


def _report(args: argparse.Namespace, diagnostics: "Diagnostics", table: "DtcTable") -> int:
    from headunit.diagnostics.report import scan_data, scan_lines, status_text, unit_text
    from headunit.diagnostics.report_html import page
    from headunit.kernel.errors import HeadunitError
    from headunit.kernel.lines import write_lines

    scan = diagnostics.scan() if args.what == "read" else diagnostics.info()
    data = scan_data(scan, table)
    if args.what == "info":
        # No score and no list of codes: nobody asked for codes, so their absence would say nothing.
        told = {key: data[key] for key in ("taken", "line", "units", "statuses", "troubles")}
        lines = [*map(unit_text, scan.units), *map(status_text, scan.statuses)]
        write_lines([json.dumps(told, ensure_ascii=False, indent=2)] if args.json else lines)
        return 0
    as_json = json.dumps(data, ensure_ascii=False, indent=2)
    text = "\n".join(scan_lines(scan, table))
    write_lines([as_json if args.json else text])
    if args.out is not None:
        suffix = args.out.suffix.lower()
        written = as_json + "\n" if suffix == ".json" else text + "\n"
        if suffix == ".html":
            from headunit.ui.words import said_in

            written = page(scan, table, said_in(args.lang, "Diagnostics"))
        try:
            args.out.write_text(written, "utf-8")
        except OSError as error:
            raise HeadunitError(f"the report cannot be written to {args.out}: {error.strerror or error}") from error
    return 0


def _supported(args: argparse.Namespace, diagnostics: "Diagnostics", table: "DtcTable") -> int:
    from headunit.diagnostics.report import code_data, code_text
    from headunit.kernel.lines import write_lines

    codes = diagnostics.supported()
    if args.json:
        write_lines([json.dumps([code_data(code, table) for code in codes], ensure_ascii=False, indent=2)])
    else:
        write_lines(f"{code.ecu}: {code_text(code, table)}" for code in codes)
    return 0


def _clear(args: argparse.Namespace, diagnostics: "Diagnostics") -> int:
    from headunit.diagnostics.report import cleared_lines
    from headunit.kernel.errors import HeadunitError, UsageError

    if not args.yes:
        if not sys.stdin.isatty():
            raise UsageError("clearing needs a confirmation: add --yes, or run it in a terminal")
        print("Codes, freeze frames and self-test results are lost for good. Read them first.", file=sys.stderr)
        if input(f"Type {CONFIRMATION!r} to go on: ").strip() != CONFIRMATION:
            raise UsageError("nothing was cleared")
    cleared = diagnostics.clear(confirmed=True)
    if args.json:
        print(json.dumps([{"ecu": unit.ecu, "cleared": not unit.refusal, "refusal": unit.refusal} for unit in cleared]))
    else:
        print("\n".join(cleared_lines(cleared)))
    if all(unit.refusal for unit in cleared):
        raise HeadunitError("no control unit cleared its codes")
    return 0


def _live(args: argparse.Namespace, diagnostics: "Diagnostics", clock: "Clock") -> int:
    from headunit.diagnostics.report import value_data, value_text
    from headunit.kernel.errors import HeadunitError

    watch = diagnostics.watch(args.pid or ())
    if not watch.pids:
        raise HeadunitError("no control unit has such a value")
    end = None if args.for_s is None else clock.now() + args.for_s
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            for value in watch.read():
                shown = json.dumps(value_data(value)) if args.json else f"{value.ecu}: {value_text(value)}"
                print(shown, flush=True)
            if not (args.follow or end is not None) or (end is not None and clock.now() >= end):
                break
    return 0

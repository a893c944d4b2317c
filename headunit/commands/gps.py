"""`headunit gps`: where the receiver says the car is, now or as it goes."""

import argparse
import json
import threading
from collections.abc import Callable, Iterator

from headunit.kernel.errors import HeadunitError, UsageError
from headunit.kernel.link import LinkReport, LinkState
from headunit.position.state import Fix, Mode, PositionState, Quality

#: How long the one answer is waited for, unless --for says otherwise (s).
WAIT_S = 5.0
#: How often the age of the last fix is looked at (s).
LOOK_EVERY_S = 0.25
DEFAULT = "gpsd://127.0.0.1:2947"

DESCRIPTION = """\
Ask a GPS receiver where it is: place, quality, accuracy, speed and course.

Without --follow it waits for one fix (5 s, or --for) and prints one line. With --follow it prints a line
whenever the answer changes, until --for or Ctrl-C; the receiver may come and go meanwhile.
Exit code 1: no gpsd, no receiver, or no fix in time; the line says what to do."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `headunit gps`."""
    parser = commands.add_parser(
        "gps",
        help="where the GPS receiver says the car is",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--gps",
        default=DEFAULT,
        metavar="SPEC",
        help="gpsd://HOST[:PORT] or serial:DEVICE@BAUD (default: %(default)s)",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line; null is unknown; SI units")
    parser.add_argument("--follow", action="store_true", help="go on, and print a line at every change")
    parser.add_argument(
        "--for", type=float, dest="seconds", metavar="SECONDS", help="how long to wait, or to follow (s, above 0)"
    )
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Print the answer. Raises HeadunitError where there is none, UsageError for a wrong SPEC or time."""
    from headunit.position.spec import GpsdSpec, parse_gps_spec

    spec = parse_gps_spec(args.gps)
    seconds: float | None = args.seconds
    if seconds is not None and not 0 < seconds < threading.TIMEOUT_MAX:
        raise UsageError(f"--for takes seconds above 0, not {seconds:g}")
    show = as_json if args.json else as_text
    if args.follow:
        return _follow(args.gps, show, seconds)
    if isinstance(spec, GpsdSpec) and ":" not in spec.host:  # gpsd-py3 knows IPv4 only
        return _ask(spec.host, spec.port, show, seconds or WAIT_S)
    return _first(args.gps, show, seconds or WAIT_S)


def _ask(host: str, port: int, show: Callable[[Quality, Fix | None, str], str], wait_s: float) -> int:
    from headunit.position.gpsd_py3 import ask

    answer = ask(host, port, wait_s)
    if isinstance(answer, str):
        raise HeadunitError(answer)
    print(show(Quality.FIX_3D if answer.mode is Mode.FIX_3D else Quality.FIX_2D, answer, ""))
    return 0


def _first(spec: str, show: Callable[[Quality, Fix | None, str], str], wait_s: float) -> int:
    detail = ""
    for state, report in _watch(spec, wait_s):
        if state.usable is not None:
            print(show(state.quality, state.usable, ""))
            return 0
        detail = report.detail if report is not None and report.state is not LinkState.ONLINE else "it needs open sky"
    raise HeadunitError(f"no fix from {spec} within {wait_s:g} s: {detail or 'no answer'}")


def _follow(spec: str, show: Callable[[Quality, Fix | None, str], str], seconds: float | None) -> int:
    printed, fixed = "", False
    try:
        for state, report in _watch(spec, seconds):
            fixed = fixed or state.usable is not None
            line = show(state.quality, state.usable, report.detail if report is not None else "")
            if line != printed:
                print(line, flush=True)
                printed = line
    except KeyboardInterrupt:
        return 0
    if not fixed:
        raise HeadunitError(f"no fix from {spec} within {seconds:g} s")
    return 0


def _watch(spec: str, seconds: float | None) -> Iterator[tuple[PositionState, LinkReport | None]]:
    """The state of the position whenever something happens, for `seconds` or for ever."""
    from headunit.kernel.clock import SystemClock
    from headunit.kernel.inbox import Inbox
    from headunit.kernel.reading import Reading
    from headunit.kernel.supervision import IoThread
    from headunit.position.reporter import POSITION, link_topic
    from headunit.position.service import Positioning
    from headunit.position.spec import open_gps, parse_gps_spec

    clock, news, io = SystemClock(), threading.Event(), IoThread()
    inbox = Inbox(news.set)
    link = open_gps(parse_gps_spec(spec), clock, inbox, io)
    positioning, report = Positioning(clock), None
    end = None if seconds is None else clock.now() + seconds
    io.start()
    link.start()
    try:
        while end is None or clock.now() < end:
            news.wait(LOOK_EVERY_S)
            news.clear()
            latest = inbox.drain().latest
            said, reading = latest.get(link_topic(link.name)), latest.get(POSITION)
            if isinstance(said, LinkReport):
                report = said
                positioning.on_link(said)
            if isinstance(reading, Reading):
                positioning.on_reading(reading)
            yield positioning.state(), report
    finally:
        link.stop()
        io.stop()


def as_text(quality: Quality, fix: Fix | None, detail: str) -> str:
    """One line for a person: "48.100000 N, 11.500538 E, 3D, within 19 m (95 %), 20.0 m/s, course 090"."""
    if fix is None or fix.lat_deg is None or fix.lon_deg is None:
        return f"{quality.value} ({detail})" if detail else quality.value
    said = [
        f"{abs(fix.lat_deg):.6f} {'N' if fix.lat_deg >= 0 else 'S'}",
        f"{abs(fix.lon_deg):.6f} {'E' if fix.lon_deg >= 0 else 'W'}",
        quality.value,
        "accuracy unknown" if fix.eph_m is None else f"within {fix.eph_m:.0f} m (95 %)",
        None if fix.alt_m is None else f"{fix.alt_m:.0f} m above the sea",
        None if fix.speed_mps is None else f"{fix.speed_mps:.1f} m/s",
        None if fix.track_deg is None else f"course {fix.track_deg:03.0f}",
        None if fix.satellites_used is None else f"{fix.satellites_used} satellites",
        None if fix.utc is None else f"{fix.utc:%Y-%m-%d %H:%M:%S} UTC",
    ]
    return ", ".join(part for part in said if part is not None)


def as_json(quality: Quality, fix: Fix | None, detail: str) -> str:
    """The same for a program."""
    shown = fix or Fix()
    return json.dumps(
        {
            "quality": quality.value,
            "lat_deg": shown.lat_deg,
            "lon_deg": shown.lon_deg,
            "alt_m": shown.alt_m,
            "speed_mps": shown.speed_mps,
            "track_deg": shown.track_deg,
            "eph_m": shown.eph_m,
            "satellites_used": shown.satellites_used,
            "utc": None if shown.utc is None else shown.utc.isoformat(),
            "detail": detail,
        }
    )

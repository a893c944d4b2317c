"""`headunit replay`: a recorded drive on the very same screen."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from headunit.commands.simulate import positive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from headunit.app import House
    from headunit.kernel.link import Link
    from headunit.kernel.supervision import IoThread
    from headunit.position.nmea_replay import NmeaReplay
    from headunit.vehicle.codec import TableCodec
    from headunit.vehicle.ports import Frame
    from headunit.vehicle.replay_link import ReplayLink

#: After the last frame the run goes on for so long, so that it is seen how values grow stale (s).
AFTERWARDS_S = 1.0

DESCRIPTION = """\
Plays a CAN log (candump .log, .asc, .blf, ...) and, beside it, an NMEA log, as if they came from the car. Both begin
at their own first entry. With --dbc instead of --car the frames are decoded and counted, but only a car's folder says
what a signal means, so the numbers on the screen stay empty.

examples:
  headunit replay drive/can0.log --car demo --gps-log drive/gps.nmea
  headunit replay drive.blf --car toyota_rav4_2017 --bus can0 --headless --report drive.json
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    from headunit.commands.display import add_window_options

    parser = commands.add_parser(
        "replay",
        help="play a recorded drive",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("log", type=Path, metavar="LOG", help="the CAN log")
    meaning = parser.add_mutually_exclusive_group(required=True)
    meaning.add_argument("--car", metavar="NAME", help="the car it was recorded in")
    meaning.add_argument("--dbc", type=Path, metavar="FILE", help="only the DBC of it")
    parser.add_argument("--gps-log", type=Path, metavar="FILE.nmea", help="NMEA 0183 sentences of the same drive")
    parser.add_argument("--bus", default="", metavar="NAME", help="only frames of this bus of the log, such as can0")
    parser.add_argument("--speedup", type=positive, metavar="X", help="times real time (1; headless: no limit)")
    parser.add_argument("--for", dest="for_s", type=positive, metavar="SECONDS", help="end after so much of the drive")
    parser.add_argument("--headless", action="store_true", help="no screen, virtual time, same input same result")
    parser.add_argument("--report", type=Path, metavar="FILE.json", help="write what came of it (with --headless)")
    add_window_options(parser)
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Replay until the window is closed, or, headless, until the logs are over."""
    from headunit.kernel.errors import UsageError

    if args.report and not args.headless:
        raise UsageError("--report goes with --headless")
    return _headless(args) if args.headless else _on_screen(args)


def _links(
    args: argparse.Namespace, house: "House", codec: "TableCodec | None"
) -> "tuple[ReplayLink, NmeaReplay | None]":
    from headunit.position.nmea_replay import NmeaReplay
    from headunit.vehicle.replay_link import ReplayLink

    can = ReplayLink(args.log, house.clock, house.inbox, codec, bus=args.bus)
    gps = None if args.gps_log is None else NmeaReplay(args.gps_log, house.clock, house.inbox, 1.0)
    return can, gps


def _headless(args: argparse.Namespace) -> int:
    from headunit.app import House, codec_of, find_car
    from headunit.app.lockstep import Lockstep
    from headunit.commands.census import Census
    from headunit.commands.report import Report
    from headunit.kernel.clock import ManualClock
    from headunit.preferences.state import Preferences

    clock = ManualClock()
    census = None if args.dbc is None else Census(args.dbc)
    car = None if args.car is None else find_car(args.car)
    house = House(clock, car, Preferences())
    can, gps = _links(args, house, None if car is None else codec_of(car))
    report = Report(house.board, clock)
    if census is not None:
        can.subscribe(census.count)
        report.add("messages", census.content)

    def step(_dt_s: float) -> None:
        can.pump()
        if gps is not None:
            gps.pump()

    lockstep = Lockstep(house, clock, step)
    pace = args.speedup or 0.0
    try:
        lockstep.run(
            args.for_s or float("inf"), until=lambda: can.finished and (gps is None or gps.finished), pace=pace
        )
        if args.for_s is None:
            lockstep.run(AFTERWARDS_S, pace=pace)
    finally:
        can.stop()
        if gps is not None:
            gps.stop()
    if args.report:
        report.write(args.report)
    print(report.line())
    return 0


def _on_screen(args: argparse.Namespace) -> int:
    from headunit.commands.display import prepare
    from headunit.commands.look import preferences
    from headunit.settings import SettingsFile, environment, load

    prepare(environment(), offscreen=args.offscreen)
    from headunit.app import House, codec_of, find_car
    from headunit.app.journey import Journey, kept_by
    from headunit.app.jukebox import furnish
    from headunit.kernel.clock import SystemClock
    from headunit.presentation.pane import discover
    from headunit.technician.replay import ReplayClock, ReplaySession
    from headunit.ui.screen import Screen, shown
    from headunit.vehicle.cantools_dbc import load_dbc

    settings = load(environment())
    speedup = args.speedup or 1.0
    car = None if args.car is None else find_car(args.car)
    # The clock of the whole run: what holds the replay holds the ages of its values too.
    clock = ReplayClock(SystemClock(), speedup)
    house = House(clock, car, preferences(settings.preferences, args), SettingsFile(settings.file))
    house.record_to(settings.sends.parent / "recordings")
    journey = Journey(house, kept_by(settings))
    jukebox = furnish(house, settings)
    codec = None if car is None else codec_of(car)
    dbc = None if args.dbc is None else load_dbc(args.dbc)
    house.explain_with(codec, dbc)
    cans: list[ReplayLink] = []

    def open_logs(hear: "Callable[[Frame], None]") -> "list[ReplayLink | NmeaReplay]":
        can, gps = _links(args, house, codec)
        can.subscribe(hear)
        cans[:] = [can]
        return [can] if gps is None else [can, gps]

    # Bad files are told before a window opens.
    session = ReplaySession(clock, open_logs, lambda: cans[0].duration_s)
    with shown(Screen(house, discover(), size=args.size)) as screen:
        for_s = args.for_s and args.for_s / speedup

        def open_links(io: "IoThread") -> "Iterator[Link]":
            yield session
            yield from journey.links(io)
            yield from jukebox.links(io)

        return screen.run(house, open_links, fullscreen=args.fullscreen, for_s=for_s)

"""`headunit simulate`: the head unit in a simulated car, with a window to play the car by hand."""

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headunit.app import House
    from headunit.app.errand import Errand
    from headunit.app.simulated import SimulatedWorld
    from headunit.kernel.errors import HeadunitError
    from headunit.kernel.geodesy import LatLon
    from headunit.kernel.link import Link
    from headunit.kernel.supervision import IoThread
    from headunit.simulator.scenario import Scenario
    from headunit.simulator.simulation import Simulation
    from headunit.ui.screen import Screen

log = logging.getLogger(__name__)

#: A trip without --for is watched until the car is parked, or for so long (s), and for so long after that.
LONGEST_TRIP_S, AFTER_TRIP_S = 7200.0, 5.0

DESCRIPTION = """\
Drives a simulated car. It reaches the head unit as a real one would: CAN frames on a bus, positions from a gpsd.
A second window plays the car by hand: pedals, gears, doors, tyres, faults.

examples:
  headunit simulate --scenario tunnel
  headunit simulate --to 43.7402,7.4296              the navigator is told where to; the car obeys it
  headunit simulate --offscreen --for 10
  headunit simulate --scenario tyre_leak --headless --for 60 --report leak.json
  headunit simulate --headless --to 43.7402,7.4296 --report trip.json
  headunit simulate --headless --for 60 --record drive/      then: headunit replay drive/can0.log --car demo
"""


def positive(text: str) -> float:
    """A number above zero. Raises ArgumentTypeError."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above zero")
    return number


def add_trip_option(parser: argparse.ArgumentParser) -> None:
    """--to: a trip for the navigator."""
    from headunit.commands.drive import lat_lon

    parser.add_argument("--to", type=lat_lon, metavar="LAT,LON", help="begin a trip to this place at once")


def scenario_of(args: argparse.Namespace, maps: Path) -> "Scenario":
    """The scenario that was named, or the usual one."""
    from headunit.simulator import scenario as scenarios

    if args.scenario is not None:
        return scenarios.load(args.scenario)
    from headunit.app.region_road import usual_scenario

    return scenarios.load(usual_scenario(maps))


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    from headunit.commands.display import add_window_options

    parser = commands.add_parser(
        "simulate",
        help="drive the simulated car",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--scenario",
        metavar="NAME|FILE",
        help="what happens (monaco where that region is, else city); --list names them",
    )
    add_trip_option(parser)
    parser.add_argument("--list", action="store_true", help="list the scenarios and end")
    parser.add_argument("--seed", type=int, help="another roll of the scenario's dice")
    parser.add_argument("--speedup", type=positive, metavar="X", help="times real time (1; headless: no limit)")
    parser.add_argument(
        "--for", dest="for_s", type=positive, metavar="SECONDS", help="end after so much simulated time"
    )
    parser.add_argument("--headless", action="store_true", help="no screen, virtual time, same input same result")
    parser.add_argument("--report", type=Path, metavar="FILE.json", help="write what came of it (with --headless)")
    parser.add_argument("--record", type=Path, metavar="FOLDER", help="write can0.log and gps.nmea for `replay`")
    parser.add_argument(
        "--bus", default="", metavar="INTERFACE:CHANNEL", help="the bus to use, such as socketcan:vcan0"
    )
    parser.add_argument("--no-controls", action="store_true", help="without the window that plays the car")
    add_window_options(parser)
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Simulate until the window is closed or the time is over."""
    from headunit.kernel.errors import UsageError
    from headunit.settings import environment, load
    from headunit.simulator import scenario as scenarios

    if args.list:
        for name in scenarios.names():
            found = scenarios.load(name)
            print(f"{name:14} {found.title}")
        return 0
    if args.report and not args.headless:
        raise UsageError("--report goes with --headless")
    scenario = scenario_of(args, load(environment()).maps)
    return _headless(args, scenario) if args.headless else _on_screen(args, scenario)


def _headless(args: argparse.Namespace, scenario: "Scenario") -> int:
    from headunit.app import House, find_car
    from headunit.app.lockstep import Lockstep
    from headunit.app.simulated import Plan, SimulatedWorld
    from headunit.commands.look import preferences
    from headunit.commands.report import Report
    from headunit.kernel.clock import ManualClock
    from headunit.preferences.state import Preferences
    from headunit.settings import environment, load

    clock = ManualClock(scenario.start)
    car = find_car(scenario.car)
    house = House(clock, car, preferences(Preferences(), args))
    settings = load(environment())
    journey = None
    to = args.to or scenario.to
    if to is not None or scenario.region:
        from headunit.app.journey import Journey, kept_by

        journey = Journey(house, kept_by(settings), virtual=True, region=scenario.region)
    report = Report(house.board, clock)
    world = None
    try:
        world = SimulatedWorld(house, Plan(scenario, car, args.seed, args.bus, record=args.record, maps=settings.maps))
        steps = Lockstep(house, clock, world.step)
        pace = args.speedup or 0.0
        if to is None:
            steps.run(args.for_s or scenario.duration_s, pace=pace)
        else:
            errand = begin_trip(house, to)
            report.add("trip", errand.content)
            steps.run(
                args.for_s or LONGEST_TRIP_S, until=lambda: args.for_s is None and _parked(errand, world), pace=pace
            )
            if args.for_s is None:
                steps.run(AFTER_TRIP_S, pace=pace)
            print(errand.line())
    finally:
        if world is not None:
            world.stop()
        if journey is not None:
            journey.end()
    if args.report:
        report.write(args.report)
    print(report.line())
    return 0


def begin_trip(house: "House", to: "LatLon") -> "Errand":
    """Let the navigator lead there as soon as the car has a place. In virtual time: what hinders it is
    raised from the run."""
    from headunit.app.errand import Errand

    def failed(error: "HeadunitError") -> None:
        raise error

    errand = Errand(house, to, failed, speaks=True)
    house.join(errand)
    return errand


def _parked(errand: "Errand", world: "SimulatedWorld | None") -> bool:
    return errand.arrived_s is not None and world is not None and world.simulation.snapshot().selected == "P"


def _on_screen(args: argparse.Namespace, scenario: "Scenario") -> int:
    from headunit.commands.display import prepare
    from headunit.commands.look import preferences
    from headunit.settings import SettingsFile, environment, load

    prepare(environment(), offscreen=args.offscreen)
    from headunit.app import House, find_car
    from headunit.app.journey import Journey, kept_by
    from headunit.app.jukebox import furnish
    from headunit.app.mirror import furnish_mirror
    from headunit.app.telephone import furnish_phone
    from headunit.kernel.clock import SystemClock
    from headunit.presentation.pane import discover
    from headunit.ui.screen import Screen, shown

    settings = load(environment())
    car = find_car(scenario.car)
    house = House(SystemClock(), car, preferences(settings.preferences, args), SettingsFile(settings.file))
    house.record_to(settings.sends.parent / "recordings")
    journey = Journey(house, kept_by(settings), region=scenario.region)
    jukebox = furnish(house, settings)
    telephone = furnish_phone(house, settings, virtual=True)  # simulated phones are not to be remembered
    mirror = furnish_mirror(house, settings, scenario.name)
    to = args.to or scenario.to
    if to is not None:
        from headunit.app.errand import Errand

        house.join(Errand(house, to, lambda error: log.error("%s", error)))
    speedup = args.speedup or 1.0
    with shown(Screen(house, discover(), size=args.size)) as screen:

        def open_links(io: "IoThread") -> "Iterator[Link]":
            from headunit.app.simulated import Plan, SimulatedWorld

            own_texts = settings.file.with_name("dtc.toml")
            plan = Plan(
                scenario,
                car,
                args.seed,
                args.bus,
                speedup,
                args.record,
                settings.sends,
                settings.documents,
                own_texts,
                settings.maps,
            )
            world = SimulatedWorld(house, plan, io)
            yield world
            yield from journey.links(io)
            yield from jukebox.links(io)
            yield from telephone.links(io, simulated=True)
            yield from mirror.links(io)
            if not args.no_controls and not args.offscreen:
                screen.post(lambda: _open_controls(screen, world.simulation))

        for_s = args.for_s and args.for_s / speedup
        return screen.run(house, open_links, fullscreen=args.fullscreen, for_s=for_s)


def _open_controls(screen: "Screen", simulation: "Simulation") -> None:
    from headunit.simulator.viewmodel import ControlsViewModel

    screen.add_window("headunit.simulator", "ControlWindow", {"controls": ControlsViewModel(simulation, screen.root)})

"""`headunit snapshot`: one picture of one pane. Time comes from the scenario, so the same words, the same picture."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from headunit.commands.display import add_look_options
from headunit.commands.simulate import add_trip_option, begin_trip, positive, scenario_of

if TYPE_CHECKING:
    from headunit.preferences.state import Preferences
    from headunit.presentation.pane import Pane


class Picture(Protocol):
    """What a screen gives when it is grabbed (a QImage)."""

    def save(self, file: str) -> bool:
        """Write it; false where that fails."""
        ...


#: Without --at, so far into the scenario (seconds): the car is on its way and has a trail behind it.
DEFAULT_AT_S = 60.0

DESCRIPTION = """\
Draws one pane into a PNG, without a display. The drive up to that moment is simulated in virtual time, or, with
--preview, an example state of the pane is shown.

examples:
  headunit snapshot home --out home.png
  headunit snapshot vehicle --out leak.png --scenario tyre_leak --at 90 --theme night --lang de --size 1920x720
  headunit snapshot navigation --out guided.png --scenario monaco --to 43.7402,7.4296 --at 90
  headunit snapshot settings --out broken.png --preview broken
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    parser = commands.add_parser(
        "snapshot",
        help="draw one pane into a PNG",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("pane", metavar="PANE", help="home, vehicle, settings, gallery, ...")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.png", help="where to write it")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--scenario", metavar="NAME|FILE", help="the drive (monaco where that region is, else city)")
    what.add_argument("--preview", metavar="NAME", help="an example state of the pane instead of a drive")
    parser.add_argument("--at", type=positive, default=DEFAULT_AT_S, metavar="SECONDS", help="moment of the drive (60)")
    parser.add_argument("--seed", type=int, help="another roll of the scenario's dice")
    parser.add_argument("--drive", choices=("left", "right"), help="side on which the driver sits")
    add_trip_option(parser)
    add_look_options(parser)
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Draw the picture."""
    import dataclasses

    from headunit.commands.display import prepare
    from headunit.commands.look import preferences
    from headunit.kernel.errors import HeadunitError, UsageError, did_you_mean
    from headunit.settings import environment

    prepare(environment(), offscreen=True)
    from headunit.preferences.state import Preferences
    from headunit.presentation.pane import discover

    panes: Mapping[str, Pane] = {pane.name: pane for pane in discover()}
    if args.pane not in panes:
        raise did_you_mean("pane", args.pane, list(panes))
    # The picture depends on the words of the command alone, not on what this driver once chose.
    choices = preferences(Preferences(), args)
    if args.drive is not None:
        choices = dataclasses.replace(choices, drive=args.drive)
    out: Path = args.out
    if out.suffix.lower() != ".png":
        raise HeadunitError(f"{out} is no PNG: give --out a name that ends in .png")
    if args.preview and args.to is not None:
        raise UsageError("--to begins a trip in a drive: leave out --preview")
    image = (_preview if args.preview else _drive)(args, panes[args.pane], list(panes.values()), choices)
    if not image.save(str(out)):
        raise HeadunitError(f"{out} cannot be written")
    return 0


def _preview(args: argparse.Namespace, pane: "Pane", panes: "list[Pane]", choices: "Preferences") -> "Picture":
    from headunit.kernel.errors import did_you_mean
    from headunit.presentation.pane import previews
    from headunit.ui.gallery.house import PreviewHouse
    from headunit.ui.screen import Screen, shown

    examples = {preview.name: preview for preview in previews(pane)}
    if args.preview not in examples:
        raise did_you_mean(f"example of {pane.name}", args.preview, list(examples))
    house = PreviewHouse(choices)
    with shown(Screen(house, panes, first=pane.name, size=args.size, still=True)) as screen:
        house.show(examples[args.preview])
        return screen.grab()


def _drive(args: argparse.Namespace, pane: "Pane", panes: "list[Pane]", choices: "Preferences") -> "Picture":
    from headunit.app import House, find_car
    from headunit.app.journey import Journey, kept_by
    from headunit.app.jukebox import furnish
    from headunit.app.lockstep import Lockstep
    from headunit.app.simulated import Plan, SimulatedWorld
    from headunit.kernel.clock import ManualClock
    from headunit.settings import environment, load
    from headunit.ui.screen import Screen, shown

    settings = load(environment())
    scenario = scenario_of(args, settings.maps)
    clock = ManualClock(scenario.start)
    car = find_car(scenario.car)
    house = House(clock, car, choices)
    journey = Journey(house, kept_by(settings), virtual=True, region=scenario.region)
    jukebox = furnish(house, settings, virtual=True)
    world = None
    try:
        plan = Plan(scenario, car, args.seed, documents=settings.documents, maps=settings.maps)
        world = SimulatedWorld(house, plan)
        if (to := args.to or scenario.to) is not None:
            begin_trip(house, to)
        with shown(Screen(house, panes, first=pane.name, size=args.size, still=True)) as screen:
            Lockstep(house, clock, world.step).run(args.at)
            return screen.grab()
    finally:
        if world is not None:
            world.stop()
        jukebox.end()
        journey.end()

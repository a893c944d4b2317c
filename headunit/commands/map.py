"""`headunit map`: the regions on this computer, fetched, built, listed, updated and removed."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.kernel.clock import Clock
    from headunit.regions.shelf import Shelf
    from headunit.regions.source import Source
    from headunit.regions.state import Build, Region

DESCRIPTION = """\
Builds regions for navigation out of OpenStreetMap extracts: the map, the routing tiles and the search index. A build
that is cut off goes on where it was when the same is added again; the region in use is replaced only by a whole one.

examples:
  headunit map add monaco
  headunit map add liechtenstein.osm.pbf
  headunit map add https://example.org/andorra-latest.osm.pbf --name andorra
  headunit map list
  headunit map use monaco            headunit map use --car: the one that holds the car, as at first

add and update --json print one object a line:
  {"region": "monaco", "stage": "fetching|reading|routing|map|search|checking|done|failed", "share": 0.0 .. 1.0}
with "fault" where it failed. list --json prints one object:
  {"folder": "...", "in_use": "monaco" | null, "known": ["..."], "unfinished": ["..."], "regions": [{"name", "title",
   "folder", "size_bytes", "osm_at", "countries", "left_hand", "source", "bounds": {"south", "west", "north", "east"}}],
   "broken": [{"name", "why"}]}
Map data: OpenStreetMap contributors, ODbL 1.0.
"""
_BAR = 30
#: A line that is drawn over again is drawn no more often than this (s).
_REDRAW_S = 0.1
_ACTIONS = "add, list, update, use, remove"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    parser = commands.add_parser(
        "map",
        help="regions for navigation: add, list, update, use, remove",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(func=run, action=None)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions")
    adding = actions.add_parser("add", help="build a region from a known name, a file or an address")
    adding.add_argument("source", metavar="monaco|helsinki|FILE.osm.pbf|URL", help="where the map data comes from")
    adding.add_argument("--name", default="", help="what to call it; otherwise after the source")
    adding.add_argument(
        "--country", default="", metavar="XX", help="where it is, if the data does not tell: CH, GB, ..."
    )
    adding.add_argument("--if-none", action="store_true", help="only where there is no region yet")
    listing = actions.add_parser("list", help="what is there, what is broken, what is in use")
    updating = actions.add_parser("update", help="fetch and build anew, all or one")
    updating.add_argument("name", nargs="?", default="", metavar="NAME", help="otherwise all")
    using = actions.add_parser("use", help="choose the region in use")
    using.add_argument("name", nargs="?", default="", metavar="NAME")
    using.add_argument("--car", action="store_true", help="no choice: the one that holds the car")
    removing = actions.add_parser("remove", help="delete a region from the disk")
    removing.add_argument("name", metavar="NAME")
    for action in (adding, listing, updating, using, removing):
        action.add_argument("--folder", type=Path, metavar="DIR", help="where the regions stand ([map] folder)")
    for action in (adding, listing, updating):
        action.add_argument("--json", action="store_true", help="for a program to read")
    for action in (adding, updating):
        # How the running head unit starts it: with low priority, and to end with the process of this number.
        action.add_argument("--parent", type=int, default=0, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Do what is asked."""
    from headunit.kernel.errors import UsageError
    from headunit.regions.shelf import Shelf
    from headunit.settings import environment, load

    if args.action is None:
        raise UsageError(f"say what to do: {_ACTIONS} (see headunit map --help)")
    shelf = Shelf((args.folder or load(environment()).maps).expanduser().absolute())
    actions: dict[str, Callable[[Shelf, argparse.Namespace], int]] = {
        "add": _add,
        "list": _list,
        "update": _update,
        "use": _use,
        "remove": _remove,
    }
    return actions[args.action](shelf, args)


def _add(shelf: "Shelf", args: argparse.Namespace) -> int:
    from headunit.kernel.errors import HeadunitError
    from headunit.regions.countries import country_code
    from headunit.regions.source import parse

    regions, _ = shelf.look()
    if args.if_none and regions:
        return 0
    source = parse(args.source, args.name)
    country = country_code(args.country) if args.country else ""
    same_name = next((region for region in regions if region.name == source.name), None)
    if same_name is not None and same_name.source != source.text:
        raise HeadunitError(
            f"there is a region {source.name} already, made of {same_name.source}: give another --name, or remove it"
        )
    _build(shelf, source, country, args)
    return 0


def _update(shelf: "Shelf", args: argparse.Namespace) -> int:
    from headunit.kernel.errors import HeadunitError
    from headunit.regions.source import parse

    regions, broken = shelf.look()
    names = [args.name] if args.name else [*(region.name for region in regions), *(name for name, _ in broken)]
    if not names:
        raise HeadunitError(f"there is no region in {shelf.folder}; begin with: headunit map add monaco")
    for name in names:
        text, country = shelf.origin(name)
        _build(shelf, parse(text, name), country, args)
    return 0


def _build(shelf: "Shelf", source: "Source", country: str, args: argparse.Namespace) -> None:
    from headunit.app.region_build import build_region
    from headunit.kernel.clock import SystemClock
    from headunit.kernel.errors import HeadunitError
    from headunit.regions import progress_line
    from headunit.regions.state import Build, Stage

    if args.parent:
        _live_with(args.parent)
    clock = SystemClock()
    began = clock.now()
    if args.json:
        try:
            build_region(shelf.folder, source, country, lambda build: print(progress_line.write(build), flush=True))
        except HeadunitError as error:
            print(progress_line.write(Build(source.name, Stage.FAILED, 0.0, str(error))), flush=True)
            raise
        return
    show = _Progress(clock)
    try:
        region = build_region(shelf.folder, source, country, show)
    except KeyboardInterrupt:
        show.end()
        print(f"{source.name}: stopped; what is finished waits for the next try", file=sys.stderr)
        raise
    except HeadunitError:
        show.end()
        raise
    show.end()
    print(f"{_told(region)}; built in {clock.now() - began:.1f} s")


def _live_with(parent: int) -> None:
    """As a part of the head unit: it ends with it, and leaves the processor to the screen."""
    import os

    from headunit.kernel.process_end import die_with_parent

    die_with_parent()
    if os.getppid() != parent:
        sys.exit(1)
    os.nice(10)


class _Progress:
    """A bar on a terminal; elsewhere a line for each stage. On standard error."""

    def __init__(self, clock: "Clock") -> None:
        self._clock = clock
        self._terminal = sys.stderr.isatty()
        self._stage = ""
        self._drawn = float("-inf")

    def __call__(self, build: "Build") -> None:
        new = build.stage.value != self._stage
        self._stage = build.stage.value
        if self._terminal:
            if new or self._clock.now() - self._drawn > _REDRAW_S:
                self._drawn = self._clock.now()
                full = round(build.share * _BAR)
                bar = "#" * full + "." * (_BAR - full)
                print(f"\r{build.name} [{bar}] {build.share:4.0%} {build.stage.value:10}", end="", file=sys.stderr)
        elif new:
            print(f"{build.name}: {build.share:.0%} {build.stage.value}", file=sys.stderr)

    def end(self) -> None:
        """Leave the bar's line."""
        if self._terminal and self._stage:
            print(file=sys.stderr)


def _told(region: "Region") -> str:
    side = "left" if region.left_hand else "right"
    countries, state = ", ".join(region.countries), region.osm_at[:10] or "an unknown day"
    return f"{region.name}: {region.size_bytes / 1e6:.1f} MB, data of {state}, {countries}, one drives on the {side}"


def _list(shelf: "Shelf", args: argparse.Namespace) -> int:
    from headunit.regions.known import KNOWN
    from headunit.regions.shelf import active

    regions, broken = shelf.look()
    in_use = active(regions, shelf.choice(), None)
    if args.json:
        print(json.dumps(_as_json(shelf, regions, broken, in_use), indent=2, ensure_ascii=False))
        return 0
    for region in regions:
        mark = "*" if region == in_use else " "
        print(f"{mark} {_told(region)}")
    for name, why in broken:
        print(f"! {name}: broken: {why}; mend it with: headunit map update {name}")
    for name in shelf.unfinished():
        print(f"- {name}: not finished; the next `map add` of the same goes on")
    if not regions and not broken:
        print(f"no region in {shelf.folder}. Begin with: headunit map add {next(iter(KNOWN))}")
    return 0


def _as_json(
    shelf: "Shelf",
    regions: "tuple[Region, ...]",
    broken: tuple[tuple[str, str], ...],
    in_use: "Region | None",
) -> dict[str, object]:
    import dataclasses

    from headunit.regions.known import KNOWN

    return {
        "folder": str(shelf.folder),
        "in_use": None if in_use is None else in_use.name,
        "known": list(KNOWN),
        "unfinished": list(shelf.unfinished()),
        "regions": [{**dataclasses.asdict(region), "folder": str(region.folder)} for region in regions],
        "broken": [{"name": name, "why": why} for name, why in broken],
    }


def _use(shelf: "Shelf", args: argparse.Namespace) -> int:
    from headunit.kernel.errors import UsageError

    if args.car == bool(args.name):
        raise UsageError("name a region, or give --car")
    if args.car:
        shelf.choose("")
        print("in use: the region that holds the car")
    else:
        shelf.choose(shelf.find(args.name).name)
        print(f"in use: {args.name}")
    return 0


def _remove(shelf: "Shelf", args: argparse.Namespace) -> int:
    shelf.remove(args.name)
    print(f"{args.name} is removed")
    return 0

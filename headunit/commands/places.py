"""`headunit places`: the driver's own places: home, work, favourites, recents; shared as GPX and GeoJSON."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.places.memory import PlaceMemory
    from headunit.places.state import Place, Remembered
    from headunit.settings import Settings

DESCRIPTION = """\
Shows and changes the places that the head unit remembers. A head unit that is running keeps its own list and writes
it over this one: change places there while it runs.

examples:
  headunit places list
  headunit places home "austrasse 12 vaduz"         headunit places home 47.141,9.521      headunit places home --clear
  headunit places add 47.1395,9.5227 --name "Ann"   headunit places remove ann
  headunit places import trip.gpx                   headunit places export mine.geojson

list --json prints one object: {"home": place | null, "work": place | null, "favourites": [place], "recents": [place]}
with place = {"name", "kind", "where", "lat_deg", "lon_deg"}.
"""
_ACTIONS = "list, home, work, add, remove, import, export"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `headunit places`."""
    parser = commands.add_parser(
        "places",
        help="home, work, favourites; import and export them",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(func=run, action=None)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions")
    listing = actions.add_parser("list", help="all that is remembered")
    listing.add_argument("--json", action="store_true", help="for a program to read")
    for slot in ("home", "work"):
        setting = actions.add_parser(slot, help=f"say where {slot} is")
        setting.add_argument("place", nargs="*", metavar="LAT,LON|TEXT", help="coordinates, or what search finds first")
        setting.add_argument("--name", help="what to call it; otherwise what is there")
        setting.add_argument("--clear", action="store_true", help="forget it")
        _regions(setting)
    adding = actions.add_parser("add", help="add a favourite, or rename the one at that spot")
    adding.add_argument("place", nargs="+", metavar="LAT,LON|TEXT", help="coordinates, or what search finds first")
    adding.add_argument("--name", help="what to call it; otherwise what is there")
    _regions(adding)
    removing = actions.add_parser("remove", help="take a place out of favourites and recents")
    removing.add_argument("name", nargs="+", metavar="NAME", help="its name, as list shows it")
    for action, word in (("import", "add the places of a file to the favourites"), ("export", "write the favourites")):
        actions.add_parser(action, help=word).add_argument("file", type=Path, metavar="FILE.gpx|FILE.geojson")


def _regions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--region", metavar="R", help="which region to search; otherwise the one in use")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where the regions stand ([map] folder)")


def run(args: argparse.Namespace) -> int:
    """Do what is asked."""
    from headunit.kernel.board import Board
    from headunit.kernel.errors import UsageError
    from headunit.places.memory import PlaceMemory
    from headunit.places.memory_file import MemoryFile
    from headunit.places.state import Remembered
    from headunit.settings import environment, load

    if args.action is None:
        raise UsageError(f"say what to do: {_ACTIONS} (see headunit places --help)")
    settings, board = load(environment()), Board()
    file = MemoryFile(settings.places)
    memory = PlaceMemory(board, file.load(), file.save)
    actions: dict[str, Callable[[PlaceMemory, Remembered, argparse.Namespace, Settings], int]] = {
        "list": _list,
        "home": _assign,
        "work": _assign,
        "add": _add,
        "remove": _remove,
        "import": _import,
        "export": _export,
    }
    return actions[args.action](memory, board.latest(Remembered) or Remembered(), args, settings)


def _list(_: "PlaceMemory", now: "Remembered", args: argparse.Namespace, __: "Settings") -> int:
    from headunit.kernel.lines import write_lines

    if args.json:
        told = {
            "home": now.home and _row(now.home),
            "work": now.work and _row(now.work),
            "favourites": [_row(place) for place in now.favourites],
            "recents": [_row(place) for place in now.recents],
        }
        print(json.dumps(told, ensure_ascii=False))
        return 0
    rows = [(word, place) for word, place in (("home", now.home), ("work", now.work)) if place is not None]
    rows += [("favourite", place) for place in now.favourites] + [("recent", place) for place in now.recents]
    write_lines(
        [f"{word:10} {place.at.lat_deg:9.5f},{place.at.lon_deg:10.5f}  {_called(place)}" for word, place in rows]
        or ["no places are remembered yet"]
    )
    return 0


def _called(place: "Place") -> str:
    return ", ".join(filter(None, (place.name, place.where)))


def _row(place: "Place") -> dict[str, object]:
    row: dict[str, object] = {"name": place.name, "kind": place.kind, "where": place.where}
    return row | {"lat_deg": place.at.lat_deg, "lon_deg": place.at.lon_deg}


def _assign(memory: "PlaceMemory", _: "Remembered", args: argparse.Namespace, settings: "Settings") -> int:
    from headunit.kernel.errors import UsageError
    from headunit.places.state import Slot

    slot = Slot(args.action)
    if args.clear == bool(args.place):
        raise UsageError(f"say where {slot.value} is, or --clear it")
    place = None if args.clear else _place(args, settings)
    memory.assign(slot, place)
    print(f"{slot.value}: {'none' if place is None else _called(place)}")
    return 0


def _add(memory: "PlaceMemory", _: "Remembered", args: argparse.Namespace, settings: "Settings") -> int:
    place = _place(args, settings)
    memory.keep(place)
    print(f"favourite: {_called(place)}")
    return 0


def _place(args: argparse.Namespace, settings: "Settings") -> "Place":
    """The place meant: coordinates need no region, everything else is what search finds first."""
    from dataclasses import replace

    from headunit.commands.asked_region import asked_region
    from headunit.commands.search import find
    from headunit.kernel.errors import HeadunitError
    from headunit.places.coordinates import coordinates, written
    from headunit.places.kinds import COORDINATES
    from headunit.places.state import Place

    text = " ".join(args.place)
    at = coordinates(text)
    if at is not None:
        return Place(args.name or written(at), COORDINATES, at)
    region = asked_region(args.region, None, args.folder)
    hits = find(region, text, None, None, settings.preferences.language, 1)
    if not hits:
        raise HeadunitError(f"nothing found for {text!r} in {region.title}")
    return replace(hits[0].place, name=args.name or hits[0].place.name)


def _remove(memory: "PlaceMemory", now: "Remembered", args: argparse.Namespace, _: "Settings") -> int:
    from headunit.kernel.errors import did_you_mean
    from headunit.kernel.text.folding import key

    name = " ".join(args.name)
    known = {key(place.name): place for place in (*reversed(now.recents), *reversed(now.favourites))}
    place = known.get(key(name))
    if place is None:
        raise did_you_mean("place", name, sorted({one.name for one in known.values()}))
    memory.forget(place)
    print(f"removed: {_called(place)}")
    return 0


def _import(memory: "PlaceMemory", _: "Remembered", args: argparse.Namespace, __: "Settings") -> int:
    new = memory.take_in(args.file)
    print(f"{new} new favourite{'' if new == 1 else 's'} from {args.file.name}")
    return 0


def _export(memory: "PlaceMemory", _: "Remembered", args: argparse.Namespace, __: "Settings") -> int:
    count = memory.export(args.file)
    print(f"{count} place{'' if count == 1 else 's'} in {args.file}")
    return 0

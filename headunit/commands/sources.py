"""`headunit sources`: what is put into the sources beside files: stations, podcasts, a music server."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.music.ports import Source
    from headunit.music.sources import Stocked
    from headunit.music.state import Item
    from headunit.settings import Settings

DESCRIPTION = """\
Shows and changes where music comes from beside files. A running head unit sees it within some seconds.

examples:
  headunit sources list                            headunit sources list podcasts
  headunit sources add radio https://radio.example/live.mp3
  headunit sources add radio stations.pls          (or .m3u, .opml)
  headunit sources add podcasts https://podcast.example/feed.xml
  headunit sources add opensubsonic -              (reads https://user:password@address/ from standard input)
  headunit sources remove radio "Radio Example"    headunit sources export podcasts mine.opml
  headunit sources keep podcasts "The Example"     headunit sources keep opensubsonic album:12 --drop
  headunit sources refresh podcasts                headunit sources list opensubsonic albums
  headunit sources remove opensubsonic account

list --json prints one object a line: {"key", "title", "subtitle", "count", "kept", "progress": 0.0 .. 1.0 | null,
"uri": string | null}; without SOURCE {"source", "title", "fault"}.
"""
_ACTIONS = "list, add, remove, keep, refresh, export"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    parser = commands.add_parser(
        "sources",
        help="radio stations, podcasts, a music server",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(func=run, action=None)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions")
    listing = actions.add_parser("list", help="the sources, or what is in one")
    listing.add_argument("source", nargs="?", metavar="SOURCE", help="radio, podcasts, opensubsonic")
    listing.add_argument("item", nargs="?", default="", metavar="KEY|TITLE", help="look into this item of it")
    listing.add_argument("--json", action="store_true", help="for a program to read")
    for action, word, what, meaning in (
        ("add", "put something in", "ADDRESS|FILE", "- reads it from standard input"),
        ("remove", "take something out", "KEY|TITLE", "as list shows it"),
        ("keep", "bring its tracks onto this computer", "KEY|TITLE", "as list shows it"),
        ("export", "write what was added", "FILE", "told by its end: .opml; for stations also .m3u, .pls"),
    ):
        doing = actions.add_parser(action, help=word)
        doing.add_argument("source", metavar="SOURCE", help="radio, podcasts, opensubsonic")
        doing.add_argument("what", nargs="+", metavar=what, help=meaning)
        if action == "keep":
            doing.add_argument("--drop", action="store_true", help="let them go again")
    actions.add_parser("refresh", help="ask what is new").add_argument("source", metavar="SOURCE", help="podcasts")


def run(args: argparse.Namespace) -> int:
    """Do what is asked."""
    from headunit.kernel.errors import UsageError
    from headunit.settings import environment, load

    if args.action is None:
        raise UsageError(f"say what to do: {_ACTIONS} (see headunit sources --help)")
    settings = load(environment())
    if args.action == "list":
        return _list(settings, args)
    from headunit.music.sources import Stocked

    source = _opened(settings, args.source)
    if not isinstance(source, Stocked):
        raise UsageError(f"nothing can be put into {args.source}")
    try:
        _wish(source, args)
    finally:
        source.close()
    return 0


def _opened(settings: "Settings", name: str) -> "Source":
    from headunit.app.source_shelf import ground_of
    from headunit.kernel.errors import HeadunitError, did_you_mean
    from headunit.music.sources import discover

    offers = discover()
    if name not in offers:
        raise did_you_mean("source", name, list(offers))
    try:
        return offers[name].open_source(ground_of(settings, name))
    except OSError as error:
        raise HeadunitError(f"{name} cannot be opened: {error.strerror or error}") from error


def _wish(source: "Stocked", args: argparse.Namespace) -> None:
    from headunit.music.streaming.web import Work

    told = -1

    def progress(share: float) -> None:
        nonlocal told
        if sys.stderr.isatty() and int(share * 100) != told:
            told = int(share * 100)
            sys.stderr.write(f"\r{told:3d} %" + ("\n" if share >= 1 else ""))
            sys.stderr.flush()

    work = Work(progress)
    what = " ".join(getattr(args, "what", ()))
    wishes: dict[str, Callable[[], None]] = {
        "add": lambda: source.add(sys.stdin.readline().strip() if what == "-" else what, work),
        "remove": lambda: source.remove(_key(source, what)),
        "keep": lambda: source.keep(_key(source, what), not args.drop, work),
        "refresh": lambda: source.refresh(work),
        "export": lambda: source.export(Path(what).expanduser()),
    }
    wishes[args.action]()


def _top(source: "Source") -> list["Item"]:
    """What is seen first, with a line where it is old."""
    from headunit.music.ports import LastKnownError

    try:
        return source.top()
    except LastKnownError as known:
        sys.stderr.write(f"headunit: {known}\n")
        return list(known.items)


def _key(source: "Source", said: str) -> str:
    """The key of the item of the top that is meant; a key of an item further inside is believed."""
    from headunit.kernel.errors import did_you_mean

    items = _top(source)
    for item in items:
        if said in {item.key, item.title}:
            return item.key
    found = [item for item in items if item.title.casefold() == said.casefold()]
    if len(found) == 1:
        return found[0].key
    if ":" in said or said == "account":
        return said
    raise did_you_mean("item", said, [item.title for item in items])


def _list(settings: "Settings", args: argparse.Namespace) -> int:
    from headunit.kernel.lines import write_lines
    from headunit.music.ports import LastKnownError
    from headunit.music.sources import Stocked, discover

    if args.source is None:
        write_lines(_source_line(settings, name, args.json) for name in discover())
        return 0
    source = _opened(settings, args.source)
    try:
        if args.item:
            try:
                items = source.open(_key(source, args.item))
            except LastKnownError as known:
                sys.stderr.write(f"headunit: {known}\n")
                items = list(known.items)
        else:
            items = _top(source)
        write_lines(_line(item, args.json) for item in items)
        if not items and not args.json:
            hint = discover()[args.source].hint if not args.item else ""
            sys.stderr.write(f"nothing in it. {hint}".rstrip() + "\n")
    finally:
        if isinstance(source, Stocked):
            source.close()
    return 0


def _source_line(settings: "Settings", name: str, as_json: bool) -> str:
    from headunit.kernel.errors import HeadunitError
    from headunit.music.sources import Stocked, discover

    title, fault = discover()[name].title, ""
    try:
        source = _opened(settings, name)
        if isinstance(source, Stocked):
            fault = source.fault
            source.close()
    except HeadunitError as error:
        fault = str(error)
    if as_json:
        return json.dumps({"source": name, "title": title, "fault": fault}, ensure_ascii=False)
    return f"{name:14} {title}" + (f": {fault}" if fault else "")


def _line(item: "Item", as_json: bool) -> str:
    if as_json:
        row = {"key": item.key, "title": item.title, "subtitle": item.subtitle, "count": item.count}
        uri = None if item.track is None else item.track.uri
        return json.dumps({**row, "kept": item.kept, "progress": item.progress, "uri": uri}, ensure_ascii=False)
    marks = [item.subtitle, f"{item.count} inside" if item.count > 1 else "", "kept" if item.kept else ""]
    about = "; ".join(mark for mark in marks if mark)
    return f"{item.title}" + (f"  ({about})" if about else "") + f"  [{item.key}]"

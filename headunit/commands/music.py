"""`headunit music`: the music library from the command line: scan, search, play, status."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.kernel.errors import HeadunitError
    from headunit.music.library.progress_line import Told
    from headunit.music.library.scan import Root
    from headunit.music.sources.library import LibrarySource
    from headunit.music.state import Item
    from headunit.settings import Settings

DESCRIPTION = """\
The music on this computer. Where a head unit is running, play and status talk to it (MPRIS on D-Bus); otherwise play
plays here, until ^C.

examples:
  headunit music scan                      the folders of the settings ([music] folders; otherwise ~/Music)
  headunit music scan /media/disk/music    that one too, from now on
  headunit music forget /media/disk/music
  headunit music search bjork --json
  headunit music play "hunting high and low"
  headunit music play ~/Music/song.flac
  headunit music play https://radio.example/stream
  headunit music status --json

search --json prints one object a line: {"kind": "artist|album|song", "title", "subtitle", "tracks",
  "cover": path | null, "uri", "album", "year", "duration_s"}, the last four of
  songs only; null is unknown. Exit code 1: nothing found.
scan --json prints one object a line: {"stage": "waiting|reading|covers|done|cancelled|failed", "share": 0.0 .. 1.0,
  "found", "unreadable", "changed", "tracks", "absent", "took_s", "fault"}
status --json prints one object: {"running": true | false, "status": "Playing|Paused|Stopped" | null, "title", "artist",
  "album", "uri", "position_s", "duration_s"}
"""
_ACTIONS = "scan, forget, search, play, status"
DEFAULT_LIMIT, MOST = 20, 1000


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    from headunit.commands.simulate import positive

    parser = commands.add_parser(
        "music",
        help="the music library: scan, search, play, status",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(func=run, action=None)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions")
    scanning = actions.add_parser("scan", help="look for new, changed and removed files")
    scanning.add_argument("folder", nargs="*", type=Path, metavar="DIR", help="only these, which are kept in mind")
    # How the running head unit starts it: with low priority, all that is known, and to end with that process.
    scanning.add_argument("--parent", type=int, default=0, help=argparse.SUPPRESS)
    scanning.add_argument("--drive", action="append", type=Path, default=[], help=argparse.SUPPRESS)
    forgetting = actions.add_parser("forget", help="take a folder out of the library; its files stay")
    forgetting.add_argument("folder", type=Path, metavar="DIR")
    searching = actions.add_parser("search", help="artists, albums and songs for a text, or part of it")
    searching.add_argument("text", nargs="+", metavar="TEXT", help="words need no quotes")
    searching.add_argument(
        "--limit", type=int, default=DEFAULT_LIMIT, metavar="N", help="at most so many (%(default)s)"
    )
    playing = actions.add_parser("play", help="play a file, an address, or what a search finds first")
    playing.add_argument("what", nargs="+", metavar="URI|TEXT", help="words need no quotes")
    playing.add_argument("--for", dest="for_s", type=positive, metavar="SECONDS", help="end after so long")
    status = actions.add_parser("status", help="what the running head unit plays")
    for action in (scanning, searching, status):
        action.add_argument("--json", action="store_true", help="for a program to read")


def run(args: argparse.Namespace) -> int:
    """Do what is asked."""
    from headunit.kernel.errors import UsageError
    from headunit.settings import environment, load

    if args.action is None:
        raise UsageError(f"say what to do: {_ACTIONS} (see headunit music --help)")
    from headunit.commands import music_play

    actions: dict[str, Callable[[Settings, argparse.Namespace], int]] = {
        "scan": _scan,
        "forget": _forget,
        "search": _search,
        "play": music_play.play,
        "status": music_play.status,
    }
    return actions[args.action](load(environment()), args)


def _scan(settings: "Settings", args: argparse.Namespace) -> int:
    from headunit.kernel.clock import SystemClock
    from headunit.kernel.errors import HeadunitError, UsageError
    from headunit.music.library import progress_line
    from headunit.music.library.progress_line import Told
    from headunit.music.library.scan import Root
    from headunit.music.library.worker import be_worker, scan_library

    for folder in args.folder if not args.parent else ():
        if not folder.expanduser().is_dir():
            raise UsageError(f"there is no folder {folder}")
    given = args.folder or list(settings.music_folders)
    roots = [Root(str(folder.expanduser().absolute())) for folder in given]
    roots += [Root(str(folder), drive=True) for folder in args.drive]
    ending = be_worker(args.parent)
    show = _lines if args.json else _Bar(quiet=not sys.stderr.isatty()).show
    only = bool(args.folder) and not args.parent

    def thumbnail(data: bytes, file: Path) -> int:
        from headunit.music.library.qt_thumbnail import thumbnail

        return thumbnail(data, file)

    try:
        told = scan_library(
            settings.music, roots, SystemClock(), show, stop=ending.is_set, thumbnail=thumbnail, only=only
        )
    except HeadunitError as error:
        if args.json:
            print(progress_line.write(Told("failed", fault=str(error))), flush=True)
            return error.exit_code
        raise
    show(told)
    if not args.json:
        _sum_up(told, roots)
    return 130 if told.stage == "cancelled" and not args.parent else 0


def _lines(told: "Told") -> None:
    from headunit.music.library import progress_line

    print(progress_line.write(told), flush=True)


class _Bar:
    """A line that is drawn over again on a terminal; elsewhere nothing. On standard error."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet

    def show(self, told: "Told") -> None:
        if told.stage == "waiting":
            print("waiting for another scan to end", file=sys.stderr)
        elif not self._quiet:
            end = "\n" if told.stage in {"done", "cancelled"} else ""
            bar = f"{'#' * round(told.share * 30):30}"
            print(f"\r{told.stage:9} [{bar}] {told.found} files", end=end, file=sys.stderr, flush=True)


def _sum_up(told: "Told", roots: "list[Root]") -> None:
    from headunit.kernel.errors import HeadunitError

    if told.fault and told.found == 0:
        raise HeadunitError(f"{told.fault}; say where your music is: headunit music scan DIR")
    bad = f", {told.unreadable} of them could not be read" if told.unreadable else ""
    away = f"; {told.absent} on folders or drives that are away" if told.absent else ""
    print(f"{told.found} files in {', '.join(root.path for root in roots)}{bad}")
    print(f"the library holds {told.tracks} songs{away}")
    if told.fault:
        print(told.fault, file=sys.stderr)


def _forget(settings: "Settings", args: argparse.Namespace) -> int:
    from headunit.kernel.errors import UsageError
    from headunit.music.library.worker import forget

    folder = args.folder.expanduser().absolute()
    count = forget(settings.music, str(folder))
    if count is None:
        raise UsageError(f"{folder} is no folder of the library")
    print(f"{count} songs of {folder} are out of the library")
    return 0


def opened(settings: "Settings") -> "LibrarySource":
    """The library, to look through."""
    from headunit.kernel.board import Board
    from headunit.music.library.keepsakes import KeepsakesFile
    from headunit.music.sources.library import LibrarySource

    kept = KeepsakesFile(Board(), settings.music / "favourites.json").now
    return LibrarySource(settings.music, settings.music / "playlists", lambda: kept)


def nothing_found(settings: "Settings", text: str) -> "HeadunitError":
    """The line for it: whether there is a library at all."""
    from headunit.kernel.errors import HeadunitError
    from headunit.music.library.store import FILE

    if not (settings.music / FILE).exists():
        return HeadunitError("there is no library yet; begin with: headunit music scan DIR")
    return HeadunitError(f"nothing found for {text!r}")


def _search(settings: "Settings", args: argparse.Namespace) -> int:
    from headunit.kernel.errors import UsageError
    from headunit.kernel.lines import write_lines

    text = " ".join(args.text).strip()
    if not text:
        raise UsageError("say what to look for")
    if not 1 <= args.limit <= MOST:
        raise UsageError(f"--limit is 1 to {MOST}, not {args.limit}")
    library = opened(settings)
    try:
        items = library.search(text)[: args.limit]
    finally:
        library.close()
    if not items:
        raise nothing_found(settings, text)
    write_lines(map(_as_json, items) if args.json else _as_table(items))
    return 0


def _as_json(item: "Item") -> str:
    row: dict[str, object] = {
        "kind": "song" if item.track is not None else item.key.partition(":")[0],
        "title": item.title,
        "subtitle": item.subtitle,
        "tracks": item.count,
        "cover": None if item.cover is None else str(item.cover),
    }
    if (track := item.track) is not None:
        row |= {"uri": track.uri, "album": track.album, "year": track.year, "duration_s": track.duration_s}
    return json.dumps(row, ensure_ascii=False)


def _as_table(items: "list[Item]") -> list[str]:
    from headunit.commands.search import padded, wide

    rows = []
    for item in items:
        kind = "song" if item.track is not None else item.key.partition(":")[0]
        more = item.track.album if item.track is not None else f"{item.count} songs"
        rows.append((kind, item.title, item.subtitle, more))
    widths = [min(40, max(wide(row[column]) for row in rows)) for column in range(4)]
    return ["  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]

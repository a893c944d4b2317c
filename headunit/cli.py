"""The `headunit` command: words in, an exit code out. Each sub-command lives in `commands/`.

Exit codes: 0 done, 1 the work failed, 2 called wrongly, 130 interrupted.
"""

import argparse
import importlib
import logging
import os
import sys
from typing import NoReturn, override

from headunit import __version__
from headunit.kernel.errors import HeadunitError

#: In the order in which a newcomer meets them.
COMMANDS = (
    "simulate",
    "run",
    "replay",
    "signals",
    "decode",
    "dbc",
    "dtc",
    "monitor",
    "record",
    "gps",
    "route",
    "drive",
    "map",
    "search",
    "places",
    "sources",
    "music",
    "phone",
    "hub",
    "snapshot",
    "gallery",
    "doctor",
    "bench",
)

EPILOG = """\
start here:
  headunit simulate              drive the simulated car, with a window to play it by hand
  headunit doctor                what is installed, reachable and missing, and what mends it
  headunit COMMAND --help        every option of a command, with examples
"""


class _Parser(argparse.ArgumentParser):
    """argparse, but a mistake is one line."""

    @override
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = _Parser(
        prog="headunit",
        description="The screen in the dashboard: shows the car from CAN and GPS, real, recorded or simulated.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"headunit {__version__}")
    top.add_argument("--verbose", "-v", action="store_true", help="tell more on standard error")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands", parser_class=_Parser)
    for name in COMMANDS:
        importlib.import_module(f"headunit.commands.{name}").register(commands)
    return top


def main(words: list[str] | None = None) -> int:
    """Run one command. Returns the exit code; every foreseen failure is one line on standard error."""
    top = parser()
    args = top.parse_args(words)
    if args.command is None:
        top.print_help()
        return 0
    logging.basicConfig(
        level=logging.INFO if args.verbose else logging.WARNING, format="%(name)s: %(message)s", stream=sys.stderr
    )
    try:
        return int(args.func(args))
    except HeadunitError as error:
        print(f"headunit {args.command}: {error}", file=sys.stderr)  # noqa: T201  the command line is where lines belong
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; keep Python from complaining about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0

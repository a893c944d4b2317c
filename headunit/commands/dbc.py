"""`headunit dbc check FILE`: whether a DBC, KCD, ARXML or SYM file can be used, and what had to be mended for it."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.vehicle.cantools_dbc import Intake


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command and its own."""
    parser = commands.add_parser("dbc", help="look into a DBC file", description="Looks into the files that cars need.")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions", required=True)
    check = actions.add_parser(
        "check",
        help="read it and list what had to be mended",
        description="Reads a DBC, KCD, ARXML or SYM file as every other command does, and lists what had to be mended "
        "or left out: file, line, defect, mend. Exit code 0 where it can be used, 1 where it cannot.",
        epilog='With --json, one object: {"file", "messages", "signals", "repairs": [{"line": from 1, 0 where unknown, '
        '"defect", "mend"}]}.',
    )
    check.add_argument("file", type=Path, metavar="FILE", help="told apart by its name: .kcd, .arxml, .sym; else a DBC")
    check.add_argument("--json", action="store_true", help="one JSON object")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Check one file. Raises HeadunitError for one that cannot be used."""
    from headunit.kernel.lines import write_lines
    from headunit.vehicle.cantools_dbc import read_dbc

    intake = read_dbc(args.file)
    write_lines([json.dumps(_object(args.file, intake))] if args.json else _lines(args.file, intake))
    return 0


def _signals(intake: "Intake") -> int:
    return sum(len(message.signals) for message in intake.dbc.messages)


def _object(file: Path, intake: "Intake") -> dict[str, object]:
    return {
        "file": str(file),
        "messages": len(intake.dbc.messages),
        "signals": _signals(intake),
        "repairs": [{"line": one.line, "defect": one.defect, "mend": one.mend} for one in intake.repairs],
    }


def _lines(file: Path, intake: "Intake") -> list[str]:
    repairs = [f"{file}:{one.line}: {one.defect}: {one.mend}" for one in intake.repairs]
    count = f"{len(repairs)} repair{'' if len(repairs) == 1 else 's'}" if repairs else "nothing to mend"
    return [*repairs, f"{file}: {len(intake.dbc.messages)} messages, {_signals(intake)} signals, {count}"]

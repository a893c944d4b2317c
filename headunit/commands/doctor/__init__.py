"""`headunit doctor`: what is installed, reachable and missing, and what mends it."""

import argparse
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headunit.commands.doctor.machine import Finding

DESCRIPTION = """\
Looks at the computer and says what is there and what is not, with the command that mends it.

  ok        it is there
  missing   the head unit does not work without it
  absent    not there, but not everybody needs it

Exit code: 0 where nothing is missing, else 1.

--json prints one object:
  {"ok": true, "checks": [{"check": "gpsd", "status": "ok" | "missing" | "absent", "detail": "...", "mend": "..."}]}
"mend" is "" where there is nothing to mend.
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    parser = commands.add_parser(
        "doctor",
        help="what is installed, reachable and missing, and what mends it",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="for a program to read")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Look at everything. 1 where something is missing."""
    from headunit.commands.doctor import music, parts, phone, surroundings
    from headunit.commands.doctor.machine import Machine, Status
    from headunit.settings import environment

    machine = Machine(environment())
    found = [check(machine) for check in (*parts.CHECKS, *surroundings.CHECKS, *music.CHECKS, *phone.CHECKS)]
    missing = [finding.check for finding in found if finding.status is Status.MISSING]
    print(as_json(found, ok=not missing) if args.json else table(found, missing))
    return int(bool(missing))


def as_json(found: list["Finding"], *, ok: bool) -> str:
    """The whole result as one JSON object."""
    checks = [
        {"check": each.check, "status": each.status.value, "detail": each.detail, "mend": each.mend} for each in found
    ]
    return json.dumps({"ok": ok, "checks": checks}, indent=2, ensure_ascii=False)


def table(found: list["Finding"], missing: list[str]) -> str:
    """A line for each finding, its mending below it, and a verdict."""
    lines = []
    for each in found:
        lines.append(f"{each.status.value:8} {each.check.replace('_', ' '):13} {each.detail}")
        if each.mend:
            lines.append(f"{'':23}-> {each.mend}")
    verdict = f"missing: {', '.join(missing)}" if missing else "all that is required is there"
    return "\n".join([*lines, "", verdict])

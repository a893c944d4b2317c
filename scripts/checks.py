"""Runs every check of the project, all of them even after a failure, and counts: scripts/test calls it.

The last line is "N passed, M failed"; each static check counts as one, each test as one.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(".cache", "checks")


@dataclass(frozen=True, slots=True)
class Check:
    """`command`: for bash, from the checkout's top; also what a person is told to type to repeat it."""

    name: str
    command: str
    timeout_s: float = 600.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check contributes. `why`: for a failure that no test accounts for."""

    passed: int = 0
    failed: int = 0
    why: str = ""

    @classmethod
    def of_one(cls, code: int | None) -> "Outcome":
        """A check that is one thing: `code` is its exit code, None when it had to be ended."""
        return cls(passed=1) if code == 0 else cls(failed=1, why=reason(code))


STATIC = (
    Check("lint", ".venv/bin/ruff check ."),
    Check("format", ".venv/bin/ruff format --check ."),
    Check("imports", ".venv/bin/lint-imports --no-cache"),
    Check("types", ".venv/bin/mypy headunit scripts"),
    Check("QML types", ".venv/bin/python scripts/typeinfo.py"),
    Check("QML lint", ".venv/bin/pyside6-qmllint -W 0 -I . $(find headunit tests -name '*.qml')"),
    Check("QML format", ".venv/bin/python scripts/qml_format.py"),
)
QML_TESTS = Path("tests", "qml", "run.py")


def reason(code: int | None) -> str:
    """An exit code in words."""
    if code is None:
        return "took too long and was ended"
    return f"ended by signal {-code}" if code < 0 else f"exit code {code}"


def pytest_check(arguments: list[str]) -> Check:
    """All tests but the slow ones, on two cores at once, and what the caller adds; with --long the slow ones too."""
    rest = [argument for argument in arguments if argument != "--long"]
    marks = [] if "--long" in arguments else ["-m", "not long"]
    command = [".venv/bin/pytest", "-q", "-n2", "--dist=worksteal", *marks, *rest]
    return Check("tests", shlex.join(command), timeout_s=2400.0)


def pytest_outcome(code: int | None, report: Path) -> Outcome:
    """Counts from pytest's JUnit report. A run that died, or that ran no test, is one failure more."""
    try:
        suites = list(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314  pytest wrote it a moment ago
    except (OSError, ET.ParseError):
        return Outcome(failed=1, why=f"no report: {reason(code)}")

    def count(*kinds: str) -> int:
        return sum(int(suite.get(kind, "0")) for suite in suites for kind in kinds)

    bad = count("failures", "errors")
    passed = max(0, count("tests") - bad - count("skipped"))
    unexplained = bad == 0 and (code != 0 or passed == 0)
    return Outcome(passed, bad + unexplained, reason(code) if unexplained else "")


def qml_outcome(code: int | None, output: str) -> Outcome:
    """Counts from Qt Test's "Totals" lines. A run that died, or that ran no test, is one failure more."""
    totals = re.findall(r"Totals: (\d+) passed, (\d+) failed", output)
    passed, failed = (sum(int(total[column]) for total in totals) for column in (0, 1))
    unexplained = failed == 0 and (code != 0 or passed == 0)
    return Outcome(passed, failed + unexplained, reason(code) if unexplained else "")


def execute(check: Check, extra: str = "") -> tuple[int | None, str]:
    """Run a check in the checkout, show what it says as it says it, and return its exit code and its words."""
    print(f"\n== {check.name}: {check.command}", flush=True)
    words: list[str] = []
    with subprocess.Popen(
        ["bash", "-c", check.command + extra],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        overdue = threading.Event()

        def end() -> None:
            overdue.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(check.timeout_s, end)
        timer.start()
        for line in process.stdout or ():
            words.append(line)
            print(line, end="", flush=True)
        code = process.wait()
        timer.cancel()
    return (None if overdue.is_set() else code), "".join(words)


def run_all(arguments: list[str]) -> list[tuple[Check, Outcome]]:
    """Every check and what came of it."""
    done = [(check, Outcome.of_one(execute(check)[0])) for check in STATIC]
    report = ROOT / RESULTS / "pytest.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    # A report of the last run must not speak for this one.
    report.unlink(missing_ok=True)
    tests = pytest_check(arguments)
    done.append((tests, pytest_outcome(execute(tests, f" --junitxml={report}")[0], report)))
    if (ROOT / QML_TESTS).exists():
        qml = Check("QML tests", f".venv/bin/python {QML_TESTS}")
        done.append((qml, qml_outcome(*execute(qml))))
    return done


def main(arguments: list[str]) -> int:
    """Run all, name what failed and how to repeat it, count. 1 where anything failed."""
    began = time.monotonic()
    done = run_all(arguments)
    print(f"\n== {time.monotonic() - began:.0f} s")
    for check, outcome in done:
        if outcome.failed:
            print(f"FAILED {check.name}{f' ({outcome.why})' if outcome.why else ''}; to repeat it: {check.command}")
    passed, failed = sum(outcome.passed for _, outcome in done), sum(outcome.failed for _, outcome in done)
    print(f"{passed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

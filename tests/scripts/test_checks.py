"""scripts/checks.py: counts what real runs of pytest and Qt Test say, and does not believe a run that died."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from script_stage import SCRIPTS, put, put_program


def load(script: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"scripts_{script.stem}", script)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


checks = load(SCRIPTS / "checks.py")


@pytest.fixture(autouse=True)
def _plain_pytest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The runs in here need no plug-in, and start in a tenth of the time without."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def pytest_run(folder: Path, text: str) -> tuple[int, Path]:
    """A real pytest run of one file."""
    file, report = put(folder, "test_it.py", text), folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", str(file)]
    return subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False).returncode, report


def test_pytest_is_counted(tmp_path: Path) -> None:
    code, report = pytest_run(
        tmp_path,
        """
import pytest

@pytest.fixture
def broken():
    raise OSError

def test_good(): pass
def test_good_too(): pass
def test_bad(): assert False
def test_error(broken): pass
@pytest.mark.skip
def test_skipped(): pass
""",
    )
    assert checks.pytest_outcome(code, report) == checks.Outcome(passed=2, failed=2)


def test_an_exit_code_that_no_test_explains_is_a_failure(tmp_path: Path) -> None:
    code, report = pytest_run(tmp_path, "def test_good(): pass\n")
    assert checks.pytest_outcome(code, report) == checks.Outcome(passed=1)
    assert checks.pytest_outcome(3, report) == checks.Outcome(passed=1, failed=1, why="exit code 3")


@pytest.mark.parametrize(
    "text",
    [
        "import os\ndef test_good(): pass\ndef test_crash(): os.abort()\n",
        "x = 1\n",
        "import pytest\n@pytest.mark.skip\ndef test_skipped(): pass\n",
        "this is no Python\n",
    ],
    ids=["crash", "no test", "all skipped", "not importable"],
)
def test_a_pytest_run_that_proves_nothing_fails(tmp_path: Path, text: str) -> None:
    code, report = pytest_run(tmp_path, text)
    outcome = checks.pytest_outcome(code, report)
    assert (outcome.passed, outcome.failed) == (0, 1)


QT_TEST = """
import QtQuick
import QtTest

TestCase {
    name: "Numbers"
    function test_good() { compare(1 + 1, 2) }
    function test_second() { compare(1 + 1, %d) }
}
"""
QT_MAIN = """
import sys
from PySide6.QtQuickTest import QUICK_TEST_MAIN
sys.exit(QUICK_TEST_MAIN("numbers", argv=[*sys.argv, "-input", sys.argv[0].rpartition("/")[0]]))
"""


@pytest.mark.parametrize(("result", "failed"), [(2, 0), (3, 1)])
def test_qt_test_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, result: int, failed: int) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    put(tmp_path, "tst_numbers.qml", QT_TEST % result)
    main = put(tmp_path, "run.py", QT_MAIN)
    code, words = checks.execute(checks.Check("QML tests", f"{sys.executable} {main}"))
    # Qt Test counts initTestCase and cleanupTestCase too.
    assert checks.qml_outcome(code, words) == checks.Outcome(passed=4 - failed, failed=failed)


def test_a_qt_test_run_that_died_is_a_failure() -> None:
    assert checks.qml_outcome(-11, "Totals: 3 passed, 0 failed, 0 skipped").failed == 1
    assert checks.qml_outcome(0, "no test to be seen").failed == 1


def test_a_check_that_hangs_is_ended_with_its_children(capsys: pytest.CaptureFixture[str]) -> None:
    code, words = checks.execute(checks.Check("slow", "echo begun; sleep 1000 & sleep 1000", timeout_s=1.0))
    # It returned, so nobody holds the pipe any more: the child in the background is gone too.
    assert (code, words) == (None, "begun\n")
    assert "== slow: echo begun" in capsys.readouterr().out


def test_all_checks_run_after_a_failure_and_the_last_line_counts(tmp_path: Path) -> None:
    """The whole script, with programs that answer at once, but for pytest, which is real."""
    put(tmp_path, "scripts/checks.py", (SCRIPTS / "checks.py").read_text("utf-8"))
    for tool in ("ruff", "lint-imports", "pyside6-qmllint", "python"):
        put_program(tmp_path, f".venv/bin/{tool}", f"echo {tool} was here")
    put_program(tmp_path, ".venv/bin/mypy", "exit 3")
    put_program(tmp_path, ".venv/bin/pytest", f'exec {sys.executable} -m pytest -p xdist.plugin "$@"')
    put(tmp_path, "tests/pytest.ini", "[pytest]\nmarkers = long: slow\n")
    put(tmp_path, "headunit/empty.txt", "")
    put(
        tmp_path,
        "tests/test_it.py",
        "import pytest\ndef test_good(): pass\n@pytest.mark.long\ndef test_slow(): pass\n",
    )

    def run(*arguments: str) -> tuple[int, list[str]]:
        command = [sys.executable, "scripts/checks.py", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout.splitlines()

    static = len(checks.STATIC)
    code, lines = run("tests")
    assert code == 1
    assert lines[-1] == f"{static} passed, 1 failed"
    assert "FAILED types (exit code 3); to repeat it: .venv/bin/mypy headunit scripts" in lines
    put_program(tmp_path, ".venv/bin/mypy", "exit 0")
    assert run("tests")[1][-1] == f"{static + 1} passed, 0 failed"
    code, lines = run("--long", "tests")
    assert (code, lines[-1]) == (0, f"{static + 2} passed, 0 failed")
    code, lines = run("tests", "-k", "no_such_test")
    assert (code, lines[-1]) == (1, f"{static} passed, 1 failed")

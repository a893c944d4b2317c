"""The guards of `conftest.py` bite: a test that leaves something running, or warns unexpectedly, fails."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

#: Each test of a suite that is run on its own, and what its guard says of it; nothing where all is well.
SUITE = {
    "test_nothing(): pass": "",
    "test_child(): KEPT.append(subprocess.Popen(['sleep', '600']))": "left running: ['process",
    "test_child_that_is_waited_for(): subprocess.run(['true'], check=True)": "",
    "test_dead_child(): KEPT.append(subprocess.Popen(['true']))": "in state Z",
    "test_thread(): threading.Thread(target=time.sleep, args=(600,), name='can', daemon=True).start()": "Thread(can",
    "test_thread_that_ends(): threading.Thread(target=time.sleep, args=(0.01,)).start()": "",
    "test_info(): LOG.info('all is well')": "",
    "test_warning(): LOG.warning('it %s', 'smokes')": "unexpected: car: it smokes",
    "test_expected(expect_log): expect_log('it sm.kes'); LOG.error('it %s', 'smokes')": "",
    "test_another(expect_log): expect_log('it burns'); LOG.error('it smokes')": "unexpected: car: it smokes",
    "test_never(expect_log): expect_log('it burns')": "never came: it burns",
    "test_perhaps(expect_log): expect_log('it burns', perhaps=True)": "",
    "test_late(late): pass": "unexpected: car: too late",
    "test_shared(shared): pass": "the shared material is missing",
    "test_home(): assert pathlib.Path.home().name.startswith('headunit-tests-')": "",
}
HEAD = """
import atexit, logging, pathlib, subprocess, threading, time
import pytest
LOG, KEPT = logging.getLogger("car"), []
atexit.register(lambda: [(child.kill(), child.wait()) for child in KEPT])
@pytest.fixture
def late():
    yield
    LOG.warning("too late")
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("suite") / "checkout" / "tests"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "pyproject.toml", folder.parent)
    guards = (ROOT / "tests" / "conftest.py").read_text("utf-8")
    assert "PATIENCE_S = 20.0" in guards
    (folder / "conftest.py").write_text(guards.replace("PATIENCE_S = 20.0", "PATIENCE_S = 0.5"))
    (folder / "test_suite.py").write_text(HEAD + "\n".join(f"def {test}" for test in SUITE) + "\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-v", "."],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize(("test", "complaint"), SUITE.items(), ids=[test.partition("(")[0] for test in SUITE])
def test_a_guard(report: str, test: str, complaint: str) -> None:
    name = test.partition("(")[0]
    assert f"{name} " in report
    # A guard speaks after the test, so what it finds is an error and not a failure.
    section = (
        report.partition(f"ERROR at teardown of {name} _")[2] or report.partition(f"ERROR at setup of {name} _")[2]
    )
    assert bool(section) == bool(complaint), report
    assert complaint in section.partition("\n____")[0]

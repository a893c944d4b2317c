"""The QML tests of the controls, as one test of pytest's."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).parent / "run.py"


def test_the_controls(record_property: pytest.FixtureRequest) -> None:
    done = subprocess.run([sys.executable, RUN], capture_output=True, text=True, timeout=300, check=False)
    said = done.stdout + done.stderr
    totals = re.search(r"Totals: (\d+) passed, (\d+) failed, (\d+) skipped", said)
    assert done.returncode == 0, said
    assert totals is not None, said
    passed, failed, skipped = map(int, totals.groups())
    record_property("qml_tests", passed)
    assert (failed, skipped) == (0, 0), said
    # Qt Test passes when it finds nothing to run.
    assert passed > len(list(RUN.parent.glob("tst_*.qml"))), said

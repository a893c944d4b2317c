"""Hours on the road do not fill the memory: frames, state, tables, plots, recordings and what QML makes of them."""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

#: Of the car's own time. The first hour fills what is bounded: an hour of plots, tables, caches.
HOURS = 2.2
#: How much more may be in memory at the end than half way (bytes).
MAY_GROW = 2 << 20


@pytest.mark.long
def test_two_hours_of_driving_take_no_more_memory_than_one(tmp_path: Path, record_property) -> None:
    words = [sys.executable, "-W", "error", str(Path(__file__).with_name("soak.py")), str(HOURS), str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=1800, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    told = json.loads(done.stdout)
    minutes = told["minutes"]
    assert len(minutes) == round(HOURS * 60)
    assert told["frames"] > 200 * 60 * len(minutes) / 2
    assert told["drawn"] > len(minutes)
    half = len(minutes) // 2
    # Ten minutes each: pictures and recordings come and go.
    before, after = median(minutes[half - 10 : half]), median(minutes[-10:])
    record_property("resident_megabytes", f"{before / 1e6:.1f} {after / 1e6:.1f}")
    assert after - before < MAY_GROW, [round(each / 1e6, 1) for each in minutes]

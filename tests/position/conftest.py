from collections.abc import Iterator
from pathlib import Path

import pytest
from ear import Ear
from nmea_drive import drive, nmea_lines

from headunit.kernel.clock import SystemClock
from headunit.kernel.supervision import IoThread


@pytest.fixture
def clock() -> SystemClock:
    return SystemClock()


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def io() -> Iterator[IoThread]:
    io = IoThread()
    io.start()
    yield io
    io.stop()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> float:
    """Links that call a receiver silent after a second (returned) instead of three: for tests that wait for it."""
    for module in ("gpsd", "pyserial_nmea", "nmea_replay"):
        monkeypatch.setattr(f"headunit.position.{module}.SILENCE_S", 1.0)
    return 1.0


@pytest.fixture
def drive_log(tmp_path: Path) -> Path:
    """A drive of two minutes whose first three seconds have no fix."""
    path = tmp_path / "drive.nmea"
    path.write_text("".join(nmea_lines(list(drive(120)))))
    return path

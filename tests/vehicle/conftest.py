"""What several tests of the vehicle room stand on."""

from pathlib import Path

import pytest

from headunit.vehicle.ports import Frame


@pytest.fixture(scope="session")
def drive(shared: Path) -> Path:
    """The folder of the recorded RAV4 drive."""
    return shared / "drives" / "rav4"


@pytest.fixture(scope="session")
def drive_frames(drive: Path) -> list[Frame]:
    from headunit.vehicle.python_can_log import read_log

    return list(read_log(drive / "can0.log"))


@pytest.fixture(scope="session")
def opendbc() -> Path:
    """The folder of opendbc's DBC files, which scripts/setup.sh fetches for the tests."""
    folder = Path(__file__).resolve().parents[2] / ".cache" / "opendbc" / "dbc"
    if not folder.is_dir():
        pytest.fail(f"the test data is missing: {folder} (scripts/setup.sh test fetches it)")
    return folder

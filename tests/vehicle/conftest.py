"""What several tests of the vehicle room stand on."""

from pathlib import Path

import pytest

from headunit.vehicle import cars
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.ports import Frame

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


@pytest.fixture(scope="session")
def drive() -> Path:
    """The folder of the recorded RAV4 drive, beside the checkout."""
    folder = SHARED / "drives" / "rav4"
    assert folder.is_dir(), f"{folder} is missing"
    return folder


@pytest.fixture(scope="session")
def drive_frames(drive: Path) -> list[Frame]:
    from headunit.vehicle.python_can_log import read_log  # noqa: PLC0415

    return list(read_log(drive / "can0.log"))


@pytest.fixture
def demo() -> TableCodec:
    return TableCodec(cars.load("demo"))

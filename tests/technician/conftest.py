"""What several tests of the technician's room stand on."""

from pathlib import Path

import pytest

from headunit.app import codec_of, find_car
from headunit.app.explain import DbcDecoder
from headunit.vehicle.ports import Frame


@pytest.fixture(scope="session")
def drive_log(shared: Path) -> Path:
    """A minute of a real car."""
    return shared / "drives" / "rav4" / "can0.log"


@pytest.fixture(scope="session")
def rav4_decoder() -> DbcDecoder:
    codec = codec_of(find_car("toyota_rav4_2017"))
    return DbcDecoder(codec.dbc, codec)


@pytest.fixture(scope="session")
def drive_frames(drive_log: Path) -> list[Frame]:
    from headunit.vehicle.python_can_log import read_log

    return [frame for frame in read_log(drive_log) if frame.t < 1533198897.0]

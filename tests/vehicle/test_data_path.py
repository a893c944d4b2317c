"""The cars' files are found in a checkout and in a wheel that was really built."""

import subprocess
import sys
import zipfile
from pathlib import Path

import cantools

from headunit.kernel.data import data_path
from headunit.vehicle import cars

ROOT = Path(__file__).resolve().parents[2]


def test_in_a_checkout() -> None:
    assert data_path("dbc", "demo.dbc") == ROOT / "dbc" / "demo.dbc"
    for name in cars.names():
        assert data_path("dbc", cars.load(name).dbc).is_file()


def test_in_a_wheel(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "from headunit.kernel.data import data_path\n"
        "from headunit.vehicle import cars, codec\n"
        "print(data_path('dbc'), *[len(codec.TableCodec(cars.load(name)).paths) for name in cars.names()])\n"
    )
    # Without site (-S) the editable install of the checkout is not found, and from another folder nor is the checkout.
    path = f"{tmp_path / 'site'}:{Path(cantools.__file__).parents[1]}"
    words = [sys.executable, "-S", "-c", code]
    done = subprocess.run(words, env={"PYTHONPATH": path}, cwd=tmp_path, capture_output=True, text=True, check=True)
    told = [str(len(cars.load(name).paths)) for name in cars.names()]
    assert done.stdout.split() == [str(tmp_path / "site" / "headunit" / "_data" / "dbc"), *told]

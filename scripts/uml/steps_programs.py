"""Steps without the app of the other ones: scripts/vcan, a car with CAN FD, and the command as it is typed."""

import subprocess
import threading
import time
from pathlib import Path
from typing import Final

from afternoon import SPEED, Afternoon
from workshop import BUS, PATIENCE_S, Player, cansend, need, text_of

from headunit import cli
from headunit.app import House
from headunit.kernel.clock import SystemClock
from headunit.preferences.state import Preferences
from headunit.vehicle import cars
from headunit.vehicle.can_link import CanLink
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.state import Value, VehicleState

CAN_FD_CAR: Final = "hyundai_ioniq_5"


def script() -> str:
    """scripts/vcan, on a kernel that has what it needs."""
    said = []
    for word, code, words in (
        ("status", 1, "vcan7 is not there"),
        ("up", 0, "vcan7 is up: headunit run --can socketcan:vcan7 ..."),
        ("up", 0, "vcan7 is up: headunit run --can socketcan:vcan7 ..."),
        ("status", 0, "vcan7 is up"),
        ("down", 0, "vcan7 is gone"),
        ("down", 0, "vcan7 is not there"),
    ):
        done = subprocess.run(["scripts/vcan", word, "vcan7"], capture_output=True, text=True, check=False)
        need((done.returncode, done.stdout.strip()) == (code, words), f"{word}: {done}")
        said.append(word)
    return ", ".join(said)


def can_fd() -> str:
    """CAN FD frames of up to 32 bytes, decoded and shown."""
    codec = TableCodec(cars.load(CAN_FD_CAR))
    house = House(SystemClock(), codec.car, Preferences())
    link = CanLink(f"socketcan:{BUS}", house.clock, house.inbox, codec)
    link.start()
    try:
        wanted: dict[str, Value] = {SPEED: 70.0, "Vehicle.Powertrain.Transmission.SelectedGear": 127}
        frames = codec.encode_all(wanted)
        end = time.monotonic() + PATIENCE_S
        known: dict[str, Value | None] = {}
        # Not by freshness: a slow machine needs longer for these few frames than a speed is believed.
        while known.keys() != codec.paths.keys() or any(known[path] != value for path, value in wanted.items()):
            need(time.monotonic() < end, f"{known} instead of {wanted}")
            cansend(*map(text_of, frames))
            house.flush()
            vehicle = house.board.latest(VehicleState) or VehicleState()
            known = {path: reading.value for path, reading in vehicle.readings.items()}
    finally:
        link.stop()
    return f"{len(known)} signals from frames of up to {max(len(frame.data) for frame in frames)} bytes"


def command(day: Afternoon) -> str:
    """The command itself, as it is typed."""
    listeners: list[bool] = []

    def watch() -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end and not any(listeners):
            listeners.append(BUS in Path("/proc/net/can/rcvlist_all").read_text(encoding="ascii"))
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    with Player(day.drive.path, forever=True):
        words = ["run", "--offscreen", "--car", day.codec.car.name, "--can", f"socketcan:{BUS}", "--for", "3"]
        code = cli.main(words)
    watcher.join()
    need(code == 0, f"exit code {code}")
    need(any(listeners), "it never listened")
    return f"headunit {' '.join(words)}"

"""The two processes of `bench can`: one sends three full buses, one receives them as `headunit run` does, and draws.

receive WIRE SECONDS  starts the sender itself and prints one JSON object; WIRE: multicast, socketcan
send WIRE PORT SECONDS  prints what it sent, and when each new speed went out
"""

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING, Any, Final, cast, override

from headunit.commands.bench_can import CAR, drive_frames
from headunit.commands.bench_can_wire import Wire, link_to, wire_of
from headunit.kernel.data import data_path
from headunit.kernel.errors import HeadunitError

if TYPE_CHECKING:
    from headunit.kernel.supervision import IoThread
    from headunit.presentation.quantity import Quantity
    from headunit.ui.screen import Screen
    from headunit.vehicle.can_link import CanLink
    from headunit.vehicle.codec import TableCodec
    from headunit.vehicle.ports import Frame
    from headunit.vehicle.viewmodel import VehicleViewModel

#: Frames a second of each bus at 100 %: classic 500 kbit/s with 8 bytes, CAN FD 500 kbit/s and 2 Mbit/s with 64.
RATES: Final = (4_500, 4_500, 2_990)
SPEED: Final = "Vehicle.Speed"
#: A new speed this often (s); each differs from all others of the same minute, and from the screen's point of view too.
STEP_S: Final = 0.1
SLOWEST, FASTEST = 10, 200
#: The sender puts out what is due this often (s).
_BEAT_S: Final = 0.001
#: After the start, and after the end, so much time goes by before anything is measured or counted (s).
SETTLE_S: Final = 2.0
#: Different frames of the drive that are sent, over and over.
_DISTINCT: Final = 10_000
#: CAN FD frames that the bench's car has beside its own, with this many signals each.
_FD_MESSAGES, _FD_SIGNALS = 8, 4


def bench_codec() -> "TableCodec":
    """The recorded car, and eight CAN FD messages more."""
    from headunit.vehicle import cars
    from headunit.vehicle.cantools_dbc import load_dbc
    from headunit.vehicle.car import Row
    from headunit.vehicle.codec import TableCodec
    from headunit.vehicle.dbc import Dbc, Message, Signal

    car = cars.load(CAR)
    fd = [
        Message(
            f"FD_{number}",
            0x500 + number,
            64,
            tuple(Signal(f"S{at}", 128 * at + 3, 12, scale=0.5) for at in range(_FD_SIGNALS)),
        )
        for number in range(_FD_MESSAGES)
    ]
    wheels = (
        "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure",
        "Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.Pressure",
        "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure",
        "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Pressure",
    )
    rows = tuple(
        Row(path=path, message="FD_0", signal=f"S{at}", source="invented", stale_after_s=1.0)
        for at, path in enumerate(wheels)
    )
    dbc = load_dbc(data_path("dbc", car.dbc))
    return TableCodec(replace(car, rows=car.rows + rows), Dbc("bench", (*dbc.messages, *fd)))


def _traffic(codec: "TableCodec", pack: "Callable[[Frame], bytes]") -> list[Iterator[bytes]]:
    """What each bus carries, for ever, without the speed: packed beforehand, or the sender would be too slow."""
    from headunit.vehicle.ports import Frame

    dbc = data_path("dbc", f"{CAR}.dbc")
    speed = codec.dbc.by_name["SPEED"].id
    drive = [Frame("can", number, data) for number, data in drive_frames(dbc) if number != speed][:_DISTINCT]
    fd = [
        Frame("can", 0x500 + turn % _FD_MESSAGES, bytes((turn * step) & 0xFF for step in range(64)), fd=True, brs=True)
        for turn in range(1000)
    ]
    packed = [[pack(frame) for frame in frames] for frames in (drive, fd)]
    return [cycle(packed[0]), cycle(packed[0][len(drive) // 2 :] + packed[0][: len(drive) // 2]), cycle(packed[1])]


def send(wire: Wire, port: int, seconds: float) -> Mapping[str, Any]:
    """Send for `seconds`. What was sent on each bus, and for each new speed (km/h) the moment it went out."""
    codec = bench_codec()
    speed_id = codec.dbc.by_name["SPEED"].id
    traffic = _traffic(codec, wire.pack)
    marks: list[tuple[int, float]] = []
    sent = [0] * len(RATES)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        # 0: no further than this machine.
        out.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 0)
        began = time.monotonic()
        while (now := time.monotonic() - began) < seconds:
            if now >= len(marks) * STEP_S:
                speed = SLOWEST + len(marks) % (FASTEST - SLOWEST)
                frames = codec.encode_all({SPEED: float(speed)})
                datagram = next(wire.pack(frame) for frame in frames if frame.id == speed_id)
                marks.append((speed, time.monotonic()))
                out.sendto(datagram, (wire.address, port))
                sent[0] += 1
            for number, rate in enumerate(RATES):
                while sent[number] < now * rate:
                    out.sendto(next(traffic[number]), (wire.address, port + number))
                    sent[number] += 1
            time.sleep(max(0.0, _BEAT_S - (time.monotonic() - began - now)))
    return {"sent": sent, "marks": marks, "seconds": time.monotonic() - began}


class _Measurement(threading.Thread):
    """Beside the screen: starts the sender, takes the processor's time, ends the screen."""

    def __init__(self, links: "list[CanLink]", screen: "Screen", sender: list[str], seconds: float) -> None:
        super().__init__(name="measurement", daemon=True)
        self._links, self._screen, self._sender, self._seconds = links, screen, sender, seconds
        self.result: dict[str, Any] = {}
        self.failure: Exception | None = None

    @override
    def run(self) -> None:
        """Measure once."""
        try:
            self._measure()
        except Exception as error:  # noqa: BLE001  told by whoever waits for the screen
            self.failure = error
        self._screen.post(self._screen.application.quit)

    def _measure(self) -> None:
        words = [sys.executable, "-m", __spec__.name, "send", *self._sender, str(self._seconds + SETTLE_S)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as sender:  # noqa: S603  ourselves
            while self._received() < RATES[0]:
                if sender.poll() is not None:
                    raise HeadunitError("the sender ended before anything arrived")
                time.sleep(0.01)
            cpu, wall = time.process_time(), time.monotonic()
            time.sleep(self._seconds - 1)
            cpu, wall = time.process_time() - cpu, time.monotonic() - wall
            told, _ = sender.communicate()
        time.sleep(SETTLE_S / 4)
        self.result = {**json.loads(told), "cpu_percent": 100 * cpu / wall, "received": self._received()}
        self.result["dropped"] = sum(link.counters["dropped"] for link in self._links)
        self.result["counters"] = [link.counters for link in self._links]

    def _received(self) -> int:
        return sum(link.counters["received"] for link in self._links)


def receive(wire: str, port: int, seconds: float) -> Mapping[str, list[float]]:
    """Receive, decode and draw for `seconds`, in this process."""
    from headunit.commands.display import prepare
    from headunit.settings import environment

    prepare(environment(), offscreen=True)
    from headunit.app import House
    from headunit.kernel.clock import SystemClock
    from headunit.preferences.state import Preferences
    from headunit.presentation.pane import discover
    from headunit.ui.home.viewmodel import HomeViewModel
    from headunit.ui.screen import Screen, shown

    codec = bench_codec()
    house = House(SystemClock(), codec.car, Preferences())
    seen: dict[str, float] = {}
    way = wire_of(wire)
    links = [link_to(way, port + number, f"can{number}", house, codec) for number in range(len(RATES))]
    with shown(Screen(house, discover(), size=(1280, 720))) as screen:
        measurement = _Measurement(links, screen, [wire, str(port)], seconds)

        def open_links(_io: "IoThread") -> "Iterator[CanLink]":
            yield from links
            measurement.start()

        def look() -> None:
            seen.setdefault(cast("str", speed.text), time.monotonic())

        home = next(iter(screen.root.findChildren(HomeViewModel)))
        speed = cast("Quantity", cast("VehicleViewModel", home.vehicle).speed)
        speed.changed.connect(look)
        screen.run(house, open_links)
        measurement.join()
    if measurement.failure is not None:
        raise measurement.failure
    result = measurement.result
    delays = [(seen[str(speed)] - at) * 1000 for speed, at in result["marks"] if str(speed) in seen]
    if len(delays) < len(result["marks"]) // 2:
        raise HeadunitError(f"only {len(delays)} of {len(result['marks'])} speeds reached the screen")
    return {
        "frames_per_s": [sum(result["sent"]) / result["seconds"]],
        "cpu_percent": [result["cpu_percent"]],
        "lost": [sum(result["sent"]) - result["received"]],
        "dropped": [result["dropped"]],
        "delays_ms": delays,
    }


def main(words: list[str]) -> int:
    """One of the two processes."""
    if words[0] == "send":
        print(json.dumps(send(wire_of(words[1]), int(words[2]), float(words[3]))))
    else:
        # Two benches at once must not hear each other.
        print(json.dumps(receive(words[1], 20_000 + int(time.time_ns() // 1000) % 20_000, float(words[2]))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

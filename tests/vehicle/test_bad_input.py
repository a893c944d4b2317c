"""Whatever comes from a bus, a log or a wrong file: a counter or a clear line, and nothing good is lost."""

import math
import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from can_worlds import Desk
from cue_bus import Bench, CueBus

from headunit.kernel.clock import ManualClock
from headunit.kernel.errors import HeadunitError
from headunit.kernel.link import LinkState
from headunit.vehicle.car import Car, Row
from headunit.vehicle.checksum import Protection
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.dbc import Dbc, Message, Signal
from headunit.vehicle.ports import Frame, FrameKind
from headunit.vehicle.python_can_log import read_log
from headunit.vehicle.reception import COUNTERS, Reception
from headunit.vehicle.replay_link import ReplayLink

SPEED, POWER = "Vehicle.Speed", "Vehicle.Powertrain.TractionBattery.CurrentPower"
MOTION = Message("Motion", 0x100, 2, (Signal("Speed", 0, 16, scale=0.01, low=0.0, high=250.0),))
FLOAT = Message("Float", 0x101, 4, (Signal("Power", 0, 32, is_float=True),))
LONG = Message("Long", 0x100, 64, (Signal("Far", 496, 16),), extended=True)


def row(path: str, message: str, signal: str) -> Row:
    return Row(path=path, message=message, signal=signal, source="invented", stale_after_s=1.0)


CODEC = TableCodec(
    Car(
        name="t",
        title="T",
        dbc="t.dbc",
        rows=(
            row(SPEED, "Motion", "Speed"),
            row(POWER, "Float", "Power"),
            row("Vehicle.TraveledDistance", "Long", "Far"),
        ),
    ),
    Dbc("t", [MOTION, FLOAT, LONG]),
)


class Hearing:
    """A desk that frames are laid on, and what came of them."""

    def __init__(self, codec: TableCodec = CODEC) -> None:
        self._desk = Desk()
        self._reception = Reception("can0", ManualClock(), self._desk.inbox, codec)

    def __call__(self, *frames: Frame) -> dict[str, int]:
        """The counters that are not zero."""
        self._reception.take_all(frames)
        self._desk.drain()
        return {name: count for name, count in self._reception.counters.items() if count}

    def value(self, path: str) -> object:
        return self._desk.value(path)


def motion(kmh: float) -> Frame:
    return Frame("can0", 0x100, round(kmh * 100).to_bytes(2, "little"))


def test_truncated() -> None:
    heard = Hearing()
    told = heard(motion(50), Frame("can0", 0x100, b"\x00"), Frame("can0", 0x100, b""))
    assert told == {"received": 3, "decoded": 1, "damaged": 2, "truncated": 2}
    assert heard.value(SPEED) == 50.0


def test_oversized() -> None:
    heard = Hearing()
    assert heard(Frame("can0", 0x100, motion(50).data + bytes(6))) == {"received": 1, "decoded": 1}
    assert heard.value(SPEED) == 50.0


def test_unknown() -> None:
    assert Hearing()(Frame("can0", 0x7FF, bytes(8)), Frame("can0", 0x101, bytes(8), extended=True)) == {
        "received": 2,
        "unknown": 2,
    }


def test_remote_and_error_frames_are_counted_and_never_looked_up() -> None:
    heard = Hearing()
    told = heard(
        motion(50),
        Frame("can0", 0x100, b"", kind=FrameKind.REMOTE),
        Frame("can0", 0x100, bytes(8), kind=FrameKind.ERROR),
    )
    assert told == {"received": 1, "decoded": 1, "remote": 1, "error_frames": 1}
    assert heard.value(SPEED) == 50.0


def test_fd_frames() -> None:
    heard = Hearing()
    long = Frame("can0", 0x100, bytes(62) + b"\x05\x00", extended=True, fd=True)
    short = Frame("can0", 0x100, bytes(48), extended=True, fd=True)
    assert heard(long, short) == {"received": 2, "decoded": 1, "damaged": 1, "truncated": 1}
    assert heard.value("Vehicle.TraveledDistance") == 5


def test_standard_and_extended_identifiers_share_numbers() -> None:
    heard = Hearing()
    heard(motion(50), Frame("can0", 0x100, bytes(64), extended=True, fd=True))
    assert heard.value(SPEED) == 50.0
    assert heard.value("Vehicle.TraveledDistance") == 0


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_unknown(number: float) -> None:
    heard = Hearing()
    heard(Frame("can0", 0x101, struct.pack("<f", 1500.0)))
    assert heard.value(POWER) == 1500.0
    heard(Frame("can0", 0x101, struct.pack("<f", number)))
    assert heard.value(POWER) is None


def test_beyond_the_range_that_the_dbc_declares_is_unknown() -> None:
    heard = Hearing()
    heard(motion(250))
    assert heard.value(SPEED) == 250.0
    heard(motion(250.01))
    assert heard.value(SPEED) is None


@pytest.mark.shared
def test_a_wrong_dbc_for_the_car_says_so_by_its_counters(drive_frames: list[Frame]) -> None:
    """The drive read as another car: nothing breaks; next to nothing is known, and that can be seen."""
    from headunit.vehicle import cars

    heard = Hearing(TableCodec(cars.load("demo")))
    told = heard(*drive_frames[:5000])
    assert told["received"] == 5000
    assert told.get("unknown", 0) + told.get("damaged", 0) + told.get("decoded", 0) == 5000
    assert told["unknown"] > 4000


def test_two_nodes_that_send_one_identifier_show_in_the_counter() -> None:
    """Each counts for itself, so the counter stands still and jumps: refused, counted, and soon not believed."""
    message = Message("M", 0x200, 3, (Signal("Speed", 0, 16, scale=0.01), Signal("Count", 16, 4)))
    protection = Protection("", lambda _identifier, _data: 0, "Count")
    car = Car(name="t", title="T", dbc="t.dbc", rows=(row(SPEED, "M", "Speed"),), checksums={"M": protection})
    heard = Hearing(TableCodec(car, Dbc("t", [message])))
    told: dict[str, int] = {}
    for count in range(12):
        one = message.write({"Speed": 5000, "Count": count % 16})
        other = message.write({"Speed": 9000, "Count": count % 16})
        told = heard(Frame("can0", 0x200, one), Frame("can0", 0x200, other))
    assert told["repeated"] == 12
    assert told["received"] == told["decoded"] + told["damaged"]
    assert heard.value(SPEED) is None


def test_time_that_steps_back_in_a_log(tmp_path: Path) -> None:
    file = tmp_path / "back.log"
    file.write_text("(100.0) can0 123#6400\n(5.0) can0 123#C800\n(5.1) can0 123#2C01\n", encoding="ascii")
    clock, desk = ManualClock(), Desk()
    link = ReplayLink(file, clock, desk.inbox)
    played = []
    for _ in range(10):
        played.append(link.pump())
        clock.advance(0.05)
    assert sum(played) == 3
    assert link.finished
    link.stop()


@pytest.mark.parametrize("cut", range(1, 20))
def test_a_log_cut_in_the_middle_of_a_line(tmp_path: Path, cut: int, expect_log: Callable[..., None]) -> None:
    whole = "(1.0) can0 123#6400\n(2.0) can0 123#C800\n"
    file = tmp_path / "cut.log"
    file.write_text(whole + "(3.0) can0 123#2C01\n"[:cut], encoding="ascii")
    expect_log("is cut off in line 3", perhaps=True)
    frames = list(read_log(file))
    assert [frame.data for frame in frames[:2]] == [b"\x64\x00", b"\xc8\x00"]
    assert len(frames) <= 3


def test_an_empty_log_is_one_clear_line(tmp_path: Path) -> None:
    file = tmp_path / "empty.log"
    file.touch()
    with pytest.raises(HeadunitError, match=r"empty\.log is empty"):
        read_log(file)


def test_five_gigabytes_are_read_a_line_at_a_time(tmp_path: Path) -> None:
    """A real log first, then a hole of five gigabytes: what is good plays, the rest is one clear line, memory stays."""
    file = tmp_path / "huge.log"
    count = 20_000
    with file.open("w", encoding="ascii") as out:
        out.writelines(f"({n / 1000:.6f}) can0 123#{n & 0xFFFF:04X}\n" for n in range(count))
        out.truncate(5 * 1024**3)
    clock, desk = ManualClock(), Desk()
    tracemalloc.start()
    try:
        link = ReplayLink(file, clock, desk.inbox)
        played = 0
        while not link.finished:
            played += link.pump()
            clock.advance(1.0)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    desk.drain()
    assert played == count
    assert desk.state("can0") is LinkState.FAULT
    assert f"line {count + 1}" in desk.report("can0").detail
    assert "\n" not in desk.report("can0").detail
    assert peak < 5_000_000
    link.stop()


def test_nothing_is_lost_beside_something_bad() -> None:
    """Good frames before and after each bad one, through the whole link, in one burst."""
    from headunit.vehicle.bus import GarbledError

    good = Frame("can0", 0x123, b"\x10\x27")
    bad = [
        Frame("can0", 0x123, b"\x01"),
        Frame("can0", 0x123, b"", kind=FrameKind.REMOTE),
        Frame("can0", 0x04, bytes(8), kind=FrameKind.ERROR),
        GarbledError("no frame"),
        Frame("can0", 0x123, bytes(64), extended=True, fd=True),
    ]
    script = [entry for one in bad for entry in (good, one, good)]
    bench = Bench(CueBus(*script))
    bench.run(2.0)
    assert bench.counters["decoded"] == 2 * len(bad)
    assert bench.counters.keys() == set(COUNTERS)
    assert (bench.counters["damaged"], bench.counters["truncated"]) == (2, 1)
    assert (bench.counters["remote"], bench.counters["error_frames"], bench.counters["unknown"]) == (1, 1, 1)
    assert bench.counters["received"] == 2 * len(bad) + 2

"""What leaves for the car: only what its folder names, only where the run allows it, and never unwritten."""

import json
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from can_worlds import Desk, virtual_world

from headunit.kernel.clock import ManualClock
from headunit.kernel.errors import UsageError
from headunit.vehicle import cars
from headunit.vehicle.can_link import CanLink
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.ports import Frame
from headunit.vehicle.requests import BusRequests

FAN = "Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed"
LEFT_TEMPERATURE = "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature"
CODEC = TableCodec(cars.load("demo"))


class Wire:
    """Takes frames, or does not."""

    def __init__(self, error: OSError | None = None) -> None:
        self.frames: list[Frame] = []
        self._error = error

    def send(self, frame: Frame) -> None:
        if self._error:
            raise self._error
        self.frames.append(frame)


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_request_goes_out_and_is_written_down(tmp_path: Path) -> None:
    wire, log = Wire(), tmp_path / "state" / "sent.jsonl"
    requests = BusRequests(CODEC, wire, ManualClock(), allowed=True, log_path=log)
    assert requests.may(FAN)
    requests.ask(FAN, 40, who="driver", why="fan button")
    requests.ask(LEFT_TEMPERATURE, 21.5, who="Fahrerin", why="größer")
    assert [CODEC.decode_request(frame) for frame in wire.frames] == [{FAN: 40}, {LEFT_TEMPERATURE: 21.5}]
    first, second = lines(log)
    assert first == {
        "time": "2026-05-01T09:41:00+02:00",
        "who": "driver",
        "why": "fan button",
        "path": FAN,
        "value": 40,
        "frame": f"401#{wire.frames[0].data.hex().upper()}",
        "outcome": "sent",
    }
    assert second["why"] == "größer"


@pytest.mark.parametrize(
    ("path", "value", "allowed", "said"),
    [
        ("Vehicle.Speed", 90.0, True, "cannot be asked to change Vehicle.Speed"),
        (FAN, 101, True, "a whole number from 0 to 100 percent"),
        (LEFT_TEMPERATURE, 99.0, True, "from 16 to 30 Celsius in this car"),
        (FAN, 40, False, "listen-only"),
    ],
)
def test_what_is_refused_is_written_down_too(tmp_path: Path, path: str, value: float, allowed: bool, said: str) -> None:
    wire, log = Wire(), tmp_path / "sent.jsonl"
    requests = BusRequests(CODEC, wire, ManualClock(), allowed=allowed, log_path=log)
    with pytest.raises(UsageError, match=said):
        requests.ask(path, value, "driver", "test")
    assert wire.frames == []
    (entry,) = lines(log)
    assert entry["frame"] is None
    assert str(entry["outcome"]).startswith("refused: ")
    assert said in str(entry["outcome"])


def test_who_may() -> None:
    wire, clock = Wire(), ManualClock()
    assert not BusRequests(CODEC, wire, clock, allowed=False, log_path=None).may(FAN)
    assert not BusRequests(CODEC, None, clock, allowed=True, log_path=None).may(FAN)
    assert not BusRequests(CODEC, wire, clock, allowed=True, log_path=None).may("Vehicle.Speed")
    rav4 = TableCodec(cars.load("toyota_rav4_2017"))
    assert rav4.request_paths == frozenset()
    assert not BusRequests(rav4, wire, clock, allowed=True, log_path=None).may(FAN)


def test_a_bus_that_does_not_take_it_is_told_in_the_log_alone(tmp_path: Path) -> None:
    log = tmp_path / "sent.jsonl"
    requests = BusRequests(CODEC, Wire(OSError("transmit buffer full")), ManualClock(), allowed=True, log_path=log)
    requests.ask(FAN, 40, "driver", "test")
    assert lines(log)[0]["outcome"] == "failed: transmit buffer full"


def test_nothing_is_sent_that_cannot_be_written_down(tmp_path: Path) -> None:
    wire = Wire()
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    requests = BusRequests(CODEC, wire, ManualClock(), allowed=True, log_path=blocked / "sent.jsonl")
    with pytest.raises(UsageError, match="nothing is sent: the send log"):
        requests.ask(FAN, 40, "driver", "test")
    assert wire.frames == []


def test_without_a_file_the_process_log_gets_the_line(caplog: pytest.LogCaptureFixture) -> None:
    wire = Wire()
    with caplog.at_level(logging.INFO):
        BusRequests(CODEC, wire, ManualClock(), allowed=True, log_path=None).ask(FAN, 40, "driver", "test")
    assert len(wire.frames) == 1
    assert '"outcome": "sent"' in caplog.text


def test_a_disk_that_fills_up_is_told_and_hurts_nobody(expect_log: Callable[[str], None]) -> None:
    expect_log("the send log /dev/full lacks .*No space left")
    wire = Wire()
    BusRequests(CODEC, wire, ManualClock(), allowed=True, log_path=Path("/dev/full")).ask(FAN, 40, "driver", "test")
    assert len(wire.frames) == 1


def test_the_car_hears_the_request_on_a_real_bus_and_answers() -> None:
    """Both ends are CanLinks in virtual time: the head unit's, and that of who plays the car."""
    world, desk, clock = virtual_world(), Desk(), ManualClock()
    ours = CanLink(world.spec, clock, desk.inbox, CODEC, allow_transmit=True)
    car_codec = TableCodec(cars.load("demo"))
    theirs = CanLink(world.spec, clock, Desk().inbox, allow_transmit=True)
    car: dict[str, float | int | bool | str] = {FAN: 0}
    theirs.subscribe(lambda frame: car.update(car_codec.decode_request(frame)))
    theirs.pump()
    ours.pump()
    BusRequests(CODEC, ours, clock, allowed=True, log_path=None).ask(FAN, 60, "driver", "test")
    assert desk.value(FAN) is None, "asking changes nothing by itself"
    for _ in range(5):
        theirs.pump()
        for frame in car_codec.encode_due(car, clock.now()):
            theirs.send(frame)
        ours.pump()
        clock.advance(0.1)
    assert desk.value(FAN) == 60
    ours.stop()
    theirs.stop()
    world.close()

"""`headunit monitor` and `headunit record` on a real bus of this machine, and the pane's desk in a real house."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from headunit.app import House, find_car
from headunit.app.lockstep import Lockstep
from headunit.app.simulated import Plan, SimulatedWorld
from headunit.cli import main
from headunit.kernel.clock import ManualClock
from headunit.preferences.state import Preferences
from headunit.simulator import scenario
from headunit.technician.ports import Workbench
from headunit.technician.state import MessageKey, TrafficState
from headunit.vehicle.bus_spec import parse_spec
from headunit.vehicle.ports import Frame
from headunit.vehicle.python_can_bus import open_bus
from headunit.vehicle.python_can_log import read_log


@pytest.fixture
def talkative(drive_frames: list[Frame]) -> Iterator[str]:
    """A bus on which a car talks until the test is over; its spec."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        spec = f"udp_multicast:239.74.163.7?port={free.getsockname()[1]}"
    ending = threading.Event()

    def talk() -> None:
        bus = open_bus(parse_spec(spec), "car", True)
        while not ending.is_set():
            for frame in drive_frames[:3000]:
                if ending.is_set():
                    break
                bus.send(frame)
                time.sleep(0.0005)
        bus.close()

    thread = threading.Thread(target=talk)
    thread.start()
    yield spec
    ending.set()
    thread.join()


def test_monitor_tells_each_message_as_json(talkative: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["monitor", "--can", talkative, "--car", "toyota_rav4_2017", "--filter", "b4", "--json", "--for", "2.5"])
        == 0
    )
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    (bus,) = told["buses"]
    (speed,) = told["messages"]
    assert bus["frames"] > 100
    assert bus["load"] > 0
    assert (speed["id"], speed["name"], speed["extended"]) == (0xB4, "SPEED", False)
    assert speed["signals"]["SPEED"]["unit"] == "km/h"
    assert speed["signals"]["SPEED"]["quality"] == "good"
    assert 29 <= speed["signals"]["SPEED"]["value"] <= 74


def test_monitor_draws_a_table(talkative: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["monitor", "--can", talkative, "--dbc", "dbc/toyota_rav4_2017.dbc", "--signals", "--for", "2"]) == 0
    out = capsys.readouterr().out
    assert "of 500 kbit/s" in out
    assert "ENGINE_RPM" in out
    assert "km/h" in out


def test_record_and_convert(talkative: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blf, asc, csv = (tmp_path / f"drive{suffix}" for suffix in (".blf", ".asc", ".csv"))
    assert main(["record", "--can", talkative, "--out", str(blf), "--for", "2"]) == 0
    frames = list(read_log(blf))
    assert len(frames) > 100
    assert main(["record", "--log", str(blf), "--out", str(asc)]) == 0
    assert [(f.id, f.data) for f in read_log(asc)] == [(f.id, f.data) for f in frames]
    assert main(["record", "--log", str(blf), "--out", str(csv), "--car", "toyota_rav4_2017"]) == 0
    assert f"{len(frames)} frames" in capsys.readouterr().err
    lines = csv.read_text("utf-8").splitlines()
    assert any(",Vehicle.Speed," in line and line.endswith(",km/h") for line in lines)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["record", "--log", "x.log", "--out", "x.pcap"], 2, "known are .log, .asc, .blf, .mf4, .csv"),
        (["record", "--log", "x.log", "--out", "x.csv"], 2, "give --car or --dbc"),
        (["record", "--log", "x.log", "--out", "x.log"], 2, "--out is the log itself"),
        (["record", "--log", "absent.log", "--out", "x.asc"], 1, "absent.log"),
        (["record", "--can", "nonsense", "--out", "x.log"], 2, "no CAN bus is called 'nonsense'"),
        (["monitor", "--can", "virtual:x", "--car", "trabant", "--for", "1"], 2, "trabant"),
        (["monitor", "--can", "virtual:x", "--dbc", "absent.dbc", "--for", "1"], 1, "absent.dbc"),
    ],
)
def test_bad_words_are_told_in_a_line(
    words: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == code
    err = capsys.readouterr().err
    assert told in err
    assert len(err.splitlines()) == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("rate", ["0", "x", "1,2,3", "-5", ""])
def test_a_bit_rate_is_a_number(rate: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["monitor", "--can", "virtual:x", f"--bitrate={rate}"])
    assert ended.value.code == 2
    assert "no bit rate" in capsys.readouterr().err


def test_a_bus_on_which_nothing_is_said_is_no_recording(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["record", "--can", "virtual:silent", "--out", str(tmp_path / "x.log"), "--for", "0.3"]) == 1
    assert "nothing arrived on virtual:silent" in capsys.readouterr().err


def test_the_technician_hears_the_simulated_car() -> None:
    plan = scenario.load("parked")
    clock = ManualClock(plan.start)
    house = House(clock, find_car(plan.car), Preferences())
    world = SimulatedWorld(house, Plan(plan, find_car(plan.car)))
    states: list[TrafficState] = []
    house.board.watch(TrafficState, states.append)
    bench = house.port(Workbench)
    assert bench is not None
    bench.look("messages")
    try:
        Lockstep(house, clock, world.step).run(3.0)
        rows = {row.name: row for row in states[-1].rows}
        assert len(rows) > 5
        assert all(rows)
        any_row = states[-1].rows[0]
        bench.open(any_row.key)
        assert states[-1].detail is not None
        assert states[-1].detail.signals
        assert states[-1].buses[0].load > 0
        bench.open(MessageKey("can0", 1))
    finally:
        world.stop()
        house.end()

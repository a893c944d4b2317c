"""How a bus fails and comes back, in virtual time and on cue."""

import errno
from collections.abc import Callable

import pytest
from can_worlds import Desk
from cue_bus import DRIVING, SPEED, Bench, CueBus, Openings

from headunit.kernel.clock import ManualClock
from headunit.kernel.link import LinkState
from headunit.kernel.reading import Reading
from headunit.kernel.supervision import RETRY_MAX_S
from headunit.vehicle import cars
from headunit.vehicle.bus import GarbledError
from headunit.vehicle.can_link import MAX_GARBLED, REOPEN_S, SILENT_S, CanLink
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.ports import Frame, FrameKind
from headunit.vehicle.reception import BUS_OFF


@pytest.mark.parametrize(
    "trouble",
    [
        OSError(errno.ENETDOWN, "Network is down"),
        OSError(errno.ENODEV, "No such device"),
        RuntimeError("a driver's author overlooked this"),
        KeyError("and this"),
    ],
)
def test_a_bus_that_fails_is_opened_again(trouble: Exception) -> None:
    broken = CueBus(DRIVING, trouble)
    bench = Bench(broken, CueBus(None, DRIVING))
    bench.run(0.05)
    assert broken.closed
    assert bench.state is LinkState.LOST
    assert bench.desk.report("can0").detail == str(trouble)
    assert bench.desk.value(SPEED) == 100.0
    bench.run(1.0)
    assert bench.state is LinkState.ONLINE
    assert bench.desk.states == [LinkState.LOST, LinkState.CONNECTING, LinkState.ONLINE]
    assert bench.counters["reopened"] == 1
    assert bench.counters["decoded"] == 2


def test_an_absent_bus_is_tried_for_ever_but_ever_more_rarely() -> None:
    bench = Bench(*[OSError(errno.ENODEV, "No such device")] * 100, CueBus(DRIVING))
    bench.run(60.0)
    assert bench.state is LinkState.LOST
    assert bench.desk.report("can0").since == pytest.approx(0.05)
    assert 55 / RETRY_MAX_S <= bench.openings.count <= 70 / RETRY_MAX_S, "pauses from 0.25 s to the longest"
    bench.run(200.0)
    assert LinkState.ONLINE in bench.desk.states


def test_silence_is_told_and_then_the_bus_is_opened_again() -> None:
    deaf = CueBus(DRIVING)
    bench = Bench(deaf, CueBus(None, None, DRIVING))
    bench.run(0.05)
    assert bench.state is LinkState.ONLINE
    bench.run(SILENT_S - 0.2)
    assert bench.state is LinkState.ONLINE
    bench.run(0.3)
    assert bench.state is LinkState.SILENT
    assert bench.openings.count == 1
    bench.run(REOPEN_S - SILENT_S + 0.2)
    assert deaf.closed
    assert bench.openings.count == 2
    assert bench.state is LinkState.ONLINE
    assert bench.desk.states == [LinkState.ONLINE, LinkState.SILENT, LinkState.ONLINE]


def test_a_car_that_sleeps_is_silent_and_never_lost() -> None:
    bench = Bench()
    bench.run(30.0)
    assert bench.desk.states == [LinkState.CONNECTING, LinkState.SILENT]
    assert 6 <= bench.counters["reopened"] <= 7


def test_bus_off_is_a_fault_until_data_returns() -> None:
    bus_off = Frame("can0", BUS_OFF, bytes(8), kind=FrameKind.ERROR)
    passive = Frame("can0", 0x04, bytes(8), kind=FrameKind.ERROR)
    bench = Bench(CueBus(DRIVING, passive, bus_off, None), CueBus(), CueBus(DRIVING))
    bench.run(0.1)
    assert bench.state is LinkState.FAULT
    assert "bus-off" in bench.desk.report("can0").detail
    bench.run(REOPEN_S)
    assert bench.state is LinkState.FAULT, "opening again does not mend it"
    bench.run(REOPEN_S + 0.5)
    assert bench.state is LinkState.ONLINE
    assert bench.counters["error_frames"] == 2


def test_a_controller_that_is_only_error_passive_is_no_fault() -> None:
    bench = Bench(CueBus(DRIVING, Frame("can0", 0x04, bytes(8), kind=FrameKind.ERROR)))
    bench.run(1.0)
    assert bench.state is LinkState.ONLINE
    assert bench.counters["error_frames"] == 1


def test_garbage_is_counted_and_only_much_of_it_opens_the_bus_again() -> None:
    noise = [GarbledError("?")]
    patient = CueBus(*noise * (MAX_GARBLED - 1), DRIVING, *noise * (MAX_GARBLED - 1), DRIVING)
    bench = Bench(patient)
    bench.run(0.6)
    assert not patient.closed
    assert bench.counters["damaged"] == 2 * MAX_GARBLED - 2
    assert bench.state is LinkState.ONLINE
    lost = CueBus(*noise * MAX_GARBLED)
    bench = Bench(lost, CueBus(DRIVING))
    bench.run(1.0)
    assert lost.closed
    assert bench.state is LinkState.ONLINE


def test_counters_are_reported_twice_a_second_at_most() -> None:
    bench = Bench(CueBus(*[DRIVING, None] * 1000))
    reports = 0
    for _ in range(100):
        bench.clock.advance(0.05)
        for _ in range(10):
            bench.link.pump()
        reports += "link:can0" in bench.desk.inbox.drain().latest
    # Five seconds, and the changes from off over connecting to online.
    assert reports <= 12


def test_a_remote_frame_is_life_but_says_nothing() -> None:
    bench = Bench(CueBus(Frame("can0", 0x123, b"", kind=FrameKind.REMOTE)))
    bench.run(1.0)
    assert bench.state is LinkState.ONLINE
    assert bench.counters["remote"] == 1
    assert bench.counters["received"] == 0


def test_readings_carry_the_moment_of_receipt_and_the_bus() -> None:
    bench = Bench(CueBus(Frame("can0", 0x123, b"\x10\x27", t=1e9)))
    bench.run(3.0, step_s=3.0)
    assert bench.desk.drain()[f"vehicle:{SPEED}"] == Reading(100.0, 3.0, "can0")


def test_what_one_frame_says_arrives_together() -> None:
    demo = TableCodec(cars.load("demo"))
    frame = demo.encode_all({SPEED: 50.0, "Vehicle.Chassis.ParkingBrake.IsEngaged": True})[0]
    woken: list[int] = []
    desk = Desk()
    desk.inbox._wake = lambda: woken.append(1)
    link = CanLink("virtual:x", ManualClock(), desk.inbox, demo, open_bus=Openings(CueBus(frame)))
    link.pump()
    batch = desk.inbox.drain()
    assert len([topic for topic in batch.latest if topic.startswith("vehicle:")]) == 8
    assert len(woken) == 1


def test_a_listener_that_fails_does_not_stop_the_link(expect_log: Callable[[str], None]) -> None:
    expect_log("a listener on can0 failed")
    bench = Bench(CueBus(DRIVING, DRIVING))
    heard: list[Frame] = []

    def fail(_frame: Frame) -> None:
        raise RuntimeError("a listener's bug")

    bench.link.subscribe(fail)
    bench.link.subscribe(heard.append)
    bench.run(0.1)
    assert len(heard) == 2
    assert bench.desk.value(SPEED) == 100.0


def test_sending_in_virtual_time() -> None:
    bus = CueBus()
    bench = Bench(bus, transmit=True)
    bench.link.send(DRIVING)
    assert bus.sent == [DRIVING]
    bench.link.stop()
    assert bus.closed
    with pytest.raises(ConnectionError):
        bench.link.send(DRIVING)


def test_sending_where_there_is_no_bus_is_an_oserror() -> None:
    bench = Bench(OSError(errno.ENODEV, "No such device"), transmit=True)
    with pytest.raises(OSError, match="not open"):
        bench.link.send(DRIVING)

"""Counting frames: rates, ages, changed bits, load, errors; and never more memory than was agreed."""

import threading

import pytest

from headunit.kernel.clock import ManualClock, SystemClock
from headunit.technician import traffic
from headunit.technician.state import MessageKey
from headunit.technician.traffic import Traffic
from headunit.technician.wire_bits import frame_bits
from headunit.vehicle.ports import Frame, FrameKind

KEY = MessageKey("can0", 0x123)


def frame(data: bytes = b"\0\0", identifier: int = 0x123, **more: object) -> Frame:
    return Frame("can0", identifier, data, **more)


def feed(desk: Traffic, clock: ManualClock, seconds: float, hertz: float, *frames: Frame) -> None:
    for number in range(round(seconds * hertz)):
        desk.take(frames[number % len(frames)])
        clock.advance(1 / hertz)


def test_rate_age_and_count() -> None:
    clock = ManualClock()
    desk = Traffic(clock)
    feed(desk, clock, 3.0, 50.0, frame())
    row = desk.row(KEY, "")
    assert row is not None
    assert (row.count, row.rate_hz, row.age_s) == (150, pytest.approx(50), pytest.approx(0.02))


def test_a_slow_message_has_its_rate_and_one_that_stays_away_has_none() -> None:
    clock = ManualClock()
    desk = Traffic(clock)
    feed(desk, clock, 12.0, 0.5, frame())
    assert desk.row(KEY, "").rate_hz == pytest.approx(0.5)
    clock.advance(6.0)
    assert desk.row(KEY, "").rate_hz == pytest.approx(0.5)
    clock.advance(4.0)
    assert desk.row(KEY, "").rate_hz == 0


def test_changed_bits_are_marked_for_a_while() -> None:
    clock = ManualClock()
    desk = Traffic(clock)
    desk.take(frame(b"\x01\x80"))
    assert desk.row(KEY, "").changed == 0
    desk.take(frame(b"\x01\x81"))
    desk.take(frame(b"\x01\x80"))  # back again, and yet it has changed
    assert desk.row(KEY, "").changed == 1 << 8
    clock.advance(0.6)
    assert desk.row(KEY, "").changed == 1 << 8
    clock.advance(1.1)
    assert desk.row(KEY, "").changed == 0


def test_ids_of_both_kinds_and_buses_are_kept_apart() -> None:
    desk = Traffic(ManualClock())
    desk.take(frame(identifier=0x123))
    desk.take(frame(identifier=0x123, extended=True))
    desk.take(Frame("can1", 0x123, b""))
    rows = desk.rows({MessageKey("can0", 0x123): "SPEED"})
    assert [(str(row.key), row.name) for row in rows] == [
        ("can0 123", "SPEED"),
        ("can0 00000123", ""),
        ("can1 123", ""),
    ]


def test_the_load_is_the_share_of_time_in_which_bits_pass() -> None:
    clock = ManualClock()
    desk = Traffic(clock)
    feed(desk, clock, 3.0, 1000.0, frame(b"\xaa" * 8))
    (bus,) = desk.buses()
    bits, _ = frame_bits(frame(b"\xaa" * 8))
    assert bus.load == pytest.approx(1000 * bits / 500_000)
    assert bus.frames_hz == pytest.approx(1000)
    clock.advance(2.5)
    (bus,) = desk.buses()
    assert (bus.load, bus.frames_hz) == (0, 0)


def test_errors_tell_of_the_controller() -> None:
    desk = Traffic(ManualClock())

    def hear(identifier: int, data: bytes) -> None:
        desk.take(Frame("can0", identifier, data, kind=FrameKind.ERROR))

    hear(0x04, bytes([0, 0x20, 0, 0, 0, 0, 130, 7]))
    (bus,) = desk.buses()
    assert (bus.controller, bus.transmit_errors, bus.receive_errors, bus.errors) == ("passive", 130, 7, 1)
    hear(0x04, bytes([0, 0x04, 0, 0, 0, 0, 0, 99]))
    assert desk.buses()[0].controller == "warning"
    hear(0x40, bytes(8))
    assert desk.buses()[0].controller == "bus-off"
    hear(0x100, b"")
    assert desk.buses()[0].controller == "active"
    desk.take(frame(b"", kind=FrameKind.REMOTE))
    (bus,) = desk.buses()
    assert (bus.errors, bus.remote, bus.frames, bus.ids) == (4, 1, 5, 0)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traffic, "MAX_IDS", 10)
    monkeypatch.setattr(traffic, "MAX_BUSES", 2)
    desk = Traffic(ManualClock())
    for identifier in range(25):
        desk.take(frame(identifier=identifier))
    for bus in range(5):
        desk.take(Frame(f"bus{bus}", 1, b""))
    assert len(desk.rows({})) == 11
    assert [(bus.bus, bus.ids, bus.frames, bus.crowded_out) for bus in desk.buses()] == [
        ("bus0", 1, 1, 0),
        ("can0", 10, 25, 15),
    ]


def test_a_tail_keeps_each_frame_until_it_is_fetched() -> None:
    clock = ManualClock()
    desk = Traffic(clock)
    desk.tail(KEY, True)  # before it was ever seen
    feed(desk, clock, 1.0, 10.0, frame(b"\1"), frame(b"\2"))
    assert [(at, each.data) for at, each in desk.fetch(KEY)][:2] == [(0.0, b"\1"), (pytest.approx(0.1), b"\2")]
    assert desk.fetch(KEY) == []
    desk.tail(KEY, False)
    desk.take(frame())
    assert desk.fetch(KEY) == []


def test_threads_lose_nothing() -> None:
    desk = Traffic(SystemClock())

    def send(bus: str) -> None:
        for number in range(4000):
            desk.take(Frame(bus, number % 40, bytes([number & 0xFF])))

    threads = [threading.Thread(target=send, args=(f"can{number}",)) for number in range(3)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        desk.rows({})
    for thread in threads:
        thread.join()
    assert [bus.frames for bus in desk.buses()] == [4000] * 3
    assert {row.count for row in desk.rows({})} == {100}

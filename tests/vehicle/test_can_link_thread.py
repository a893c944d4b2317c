"""The link's thread lives through whatever a bus does, real buses among them, and ends when it is told to."""

import threading
from collections.abc import Callable

import can
import pytest
from can.interfaces.virtual import VirtualBus
from can_worlds import Desk, virtual_world, wait_for
from cue_bus import CODEC, CODECS, DRIVING, SPEED, CueBus, Openings
from hypothesis import given, settings
from hypothesis import strategies as st

from headunit.kernel.clock import ManualClock, SystemClock
from headunit.kernel.link import LinkState
from headunit.kernel.reading import Reading
from headunit.vehicle import cars, python_can_bus
from headunit.vehicle.bus import Bus, GarbledError
from headunit.vehicle.bus_spec import BusSpec
from headunit.vehicle.can_link import CanLink
from headunit.vehicle.ports import Frame, FrameKind
from headunit.vehicle.reception import COUNTERS


def test_a_real_bus_closed_underneath_is_opened_again_by_the_thread() -> None:
    """python-can's own virtual bus, its own error, the real thread."""
    world, desk = virtual_world(), Desk()
    opened: list[can.BusABC] = []

    def open_bus(spec: BusSpec, name: str, transmit: bool) -> Bus:
        bus = python_can_bus.open_bus(spec, name, transmit)
        opened.append(bus._bus)
        return bus

    link = CanLink(world.spec, SystemClock(), desk.inbox, CODEC, open_bus=open_bus)
    link.start()
    try:
        for round_ in (1, 2, 3):
            wait_for(lambda: driven(world.send, desk, round_), f"round {round_}")  # noqa: B023
            wait_for(lambda: desk.state(link.name) is LinkState.ONLINE, "online")
            opened[-1].shutdown()
            wait_for(lambda: desk.state(link.name) is not LinkState.ONLINE, "the loss to be told")
        assert isinstance(opened[-1], VirtualBus)
        wait_for(lambda: driven(world.send, desk, 4), "the last round")
        assert len(opened) == 4
    finally:
        link.stop()
        world.close()


def driven(send: Callable[[Frame], None], desk: Desk, kmh: float) -> bool:
    send(Frame("", 0x123, round(kmh * 100).to_bytes(2, "little")))
    return desk.value(SPEED) == kmh


@pytest.mark.parametrize(
    "spec",
    [
        "socketcan:headunit-none",
        "slcan:/nowhere/ttyACM9?bitrate=500000",
        "slcan:/dev/null?bitrate=500001&sleep_after_open=0",
        "socketcand:vcan0?host=127.0.0.1&port=1",
        "udp_multicast:192.0.2.1?port=43113",
        "udp_multicast:no.such.host.invalid?port=43113",
    ],
)
def test_a_real_bus_that_is_not_there_is_lost_in_its_drivers_words_and_quietly(
    spec: str, capfd: pytest.CaptureFixture[str]
) -> None:
    desk = Desk()
    link = CanLink(spec, SystemClock(), desk.inbox, CODEC, name="can9")
    link.start()
    try:
        wait_for(lambda: desk.state("can9") is LinkState.LOST, "the loss")
        assert desk.report("can9").detail
        assert "\n" not in desk.report("can9").detail
    finally:
        link.stop()
    assert [thread for thread in threading.enumerate() if thread.name == "can can9"] == []
    assert capfd.readouterr().err == ""


def test_stop_does_not_wait_for_a_long_pause() -> None:
    """The clock of the link stands still, so its pause would never end."""
    desk = Desk()
    link = CanLink(
        "virtual:x", ManualClock(), desk.inbox, CODEC, name="can9", open_bus=Openings(*[OSError("gone")] * 9)
    )
    link.start()
    wait_for(lambda: desk.state("can9") is LinkState.LOST, "the loss")
    link.stop()
    assert [thread for thread in threading.enumerate() if thread.name == "can can9"] == []


anything = st.one_of(
    st.builds(
        Frame,
        bus=st.text(max_size=8),
        id=st.integers(0, 0x3FFF_FFFF),
        data=st.binary(max_size=70),
        extended=st.booleans(),
        t=st.floats(),
        kind=st.sampled_from(FrameKind),
        fd=st.booleans(),
    ),
    st.builds(
        Frame,
        bus=st.just("can0"),
        id=st.sampled_from([0x101, 0x102, 0x103, 0x304, 0x401, 37, 180, 452, 956, 1553, 1556]),
        data=st.binary(max_size=12),
    ),
    st.none(),
    st.sampled_from([OSError("gone"), GarbledError("?"), ValueError("odd"), IndexError(), AssertionError()]),
)


@given(st.lists(anything, max_size=30), st.sampled_from(cars.names()))
@settings(max_examples=150)
def test_whatever_a_bus_does_nothing_leaves_the_link(script: list[Frame | Exception | None], car: str) -> None:
    clock, desk = ManualClock(), Desk()
    codec = CODECS[car]
    link = CanLink(
        "virtual:x", clock, desk.inbox, codec, name="can0", open_bus=Openings(CueBus(*script), CueBus(DRIVING))
    )
    for _ in range(40):
        clock.advance(0.3)
        link.pump()
    batch = desk.inbox.drain()
    for topic, reading in batch.latest.items():
        if topic.startswith("vehicle:"):
            assert topic.removeprefix("vehicle:") in codec.paths
            assert isinstance(reading, Reading)
    assert "link:can0" in batch.latest
    link.stop()
    counters = link._reception.counters
    assert counters.keys() == set(COUNTERS)
    assert counters["decoded"] + counters["unknown"] <= counters["received"]

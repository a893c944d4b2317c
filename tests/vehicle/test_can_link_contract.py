"""One contract, many buses: whatever the wire, the link behaves alike. The world at the other end is independent."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path

import pytest
from can_worlds import Desk, MulticastWorld, SlcanWorld, SocketcandWorld, World, virtual_world, wait_for

from headunit.kernel.clock import SystemClock
from headunit.kernel.link import LinkState
from headunit.vehicle import cars
from headunit.vehicle.can_link import CanLink
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.ports import Frame

SPEED = "Vehicle.Speed"
FAN = "Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed"


def speed_frame(kmh: float) -> Frame:
    return Frame("", 0x123, round(kmh * 100).to_bytes(2, "little"))


class LinkContract(ABC):
    @abstractmethod
    def make_world(self, _folder: Path) -> World: ...

    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[World]:
        world = self.make_world(tmp_path)
        yield world
        world.close()

    @pytest.fixture
    def desk(self) -> Desk:
        return Desk()

    @pytest.fixture
    def link(self, world: World, desk: Desk) -> Iterator[CanLink]:
        link = CanLink(world.spec, SystemClock(), desk.inbox, TableCodec(cars.load("smallest")))
        link.start()
        yield link
        link.stop()

    def hear(self, world: World, desk: Desk, kmh: float) -> None:
        """Let the car drive at `kmh` until the desk has it: the first frames may come before the bus is open."""

        def said() -> bool:
            world.send(speed_frame(kmh))
            return desk.value(SPEED) == kmh

        wait_for(said, f"{kmh} km/h")

    def test_what_the_car_says_arrives(self, world: World, desk: Desk, link: CanLink) -> None:
        self.hear(world, desk, 12.5)
        self.hear(world, desk, 99.75)
        wait_for(lambda: desk.state(link.name) is LinkState.ONLINE, "the link to be online")
        wait_for(lambda: desk.report(link.name).counters["decoded"] >= 2, "the counters")
        assert desk.report(link.name).kind == "can"

    def test_it_listens_only(self, world: World, desk: Desk, link: CanLink) -> None:
        self.hear(world, desk, 1.0)
        with pytest.raises(PermissionError, match="listen-only"):
            link.send(speed_frame(50.0))
        self.hear(world, desk, 2.0)
        assert [frame for frame in world.received() if frame.data == speed_frame(50.0).data] == []

    def test_what_it_sends_arrives_there_and_does_not_come_back(self, world: World, desk: Desk) -> None:
        link = CanLink(world.spec, SystemClock(), desk.inbox, TableCodec(cars.load("smallest")), allow_transmit=True)
        heard: list[Frame] = []
        link.subscribe(heard.append)
        link.start()
        try:
            self.hear(world, desk, 1.0)
            world.received()
            link.send(speed_frame(50.0))
            arrived = wait_for(world.received, "the frame to arrive")
            assert [(frame.id, frame.data) for frame in arrived] == [(0x123, speed_frame(50.0).data)]
            # What came after our own frame proves that it did not come back before.
            self.hear(world, desk, 3.0)
            assert {frame.data for frame in heard} <= {speed_frame(1.0).data, speed_frame(3.0).data}
            assert wait_for(lambda: desk.report(link.name).counters["sent"], "the counter") == 1
        finally:
            link.stop()

    def test_frames_that_say_nothing_or_nonsense_are_counted(self, world: World, desk: Desk, link: CanLink) -> None:
        self.hear(world, desk, 1.0)
        world.send(Frame("", 0x7AB, b"\x01"))
        world.send(Frame("", 0x123, b"\x01"))
        # The same number with 29 bits is another message.
        world.send(Frame("", 0x123, b"\xff\x00", extended=True))
        world.garbage()
        self.hear(world, desk, 2.0)
        wait_for(lambda: desk.report(link.name).counters["unknown"] >= 2, "the unknown frames")
        wait_for(lambda: desk.report(link.name).counters["damaged"] >= 1, "the damaged frame")
        assert desk.state(link.name) is LinkState.ONLINE

    def test_stop_ends_the_thread_and_may_be_called_twice(self, world: World, desk: Desk, link: CanLink) -> None:
        self.hear(world, desk, 1.0)
        assert [thread.name for thread in threading.enumerate() if thread.name == f"can {link.name}"]
        link.stop()
        assert [thread.name for thread in threading.enumerate() if thread.name == f"can {link.name}"] == []
        link.stop()
        assert desk.state(link.name) is LinkState.OFF
        with pytest.raises(OSError, match=r"listen-only"):
            link.send(speed_frame(1.0))
        assert link.pump() == 0

    def test_it_can_be_started_again(self, world: World, desk: Desk, link: CanLink) -> None:
        self.hear(world, desk, 1.0)
        link.stop()
        link.start()
        link.start()
        self.hear(world, desk, 2.0)
        assert desk.state(link.name) is LinkState.ONLINE


class TestVirtual(LinkContract):
    def make_world(self, _folder: Path) -> World:
        return virtual_world()


class TestUdpMulticast(LinkContract):
    def make_world(self, _folder: Path) -> World:
        return MulticastWorld()


class TestSlcan(LinkContract):
    def make_world(self, _folder: Path) -> World:
        return SlcanWorld(_folder / "ttyACM0")

    @pytest.mark.usefixtures("link")
    def test_the_adapter_itself_is_told_to_listen_only(self, world: SlcanWorld, desk: Desk) -> None:
        self.hear(world, desk, 1.0)
        world.received()
        assert b"S6\r" in world.commands, "500 kbit/s"
        assert b"L\r" in world.commands
        assert b"O\r" not in world.commands

    def test_an_unplugged_adapter_is_lost_and_found_again(self, world: SlcanWorld, desk: Desk, link: CanLink) -> None:
        self.hear(world, desk, 1.0)
        world.unplug()
        wait_for(lambda: desk.state(link.name) is LinkState.LOST, "the loss")
        assert desk.report(link.name).detail
        world.plug()
        self.hear(world, desk, 2.0)
        wait_for(lambda: desk.state(link.name) is LinkState.ONLINE, "the link to be back")
        assert desk.report(link.name).counters["reopened"] >= 1


class TestSocketcand(LinkContract):
    def make_world(self, _folder: Path) -> World:
        return SocketcandWorld()

    def test_a_server_that_ends_is_lost_and_found_again(
        self, world: SocketcandWorld, desk: Desk, link: CanLink
    ) -> None:
        self.hear(world, desk, 1.0)
        world.close()
        wait_for(lambda: desk.state(link.name) is LinkState.LOST, "the loss")
        again = SocketcandWorld(world.port)
        try:
            self.hear(again, desk, 2.0)
            wait_for(lambda: desk.state(link.name) is LinkState.ONLINE, "the link to be back")
        finally:
            again.close()

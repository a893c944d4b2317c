"""The adapter by BlueZ, against python-dbusmock's bluetoothd on a bus of its own."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from bluez_stage import ANN, BEN, DEVICE, PAIRED, Bluetoothd, device_path
from ofono_stage import PATIENCE_S, SystemBus

from headunit.kernel.clock import SystemClock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import LinkReport, LinkState
from headunit.kernel.supervision import IoThread
from headunit.phone import bluez_link, bluez_radio
from headunit.phone.bluez_agent import INTERFACE, PATH
from headunit.phone.bluez_link import BluezLink
from headunit.phone.bluez_radio import BluezRadio
from headunit.phone.dbus_daemon import BusError, DbusDaemon
from headunit.phone.ports import RADIO_TOPIC, Answer, Question, RadioNews, Sight
from headunit.phone.state import Adapter


class Car:
    """A radio, and what it has told."""

    def __init__(self, bus: SystemBus, io: IoThread) -> None:
        self.inbox = Inbox()
        self.link = BluezLink(io, SystemClock(), self.inbox, bus.address)
        self.radio = BluezRadio(self.link, self.inbox)
        self.news, self.report = RadioNews(), LinkState.OFF
        self.answers: list[Answer] = []

    def run(self) -> None:
        batch = self.inbox.drain()
        news = batch.latest.get(RADIO_TOPIC, self.news)
        assert isinstance(news, RadioNews)
        self.news = news
        for value in batch.latest.values():
            if isinstance(value, LinkReport):
                self.report = value.state
        self.answers += [value for _, value in batch.events if isinstance(value, Answer)]

    def until(self, true: Callable[[], object], what: str) -> None:
        ends = time.monotonic() + PATIENCE_S
        while not true():
            assert time.monotonic() < ends, f"never: {what}; {self.news}; {self.answers}"
            time.sleep(0.005)
            self.run()

    def adapter_is(self, adapter: Adapter) -> None:
        self.until(lambda: self.news.adapter is adapter, adapter.value)

    def answered(self, wish: str, fault: str = "", address: str = "") -> None:
        self.until(lambda: self.answers, f"an answer to {wish}")
        assert self.answers.pop(0) == Answer(wish, fault, address)

    def sight(self, address: str) -> Sight:
        return next((one for one in self.news.sights if one.address == address), Sight(address, "nobody"))


@pytest.fixture
def io() -> Iterator[IoThread]:
    io = IoThread()
    io.start()
    yield io
    io.stop()


@pytest.fixture
def bus() -> Iterator[SystemBus]:
    bus = SystemBus()
    bus.begin()
    yield bus
    bus.remove()


@pytest.fixture
def bluetoothd(bus: SystemBus) -> Iterator[Bluetoothd]:
    daemon = Bluetoothd(bus)
    daemon.begin()
    yield daemon
    daemon.kill()


@pytest.fixture
def car(bus: SystemBus, io: IoThread) -> Iterator[Car]:
    car = Car(bus, io)
    car.link.start()
    yield car
    car.link.stop()


@pytest.fixture
def paired_car(car: Car, bluetoothd: Bluetoothd) -> Car:
    """With an adapter, and a phone found."""
    bluetoothd.add_adapter()
    bluetoothd.find(ANN, "Ann's phone")
    car.until(lambda: car.sight(ANN).phone, "a phone found")
    return car


def test_daemon_and_adapter_come_and_go_without_noise(
    car: Car, bus: SystemBus, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    car.until(lambda: car.report is LinkState.LOST, "nobody there")
    assert car.news.adapter is Adapter.ABSENT
    car.radio.search(True)
    car.answered("search", bluez_radio.ABSENT)
    daemon = Bluetoothd(bus)
    daemon.begin()
    car.until(lambda: car.report is LinkState.ONLINE, "the daemon")
    assert car.news.adapter is Adapter.ABSENT
    daemon.add_adapter()
    car.adapter_is(Adapter.ON)
    car.radio.power(False)
    car.answered("power")
    car.adapter_is(Adapter.OFF)
    car.radio.power(True)
    car.adapter_is(Adapter.ON)
    daemon.find(ANN, "Ann's phone")
    car.until(lambda: car.news.sights, "a phone")
    daemon.remove_adapter()  # the mock, as a crashing BlueZ, says nothing of its devices
    car.until(lambda: car.news == RadioNews(), "all gone")
    daemon.kill()
    car.until(lambda: car.report is LinkState.LOST, "the daemon gone")
    daemon.begin()
    daemon.add_adapter()
    car.adapter_is(Adapter.ON)
    daemon.kill()
    assert caplog.records == []


def test_a_bus_that_dies_and_returns(car: Car, bus: SystemBus, bluetoothd: Bluetoothd) -> None:
    bluetoothd.add_adapter()
    car.adapter_is(Adapter.ON)
    bluetoothd.kill()
    bus.end()
    car.adapter_is(Adapter.ABSENT)
    bus.begin()
    bluetoothd.begin()
    bluetoothd.add_adapter()
    car.adapter_is(Adapter.ON)


def test_a_daemon_that_hangs(
    bus: SystemBus, io: IoThread, bluetoothd: Bluetoothd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bluez_link, "PING_S", 0.5)
    car = Car(bus, io)
    car.link.start()
    bluetoothd.add_adapter()
    car.adapter_is(Adapter.ON)
    bluetoothd.hang(True)
    car.until(lambda: car.report is LinkState.SILENT, "silence noticed")
    assert car.news.adapter is Adapter.ABSENT
    bluetoothd.hang(False)
    car.adapter_is(Adapter.ON)
    car.link.stop()


def test_searching_and_being_found(car: Car, bluetoothd: Bluetoothd) -> None:
    bluetoothd.add_adapter()
    car.adapter_is(Adapter.ON)
    car.radio.search(True)
    car.answered("search")
    car.adapter_is(Adapter.SEARCHING)
    adapter = bluetoothd.adapter()
    assert (adapter["Discoverable"], adapter["Pairable"], adapter["DiscoverableTimeout"]) == (True, True, 180)
    bluetoothd.find(ANN, "Ann's phone")
    bluetoothd.find(BEN, BEN.replace(":", "-"), kind=0x240404)  # headphones that have not told their name
    car.until(lambda: car.sight(ANN).phone, "a phone")
    car.until(lambda: car.sight(BEN) == Sight(BEN, "", phone=False), "headphones")
    car.radio.search(False)
    car.answered("search")
    car.adapter_is(Adapter.ON)
    adapter = bluetoothd.adapter()
    assert (adapter["Discoverable"], adapter["Pairable"]) == (False, False)
    assert car.sight(ANN).name == "Ann's phone"


def test_pairing_compares_six_digits(paired_car: Car, bluetoothd: Bluetoothd) -> None:
    car = paired_car
    bluetoothd.pairs_asking(ANN, "RequestConfirmation", "ou", "dbus.UInt32(4711)")
    car.radio.pair(ANN)
    car.until(lambda: car.news.question == Question(ANN, "004711", compare=True), "a question")
    car.radio.agree(False)
    car.answered("agree")
    car.answered("pair", bluez_radio.NOT_PAIRED, ANN)
    car.until(lambda: car.news.question is None, "nothing is asked")
    assert (car.sight(ANN).paired, car.sight(ANN).trusted) == (False, False)
    car.radio.pair(ANN)
    car.until(lambda: car.news.question is not None, "a question")
    car.radio.agree(True)
    car.answered("agree")
    car.answered("pair", "", ANN)
    car.until(lambda: car.sight(ANN).trusted, "trust")
    assert car.sight(ANN).paired
    assert car.news.question is None


def test_a_phone_that_begins_the_pairing_is_trusted(paired_car: Car, bluetoothd: Bluetoothd) -> None:
    car = paired_car
    bluetoothd.pairs_asking(ANN, "RequestAuthorization")
    with ThreadPoolExecutor(1) as phone:
        pairing = phone.submit(bluetoothd.say, device_path(ANN), DEVICE, "Pair")
        car.until(lambda: car.news.question == Question(ANN, "", compare=True), "a question without digits")
        car.radio.agree(True)
        pairing.result()
    car.answered("agree")
    car.until(lambda: car.sight(ANN).trusted, "trust")


def test_an_old_phone_gets_digits_to_type(paired_car: Car, bluetoothd: Bluetoothd) -> None:
    car = paired_car
    types = f"self.UpdateProperties('{DEVICE}', {{'Alias': told}}); import time; time.sleep(0.5); {PAIRED}"
    bluetoothd.pairs_asking(ANN, "RequestPinCode", then=types)
    car.radio.pair(ANN)
    car.until(lambda: car.news.question is not None, "digits")
    asked = car.news.question
    assert asked is not None
    assert (asked.compare, len(asked.digits)) == (False, 6)
    car.answered("pair", "", ANN)
    car.until(lambda: car.news.question is None and car.sight(ANN).paired, "paired")
    assert car.sight(ANN).name == asked.digits  # what the phone was told


def test_nobody_but_bluetoothd_may_ask(car: Car, bus: SystemBus, bluetoothd: Bluetoothd) -> None:
    bluetoothd.add_adapter()
    car.adapter_is(Adapter.ON)

    async def ask(whom: str, path: str, interface: str, member: str, *body: object) -> list[Any]:
        hand = DbusDaemon(bus.address, whom, lambda *_: None, lambda _: None)
        try:
            await hand.open()
            return await hand.call(path, interface, member, "ou" if body else "", *body)
        finally:
            hand.close()

    names = asyncio.run(ask("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "ListNames"))[0]
    refusals = []
    for name in names:
        with pytest.raises(BusError) as refused:
            asyncio.run(ask(name, PATH, INTERFACE, "RequestConfirmation", device_path(ANN), 4711))
        refusals.append(refused.value.name)
    assert refusals.count("org.freedesktop.DBus.Error.AccessDenied") == 1
    car.run()
    assert car.news.question is None


def test_connecting(paired_car: Car, bluetoothd: Bluetoothd) -> None:
    car = paired_car
    car.radio.connect(ANN)
    car.answered("connect", "", ANN)
    car.until(lambda: car.sight(ANN).connected, "a connection")
    car.radio.connect(ANN)  # it is so already
    car.answered("connect", "", ANN)
    car.radio.disconnect(ANN)
    car.answered("disconnect", "", ANN)
    car.until(lambda: not car.sight(ANN).connected, "no connection")
    far = "raise dbus.exceptions.DBusException('br-connection-page-timeout', name='org.bluez.Error.Failed')"
    bluetoothd.method(ANN, "Connect", far)
    car.radio.connect(ANN)
    car.answered("connect", bluez_radio.FAR, ANN)
    car.radio.connect(BEN)
    car.answered("connect", bluez_radio.GONE, BEN)
    car.radio.remove(ANN)
    car.answered("remove", "", ANN)
    car.until(lambda: not car.news.sights, "forgotten")
    car.radio.remove(ANN)
    car.answered("remove", "", ANN)

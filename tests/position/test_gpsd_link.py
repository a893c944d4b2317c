"""The gpsd link against a scripted server: a gpsd that is odd, broken or hostile."""

import socket
import threading
import time

import pytest
from ear import Ear, until
from gpsd_stage import HonestGpsd, Stage
from nmea_drive import DEVICE, VERSION, WATCH, devices, drive
from real_gpsd import free_port

from headunit.kernel.clock import ManualClock, SystemClock
from headunit.kernel.link import LinkState
from headunit.kernel.supervision import IoThread
from headunit.position.gpsd import NO_RECEIVER, GpsdFeed, GpsdLink
from headunit.position.state import Mode

FIXED = next(moment for moment in drive(10) if moment.fixed)
GREETING = f"{VERSION}\r\n{devices(DEVICE)}\r\n{WATCH}\r\n"
GOOD = "".join(FIXED.gpsd())


def test_nobody_there_is_lost(ear: Ear, clock: SystemClock, io: IoThread) -> None:
    link = GpsdLink("127.0.0.1", free_port(), clock, ear, io)
    link.start()
    report = ear.until_state(LinkState.LOST)
    link.stop()
    assert "127.0.0.1" in report.detail
    assert ear.states == [LinkState.CONNECTING, LinkState.LOST, LinkState.OFF]
    assert ear.readings == []


def test_an_unknown_host_is_lost(ear: Ear, clock: SystemClock, io: IoThread) -> None:
    link = GpsdLink("no-such-host.invalid", 2947, clock, ear, io)
    link.start()
    assert ear.until_state(LinkState.LOST).detail
    link.stop()


@pytest.mark.parametrize(
    "bad",
    [
        b"\x00\xff\xfe garbage\r\n" * 5,
        b"x" * 300_000 + b"\r\n",
        b"[" * 60_000 + b"\r\n",
        b'{"class":"TPV","mode":3,"lat":48.1,"lo',
        b'{"class":"TPV","mode":3,"lat":999,"lon":"east","time":7}\r\n{"class":"TPV","mode":3,"lat":NaN,"lon":1}\r\n',
        b"",
    ],
    ids=["garbage", "huge line", "deep", "half a line", "nonsense", "closes at once"],
)
def test_a_liar_is_survived(bad: bytes, ear: Ear, clock: SystemClock, io: IoThread) -> None:
    """The first connections lie and end; the link dials again, and from the third on it hears the truth."""

    def script(connection: socket.socket) -> None:
        if stage.connections <= 2:
            connection.sendall(bad)
            return
        connection.sendall((GREETING + GOOD).encode())
        connection.recv(1000)
        time.sleep(0.2)

    with Stage(script) as stage:
        link = GpsdLink("127.0.0.1", stage.port, clock, ear, io)
        link.start()
        fix = ear.until_fixes()[0]
        link.stop()
    assert fix.lat_deg == FIXED.lat_deg
    assert {placed.lat_deg for placed in ear.placed} == {FIXED.lat_deg}
    assert LinkState.LOST in ear.states
    assert ear.reports[-1].counters["reconnects"] >= 2


def test_without_a_receiver_it_is_a_fault_and_stays_connected(
    ear: Ear, clock: SystemClock, io: IoThread, impatient: float
) -> None:
    script = HonestGpsd()
    script.paths = ()
    with Stage(script) as stage:
        link = GpsdLink("127.0.0.1", stage.port, clock, ear, io)
        link.start()
        assert ear.until_state(LinkState.FAULT).detail == NO_RECEIVER
        # Longer than the watchdog: asking again is answered, so nobody hangs up.
        time.sleep(1.3 * impatient)
        assert ear.states == [LinkState.CONNECTING, LinkState.FAULT]
        assert stage.connections == 1
        script.lines.put(f'{{"class":"DEVICE","path":"{DEVICE}","activated":"2026-05-01T07:41:00Z"}}\r\n' + GOOD)
        ear.until_fixes()
        ear.until_state(LinkState.ONLINE)
        link.stop()
        script.lines.put(None)


def test_a_receiver_that_goes_away_is_a_fault(ear: Ear, clock: SystemClock, io: IoThread) -> None:
    script = HonestGpsd()
    with Stage(script) as stage:
        link = GpsdLink("127.0.0.1", stage.port, clock, ear, io)
        link.start()
        script.lines.put(GOOD)
        ear.until_state(LinkState.ONLINE)
        script.lines.put(f'{{"class":"DEVICE","path":"{DEVICE}","activated":0}}\r\n')
        assert ear.until_state(LinkState.FAULT).detail == NO_RECEIVER
        link.stop()
        script.lines.put(None)


@pytest.mark.usefixtures("impatient")
def test_a_hung_gpsd_is_dialled_anew(ear: Ear, clock: SystemClock, io: IoThread) -> None:
    over = threading.Event()

    def script(connection: socket.socket) -> None:
        connection.sendall((GREETING + GOOD).encode())
        over.wait()  # and answers nothing

    with Stage(script) as stage:
        link = GpsdLink("127.0.0.1", stage.port, clock, ear, io)
        link.start()
        ear.until_fixes()
        ear.until_state(LinkState.SILENT, "does not answer")
        ear.until_fixes()
        ear.until_state(LinkState.ONLINE)
        link.stop()
        over.set()
    assert ear.states[:4] == [LinkState.CONNECTING, LinkState.ONLINE, LinkState.SILENT, LinkState.ONLINE]
    assert stage.connections >= 2  # under load the second may fall silent too


def test_stop_hangs_up(ear: Ear, clock: SystemClock, io: IoThread) -> None:
    ended: list[bytes] = []

    def script(connection: socket.socket) -> None:
        connection.sendall((GREETING + GOOD).encode())
        try:
            while received := connection.recv(1000):
                ended.append(received)
        except ConnectionResetError:
            pass
        ended.append(b"")

    with Stage(script) as stage:
        link = GpsdLink("127.0.0.1", stage.port, clock, ear, io)
        link.start()
        ear.until_fixes()
        link.stop()
        until(lambda: ended and ended[-1] == b"")
    assert ended[0].startswith(b'?WATCH={"enable":true,"json":true}')


def test_a_feed_needs_no_socket(ear: Ear) -> None:
    """What a run in virtual time does: lines in, readings out, all at the moment of the clock."""
    clock = ManualClock()
    feed = GpsdFeed(clock, ear)
    feed.pump_lines(GREETING.splitlines())
    assert ear.states == [LinkState.CONNECTING]
    for moment in drive(5):
        feed.pump_lines(moment.gpsd())
        clock.advance(1)
    assert [reading.at for reading in ear.readings] == [0, 1, 2, 3, 4]
    assert [reading.value.mode for reading in ear.readings if reading.value] == [Mode.NO_FIX] * 3 + [Mode.FIX_3D] * 2
    assert ear.states == [LinkState.CONNECTING, LinkState.ONLINE]
    assert ear.reports[1].detail == f"{DEVICE} NMEA0183"
    feed.pump_lines([devices(), "nonsense"])
    assert (ear.reports[-1].state, ear.reports[-1].detail) == (LinkState.FAULT, NO_RECEIVER)
    clock.advance(1)
    feed.pump_lines(["nonsense"])
    assert ear.reports[-1].counters == {"reports": 5, "fixes": 2, "rejected": 2, "reconnects": 0}


def test_no_satellites_beside_a_place_is_unknown(ear: Ear) -> None:
    """gpsd 3.22 says uSat 0 where the receiver sends neither GSA nor GSV."""
    feed = GpsdFeed(ManualClock(), ear)
    feed.pump_lines(['{"class":"SKY","nSat":0,"uSat":0}', FIXED.gpsd()[1], '{"class":"TPV","mode":1}'])
    assert [reading.value.satellites_used for reading in ear.readings if reading.value] == [None, 0]


def test_satellites_come_from_either_form_of_sky(ear: Ear) -> None:
    feed = GpsdFeed(ManualClock(), ear)
    seen = '{"class":"SKY","satellites":[{"PRN":1,"used":true},{"PRN":2,"used":false},{"PRN":3,"used":true},7]}'
    feed.pump_lines([seen, FIXED.gpsd()[1], '{"class":"SKY","hdop":1.2}', FIXED.gpsd()[1]])
    assert [reading.value.satellites_used for reading in ear.readings if reading.value] == [2, 2]

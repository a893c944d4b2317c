"""What every position link promises, held against each of them: gpsd over TCP, NMEA over a pty, a recorded log."""

import os
import threading
import time
import tty
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import pytest
from ear import Ear, until
from gpsd_stage import HonestGpsd, Stage
from nmea_drive import Moment, drive, sentence

from headunit.kernel.clock import SystemClock
from headunit.kernel.link import Link, LinkState
from headunit.kernel.supervision import IoThread
from headunit.position.gpsd import GpsdLink
from headunit.position.nmea_replay import NmeaReplay
from headunit.position.pyserial_nmea import SerialNmeaLink
from headunit.position.state import Mode

DRIVE = list(drive(30))


class Bench(Protocol):
    """A link and the receiver at its other end."""

    link: Link

    def play(self) -> None:
        """Start the link and send DRIVE once, with one line of garbage in it; then silence."""


class PositionLinkContract:
    @pytest.fixture
    def bench(self) -> Iterator[Bench]:
        raise NotImplementedError

    def test_a_drive_comes_through(self, bench: Bench, ear: Ear) -> None:
        bench.play()
        until(lambda: len(ear.placed) >= 27)
        first = ear.readings[0].value
        assert first is not None
        assert (first.mode, first.lat_deg, first.lon_deg, first.speed_mps) == (Mode.NO_FIX, None, None, None)
        truth: dict[object, Moment] = {moment.utc: moment for moment in DRIVE}
        assert {fix.utc for fix in ear.placed} == {moment.utc for moment in DRIVE if moment.fixed}
        for fix in ear.placed:
            moment = truth[fix.utc]
            assert fix.mode is Mode.FIX_3D
            assert fix.lat_deg == pytest.approx(moment.lat_deg, abs=1e-6)
            assert fix.lon_deg == pytest.approx(moment.lon_deg, abs=1e-6)
            assert fix.alt_m == pytest.approx(455.2)
            assert fix.speed_mps == pytest.approx(20.0, abs=0.01)
            assert fix.track_deg == pytest.approx(90.0)
            assert fix.eph_m == pytest.approx(9.5)
            assert fix.satellites_used == 8

    def test_readings_say_when_and_from_where(self, bench: Bench, ear: Ear) -> None:
        before = SystemClock().now()
        bench.play()
        until(lambda: len(ear.placed) >= 27)
        times = [reading.at for reading in ear.readings]
        assert times == sorted(times)
        assert before <= times[0] <= times[-1] <= SystemClock().now()
        assert {reading.source for reading in ear.readings} == {bench.link.name}
        assert ear.topics == {"position", f"link:{bench.link.name}"}

    @pytest.mark.usefixtures("impatient")
    def test_online_while_data_comes_then_silent(self, bench: Bench, ear: Ear) -> None:
        bench.play()
        until(lambda: len(ear.placed) >= 27)
        report = ear.until_state(LinkState.SILENT)
        states = ear.states
        assert states[0] is LinkState.CONNECTING
        assert states.index(LinkState.ONLINE) < states.index(LinkState.SILENT)
        assert {each.kind for each in ear.reports} == {"gps"}
        assert {each.name for each in ear.reports} == {bench.link.name}
        assert report.counters["reports"] == len(ear.readings)
        assert report.counters["fixes"] == len(ear.placed) == 27
        assert report.counters["rejected"] >= 1
        for before, after in pairwise(ear.reports):
            assert (after.since == before.since) == (after.state is before.state)

    def test_stop_ends_it(self, bench: Bench, ear: Ear) -> None:
        bench.play()
        ear.until_fixes()
        bench.link.stop()
        assert ear.reports[-1].state is LinkState.OFF
        said = len(ear.readings), len(ear.reports)
        time.sleep(0.5)
        assert (len(ear.readings), len(ear.reports)) == said
        bench.link.stop()
        assert ear.states.count(LinkState.OFF) == 1
        assert not [thread for thread in threading.enumerate() if thread.name.endswith(f" {bench.link.name}")]

    def test_stop_before_start(self, bench: Bench, ear: Ear) -> None:
        bench.link.stop()
        assert ear.readings == []
        assert set(ear.states) <= {LinkState.OFF}


class GpsdBench:
    def __init__(self, script: HonestGpsd, link: Link) -> None:
        self.link, self._script = link, script

    def play(self) -> None:
        self.link.start()
        for moment in DRIVE:
            for line in moment.gpsd():
                self._script.lines.put(line)
            if moment is DRIVE[10]:
                self._script.lines.put('{"class":"TPV","mode":\r\n')


class TestGpsdLink(PositionLinkContract):
    @pytest.fixture
    def bench(self, ear: Ear, clock: SystemClock, io: IoThread) -> Iterator[Bench]:
        script = HonestGpsd()
        with Stage(script) as stage:
            bench = GpsdBench(script, GpsdLink("127.0.0.1", stage.port, clock, ear, io))
            yield bench
            bench.link.stop()
            script.lines.put(None)


class SerialBench:
    def __init__(self, master: int, ear: Ear, link: Link) -> None:
        self.link, self._master, self._ear = link, master, ear

    def play(self) -> None:
        self.link.start()

        # Opening a port throws away what came before; a text sentence tells when it is open.
        def hello() -> bool:
            os.write(self._master, sentence("GPTXT,01,01,02,hello").encode())
            return LinkState.ONLINE in self._ear.states

        until(hello)
        for moment in DRIVE:
            os.write(self._master, "".join(moment.nmea()).encode())
            if moment is DRIVE[10]:
                os.write(self._master, b"$GPGGA,000000.000,4708.4,N,*00\r\n")


class TestSerialNmeaLink(PositionLinkContract):
    @pytest.fixture
    def bench(self, ear: Ear, clock: SystemClock) -> Iterator[Bench]:
        master, slave = os.openpty()
        tty.setraw(slave)
        bench = SerialBench(master, ear, SerialNmeaLink(os.ttyname(slave), 9600, clock, ear))
        yield bench
        bench.link.stop()
        os.close(slave)
        os.close(master)


class ReplayBench:
    def __init__(self, link: Link) -> None:
        self.link = link

    def play(self) -> None:
        self.link.start()


class TestNmeaReplay(PositionLinkContract):
    @pytest.fixture
    def bench(self, ear: Ear, clock: SystemClock, tmp_path: Path) -> Iterator[Bench]:
        lines = [line for moment in DRIVE for line in moment.nmea()]
        lines.insert(31, "$GPGGA,000000.000,4708.4,N,*00\r\n")
        path = tmp_path / "drive.nmea"
        path.write_text("".join(lines))
        bench = ReplayBench(NmeaReplay(path, clock, ear, speedup=60))
        yield bench
        bench.link.stop()

"""The gpsd link against the real gpsd, which reads a real pty: it starts, dies, hangs, loses its receiver."""

import csv
from pathlib import Path

import pytest
from ear import Ear, until
from nmea_drive import drive
from real_gpsd import RealGpsd, free_port

from headunit.kernel.clock import SystemClock
from headunit.kernel.geodesy import distance_m
from headunit.kernel.link import LinkState
from headunit.kernel.supervision import IoThread
from headunit.position.gpsd import NO_RECEIVER, GpsdLink
from headunit.position.service import Positioning
from headunit.position.state import Mode, Quality

RAV4 = Path(__file__).resolve().parents[2].parent / "shared" / "drives" / "rav4"


def test_a_drive_from_no_fix_to_3d(drive_log: Path, ear: Ear, clock: SystemClock, io: IoThread) -> None:
    with RealGpsd(drive_log, free_port()) as gpsd:
        link = GpsdLink("127.0.0.1", gpsd.port, clock, ear, io)
        link.start()
        fixes = ear.until_fixes(60)
        # The log begins anew without a fix; gpsd must have told of it.
        until(lambda: any(reading.value and reading.value.mode is Mode.NO_FIX for reading in ear.readings))
        link.stop()
    truth = {moment.utc: moment for moment in drive(120)}
    timed = [fix for fix in fixes if fix.utc in truth and fix.lat_deg and fix.lon_deg]
    assert len(timed) > 30
    for fix in timed:
        assert fix.utc is not None
        moment = truth[fix.utc]
        assert distance_m(fix.lat_deg or 0, fix.lon_deg or 0, moment.lat_deg, moment.lon_deg) < 0.05
        assert fix.mode is Mode.FIX_3D
        assert fix.alt_m == pytest.approx(455.2, abs=0.1)
        assert fix.eph_m == pytest.approx(9.5)  # 19 m times the HDOP of 0.5: nmea_epoch.py assumes the same
    # gpsd tells an epoch twice, the first time before RMC; with RMC come the receiver's own speed and course.
    with_course = [fix for fix in timed if fix.track_deg is not None]
    assert len(with_course) > 10
    assert all(fix.track_deg == pytest.approx(90) for fix in with_course)
    assert all(fix.speed_mps == pytest.approx(20, abs=0.05) for fix in with_course)


def test_gpsd_killed_and_back(drive_log: Path, ear: Ear, clock: SystemClock, io: IoThread) -> None:
    port = free_port()
    link = GpsdLink("127.0.0.1", port, clock, ear, io)
    link.start()
    ear.until_state(LinkState.LOST)
    with RealGpsd(drive_log, port) as gpsd:
        ear.until_fixes()
        gpsd.kill()
        ear.until_state(LinkState.LOST)
    with RealGpsd(drive_log, port):
        ear.until_fixes()
        ear.until_state(LinkState.ONLINE)
    link.stop()
    assert ear.reports[-1].counters["reconnects"] >= 1


def test_gpsd_hangs_and_goes_on(drive_log: Path, ear: Ear, clock: SystemClock, io: IoThread) -> None:
    with RealGpsd(drive_log, free_port()) as gpsd:
        link = GpsdLink("127.0.0.1", gpsd.port, clock, ear, io)
        link.start()
        ear.until_fixes()
        gpsd.freeze()
        ear.until_state(LinkState.SILENT)
        # Hung up, dialled anew, and the kernel lets us in although nobody is at home.
        ear.until_state(LinkState.SILENT, "does not answer")
        gpsd.thaw()
        ear.until_fixes()
        ear.until_state(LinkState.ONLINE)
        link.stop()


def test_gpsd_without_a_receiver(ear: Ear, clock: SystemClock, io: IoThread) -> None:
    with RealGpsd(None, free_port()) as gpsd:
        link = GpsdLink("127.0.0.1", gpsd.port, clock, ear, io)
        link.start()
        assert ear.until_state(LinkState.FAULT).detail == NO_RECEIVER
        link.stop()
    assert ear.readings == []


def test_the_receiver_is_unplugged_from_gpsd_and_returns(
    drive_log: Path, ear: Ear, clock: SystemClock, io: IoThread
) -> None:
    with RealGpsd(drive_log, free_port()) as gpsd:
        link = GpsdLink("127.0.0.1", gpsd.port, clock, ear, io)
        link.start()
        ear.until_fixes()
        device = ear.until_state(LinkState.ONLINE).detail.split()[0]
        gpsd.unplug(device)
        assert ear.until_state(LinkState.FAULT).detail == NO_RECEIVER
        gpsd.plug(device)
        ear.until_fixes()
        ear.until_state(LinkState.ONLINE)
        link.stop()


@pytest.mark.shared
def test_the_rav4_drive_through_gpsd(ear: Ear, clock: SystemClock, io: IoThread) -> None:
    with (RAV4 / "gnss.csv").open() as file:
        track = [(float(row["lat_deg"]), float(row["lon_deg"])) for row in csv.DictReader(file)]
    positioning = Positioning(clock)
    qualities: set[Quality] = set()
    with RealGpsd(RAV4 / "gnss.nmea", free_port(), pause_s=0.01) as gpsd:
        link = GpsdLink("127.0.0.1", gpsd.port, clock, ear, io)
        link.start()
        ear.until_fixes()

        def judge() -> bool:
            for topic, value in ear.drain().latest.items():
                if topic == "position":
                    positioning.on_reading(value)  # type: ignore[arg-type]
                else:
                    positioning.on_link(value)  # type: ignore[arg-type]
            qualities.add(positioning.state().quality)
            return len(ear.placed) >= 150

        until(judge)
        link.stop()
    assert Quality.FIX_3D in qualities
    assert Quality.JUMPED not in qualities
    for fix in ear.placed:
        assert min(distance_m(fix.lat_deg or 0, fix.lon_deg or 0, *place) for place in track) < 0.1
        assert fix.satellites_used is None  # not in the log, so not invented
        assert fix.eph_m is None
        assert fix.speed_mps is not None
        assert 7 < fix.speed_mps < 21

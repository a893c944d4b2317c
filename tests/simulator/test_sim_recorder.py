"""What a simulated drive leaves on disk is read by the head unit's own readers, and by the real gpsd."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sim_stage import Wire, until

from headunit.kernel.clock import ManualClock, SystemClock
from headunit.kernel.errors import HeadunitError
from headunit.kernel.inbox import Inbox
from headunit.kernel.reading import Reading
from headunit.kernel.supervision import IoThread
from headunit.position.gpsd import GpsdLink
from headunit.position.nmea import NmeaAssembler
from headunit.position.state import Fix, Mode
from headunit.simulator import scenario
from headunit.simulator.drive_recorder import CAN_LOG, GPS_LOG, DriveRecorder, candump_line
from headunit.simulator.simulation import Simulation
from headunit.vehicle import cars
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.ports import Frame, FrameKind
from headunit.vehicle.python_can_log import read_log


def record(name: str, seconds: float, folder: Path) -> tuple[Simulation, Wire]:
    wire = Wire()
    drive = Simulation(
        scenario.load(name), None, TableCodec(cars.load("demo")), wire, ManualClock(), DriveRecorder(folder)
    )
    drive.step(seconds)
    drive.stop()
    return drive, wire


def test_frames_are_read_back_as_they_were_sent(tmp_path: Path) -> None:
    drive, wire = record("bus_off", 20, tmp_path)
    start_s = drive.world.scenario.start.timestamp()
    read = list(read_log(tmp_path / CAN_LOG))
    assert len(read) == len(wire.frames) > 3000
    for ours, theirs in zip(wire.frames, read, strict=True):
        assert (ours.id, ours.extended, ours.data, ours.kind, ours.bus) == (
            theirs.id,
            theirs.extended,
            theirs.data,
            theirs.kind,
            theirs.bus,
        )
        assert theirs.t == pytest.approx(start_s + ours.t, abs=1e-5)
    assert [frame.id for frame in read if frame.kind is FrameKind.ERROR] == [0x40]


def test_sentences_are_read_back_as_fixes(tmp_path: Path) -> None:
    drive, _ = record("tunnel", 60, tmp_path)
    assembler = NmeaAssembler()
    fixes: list[Fix] = []
    for line in (tmp_path / GPS_LOG).read_text().splitlines():
        fixes += [fix] if (fix := assembler.feed(line)) is not None else []
    modes = [fix.mode for fix in fixes]
    assert len(fixes) == pytest.approx(300, abs=3)
    assert {Mode.NO_FIX, Mode.FIX_2D, Mode.FIX_3D} == set(modes)
    last = [fix for fix in fixes if fix.mode is Mode.FIX_3D][-1]
    assert last.lat_deg == pytest.approx(drive.world.place[0], abs=3e-4)
    assert last.speed_mps == pytest.approx(drive.world.motion.speed_mps, abs=1)


@pytest.mark.parametrize(
    ("frame", "line"),
    [
        (Frame("can0", 0x1A, b"\x01\xab"), "(12.500000) can0 01A#01AB"),
        (Frame("can1", 0x1A, b"", extended=True), "(12.500000) can1 0000001A#"),
        (Frame("can0", 0x7FF, b"", kind=FrameKind.REMOTE), "(12.500000) can0 7FF#R"),
        (Frame("can0", 0x40, bytes(8), kind=FrameKind.ERROR), "(12.500000) can0 20000040#0000000000000000"),
        (Frame("can0", 0x123, b"\x07" * 12, fd=True), "(12.500000) can0 123##0" + "07" * 12),
    ],
)
def test_candump_text(frame: Frame, line: str) -> None:
    assert candump_line(frame, 12.5) == line


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HeadunitError, match="cannot record here"):
        DriveRecorder(tmp_path / "file")


@contextlib.contextmanager
def real_gpsd(log: Path) -> Iterator[int]:
    """gpsd fed by gpsfake with `log`, over and over (apt: gpsd, gpsd-clients)."""
    program = shutil.which("gpsfake")
    assert program, "gpsfake is missing: apt install gpsd gpsd-clients"
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    # gpsfake puts its control socket there; a Unix socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="gpsd"))
    process = subprocess.Popen(
        [program, "-q", "-n", "-c", "0.02", "-P", str(port), str(log)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        env=os.environ | {"TMPDIR": str(folder), "PATH": f"{os.environ['PATH']}:/usr/sbin"},
    )
    try:
        yield port
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def test_the_real_gpsd_accepts_a_simulated_drive(tmp_path: Path) -> None:
    drive, _ = record("city", 40, tmp_path)
    io, inbox = IoThread(), Inbox()
    io.start()
    fixes: list[Fix] = []

    def moving() -> bool:
        heard = [value.value for value in inbox.drain().latest.values() if isinstance(value, Reading)]
        fixes.extend(fix for fix in heard if isinstance(fix, Fix) and fix.mode is Mode.FIX_3D)
        return len(fixes) > 20 and len({fix.lat_deg for fix in fixes}) > 15

    try:
        with real_gpsd(tmp_path / GPS_LOG) as port:
            link = GpsdLink("127.0.0.1", port, SystemClock(), inbox, io)
            link.start()
            until(moving, f"real gpsd reported {len(fixes)} fixes")
            link.stop()
    finally:
        io.stop()
    frame = drive.world.road.frame
    for fix in fixes:
        assert fix.lat_deg is not None
        assert fix.lon_deg is not None
        east_m, north_m = frame.to_metres(fix.lat_deg, fix.lon_deg)
        near_m = drive.world.road.nearest_m(east_m, north_m)
        place = drive.world.road.at(near_m)
        assert ((east_m - place.east_m) ** 2 + (north_m - place.north_m) ** 2) ** 0.5 < 12
    assert any((fix.speed_mps or 0) > 8 for fix in fixes)

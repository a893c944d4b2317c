"""What was recorded is what was heard: written by the recorder, read by the reader of logs."""

import time
from pathlib import Path

import pytest

from headunit.app.explain import DbcDecoder
from headunit.kernel.clock import ManualClock, SystemClock
from headunit.kernel.errors import HeadunitError, UsageError
from headunit.technician.csv_writer import CsvWriter, decoded_by
from headunit.technician.python_can_writer import SUFFIXES, open_writer
from headunit.technician.recorder import Recorder
from headunit.technician.state import Recording
from headunit.vehicle.cantools_dbc import load_dbc
from headunit.vehicle.ports import Frame, FrameKind
from headunit.vehicle.python_can_log import read_log

PATIENCE_S = 30.0

#: Every kind of frame; times as the three formats can all hold them.
FRAMES = [
    Frame("can0", 0x123, b"\1\2\3", t=1700000000.0),
    Frame("can1", 0x18DB33F1, bytes(range(8)), extended=True, t=1700000000.25),
    Frame("can1", 0x7FF, b"", t=1700000000.5),
    Frame("can0", 0x123, bytes(range(64)), t=1700000000.75, fd=True, brs=True),
    Frame("can0", 0x124, bytes(12), t=1700000000.875, fd=True),
    Frame("can0", 0x55, b"", t=1700000001.0, kind=FrameKind.REMOTE),
]


def record(path: Path, frames: list[Frame]) -> object:
    recorder = Recorder(path, open_writer, SystemClock())
    for frame in frames:
        recorder.put(frame)
    return recorder.stop()


def essence(frame: Frame) -> tuple[object, ...]:
    return frame.bus, frame.id, frame.extended, frame.data, frame.kind, frame.fd, frame.brs


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix != ".mf4"])
def test_what_was_recorded_is_read_again(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "new" / f"drive{suffix}"
    state = record(path, FRAMES)
    assert (state.doing, state.frames, state.lost) == (Recording.OFF, len(FRAMES), 0)
    found = list(read_log(path))
    assert [essence(frame) for frame in found] == [essence(frame) for frame in FRAMES]
    steps = [round(frame.t - found[0].t, 3) for frame in found]
    assert steps == [0.0, 0.25, 0.5, 0.75, 0.875, 1.0]


def test_an_error_frame_keeps_its_class_in_a_candump_log(tmp_path: Path) -> None:
    error = Frame("can0", 0x44, bytes(8), t=1700000000.0, kind=FrameKind.ERROR)
    record(tmp_path / "drive.log", [error])
    assert list(read_log(tmp_path / "drive.log")) == [error]


def test_buses_of_one_number_are_kept_apart_where_channels_are_numbers(tmp_path: Path) -> None:
    record(tmp_path / "drive.blf", [Frame(bus, 1, b"", t=1700000000.0) for bus in ("can0", "vcan0", "slcan")])
    assert [frame.bus for frame in read_log(tmp_path / "drive.blf")] == ["can0", "can1", "can2"]


def test_a_frame_without_a_time_gets_the_time_of_its_receipt(tmp_path: Path) -> None:
    clock = ManualClock()
    recorder = Recorder(tmp_path / "drive.log", open_writer, clock)
    recorder.put(Frame("can0", 1, b""))
    recorder.stop()
    (frame,) = read_log(tmp_path / "drive.log")
    assert frame.t == pytest.approx(clock.local().timestamp())


def test_a_real_drive_survives(tmp_path: Path, drive_frames: list[Frame]) -> None:
    record(tmp_path / "drive.blf", drive_frames)
    assert [essence(f) for f in read_log(tmp_path / "drive.blf")] == [essence(f) for f in drive_frames]


def test_a_full_disk_ends_it_with_a_reason(tmp_path: Path, expect_log) -> None:
    expect_log("recording to .*full.log ended: No space left on device")
    path = tmp_path / "full.log"
    path.symlink_to("/dev/full")
    recorder = Recorder(path, open_writer, SystemClock())
    end = time.monotonic() + PATIENCE_S
    while recorder.state().doing is Recording.ON and time.monotonic() < end:
        for _ in range(5000):
            recorder.put(FRAMES[0])
        time.sleep(0.01)
    state = recorder.stop()
    assert (state.doing, state.trouble) == (Recording.FAILED, "No space left on device")


def test_a_file_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HeadunitError, match=r"cannot record to .*: (Not a directory|File exists)"):
        Recorder(tmp_path / "file" / "drive.log", open_writer, SystemClock())
    with pytest.raises(UsageError, match=r"known are \.log, \.asc, \.blf"):
        Recorder(tmp_path / "drive.pcap", open_writer, SystemClock())


def test_csv_holds_each_value_with_its_unit(tmp_path: Path, drive_frames: list[Frame], rav4_decoder) -> None:
    speed = next(frame for frame in drive_frames if frame.id == 0xB4)
    writer = CsvWriter(tmp_path / "drive.csv", decoded_by(rav4_decoder))
    writer.write(speed)
    writer.close()
    head, *lines = (tmp_path / "drive.csv").read_text("utf-8").splitlines()
    assert head == "time_s,bus,signal,value,unit"
    told = {value.name: value.text for value in rav4_decoder.explain(speed).signals}
    assert f"{speed.t:.6f},can0,SPEED.SPEED,{told['SPEED']},km/h" in lines


def test_no_vehicle_number_gets_into_a_csv(shared: Path) -> None:
    dbc = load_dbc(shared / "drives" / "rav4" / "toyota_new_mc_pt_generated.dbc")
    say = decoded_by(DbcDecoder(dbc))
    parts = [message for message in dbc.messages if message.name.startswith("VIN_PART")]
    assert len(parts) == 3
    for message in parts:
        assert list(say(Frame("can0", message.id, b"5" * message.length))) == []

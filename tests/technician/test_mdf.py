"""MDF 4 files: without asammdf everything else works and one line says what is missing; with it, what was recorded is
read back frame for frame. The library is in a folder of its own, which only child processes look into."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_recorder import FRAMES, essence

from headunit.cli import main
from headunit.kernel.board import Board
from headunit.kernel.clock import ManualClock
from headunit.kernel.errors import HeadunitError
from headunit.technician.python_can_writer import open_writer
from headunit.technician.service import Technician
from headunit.technician.state import Recording, RecordingState
from headunit.vehicle.ports import Frame, FrameKind
from headunit.vehicle.python_can_log import read_log

#: Made by scripts/setup_tools.sh.
LIBRARY = Path(__file__).parents[2] / ".cache" / "tools" / "mf4"
MISSING = "MDF 4 files (.mf4) need asammdf, which is not installed: install headunit[mf4]"

#: Records the frames of the log argv[1] as a person at the screen does, into the folder argv[2]; reads them back.
APP = """
import json, sys
from pathlib import Path
from headunit.app import House
from headunit.kernel.clock import SystemClock
from headunit.preferences.state import Preferences
from headunit.technician.ports import Workbench
from headunit.technician.state import RecordingState
from headunit.vehicle.python_can_log import read_log

house = House(SystemClock(), None, Preferences())
house.record_to(Path(sys.argv[2]))
house.port(Workbench).record(".mf4")
house._technician.take_all(list(read_log(Path(sys.argv[1]))))
house.end()
state = house.board.latest(RecordingState)
back = [
    [f.bus, f.id, f.extended, f.data.hex(), f.kind.value, f.fd, f.brs, f.t]
    for f in read_log(Path(sys.argv[2], state.file))
]
print(json.dumps({"doing": state.doing.value, "frames": state.frames, "lost": state.lost, "back": back}))
"""


def with_library(*words: str) -> subprocess.CompletedProcess[str]:
    assert (LIBRARY / "asammdf").is_dir(), "scripts/setup.sh test puts asammdf there"
    return subprocess.run(
        [sys.executable, "-W", "error", *words],
        env={**os.environ, "PYTHONPATH": str(LIBRARY)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python that has no asammdf, whatever is installed: None here is what makes an import fail."""
    monkeypatch.setitem(sys.modules, "asammdf", None)


@pytest.fixture
def log_file(tmp_path: Path) -> Path:
    writer = open_writer(tmp_path / "drive.log")
    for frame in (*FRAMES, Frame("can1", 0x44, bytes(8), t=1700000001.5, kind=FrameKind.ERROR)):
        writer.write(frame)
    writer.close()
    return tmp_path / "drive.log"


@pytest.mark.usefixtures("without")
def test_a_person_who_names_such_a_file_without_the_library_is_told_in_one_line(
    log_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "there.mf4"
    there.write_bytes(b"MDF     4.10    ")
    for words in (
        ["record", "--log", str(log_file), "--out", str(tmp_path / "new.mf4")],
        ["record", "--log", str(there), "--out", str(tmp_path / "new.log")],
        ["signals", str(there), "--car", "smallest"],
    ):
        assert main(words) == 1
        assert capsys.readouterr().err.strip().endswith(MISSING)
    assert not (tmp_path / "new.mf4").exists()


@pytest.mark.usefixtures("without")
def test_a_recording_by_touch_fails_with_the_same_line(tmp_path: Path, expect_log) -> None:
    expect_log("need asammdf")
    board = Board()
    desk = Technician(ManualClock(), board)
    desk.record_to(tmp_path, open_writer)
    desk.record(".mf4")
    state = board.latest(RecordingState)
    assert state is not None
    assert (state.doing, state.trouble) == (Recording.FAILED, MISSING)
    desk.record(".log")
    desk.end()
    assert board.latest(RecordingState).doing is Recording.OFF


def test_what_the_app_recorded_is_read_back_frame_for_frame(
    log_file: Path, tmp_path: Path, drive_frames: list[Frame]
) -> None:
    """Every kind of frame, and a real drive: recorded by touch, read back there, and turned back by the command."""
    sent = [*drive_frames[:1_000], *read_log(log_file)]
    writer = open_writer(tmp_path / "sent.log")
    for frame in sent:
        writer.write(frame)
    writer.close()
    done = with_library("-c", APP, str(tmp_path / "sent.log"), str(tmp_path / "new"))
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert (told["doing"], told["frames"], told["lost"]) == ("off", len(sent), 0)
    back = [
        Frame(bus, number, bytes.fromhex(data), extended, t, FrameKind(kind), fd, brs)
        for bus, number, extended, data, kind, fd, brs, t in told["back"]
    ]
    sent.sort(key=lambda frame: frame.t)  # as the reader of this format does
    assert [essence(frame) for frame in back] == [essence(frame) for frame in sent]
    assert [frame.t for frame in back] == pytest.approx([frame.t for frame in sent], abs=2e-6)
    (recorded,) = (tmp_path / "new").iterdir()
    done = with_library("-m", "headunit", "record", "--log", str(recorded), "--out", str(tmp_path / "back.log"))
    assert done.returncode == 0, done.stderr
    assert [essence(frame) for frame in read_log(tmp_path / "back.log")] == [essence(frame) for frame in sent]


def test_what_is_no_such_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "noise.mf4").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "cut.mf4").write_bytes(b"MDF     4.10    " + bytes(200))
    names = [str(tmp_path / name) for name in ("noise.mf4", "cut.mf4")]
    read = "import sys; from headunit.cli import main; [main(['signals', f, '--car', 'demo']) for f in sys.argv[1:]]"
    done = with_library("-c", read, *names)
    lines = done.stderr.strip().splitlines()
    assert [line.count("is not what a .mf4 log has") for line in lines] == [1, 1], done.stderr
    with pytest.raises(HeadunitError, match="unpack it first"):
        read_log(tmp_path / "drive.mf4.gz")

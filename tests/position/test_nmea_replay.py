"""A log replayed at its own pace in virtual time, with every flaw that a log may have."""

from pathlib import Path

import pytest
from ear import Ear
from nmea_drive import Moment, drive, nmea_lines, sentence

from headunit.kernel.clock import ManualClock
from headunit.kernel.errors import HeadunitError, UsageError
from headunit.kernel.link import LinkState
from headunit.position.nmea_replay import NmeaReplay
from headunit.position.service import Positioning
from headunit.position.state import Mode, Quality

RAV4 = Path(__file__).resolve().parents[2].parent / "shared" / "drives" / "rav4"


class Room:
    """A replay under a clock that the test moves in steps of 20 ms."""

    def __init__(self, tmp_path: Path, ear: Ear, lines: list[str], speedup: float = 1.0) -> None:
        path = tmp_path / "log.nmea"
        path.write_text("".join(lines))
        self.ear, self.clock = ear, ManualClock()
        self.replay = NmeaReplay(path, self.clock, ear, speedup)

    def play(self, at_most_s: float = 10_000) -> list[float]:
        """To the end of the log. When each reading came."""
        self.replay.pump()
        while not self.replay.finished:
            assert self.clock.now() < at_most_s, "the replay hangs"
            due = self.replay.next_at
            assert due is not None
            self.clock.advance(max(0.02, due - self.clock.now()))
            self.replay.pump()
        return [reading.at for reading in self.ear.readings]


def test_the_pace_is_that_of_the_log(tmp_path: Path, ear: Ear) -> None:
    room = Room(tmp_path, ear, nmea_lines(list(drive(30))))
    assert room.play() == pytest.approx([float(second) for second in range(30)])
    assert len(ear.placed) == 27
    assert ear.states == [LinkState.ONLINE]
    room.clock.advance(3.1)
    room.replay.pump()
    assert (ear.reports[-1].state, ear.reports[-1].detail) == (LinkState.SILENT, "log.nmea: the end")


def test_speedup(tmp_path: Path, ear: Ear) -> None:
    room = Room(tmp_path, ear, nmea_lines(list(drive(30))), speedup=4)
    assert room.play()[-1] == pytest.approx(29 / 4, abs=0.03)


def test_nothing_comes_before_it_is_due(tmp_path: Path, ear: Ear) -> None:
    room = Room(tmp_path, ear, nmea_lines(list(drive(5))))
    for _ in range(3):
        room.replay.pump()
    assert len(ear.readings) == 1
    room.clock.advance(0.99)
    room.replay.pump()
    assert len(ear.readings) == 1
    room.clock.advance(0.02)
    room.replay.pump()
    assert len(ear.readings) == 2
    room.replay.stop()
    assert room.replay.finished


def test_sentences_without_a_time_come_with_the_one_before(tmp_path: Path, ear: Ear) -> None:
    cold = [sentence("GPGGA,,,,,,0,00,99.99,,,,,,"), sentence("GPRMC,,V,,,,,,,,,,N")] * 3
    at = Room(tmp_path, ear, cold + nmea_lines(list(drive(5)))).play()
    assert at[-5:] == pytest.approx([0, 1, 2, 3, 4])
    assert at[:-5] == [0] * (len(at) - 5)


def test_a_tunnel_takes_its_time(tmp_path: Path, ear: Ear) -> None:
    moments = list(drive(60))
    room = Room(tmp_path, ear, nmea_lines(moments[:10] + moments[50:]))
    at = room.play()
    assert at[9:11] == pytest.approx([9, 50])


def test_silence_within_the_log_is_told(tmp_path: Path, ear: Ear) -> None:
    moments = list(drive(60))
    room = Room(tmp_path, ear, nmea_lines(moments[:10] + moments[50:]))
    for _ in range(120):
        room.replay.pump()
        room.clock.advance(0.5)
    assert ear.states == [LinkState.ONLINE, LinkState.SILENT, LinkState.ONLINE]


def test_a_hole_of_hours_is_cut_short(tmp_path: Path, ear: Ear) -> None:
    moments = list(drive(9000))
    at = Room(tmp_path, ear, nmea_lines(moments[:10] + moments[-10:])).play(100)
    assert at == pytest.approx([float(second) for second in range(20)])


def test_two_drives_in_one_file_the_second_older(tmp_path: Path, ear: Ear) -> None:
    moments = list(drive(9000))
    at = Room(tmp_path, ear, nmea_lines(moments[5000:5010] + moments[:10])).play(100)
    assert at == pytest.approx([float(second) for second in range(20)])


def test_a_wrong_time_stamp_shifts_nothing(tmp_path: Path, ear: Ear) -> None:
    moments = list(drive(30))
    wrong = moments[12]
    moments[12] = Moment(moments[3].utc, wrong.fixed, wrong.lat_deg, wrong.lon_deg, wrong.speed_mps)
    at = Room(tmp_path, ear, nmea_lines(moments)).play(100)
    assert at == pytest.approx([float(second) for second in range(30)])


def test_a_clock_that_stands_still_does_not_hang(tmp_path: Path, ear: Ear) -> None:
    moments = list(drive(5))
    still = [Moment(moments[4].utc, True, m.lat_deg, m.lon_deg, 20.0) for m in drive(50)]
    assert len(Room(tmp_path, ear, nmea_lines(moments + still)).play(100)) == 55


def test_garbage_is_counted(tmp_path: Path, ear: Ear) -> None:
    lines = nmea_lines(list(drive(10)))
    for at in (25, 10, 0):
        lines.insert(at, "$GPRMC,garbage*00\r\n")
    room = Room(tmp_path, ear, ["# made by a test\n", *lines])
    room.play()
    room.clock.advance(5)
    room.replay.pump()
    assert ear.reports[-1].counters == {"reports": 10, "fixes": 7, "rejected": 3, "reconnects": 0}


@pytest.mark.parametrize("content", [b"", b"hello\n", b"$GPGGA,1*00\r\n", bytes(range(256)) * 100, b"\n" * 50])
def test_a_file_without_a_sentence_is_refused(content: bytes, tmp_path: Path, ear: Ear) -> None:
    path = tmp_path / "log.nmea"
    path.write_bytes(content)
    with pytest.raises(HeadunitError, match=r"log\.nmea: no NMEA sentence"):
        NmeaReplay(path, ManualClock(), ear)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path, ear: Ear) -> None:
    with pytest.raises(HeadunitError, match="No such file"):
        NmeaReplay(tmp_path / "absent", ManualClock(), ear)
    with pytest.raises(HeadunitError, match="directory"):
        NmeaReplay(tmp_path, ManualClock(), ear)


def test_an_endless_file_without_a_sentence_is_refused(ear: Ear) -> None:
    with pytest.raises(HeadunitError, match="no NMEA sentence"):
        NmeaReplay(Path("/dev/zero"), ManualClock(), ear)


@pytest.mark.parametrize("speedup", [0.0, -1.0, float("nan"), float("inf")])
def test_speedup_is_above_zero(speedup: float, drive_log: Path, ear: Ear) -> None:
    with pytest.raises(UsageError, match="above 0"):
        NmeaReplay(drive_log, ManualClock(), ear, speedup)


@pytest.mark.shared
def test_the_rav4_drive_in_virtual_time(ear: Ear) -> None:
    """Its ten wrong time stamps a minute neither stretch it nor make the car jump."""
    clock = ManualClock()
    replay, positioning = NmeaReplay(RAV4 / "gnss.nmea", clock, ear), Positioning(clock)
    qualities = []
    while not replay.finished:
        replay.pump()
        for topic, value in ear.drain().latest.items():
            if topic == "position":
                positioning.on_reading(value)  # type: ignore[arg-type]
            else:
                positioning.on_link(value)  # type: ignore[arg-type]
        qualities.append(positioning.state().quality)
        clock.advance(0.05)
    assert len(ear.readings) == 579
    assert {reading.value.mode for reading in ear.readings if reading.value} == {Mode.FIX_3D}
    assert clock.now() == pytest.approx(59.7, abs=0.2)
    assert set(qualities) == {Quality.FIX_3D}

"""What every Player must do, measured on what is heard: subclasses give `open_player`."""

import shutil
import threading
import urllib.request
from pathlib import Path

import numpy as np
import pytest
from null_sink import RATE, Ear, level_db, longest_gap_ms, part_db, pitch_hz, wait_until
from tone_files import FORMATS, steps, tone

from headunit.music.ports import Heard, Player

A, B = 440, 880
#: Between two tracks at most (ms).
GAP_MS = 20


class Stage:
    """A player, what it tells, and an ear."""

    def __init__(self, player_maker, ear: Ear) -> None:
        self.heard: list[Heard] = []
        self.ear = ear
        self.player: Player = player_maker(self.heard.append)

    def close(self) -> None:
        self.player.close()
        self.until_silent()

    def told(self, kind: str, token: int) -> list[Heard]:
        return [one for one in list(self.heard) if (one.kind, one.token) == (kind, token)]

    def until_told(self, kind: str, token: int) -> Heard:
        wait_until(lambda: self.told(kind, token), what=f"{kind} of {token} in {self.heard[-5:]}")
        return self.told(kind, token)[0]

    def until_pitch(self, hz: float, width: float = 8.0) -> None:
        def heard() -> bool:
            last = self.ear.last(0.15)
            return len(last) > RATE // 8 and level_db(last) > -50 and abs(pitch_hz(last) - hz) < width

        wait_until(heard, what=f"{hz} Hz; {self.heard[-5:]}")

    def until_silent(self) -> None:
        wait_until(lambda: level_db(self.ear.last(0.2)) < -70, what="silence")

    def settled(self, seconds: float = 0.25) -> np.ndarray:
        """So much of what is heard from now on."""
        begin = self.ear.now
        wait_until(lambda: self.ear.now - begin > seconds * RATE)
        return self.ear.since(begin)


class PlayerContract:
    """`open_player(tell)`; a fixture `ear` listens to a stereo null sink."""

    @pytest.fixture
    def stage(self, ear):
        stage = Stage(self.open_player, ear)
        yield stage
        stage.close()

    def open_player(self, tell) -> Player:
        raise NotImplementedError

    @pytest.mark.parametrize("kind", FORMATS)
    def test_a_format_plays_and_joins_the_next_without_a_gap(self, stage: Stage, kind: str) -> None:
        """A machine that is busy elsewhere may starve the server once, but not each time."""
        for token in (10, 20, 30):
            begin = stage.ear.now
            stage.player.load(token, tone(kind, A, 0.8))
            stage.player.prepare(token + 1, tone(kind, B, 0.8))
            stage.until_told("playing", token + 1)
            stage.until_pitch(B)
            stage.player.stop()
            stage.until_silent()
            sound = stage.ear.since(begin)
            gap_ms = longest_gap_ms(sound)
            if gap_ms <= GAP_MS:
                break
        assert gap_ms <= GAP_MS
        loud = np.flatnonzero(np.abs(sound[:, 0]) > 0.1)
        assert abs(pitch_hz(sound[loud[0] : loud[0] + RATE // 2]) - A) < 3
        # The first is heard whole: nothing is cut off to hide a gap. (VLC loses the last block of Ogg and Opus.)
        parts = np.array_split(sound[loud[0] :], max(1, (len(sound) - loud[0]) // 2205))
        first_s = 0.05 * sum(part_db(part, A) > part_db(part, B) and level_db(part) > -40 for part in parts)
        assert 0.6 <= first_s <= 0.95
        assert stage.until_told("duration", token).value > 0.6

    def test_the_end_is_told_after_the_last_sound(self, stage: Stage) -> None:
        stage.player.load(1, tone("flac", A, 1.0))
        stage.until_told("ended", 1)
        assert not stage.told("failed", 1)
        assert stage.told("playing", 1)

    @pytest.mark.parametrize("kind", ["flac", "mp3", "ogg", "opus", "m4a"])
    def test_a_seek_lands(self, stage: Stage, kind: str) -> None:
        stage.player.load(1, steps(kind))
        stage.until_pitch(400)
        for target in (30, 5):
            stage.player.seek(target + 0.02)
            stage.until_pitch(400 + 20 * target)
            stage.heard.clear()
            place = stage.until_told("position", 1)
            assert target - 0.2 <= place.value <= target + 3
        assert not stage.told("failed", 1)

    def test_a_seek_right_after_the_load(self, stage: Stage) -> None:
        stage.player.load(1, steps("flac"))
        stage.player.seek(30.02)
        stage.until_pitch(1000)

    def test_it_begins_where_it_is_told_to(self, stage: Stage) -> None:
        stage.player.load(1, steps("mp3"), start_s=20.02, paused=True)
        assert level_db(stage.settled(0.4)) < -70
        stage.player.pause(False)
        stage.until_pitch(800)

    def test_pause_holds_and_goes_on_where_it_was(self, stage: Stage) -> None:
        stage.player.load(1, steps("flac"), start_s=10.0)
        stage.until_pitch(600)
        stage.player.pause(True)
        stage.until_told("paused", 1)
        stage.until_silent()
        place_s = stage.told("position", 1)[-1].value
        assert level_db(stage.settled(0.5)) < -70
        stage.heard.clear()
        stage.player.pause(False)
        stage.until_told("playing", 1)
        first_s = stage.until_told("position", 1).value
        assert abs(first_s - place_s) < 0.8

    def test_gain_and_fade_are_in_decibels(self, stage: Stage) -> None:
        stage.player.fade(0.0, 0.0)
        stage.player.load(1, tone("flac", A, 30.0))
        stage.until_pitch(A)
        full_db = level_db(stage.settled())
        assert abs(full_db - (20 * np.log10(0.25) - 3)) < 1
        stage.player.fade(-20.0, 0.15)
        wait_until(lambda: abs(level_db(stage.ear.last(0.1)) - full_db + 20) < 1, what="20 dB quieter")
        stage.player.fade(-60.0, 0.1)
        stage.until_silent()
        stage.player.fade(0.0, 0.1)
        wait_until(lambda: abs(level_db(stage.ear.last(0.1)) - full_db) < 1, what="as loud as before")
        stage.player.load(2, tone("flac", B, 2.0), gain_db=-9.0)
        stage.player.prepare(3, tone("flac", A, 30.0), gain_db=-3.0)
        stage.until_pitch(B)
        assert abs(level_db(stage.settled()) - full_db + 9) < 1
        stage.until_told("playing", 3)
        stage.until_pitch(A)
        assert abs(level_db(stage.settled()) - full_db + 3) < 1

    def test_the_equaliser_leaves_no_hole_once_it_is_there(self, stage: Stage) -> None:
        flat = (0.0,) * 10
        stage.player.equalise((0.0,) * 9 + (1.0,))
        stage.player.load(1, tone("flac", 500, 30.0))
        stage.until_pitch(500)
        before_db = level_db(stage.settled())
        for _ in range(3):
            begin = stage.ear.now
            # 500 Hz is a band of its own.
            stage.player.equalise((0.0, 0.0, 0.0, 0.0, -12.0, 0.0, 0.0, 0.0, 0.0, 0.0))
            wait_until(lambda: level_db(stage.ear.last(0.2)) < before_db - 6, what="500 Hz quieter")
            stage.player.equalise(flat)
            wait_until(lambda: level_db(stage.ear.last(0.2)) > before_db - 1.5, what="flat again")
            gap_ms = longest_gap_ms(stage.ear.since(begin))
            if gap_ms <= GAP_MS:
                break
        assert gap_ms <= GAP_MS

    @pytest.mark.long
    def test_speech_at_another_speed_keeps_its_pitch(self, stage: Stage) -> None:
        stage.player.load(1, tone("flac", A, 30.0))
        stage.until_pitch(A)
        stage.player.speed(1.5)
        stage.settled(1.0)
        stage.until_pitch(A)
        stage.heard.clear()
        wait_until(lambda: len(stage.told("position", 1)) >= 2)
        first_s, begin = stage.told("position", 1)[-1].value, stage.ear.now
        wait_until(lambda: stage.told("position", 1)[-1].value > first_s + 2)
        last_s, end = stage.told("position", 1)[-1].value, stage.ear.now
        assert (last_s - first_s) / ((end - begin) / RATE) == pytest.approx(1.5, abs=0.35)

    def test_balance_moves_it_to_one_side(self, stage: Stage) -> None:
        stage.player.load(1, tone("flac", A, 30.0))
        stage.until_pitch(A)
        stage.player.balance(1.0, 0.5)
        wait_until(lambda: level_db(stage.ear.last(0.1)[:, :1]) < -70, what="silence on the left")
        assert level_db(stage.settled()[:, 1:]) > -20
        stage.player.balance(0.0, 0.0)
        wait_until(lambda: level_db(stage.ear.last(0.1)[:, :1]) > -20, what="the left side is back")

    def test_what_cannot_be_played_is_told_in_a_line(self, stage: Stage, tmp_path: Path) -> None:
        (tmp_path / "empty.mp3").touch()
        (tmp_path / "noise.flac").write_bytes(b"This is no music. " * 500)
        for number, name in enumerate(("missing.mp3", "empty.mp3", "noise.flac")):
            stage.player.load(number + 1, (tmp_path / name).as_uri())
            why = stage.until_told("failed", number + 1).text
            assert why
            assert "\n" not in why
        # The one that is prepared too, while the present one plays on; and it goes on after that.
        stage.player.load(11, tone("flac", A))
        stage.player.prepare(12, (tmp_path / "missing.flac").as_uri())
        stage.until_told("failed", 12)
        stage.player.load(13, tone("flac", B))
        stage.until_pitch(B)

    def test_a_file_that_vanishes_while_it_plays(self, stage: Stage, tmp_path: Path) -> None:
        copy = tmp_path / "song.flac"
        shutil.copy(urllib.request.url2pathname(tone("flac", A, 2.0)[7:]), copy)
        stage.player.load(1, copy.as_uri())
        stage.until_pitch(A)
        copy.unlink()
        stage.until_told("failed", 1)

    @pytest.mark.long
    def test_many_changes_of_mind(self, stage: Stage) -> None:
        for number in range(1, 25):
            stage.player.load(number, tone("flac" if number % 2 else "mp3", A))
            stage.player.prepare(100 + number, tone("ogg", A))
            stage.player.seek(0.5)
        stage.player.load(30, tone("flac", B))
        stage.until_told("playing", 30)
        stage.until_pitch(B)

    def test_closing_is_quick(self, stage: Stage) -> None:
        stage.player.load(1, tone("flac", A, 30.0))
        stage.player.prepare(2, tone("flac", B))
        stage.until_pitch(A)
        stage.player.close()
        stage.until_silent()
        assert not [one.name for one in threading.enumerate() if one.name.startswith(("vlc", "mpv", "MPV"))]


def without_loudspeakers(open_player, capfd) -> None:
    """Nobody plays: told in a line, nothing on the terminal, and no next track is run through."""
    heard: list[Heard] = []
    player = open_player(heard.append)
    try:
        player.load(1, tone("flac", A))
        wait_until(lambda: any(one.kind == "silent" and one.token == 1 for one in heard), what="silent")
        assert not any(one.kind in {"failed", "ended", "playing"} for one in heard)
        assert len(capfd.readouterr().err.splitlines()) < 20
    finally:
        player.close()

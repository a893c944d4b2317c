"""The player by libmpv meets the contract of players."""

import pytest
from null_sink import Ear, null_sink
from player_contract import PlayerContract, Stage, without_loudspeakers

from headunit.music.mpv_player import MpvPlayer


@pytest.fixture(scope="module")
def ear():
    with null_sink():
        ear = Ear(2)
        yield ear
        ear.close()


def mpv_player(tell) -> MpvPlayer:
    return MpvPlayer(tell)


@pytest.mark.long
class TestMpvPlayer(PlayerContract):
    def open_player(self, tell) -> MpvPlayer:
        return mpv_player(tell)


def test_no_loudspeaker(monkeypatch, capfd) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    without_loudspeakers(mpv_player, capfd)


def test_seams_seeks_and_bad_files(ear, tmp_path) -> None:
    """What is most likely to break, in every run; the whole contract with --long."""
    contract, stage = TestMpvPlayer(), Stage(mpv_player, ear)
    try:
        contract.test_a_format_plays_and_joins_the_next_without_a_gap(stage, "flac")
        contract.test_a_seek_lands(stage, "mp3")
        contract.test_what_cannot_be_played_is_told_in_a_line(stage, tmp_path)
    finally:
        stage.close()

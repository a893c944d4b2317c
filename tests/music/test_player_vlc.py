"""The player by libvlc meets the contract of players."""

import pytest
from null_sink import Ear, level_db, null_sink, wait_until
from player_contract import PlayerContract, Stage, without_loudspeakers
from tone_files import tone

from headunit.app.jukebox import open_output
from headunit.music.vlc_player import VlcPlayer


@pytest.fixture(scope="module")
def ear():
    with null_sink():
        ear = Ear(2)
        yield ear
        ear.close()


def vlc_player(tell) -> VlcPlayer:
    return VlcPlayer(tell, open_output)


class TestVlcPlayer(PlayerContract):
    def open_player(self, tell) -> VlcPlayer:
        return vlc_player(tell)


def test_no_loudspeaker(monkeypatch, capfd) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    without_loudspeakers(vlc_player, capfd)


def test_the_fader_moves_it_to_the_rear() -> None:
    with null_sink(channels=4):
        ear = Ear(4)
        stage = Stage(vlc_player, ear)
        try:
            stage.player.load(1, tone("flac", 440, 30.0))
            stage.until_pitch(440)
            assert level_db(stage.settled()[:, 2:]) > -20
            stage.player.balance(0.0, 1.0)
            wait_until(lambda: level_db(stage.ear.last(0.1)[:, :2]) < -70, what="silence in front")
            assert level_db(stage.settled()[:, 2:]) > -20
        finally:
            stage.close()
            ear.close()

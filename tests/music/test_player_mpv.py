"""The player by libmpv meets the contract of players."""

import pytest

from headunit.music.mpv_player import MpvPlayer
from player_contract import PlayerContract, without_loudspeakers
from null_sink import Ear, null_sink


@pytest.fixture(scope="module")
def ear():
    with null_sink():
        ear = Ear(2)
        yield ear
        ear.close()


def mpv_player(tell) -> MpvPlayer:
    return MpvPlayer(tell)


class TestMpvPlayer(PlayerContract):
    def open_player(self, tell) -> MpvPlayer:
        return mpv_player(tell)


def test_no_loudspeaker(monkeypatch, capfd) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    without_loudspeakers(mpv_player, capfd)

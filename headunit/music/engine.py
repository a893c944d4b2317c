"""Which engine plays: libmpv where it is installed and has no fader to serve, else libvlc. Loads neither before."""

from collections.abc import Callable
from typing import Final

from headunit.kernel.errors import did_you_mean
from headunit.kernel.extras import Extra
from headunit.music.ports import Heard, Player
from headunit.music.tone import FADED_FROM
from headunit.sound.ports import OutputMaker

MPV: Final = Extra("mpv", "mpv", "seams played by libmpv")
ENGINES: Final = ("auto", "mpv", "vlc")


def open_player(engine: str, tell: Callable[[Heard], None], open_output: OutputMaker, channels: int) -> Player:
    """A player by `engine`, one of ENGINES, for so many loudspeakers. Takes some tenths of a second.

    Raises OSError, in one line, where what it needs is not installed; UsageError for an unknown name.
    """
    if engine not in ENGINES:
        raise did_you_mean("engine", engine, list(ENGINES))
    if engine == "mpv" or (engine == "auto" and MPV.installed and channels < FADED_FROM):
        try:
            from headunit.music.mpv_player import MpvPlayer  # noqa: PLC0415  half a second

            return MpvPlayer(tell)
        except OSError:
            if engine == "mpv":
                raise
    from headunit.music.vlc_player import VlcPlayer  # noqa: PLC0415

    return VlcPlayer(tell, open_output)

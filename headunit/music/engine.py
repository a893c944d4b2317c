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


def chosen(engine: str, channels: int) -> str:
    """What `engine`, one of ENGINES, means for so many loudspeakers: "mpv" or "vlc". Raises UsageError."""
    if engine not in ENGINES:
        raise did_you_mean("engine", engine, list(ENGINES))
    return ("mpv" if MPV.installed and channels < FADED_FROM else "vlc") if engine == "auto" else engine


def open_player(engine: str, tell: Callable[[Heard], None], open_output: OutputMaker, channels: int) -> Player:
    """A player by `engine`, for so many loudspeakers. Imports for half a second: call it on a thread that may wait.

    Raises OSError, in one line, where what it needs is not installed; `auto` is content with libvlc.
    """
    if chosen(engine, channels) == "mpv":
        try:
            from headunit.music.mpv_player import MpvPlayer, load_library  # noqa: PLC0415

            load_library()
            return MpvPlayer(tell)
        except OSError as error:
            if engine == "mpv":
                raise OSError("libmpv is not installed") from error
    try:
        from headunit.music.vlc_player import VlcPlayer  # noqa: PLC0415
    except (OSError, NameError) as error:
        raise OSError("libvlc is not installed") from error
    return VlcPlayer(tell, open_output)

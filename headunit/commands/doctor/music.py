"""What music needs: an engine that decodes, loudspeakers, and a library; each with the command that mends it."""

from typing import Final

from headunit.commands.doctor.machine import APT, Finding, Machine, Status
from headunit.kernel.errors import HeadunitError

#: What PulseAudio and PipeWire call the sink that they make where there is no sound card.
DUMMY: Final = "auto_null"


def music_engine(machine: Machine) -> Finding:
    """The one that a head unit would play with, as the settings and what is installed have it."""
    from headunit.music.engine import chosen
    from headunit.settings import load

    wish = load(machine.environ).music_engine
    engine = chosen(wish, 2)
    mpv, vlc = (machine.library(file) for file in ("libmpv.so.2", "libvlc.so.5"))
    if engine == "mpv" and mpv is not None:
        return Finding("music_engine", Status.OK, f"libmpv ({wish})")
    if wish == "mpv":
        return Finding("music_engine", Status.ABSENT, "libmpv is not there: no music is played", f"{APT}libmpv2")
    if vlc is None:
        detail = "libvlc is not there: no music is played"
        return Finding("music_engine", Status.ABSENT, detail, f"{APT}libvlc5 vlc-plugin-base")
    return Finding("music_engine", Status.OK, f"libvlc ({wish})")


def sound_output(machine: Machine) -> Finding:
    """The loudspeakers of the sound server."""
    if machine.program("pactl") is None:
        detail = "pactl is not there: loudspeakers are not found"
        return Finding("sound_output", Status.ABSENT, detail, f"{APT}pulseaudio-utils")
    ok, said = machine.output("pactl", "get-default-sink")
    if not ok:
        mend = "systemctl --user start pipewire-pulse, or: pulseaudio --start"
        return Finding("sound_output", Status.ABSENT, "no sound server answers", mend)
    if said in {"", "@DEFAULT_SINK@", DUMMY}:
        return Finding(
            "sound_output", Status.ABSENT, "a sound server without loudspeakers", "aplay -l; pactl list sinks"
        )
    return Finding("sound_output", Status.OK, said)


def music_library(machine: Machine) -> Finding:
    """How many songs are known, and of which folders."""
    from headunit.music.library.store import counts
    from headunit.settings import load

    settings = load(machine.environ)
    folders = ", ".join(map(str, settings.music_folders))
    try:
        here, away = counts(settings.music)
    except HeadunitError as error:
        return Finding("music_library", Status.ABSENT, str(error), "headunit music scan")
    if here:
        more = f", {away} on folders or drives that are away" if away else ""
        return Finding("music_library", Status.OK, f"{here} songs{more}")
    detail = f"no songs yet; looked for in {folders}"
    if away:
        detail = f"all {away} songs are on folders or drives that are away"
    return Finding("music_library", Status.ABSENT, detail, "headunit music scan DIR")


CHECKS = (music_engine, sound_output, music_library)

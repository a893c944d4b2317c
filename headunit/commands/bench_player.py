"""The player's part of bench area `music`: all by what a null sink has heard, with either engine that is installed.

Needs PulseAudio and FFmpeg (apt: pulseaudio, pulseaudio-utils, ffmpeg); cvlc (apt: vlc-bin) is the reference for CPU.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from headunit.commands.bench import Figure, figure
from headunit.commands.bench_sink import Ear, longest_gap_ms, null_sink, tone_db, wait_until
from headunit.kernel.errors import HeadunitError
from headunit.music.ports import Heard, Player
from headunit.sound.ports import RATE_HZ, Output

KINDS: Final = ("flac", "mp3")
CPU_S: Final = 6.0
#: Above the prompt's own voice, so that both can be told apart (Hz).
MUSIC_HZ: Final = 3000
PROMPT: Final = "In 400 metres, turn right onto Church Street, then keep left."


def figures(runs: int) -> list[Figure]:
    """start_to_sound_ms, gap_ms for each engine; play_cpu_percent; levels under a prompt. Raises HeadunitError."""
    if shutil.which("ffmpeg") is None:
        raise HeadunitError("the tones of bench music are made by ffmpeg: apt-get install ffmpeg")
    with tempfile.TemporaryDirectory(prefix="headunit-bench-") as scratch, null_sink() as server:
        folder = Path(scratch)
        folder.chmod(0o755)
        for name, hz, seconds in (("first", 440, 2), ("second", 880, 2), ("long", MUSIC_HZ, 60)):
            for kind in KINDS:
                _tone(folder / f"{name}.{kind}", hz, seconds)
        ear = Ear(server)
        try:
            found = []
            for engine, opened in _engines(server).items():
                found += _of_engine(engine, opened, ear, folder, runs)
            found += _ducking(ear, folder, server)
        finally:
            ear.close()
        return [*found, _cpu(folder, server)]


def _tone(file: Path, hz: int, seconds: int) -> None:
    source = f"sine=frequency={hz}:duration={seconds}:sample_rate={RATE_HZ}"
    line = ["ffmpeg", "-loglevel", "error", "-nostdin", "-f", "lavfi", "-i", source, "-ac", "2", str(file)]
    subprocess.run(line, check=True)  # noqa: S603


def _opener(server: str) -> Callable[[str, bool], Output]:
    from headunit.sound.pulse_simple import PulseOutput

    return lambda name, _faded: PulseOutput(name, server=server)


def _engines(server: str) -> dict[str, Callable[[Callable[[Heard], None]], Player]]:
    from headunit.music.engine import MPV
    from headunit.music.mpv_player import MpvPlayer
    from headunit.music.vlc_player import VlcPlayer

    engines: dict[str, Callable[[Callable[[Heard], None]], Player]] = {
        "vlc": lambda tell: VlcPlayer(tell, _opener(server))
    }
    if MPV.installed:
        engines["mpv"] = lambda tell: MpvPlayer(tell, server)
    return engines


def _of_engine(
    engine: str, opened: Callable[[Callable[[Heard], None]], Player], ear: Ear, folder: Path, runs: int
) -> list[Figure]:
    heard: list[Heard] = []
    player = opened(heard.append)
    starts, gaps, token = [], [], 0
    try:
        for run in range(runs + 1):
            for kind in KINDS:
                ear.until_silent()
                token += 2
                begin, began = ear.now, time.monotonic()
                player.load(token, (folder / f"first.{kind}").as_uri())
                player.prepare(token + 1, (folder / f"second.{kind}").as_uri())
                wait_until(lambda: ear.first_at)
                start_ms = ((ear.first_at or began) - began) * 1000
                last = token + 1
                wait_until(lambda last=last: any((one.token, one.kind) == (last, "ended") for one in heard))
                if run:  # the first one loads libraries
                    starts.append(start_ms)
                    gaps.append(longest_gap_ms(ear.since(begin)))
    finally:
        player.close()
    return [figure(f"start_to_sound_ms_{engine}", "ms", starts), figure(f"gap_ms_{engine}", "ms", gaps)]


def _ducking(ear: Ear, folder: Path, server: str) -> list[Figure]:
    """Music under a real prompt, with the real mixer between them."""
    from headunit.guidance.state import Prompt
    from headunit.kernel.board import Board
    from headunit.kernel.clock import SystemClock
    from headunit.kernel.inbox import Inbox
    from headunit.music.vlc_player import VlcPlayer
    from headunit.sound.mixer import Mixer
    from headunit.sound.spoken_prompts import TOPIC, Mouth, SpokenPrompts
    from headunit.sound.state import Voiceprint

    inbox, clock, mixer = Inbox(), SystemClock(), Mixer(Board())
    voice = SpokenPrompts(clock, inbox, _opener(server))
    mouth = Mouth(mixer, Voiceprint.GUIDANCE, voice.on_grant)
    player = VlcPlayer(lambda _: None, _opener(server))
    levels: list[float] = []
    speaking = True
    try:
        voice.start()
        mixer.request(Voiceprint.MUSIC, lambda grant: player.fade(grant.volume_db, grant.fade_s))
        player.load(1, (folder / "long.flac").as_uri())
        wait_until(lambda: tone_db(ear.last(0.3), MUSIC_HZ) > -50)  # noqa: PLR2004
        time.sleep(0.5)
        before_db = tone_db(ear.last(0.3), MUSIC_HZ)
        voice.say(Prompt(clock.now(), PROMPT, "en"))
        asked = False
        while speaking:
            wanted = inbox.drain().latest.get(TOPIC)
            if wanted is not None:
                mouth.take(wanted)
                asked, speaking = asked or bool(wanted), bool(wanted) or not asked
            levels.append(tone_db(ear.last(0.2), MUSIC_HZ))
            time.sleep(0.05)
        time.sleep(1.2)
        after_db = tone_db(ear.last(0.3), MUSIC_HZ)
    finally:
        voice.stop()
        player.close()
    return [
        figure("music_before_prompt_db", "dB", [before_db]),
        figure("music_under_prompt_db", "dB", [sorted(levels)[len(levels) // 4]]),
        figure("music_after_prompt_db", "dB", [after_db]),
    ]


_CHILD: Final = """
import sys, time
from headunit.music.vlc_player import VlcPlayer
from headunit.sound.pulse_simple import PulseOutput
player = VlcPlayer(lambda heard: None, lambda name, faded: PulseOutput(name, server=sys.argv[2]))
player.fade(-13.0, 0.0)
player.load(1, sys.argv[1])
time.sleep(60)
"""


def _cpu(folder: Path, server: str) -> Figure:
    """Share of one core, of a process that does nothing else, at a volume as drivers have it: in turn with cvlc."""
    file = folder / "long.mp3"
    ours, theirs = [], []
    for _ in range(2):
        ours.append(_share([sys.executable, "-c", _CHILD, file.as_uri(), server], {}))
        if shutil.which("cvlc") is not None:
            # VLC refuses to run as root.
            nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
            line = [*nobody, "cvlc", "--quiet", "--no-video", "--aout=pulse", str(file)]
            theirs.append(_share(line, {"PULSE_SERVER": server, "HOME": str(folder)}))
    known = [one for one in theirs if one is not None]
    return figure("play_cpu_percent", "%", [one for one in ours if one is not None], known)


def _share(line: list[str], environment: dict[str, str]) -> float | None:
    from headunit.settings import environment as inherited

    process = subprocess.Popen(  # noqa: S603
        line, env={**inherited(), **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(2.0)
        begin, began = _used_s(process.pid), time.monotonic()
        time.sleep(CPU_S)
        if process.poll() is not None:
            return None
        return (_used_s(process.pid) - begin) / (time.monotonic() - began) * 100
    finally:
        process.terminate()
        process.wait()


def _used_s(pid: int) -> float:
    """proc(5): utime and stime."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

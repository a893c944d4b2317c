"""Music servers of other makers on loopback: supysonic (passwords only) and maneki (salted tokens, OpenSubsonic).

Each runs in its own environment and process (scripts/setup_tools.sh), and shares no code of ours.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from station_stage import wait_for
from tone_files import tone

TOOLS = Path(__file__).resolve().parents[2] / ".cache" / "tools"
USER, PASSWORD = "anna", "gehei m&?s"


def tool(name: str, program: str) -> str:
    path = TOOLS / name / "bin" / program
    if not path.exists():
        pytest.fail(f"{name} is missing: scripts/setup.sh test installs it")
    return str(path)


def make_music(folder: Path) -> None:
    """Two artists, three albums, seven songs; one album has a cover."""
    import mutagen.flac

    for artist, album, year, numbers in (
        ("Ann", "First", "2001", (1, 2, 3)),
        ("Ann", "Second", "2002", (1, 2)),
        ("王菲", "寓言", "2000", (1, 2)),
    ):
        place = folder / artist / album
        place.mkdir(parents=True)
        for number in numbers:
            file = place / f"{number:02d}.flac"
            hz = 400 + 40 * number
            shutil.copy(tone("flac", hz).removeprefix("file://"), file)
            tags = mutagen.flac.FLAC(file)
            said = {"artist": artist, "albumartist": artist, "album": album, "date": year, "genre": "Test"}
            tags.update({**said, "title": f"{album} {number}", "tracknumber": str(number)})
            tags["replaygain_track_gain"] = "-6.50 dB"
            tags.save()
    cover = ["ffmpeg", "-loglevel", "error", "-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1"]
    subprocess.run([*cover, str(folder / "Ann" / "First" / "cover.jpg")], check=True)


@dataclass
class MusicServer:
    """`address`: with user and password, as a driver gives it. `log`: what it wrote."""

    address: str
    log: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def _running(words: list[str], folder: Path, port: int, path: str, **environ: str) -> Iterator[MusicServer]:
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            words,
            cwd=folder,
            env={**os.environ, "HOME": str(folder), **environ},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    user = "anna:gehei%20m%26%3Fs"
    server = MusicServer(f"http://{user}@127.0.0.1:{port}{path}", log, process)

    def answers() -> bool:
        assert process.poll() is None, log.read_text()
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}/rest/ping", timeout=5).close()
            return True
        return False

    try:
        wait_for(answers, f"{words[0]} to answer")
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def supysonic(folder: Path) -> Iterator[MusicServer]:
    music = folder / "music"
    make_music(music)
    (folder / "supysonic.conf").write_text(f"""
[base]
database_uri = sqlite:///{folder}/supysonic.db
[webapp]
cache_dir = {folder}/cache
mount_webui = off
[daemon]
socket = {folder}/socket
run_watcher = no
[transcoding]
transcoder_flac_mp3 = ffmpeg -loglevel error -i %srcpath -ab %outratek -f mp3 -
""")
    cli = tool("supysonic", "supysonic-cli")
    for words in (
        ["user", "add", USER, "-p", PASSWORD],
        ["folder", "add", "m", str(music)],
        ["folder", "scan", "-f", "m"],
    ):
        subprocess.run(
            [cli, *words], cwd=folder, env={**os.environ, "HOME": str(folder)}, check=True, capture_output=True
        )
    port = _free_port()
    words = [tool("supysonic", "supysonic-server"), "-S", "waitress", "-h", "127.0.0.1", "-p", str(port)]
    with _running(words, folder, port, "") as server:
        yield server


@contextlib.contextmanager
def maneki(folder: Path) -> Iterator[MusicServer]:
    music = folder / "music"
    make_music(music)
    (folder / "maneki.toml").write_text(f'[[users]]\nname = "{USER}"\npassword = "{PASSWORD}"\nadmin = true\n')
    port = _free_port()
    words = [tool("maneki", "maneki"), "serve", str(music), "--host", "127.0.0.1", "--port", str(port)]
    words += ["--no-artist-images", "--no-cover-images", "--no-ui"]
    with _running(words, folder, port, "/audio", MANEKI_CONFIG=str(folder / "maneki.toml")) as server:
        yield server

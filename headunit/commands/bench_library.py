"""The library's part of bench area `music`: 10,000 files scanned, scanned again, searched; MPD on the same folder.

MPD (apt: mpd) and FFmpeg (apt: ffmpeg, for the files) are asked for by name; without MPD there is no reference.
"""

import contextlib
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from headunit.commands.bench import Figure, figure
from headunit.commands.mutagen_collection import WORDS, make_files
from headunit.settings import environment

if TYPE_CHECKING:
    from headunit.music.sources.library import LibrarySource

FILES: Final = 10_000
_PATIENCE_S: Final = 300.0


def figures(runs: int) -> list[Figure]:
    """scan_s: from the start of the process to its end, and MPD's from its start to the end of its update. rescan_s: of
    a running process, as MPD's is; first_to_rescan: how many times as long the first one takes, both so measured.
    search_ms: each keystroke."""
    from headunit.kernel.errors import HeadunitError

    if shutil.which("ffmpeg") is None:
        raise HeadunitError("the files of bench music are made by ffmpeg: apt-get install ffmpeg")
    scans, ratios, again, mpd_scans, mpd_again = [], [], [], [], []
    with tempfile.TemporaryDirectory(prefix="headunit-bench-") as scratch:
        folder = Path(scratch)
        music = folder / "music"
        make_files(music, folder / "base", FILES)
        library = folder / "data"
        for _ in range(max(1, min(runs, 3))):
            shutil.rmtree(library, ignore_errors=True)
            took_s, first = _scan(library, music)
            scans.append(took_s)
            rescans = [_scan(library, music)[1] for _ in range(3)]
            again += rescans
            ratios += [first / one for one in rescans]
            if shutil.which("mpd") is not None:
                first, second = _mpd(folder / "mpd", music)
                mpd_scans.append(first)
                mpd_again.append(second)
        keystrokes = _search(library / "headunit" / "music")
    return [
        figure("scan_s", "s", scans, mpd_scans),
        figure("rescan_s", "s", again, mpd_again),
        figure("first_to_rescan", "x", ratios),
        figure("search_ms", "ms", keystrokes),
        figure("search_p95_ms", "ms", [sorted(keystrokes)[int(len(keystrokes) * 0.95)]]),
    ]


def _scan(data: Path, music: Path) -> tuple[float, float]:
    """As a person would. Seconds of the process from its start to its end, and of its work without its start."""
    began = time.perf_counter()
    done = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-m", "headunit", "music", "scan", "--json", str(music)],
        env=dict(environment()) | {"XDG_DATA_HOME": str(data)},
        stdout=subprocess.PIPE,
        check=True,
    )
    took_s = time.perf_counter() - began
    return took_s, float(json.loads(done.stdout.splitlines()[-1])["took_s"])


def _mpd(folder: Path, music: Path) -> tuple[float, float]:
    """Seconds of its first update, from its start (it begins by itself), and of one without a change."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    config = folder / "mpd.conf"
    config.write_text(
        f'music_directory "{music}"\ndb_file "{folder}/db"\nbind_to_address "{folder}/socket"\n'
        'audio_output {\n type "null"\n name "none"\n}\n'
    )
    began = time.perf_counter()
    with (
        subprocess.Popen(  # noqa: S603  our own words
            ["mpd", "--no-daemon", "--stderr", str(config)],  # noqa: S607  found on the path, as documented
            stderr=subprocess.DEVNULL,
        ) as server,
        _asked(folder / "socket") as ask,
    ):
        try:
            _settle(ask)
            first = time.perf_counter() - began
            began = time.perf_counter()
            ask("update")
            _settle(ask)
            return first, time.perf_counter() - began
        finally:
            server.terminate()


@contextlib.contextmanager
def _asked(address: Path) -> "Iterator[Any]":
    with socket.socket(socket.AF_UNIX) as connection:
        began = time.perf_counter()
        while True:
            try:
                connection.connect(str(address))
                break
            except OSError:
                if time.perf_counter() - began > _PATIENCE_S:
                    raise
                time.sleep(0.01)
        with connection.makefile("rwb") as link:
            link.readline()

            def ask(command: str) -> list[bytes]:
                link.write(command.encode() + b"\n")
                link.flush()
                answer: list[bytes] = []
                while (line := link.readline()) and line != b"OK\n" and not line.startswith(b"ACK"):
                    answer.append(line)
                return answer

            yield ask


def _settle(ask: Any) -> None:  # noqa: ANN401
    while any(line.startswith(b"updating_db") for line in ask("status")):
        time.sleep(0.01)


def _search(library: Path) -> list[float]:
    """Milliseconds of each keystroke of some titles, artists and albums; a tenth of them misspelt."""
    from headunit.music.library.keepsakes import Kept
    from headunit.music.sources.library import LibrarySource

    source = LibrarySource(library, library / "playlists", Kept)
    source.search("warm")
    typed = [f"track {number} {WORDS[number % len(WORDS)].lower()}" for number in range(7, FILES, FILES // 40)]
    typed += [f"artist {number:03d}" for number in range(0, 200, 10)] + [
        f"album {number:04d}" for number in range(0, 1000, 50)
    ]
    typed += ["yueliang", "dao", "ete", "trakc 77", "artsit 012", "nahct"]
    return list(_keystrokes(source, typed))


def _keystrokes(source: "LibrarySource", typed: list[str]) -> "Iterator[float]":
    for text in typed:
        for length in range(1, len(text) + 1):
            began = time.perf_counter()
            source.search(text[:length])
            yield (time.perf_counter() - began) * 1e3
    source.close()

"""`headunit music`, typed as a person does."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from library_stage import make
from null_sink import Ear, null_sink, pitch_hz
from tone_files import tone


def said(home: Path, *words: object) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "headunit", "music", *map(str, words)],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def environment(home: Path) -> dict[str, str]:
    sound = {name: value for name, value in os.environ.items() if name.startswith("PULSE_")}
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": str(home), **sound}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("home")
    make(made / "Music" / "a.flac", title="Blue Song", artist="Ann", album="Album", date="1999")
    make(made / "Music" / "b.flac", title="Red Song", artist="Bob", album="Album")
    (made / "Music" / "bad.mp3").write_bytes(b"")
    code, out, err = said(made, "search", "blue")
    assert (code, out, err) == (1, "", "headunit music: there is no library yet; begin with: headunit music scan DIR\n")
    code, out, err = said(made, "scan")
    assert (code, err) == (0, "")
    assert out == f"3 files in {made}/Music, 1 of them could not be read\nthe library holds 2 songs\n"
    return made


def test_search(home: Path) -> None:
    code, out, _ = said(home, "search", "album")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["album", "song", "song"]
    code, out, _ = said(home, "search", "blue", "--json")
    row = json.loads(out)
    assert (row["kind"], row["title"], row["subtitle"], row["year"]) == ("song", "Blue Song", "Ann", 1999)
    assert row["uri"] == (home / "Music" / "a.flac").as_uri()


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        ((), 2, "say what to do: scan, forget, search, play, status (see headunit music --help)"),
        (("scan", "/nowhere"), 2, "there is no folder /nowhere"),
        (("search", "qqqq"), 1, "nothing found for 'qqqq'"),
        (("search", "x", "--limit", "0"), 2, "--limit is 1 to 1000, not 0"),
        (("search", " "), 2, "say what to look for"),
        (("play", "qqqq"), 1, "nothing found for 'qqqq'"),
        (("forget", "/nowhere"), 2, "/nowhere is no folder of the library"),
    ],
)
def test_mistakes_are_one_line(home: Path, words: tuple[str, ...], code: int, line: str) -> None:
    assert said(home, *words) == (code, "", f"headunit music: {line}\n")


def test_nothing_is_running(home: Path) -> None:
    assert said(home, "status") == (0, "nothing is running\n", "")
    code, out, _ = said(home, "status", "--json")
    assert code == 0
    assert json.loads(out) == {"running": False} | dict.fromkeys(
        ("status", "title", "artist", "album", "uri", "position_s", "duration_s")
    )


def test_a_folder_of_its_own_and_out_again(home: Path, tmp_path: Path) -> None:
    make(tmp_path / "more" / "c.flac", title="Green Song")
    code, out, _ = said(home, "scan", tmp_path / "more")
    assert (code, out.splitlines()[-1]) == (0, "the library holds 3 songs")
    code, out, _ = said(home, "scan", "--json")
    assert json.loads(out.splitlines()[-1])["found"] == 4, "it is kept in mind"
    assert said(home, "forget", tmp_path / "more")[:2] == (0, f"1 songs of {tmp_path}/more are out of the library\n")
    assert said(home, "search", "green")[0] == 1


def test_play_is_heard_and_ends(home: Path) -> None:
    with null_sink():
        ear = Ear()
        try:
            began = ear.now
            code, out, err = said(home, "play", "blue song")
            heard = ear.since(began)
        finally:
            ear.close()
        assert (code, err) == (0, "")
        assert out.startswith("Ann - Blue Song - Album")
        assert pitch_hz(heard) == pytest.approx(440, abs=5)
        code, out, err = said(home, "play", home / "Music" / "bad.mp3")
        assert (code, out) == (1, "")
        assert "bad" in err


def test_ctrl_c_ends_it(home: Path) -> None:
    long = Path(unquote(urlsplit(tone("flac", 600, 30.0)).path))
    with (
        null_sink(),
        subprocess.Popen(
            [sys.executable, "-m", "headunit", "music", "play", str(long)],
            env=environment(home),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out, err) == (0, "", "")

"""`headunit sources` as a stranger types it."""

import io
import json
import stat
from pathlib import Path

import pytest
from station_stage import Programme, server

from headunit.cli import main


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_a_station_comes_and_goes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["sources", "list", "radio"]) == 0
    assert "Add the address of a station" in capsys.readouterr().err
    with server(Programme().talk) as station:
        assert main(["sources", "add", "radio", station.url("/live")]) == 0
        assert main(["sources", "list", "radio", "--json"]) == 0
        row = json.loads(capsys.readouterr().out)
        assert (row["title"], row["uri"], row["kept"]) == ("localhost", station.url("/live"), False)
    assert main(["sources", "export", "radio", str(tmp_path / "x.pls")]) == 0
    assert "File1=http://localhost" in (tmp_path / "x.pls").read_text()
    assert main(["sources", "remove", "radio", "LOCALHOST"]) == 0
    assert main(["sources", "list", "radio"]) == 0
    assert capsys.readouterr().out == ""


def test_all_sources_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", "list"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert names == ["radio", "podcasts", "opensubsonic", "bluetooth", "tones"]
    assert main(["sources", "list", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["fault"] for row in rows] == ["", "", "No music server yet", "", ""]


def test_a_password_comes_in_by_standard_input(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("http://anna:sesame@localhost:9/\n"))
    assert main(["sources", "add", "opensubsonic", "-"]) == 0
    file = tmp_path / "config" / "headunit" / "opensubsonic.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert main(["sources", "list", "opensubsonic", "artists"]) == 1
    said = capsys.readouterr()
    assert "localhost does not answer" in said.err
    assert "sesame" not in said.out + said.err
    assert main(["sources", "remove", "opensubsonic", "account"]) == 0
    assert not file.exists()


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        ([], 2, "say what to do"),
        (["list", "radi"], 2, "did you mean radio"),
        (["add", "tones", "x"], 2, "nothing can be put into tones"),
        (["add", "radio", "nowhere.m3u"], 1, "no http(s) address and no list"),
        (["add", "podcasts", "http://localhost:9/feed"], 1, "localhost does not answer"),
        (["remove", "podcasts", "nothing"], 2, "no item named"),
        (["keep", "opensubsonic", "album:1"], 1, "No music server yet"),
        (["refresh", "opensubsonic"], 1, "No music server yet"),
        (["export", "radio", "list.txt"], 2, "not as list.txt"),
        (["add", "opensubsonic", "https://music.example/"], 2, "user and password are missing"),
    ],
)
def test_what_is_wrong_is_one_line(words: list[str], code: int, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", *words]) == code
    said = capsys.readouterr().err
    assert line in said
    assert said.count("\n") == 1

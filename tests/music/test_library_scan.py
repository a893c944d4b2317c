"""Scans: what is new, changed, gone, away; and everything that can go wrong on a disk."""

import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from library_stage import SCAN, Stage, make, plain, stage

from headunit.kernel.errors import HeadunitError
from headunit.music.library import store
from headunit.music.library.progress_line import Told, read
from headunit.music.library.scan import Root, outermost


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as made:
        yield made


def test_only_what_changed_is_opened(library: Stage) -> None:
    one = make(library.music / "a" / "1.flac", title="One", artist="Ann")
    make(library.music / "a" / "2.flac", title="Two", artist="Ann")
    first = library.scan()
    assert (first.stage, first.found, first.tracks, first.changed) == ("done", 2, 2, True)
    opened = [told for told in library.told if told.stage == "reading"]
    assert opened[-1].share == 1.0
    again = library.scan()
    assert (again.found, again.changed) == (2, False)
    make(one, title="Uno", artist="Ann")
    os.utime(one, ns=(1, 1))
    make(library.music / "b" / "3.flac", title="Three", artist="Bob")
    (library.music / "a" / "2.flac").unlink()
    assert library.scan().tracks == 2
    assert library.titles() == ["Three", "Uno"]
    assert library.found("one") == library.found("two") == []
    assert library.found("uno") == ["Uno"]
    assert library.titles("artists") == ["Ann", "Bob"]


def test_a_drive_that_is_away_is_remembered_and_comes_back(library: Stage, tmp_path: Path) -> None:
    drive = tmp_path / "media" / "STICK"
    make(drive / "x.flac", title="On the stick", artist="Ann", album="A")
    make(library.music / "y.flac", title="At home", artist="Ann", album="A")
    roots = (Root(str(library.music)), Root(str(drive), drive=True))
    assert library.scan(*roots).tracks == 2
    favourites = tuple(item.track for item in library.source.open("tracks") if item.track)
    library.kept = type(library.kept)(favourites)
    shutil.move(drive, tmp_path / "pocket")
    told = library.scan(Root(str(library.music)))
    assert (told.tracks, told.absent) == (1, 1)
    assert library.titles() == ["At home"]
    assert library.found("stick") == []
    assert {item.title: item.absent for item in library.source.open("favourites")} == {
        "At home": False,
        "On the stick": True,
    }
    drive.mkdir()  # the mount point that stays, empty
    assert library.scan(*roots).absent == 1
    drive.rmdir()
    shutil.move(tmp_path / "pocket", drive)
    before = len(library.told)
    told = library.scan(*roots)
    assert (told.tracks, told.absent, told.unreadable) == (2, 0, 0)
    assert all(one.share == 1.0 for one in library.told[before:]), "nothing had to be read again"
    assert library.found("stick") == ["On the stick"]


def test_folders_inside_folders_are_one(library: Stage) -> None:
    assert outermost([Root("/m/a"), Root("/m"), Root("/ma")]) == [Root("/m"), Root("/ma")]
    make(library.music / "in" / "x.flac", title="X")
    library.scan(Root(str(library.music / "in")))
    assert library.scan().tracks == 1
    assert [path for path, _, _ in library.source._library.roots()] == [library.music]


def test_links_that_lead_round_and_round(library: Stage) -> None:
    make(library.music / "a" / "x.flac", title="X")
    (library.music / "a" / "up").symlink_to(library.music)
    (library.music / "a" / "self").symlink_to(library.music / "a" / "self")
    (library.music / "zz.mp3").symlink_to(library.music / "nowhere.mp3")
    (library.music / "0").symlink_to(library.music / "a")
    assert library.scan().found == 1
    assert library.source.open("tracks")[0].track.uri == (library.music / "a" / "x.flac").as_uri()


def test_what_is_no_file_or_hidden_or_broken(library: Stage) -> None:
    make(library.music / "good.flac", title="Good")
    make(library.music / "._good.flac", title="A Mac's shadow")
    make(library.music / ".trash" / "x.flac", title="Trash")
    (library.music / "empty.mp3").write_bytes(b"")
    (library.music / "cut.mp3").write_bytes(plain("mp3").read_bytes()[:40])
    (library.music / "folder.mp3").mkdir()
    os.mkfifo(library.music / "pipe.mp3")
    (library.music / os.fsdecode(b"caf\xe9.mp3")).write_bytes(plain("mp3").read_bytes())
    with (library.music / "sparse.mp3").open("wb") as out:
        out.truncate(1 << 30)
    told = library.scan()
    assert (told.found, told.unreadable) == (5, 3)
    assert library.titles() == ["caf\ufffd", "Good"]
    assert library.scan().changed is False, "what is unreadable is not tried again"


def test_a_folder_that_cannot_be_read_forgets_nothing(library: Stage) -> None:
    make(library.music / "a" / "x.flac", title="X")
    make(library.music / "b" / "y.flac", title="Y")
    library.scan()
    shutil.rmtree(library.music / "b")
    # More folders than a path may name: opening it fails, and not because it is gone (ENAMETOOLONG).
    deep = os.open(library.music, os.O_RDONLY)
    for _ in range(40):
        os.mkdir("d" * 200, dir_fd=deep)
        inner = os.open("d" * 200, os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = inner
    os.close(deep)
    if os.geteuid() != 0:
        (library.music / "a").chmod(0)
    try:
        assert library.scan().stage == "done"
    finally:
        (library.music / "a").chmod(0o755)
    assert library.titles() == ["X"]


def test_a_folder_deleted_while_it_is_scanned(library: Stage) -> None:
    for number in range(60):
        make(library.music / "a" / f"{number}.flac", title=f"T {number}")

    def pull(told: Told) -> None:
        if told.stage == "reading" and told.share == 0.0:
            shutil.rmtree(library.music)

    library.told = type("Pulled", (list,), {"append": lambda _, told: pull(told)})()
    told = library.scan()
    assert (told.stage, told.unreadable) == ("done", 60)
    library.told = []
    told = library.scan()
    assert (told.tracks, told.fault) == (0, f"not there: {library.music}")


def test_a_cancelled_scan_keeps_what_it_has(library: Stage) -> None:
    for number in range(8):
        make(library.music / f"{number}.flac", title=f"T {number}")
    asked = iter([False] * 6)
    told = library.scan(stop=lambda: next(asked, True))
    assert told.stage == "cancelled"
    some = library.titles()
    assert 0 < len(some) < 8
    assert library.scan().tracks == 8


@pytest.mark.parametrize("damage", ["head", "middle", "text", "format"])
def test_a_damaged_database_is_made_anew(library: Stage, damage: str, expect_log: Callable[[str], None]) -> None:
    for number in range(40):
        make(library.music / f"{number}.flac", title=f"T {number}", artist=f"Artist {number}")
    library.scan()
    library.source.close()
    file = library.data / store.FILE
    content = bytearray(file.read_bytes())
    if damage == "head":
        content[:4096] = bytes(4096)
    elif damage == "middle":
        content[8192:] = b"\x55" * (len(content) - 8192)
    elif damage == "text":
        content[:] = b"this is a letter to my aunt\n" * 400
    else:
        with sqlite3.connect(file) as connection:
            connection.execute("pragma user_version = 99")
        connection.close()
        content[:] = file.read_bytes()
    file.write_bytes(content)
    if damage in {"text", "format", "head"}:
        expect_log("is damaged and made anew")
    else:
        expect_log("is damaged and made anew|is made anew")
    make(library.music / "new.flac", title="New")
    assert library.scan().tracks == 41
    assert len(library.titles()) == 41


def test_a_disk_that_is_full(library: Stage, tmp_path: Path) -> None:
    make(library.music / "0.flac", title="Zero")
    library.scan()
    for number in range(1, 150):
        make(library.music / f"{number}.flac", title=f"T {number} {'x' * 400}")
    limit = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000)); "
    home = {"XDG_DATA_HOME": str(tmp_path / "home"), "PATH": os.environ["PATH"]}
    shutil.copytree(library.data, tmp_path / "home" / "headunit" / "music")
    done = subprocess.run(
        [
            SCAN[0],
            "-c",
            limit + "sys.argv[0] = 'headunit'; runpy.run_module('headunit', run_name='__main__')",
            *SCAN[3:],
            str(library.music),
        ],
        env=home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("headunit music: the library in ")
    assert done.stderr.count("\n") == 1
    assert library.titles() == ["Zero"], "the old library stands"


def test_two_scans_at_once_both_end_well(library: Stage, tmp_path: Path) -> None:
    for number in range(40):
        make(library.music / f"{number}.flac", title=f"T {number}")
    env = {"XDG_DATA_HOME": str(tmp_path / "home"), "PATH": os.environ["PATH"]}
    both = [
        subprocess.Popen(
            [*SCAN, "--json", str(library.music)], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    ends = []
    for process in both:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
        ends.append(read(out.splitlines()[-1]))
    assert [end.tracks for end in ends if end] == [40, 40]


def test_sigterm_ends_a_scan_within_files(library: Stage, tmp_path: Path) -> None:
    for number in range(150):
        make(library.music / f"{number}.flac", title=f"T {number}")
    env = {"XDG_DATA_HOME": str(tmp_path / "home"), "PATH": os.environ["PATH"]}
    with subprocess.Popen([*SCAN, "--json", str(library.music)], env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        last = read(process.stdout.read().splitlines()[-1])
    assert last is not None
    assert last.stage in {"cancelled", "done"}


def test_a_folder_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with stage(tmp_path) as library:
        library.data = tmp_path / "file" / "data"
        with pytest.raises(HeadunitError, match="cannot be kept in"):
            library.scan()


def test_nobody_reads_what_is_being_made(tmp_path: Path) -> None:
    with stage(tmp_path) as library:
        assert library.titles() == []
        assert library.found("x") == []
        library.data.mkdir()
        sqlite3.connect(library.data / store.FILE).close()
        assert library.titles("artists") == []

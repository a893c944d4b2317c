"""A small file that is the old one or the new one, written on a thread."""

import threading
from pathlib import Path

import pytest

from headunit.kernel.kept_file import KeptFile, replace_file


def test_the_newest_of_what_waits_is_written(tmp_path: Path) -> None:
    path, held, made = tmp_path / "new" / "kept.json", threading.Event(), []

    def first() -> bytes:
        assert held.wait(20)
        return b"first"

    kept = KeptFile(path)
    kept.save(first)
    for number in range(50):
        kept.save(lambda number=number: (made.append(number), str(number).encode())[1])
    held.set()
    kept.end()
    assert (path.read_bytes(), made[-1]) == (b"49", 49)
    assert len(made) < 50
    assert [one.name for one in path.parent.iterdir()] == ["kept.json"]


def test_nothing_to_keep_is_no_file_and_comes_after_what_waited(tmp_path: Path) -> None:
    path, kept = tmp_path / "kept.json", KeptFile(tmp_path / "kept.json")
    kept.save(lambda: b"1")
    kept.save(lambda: None)
    kept.end()
    assert not path.exists()
    kept.save(lambda: None)
    kept.end()


def test_content_that_cannot_be_made_costs_only_itself(tmp_path: Path, expect_log) -> None:
    kept = KeptFile(tmp_path / "kept.json")
    expect_log("is not written, in a way that its author did not foresee")
    kept.save("\ud800".encode)
    kept.end()
    kept.save(lambda: b"2")
    kept.end()
    assert (tmp_path / "kept.json").read_bytes() == b"2"


def test_a_disk_that_fails_is_told_once_until_it_works_again(tmp_path: Path, expect_log, caplog) -> None:
    (tmp_path / "folder").mkdir()
    kept = KeptFile(tmp_path / "folder", later=False)
    expect_log("folder cannot be written")
    kept.save(lambda: b"1")
    kept.save(lambda: b"2")
    assert caplog.text.count("cannot be written") == 1
    (tmp_path / "folder").rmdir()
    kept.save(lambda: b"3")
    assert (tmp_path / "folder").read_bytes() == b"3"


@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_who_may_read_it(tmp_path: Path, mode: int) -> None:
    replace_file(tmp_path / "kept", b"", mode)
    assert (tmp_path / "kept").stat().st_mode & 0o777 == mode


def test_a_name_as_long_as_a_disk_allows(tmp_path: Path) -> None:
    file = tmp_path / ("n" * 250 + ".m3u8")
    replace_file(file, b"one")
    replace_file(file, b"two")
    assert file.read_bytes() == b"two"
    assert [found.name for found in tmp_path.iterdir()] == [file.name]

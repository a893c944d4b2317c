"""The queue: order, repeat, shuffle, editing; what is kept of it for a restart."""

import json
import random
from itertools import pairwise
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st

from headunit.music.ports import Resume
from headunit.music.queue import Queue, spread
from headunit.music.replay_gain import LEAST_DB, MOST_DB, UNTAGGED_DB, gain_db
from headunit.music.resume_file import ResumeFile
from headunit.music.state import Medium, QueueEntry, Repeat, Track


def tracks(*artists: str) -> list[Track]:
    return [Track(f"file:///{at}.flac", f"Song {at}", artist) for at, artist in enumerate(artists)]


def titles(queue: Queue) -> list[str]:
    return [entry.track.title[-1] for entry in queue.entries]


def filled(count: int = 5, start: int = 0) -> Queue:
    queue = Queue(1)
    queue.fill(tracks(*"abcdefgh"[:count]), start)
    return queue


def test_what_comes_next() -> None:
    queue = filled(3, 1)
    assert (queue.after(), queue.before()) == (2, 0)
    queue.now = 2
    assert queue.after() is None
    queue.repeat = Repeat.ALL
    assert queue.after() == 0
    queue.repeat = Repeat.ONE
    assert queue.after() == 2
    assert queue.after(by_hand=True) == 0
    assert queue.after(unplayable=[queue.entries[2].entry, queue.entries[0].entry]) == 1
    assert Queue().after() is None


def test_editing_keeps_what_plays() -> None:
    queue = filled(5, 2)
    present = queue.entries[2]
    queue.move(queue.entries[4].entry, 0)
    assert titles(queue) == list("40123")
    assert queue.entries[queue.now] is present
    queue.add(tracks("x"), next_up=True)
    assert queue.entries[queue.now + 1].track.artist == "x"
    assert not queue.remove(queue.entries[0].entry)
    assert queue.entries[queue.now] is present
    assert queue.remove(present.entry)
    assert queue.entries[queue.now].track.artist == "x"
    while queue.entries:
        queue.remove(queue.entries[0].entry)
    assert queue.now is None


def test_shuffle_and_back() -> None:
    queue = filled(8, 3)
    queue.shuffle(True)
    assert titles(queue)[0] == "3"
    assert titles(queue) != list("30124567")
    queue.add(tracks("z"), next_up=False)
    queue.shuffle(False)
    assert [entry.track.artist for entry in queue.entries] == list("abcdefghz")
    assert queue.entries[queue.now].track.artist == "d"


@hypothesis.given(st.lists(st.sampled_from("abcd"), max_size=30), st.integers())
def test_no_artist_twice_in_a_row_where_it_can_be_helped(artists: list[str], seed: int) -> None:
    entries = [QueueEntry(at, track) for at, track in enumerate(tracks(*artists))]
    mixed = spread(entries, random.Random(seed))
    assert sorted(one.entry for one in mixed) == [one.entry for one in entries]
    most = max((artists.count(artist) for artist in set(artists)), default=0)
    if most <= (len(artists) + 1) // 2:
        assert all(one.track.artist != other.track.artist for one, other in pairwise(mixed))


@hypothesis.given(
    st.lists(
        st.tuples(
            st.sampled_from(["add", "next", "move", "remove", "shuffle", "plain", "go"]),
            st.integers(0, 9),
            st.integers(0, 9),
        ),
        max_size=30,
    )
)
def test_any_editing_leaves_a_sound_queue(deeds: list[tuple[str, int, int]]) -> None:
    queue = Queue(7)
    for deed, one, other in deeds:
        present = None if queue.now is None else queue.entries[queue.now].entry
        entry = queue.entries[one % len(queue.entries)].entry if queue.entries else 99
        if deed in {"add", "next"}:
            queue.add(tracks(*"ab"[: one % 3]), next_up=deed == "next")
        elif deed == "move":
            queue.move(entry, other)
        elif deed == "remove":
            queue.remove(entry)
        elif deed == "go" and queue.entries:
            queue.now = one % len(queue.entries)
            continue
        else:
            queue.shuffle(deed == "shuffle")
        assert sorted(queue._plain) == sorted(each.entry for each in queue.entries)
        assert (queue.now is None) == (not queue.entries)
        if present is not None and not (deed == "remove" and entry == present):
            assert queue.entries[queue.now].entry == present


def test_replay_gain() -> None:
    loud = Track("file:///a", "A", "x", "Album", gain_db=-9.0, album_gain_db=-7.0)
    quiet = Track("file:///b", "B", "x", "Album", gain_db=-2.0, album_gain_db=-7.0)
    other = Track("file:///c", "C", "y", "Else", gain_db=-4.0)
    assert gain_db(loud, quiet) == gain_db(quiet, loud) == -7.0
    assert gain_db(loud, None, other) == -9.0
    assert gain_db(Track("file:///d", "D")) == UNTAGGED_DB
    assert gain_db(Track("file:///e", "E", gain_db=float("nan"), album_gain_db=99.0)) == MOST_DB
    assert gain_db(Track("file:///e", "E", gain_db=-99.0)) == LEAST_DB


FULL = Track(
    "file:///m/%E4%BD%A0.flac",
    "你好",
    "A",
    "B",
    "C",
    "D",
    1999,
    2,
    3,
    200.5,
    -6.5,
    -7.5,
    Path("/m/c.jpg"),
    Medium.EPISODE,
    "ni hao",
)


def test_what_was_on_comes_back(tmp_path: Path) -> None:
    file = ResumeFile(tmp_path / "state")
    assert file.load() == Resume()
    resume = Resume((FULL, *tracks("a")), 1, 33.25, "library", True, Repeat.ALL, True)
    file.save(resume)
    file.end()
    assert ResumeFile(tmp_path / "state").load() == resume


def test_power_cut_between_the_queue_and_the_place(tmp_path: Path) -> None:
    """The place still tells of the queue before: its track is looked for."""
    file = ResumeFile(tmp_path)
    file.save(Resume(tuple(tracks("a", "b", "c")), 2, 50.0))
    file.end()
    place = (tmp_path / "music-place.json").read_bytes()
    file.save(Resume(tuple(tracks("a", "b", "c")[1:]), 0, 1.0))
    file.end()
    (tmp_path / "music-place.json").write_bytes(place)
    found = ResumeFile(tmp_path).load()
    assert (found.tracks[found.now].uri, found.position_s) == ("file:///2.flac", 50.0)
    (tmp_path / "music-place.json").write_bytes(place.replace(b"2.flac", b"9.flac"))
    found = ResumeFile(tmp_path).load()
    assert (found.now, found.position_s, len(found.tracks)) == (0, 0.0, 2)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"version": 1}', b'{"version": 1, "tracks": [3]}', b"\xff\xfe", b"[" * 50_000]
)
def test_damaged_files_are_left_out(tmp_path: Path, expect_log, content: bytes) -> None:
    (tmp_path / "music-queue.json").write_bytes(content)
    expect_log("cannot be read")
    assert ResumeFile(tmp_path).load() == Resume()


def test_a_damaged_place_keeps_the_queue(tmp_path: Path, expect_log) -> None:
    file = ResumeFile(tmp_path)
    file.save(Resume(tuple(tracks("a", "b")), 1, 5.0))
    file.end()
    text = json.loads((tmp_path / "music-place.json").read_text())
    (tmp_path / "music-place.json").write_text(json.dumps(text | {"position_s": -4}))
    expect_log("is lost")
    assert ResumeFile(tmp_path).load() == Resume(tuple(tracks("a", "b")))


def test_a_disk_that_takes_nothing_is_told_once(tmp_path: Path, expect_log) -> None:
    (tmp_path / "file").touch()
    file = ResumeFile(tmp_path / "file" / "below")
    for at in range(3):
        file.save(Resume(tuple(tracks("a")), 0, float(at)))
        file.end()
    expect_log("music-queue.json cannot be written")
    expect_log("music-place.json cannot be written")

"""What the car has to tell survives everything, in order, under its own name."""

import itertools
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headunit.cloud.sqlite_outbox import KEEP_S, Draft, OutboxFullError, SqliteOutbox
from headunit.mirror.frames import MOST_FRAME, Batch, pack
from headunit.mirror.row import MOST_BODY, MOST_ROWS, Lane, Row
from headunit.mirror.topics import SKIP
from tests.conftest import ExpectedLog

NOW_S = 1_800_000_000.0


def alert(number: int = 0) -> Draft:
    return Draft(Lane.ALERT, "alert", NOW_S, b"%d" % number)


def telemetry(size: int = 100) -> Draft:
    return Draft(Lane.TELEMETRY, "tele", NOW_S, b"x" * size)


def state(key: str, value: int) -> Draft:
    return Draft(Lane.STATE, "state", NOW_S, b"%d" % value, key=key)


def drain(box: SqliteOutbox) -> list[Row]:
    """All that is to be sent, as an uplink takes it."""
    sent: dict[tuple[str, Lane], int] = {}
    rows: list[Row] = []
    while batch := box.after(sent):
        assert len(batch) <= MOST_ROWS
        assert len({(row.epoch, row.lane) for row in batch}) == 1
        rows += batch
        sent[batch[-1].epoch, batch[-1].lane] = batch[-1].seq
    return rows


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cloud" / "outbox.sqlite"


def test_alerts_go_first_and_each_lane_in_order(file: Path) -> None:
    box = SqliteOutbox(file)
    box.append([telemetry(), state("a", 1), alert(1), telemetry(), alert(2)])
    assert [(row.lane.value, row.seq) for row in drain(box)] == [("A", 1), ("A", 2), ("T", 1), ("T", 2), ("S", 1)]
    box.close()


def test_what_is_held_is_not_sent_again_unless_the_hub_lost_it(file: Path) -> None:
    box = SqliteOutbox(file)
    box.append([alert(number) for number in range(500)])
    box.acknowledge(box.epoch, Lane.ALERT, 450)
    box.acknowledge(box.epoch, Lane.ALERT, 20)  # late
    assert [row.seq for row in drain(box)] == list(range(451, 501))
    assert box.waiting() == {"A": 50}
    box.trust({(box.epoch, Lane.ALERT): 100})  # the hub came back from a backup
    assert [row.seq for row in drain(box)] == list(range(101, 501))
    box.trust({})
    assert len(drain(box)) == 500
    box.close()


def test_of_a_state_that_waits_only_the_newest_is_sent(file: Path) -> None:
    box = SqliteOutbox(file)
    for value in range(50):
        box.append([state("Vehicle.Speed", value), state("Car.Music", value)])
    assert [(row.seq, row.body) for row in drain(box)] == [(99, b"49"), (100, b"49")]
    box.close()


def test_a_store_that_fell_back_gives_no_number_twice(file: Path, tmp_path: Path) -> None:
    box = SqliteOutbox(file)
    box.append([alert(1)])
    box.close()
    shutil.copytree(file.parent, tmp_path / "backup")
    names = set()
    for life in range(3):
        shutil.rmtree(file.parent)
        shutil.copytree(tmp_path / "backup", file.parent)
        box = SqliteOutbox(file)
        rows = box.append([alert(number) for number in range(life + 1)])
        names |= {(row.epoch, row.lane, row.seq) for row in rows}
        assert len(drain(box)) == life + 2  # the one before it too
        box.close()
    assert len(names) == 1 + 2 + 3


def test_epochs_go_in_the_order_in_which_they_began(file: Path) -> None:
    said = []
    for number in range(5):
        box = SqliteOutbox(file)
        box.append([alert(number)])
        said.append(box.epoch)
        assert list(box.epochs()) == said
        box.close()
    box = SqliteOutbox(file)
    assert [row.body for row in drain(box)] == [b"0", b"1", b"2", b"3", b"4"]
    box.close()


WRITER = """
import itertools, sys
from pathlib import Path
from headunit.cloud.sqlite_outbox import Draft, SqliteOutbox
from headunit.mirror.row import Lane
box = SqliteOutbox(Path(sys.argv[1]))
for number in itertools.count():
    box.append([Draft(Lane.ALERT, "alert", 1.0, b"%d" % number)])
    print(number, flush=True)
"""


def test_what_was_kept_is_there_after_kill_9(file: Path) -> None:
    kept = 0
    for _ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        told = [next(writer.stdout) for _ in range(40)]
        os.kill(writer.pid, signal.SIGKILL)
        told += list(writer.stdout)
        writer.wait()
        writer.stdout.close()
        box = SqliteOutbox(file)
        last = box.epochs()[-1] if len(box.epochs()) == 1 else box.epochs()[-2]
        bodies = [row.body for row in drain(box) if row.epoch == last]
        assert bodies[: len(told)] == [b"%d" % number for number in range(len(told))]
        assert len(drain(box)) >= kept + len(told)
        kept = len(drain(box))
        box.close()


def test_a_full_share_sheds_what_the_hub_holds_then_telemetry_never_alerts(file: Path) -> None:
    box = SqliteOutbox(file, most_bytes=400_000)
    box.append([alert(number) for number in range(100)])
    for _ in range(50):
        box.append([telemetry() for _ in range(200)])
    rows = drain(box)
    assert [row.body for row in rows if row.lane is Lane.ALERT] == [b"%d" % number for number in range(100)]
    tele = [row for row in rows if row.lane is Lane.TELEMETRY]
    assert tele[-1].seq == 10_000
    assert len(tele) * 180 < 400_000
    # Every number that is missing is told of by a row that stands in its place.
    told, expected = 0, 1
    for row in tele:
        if row.topic == SKIP:
            body = msgpack.unpackb(row.body)
            assert (body["from"], body["why"]) == (expected, "quota")
            told += row.seq - body["from"] + 1
            expected = row.seq + 1
        else:
            assert row.seq == expected
            expected += 1
    assert told == box.dropped > 0
    box.close()


def test_alerts_alone_outgrow_the_share(file: Path) -> None:
    box = SqliteOutbox(file, most_bytes=10_000)
    box.append([alert(number) for number in range(1000)])
    assert (len(drain(box)), box.dropped) == (1000, 0)
    box.close()


def test_a_disk_that_is_full_keeps_alerts_at_the_cost_of_telemetry(file: Path) -> None:
    box = SqliteOutbox(file)
    box.append([telemetry(4000) for _ in range(100)])
    pages = box._db.execute("pragma page_count").fetchone()[0]
    box._db.execute(f"pragma max_page_count = {pages}")
    box.append([alert(number) for number in range(20)])
    assert [row.body for row in drain(box) if row.lane is Lane.ALERT] == [b"%d" % number for number in range(20)]
    with pytest.raises(OutboxFullError, match="disk is full"):
        box.append([telemetry(200_000) for _ in range(20)])
    assert box.append([alert(20)])[0].seq == 21
    box.close()


def test_privacy_takes_back_what_has_not_left(file: Path) -> None:
    box = SqliteOutbox(file)
    box.append([telemetry() for _ in range(10)])
    box.append([alert()])
    box.acknowledge(box.epoch, Lane.TELEMETRY, 4)
    box.forget([Lane.TELEMETRY])
    left = [(row.lane.value, row.seq, row.topic) for row in drain(box)]
    assert left == [("A", 1, "alert"), ("T", 10, SKIP)]
    assert msgpack.unpackb(drain(box)[1].body) == {"from": 5, "why": "privacy"}
    box.append([telemetry()])
    assert [row.seq for row in drain(box) if row.lane is Lane.TELEMETRY] == [10, 11]
    box.close()


def test_old_rows_go_once_the_hub_holds_them(file: Path) -> None:
    box = SqliteOutbox(file)
    box.append([alert(1), alert(2)])
    box.acknowledge(box.epoch, Lane.ALERT, 1)
    box.tidy(NOW_S + KEEP_S + 1)
    box.trust({})
    assert [(row.seq, row.topic) for row in drain(box)] == [(1, SKIP), (2, "alert")]
    box.close()


@pytest.mark.parametrize("damage", ["noise", "short", "empty"])
def test_a_damaged_file_is_put_aside(file: Path, damage: str, expect_log: ExpectedLog) -> None:
    box = SqliteOutbox(file)
    box.append([telemetry(3000) for _ in range(50)])
    box.close()
    whole = file.read_bytes()
    file.write_bytes({"noise": b"no database " * 900, "short": whole[: len(whole) // 2], "empty": b""}[damage])
    if damage != "empty":
        expect_log("outbox.sqlite is damaged")
    box = SqliteOutbox(file)
    box.append([alert(1)])
    assert [row.body for row in drain(box)] == [b"1"]
    box.close()
    assert file.with_name("outbox.sqlite.broken").exists() == (damage != "empty")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["alert", "tele", "state", "ack", "reopen", "restore"]), st.integers(0, 40)),
        max_size=30,
    )
)
def test_all_comes_through_in_order(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]) -> None:
    """A hub that takes each batch and sometimes forgets holds in the end what was kept, each once."""
    file = tmp_path_factory.mktemp("box") / "outbox.sqlite"
    box, number = SqliteOutbox(file), itertools.count()
    held: dict[tuple[str, Lane], list[bytes]] = {}
    kept: list[bytes] = []
    for what, amount in steps:
        match what:
            case "alert" | "tele":
                lane = Lane.ALERT if what == "alert" else Lane.TELEMETRY
                drafts = [Draft(lane, what, NOW_S, b"%s%d" % (what.encode(), next(number))) for _ in range(amount)]
                kept += [draft.body for draft in drafts]
                box.append(drafts)
            case "state":
                box.append([state("k", next(number))])
            case "ack":
                for row in box.after({}, [Lane.ALERT, Lane.TELEMETRY])[: amount + 1]:
                    held.setdefault((row.epoch, row.lane), []).append(row.body)
                    assert row.seq == len(held[row.epoch, row.lane])
                    box.acknowledge(row.epoch, row.lane, row.seq)
            case "reopen":
                box.close()
                box = SqliteOutbox(file)
            case _:
                held = {name: rows[: len(rows) - amount] if amount else rows for name, rows in held.items()}
                box.trust({name: len(rows) for name, rows in held.items()})
    for row in drain(box):
        if row.lane is not Lane.STATE:
            held.setdefault((row.epoch, row.lane), []).append(row.body)
            assert row.seq == len(held[row.epoch, row.lane])
    assert sorted(itertools.chain(*held.values())) == sorted(kept)
    box.close()


def test_a_day_of_seconds_is_read_out_fast_enough_to_be_sent(file: Path) -> None:
    """No timed assert: that the plan uses the index is what makes it fast."""
    box = SqliteOutbox(file)
    for lane in ("A", "T"):
        plan = box._db.execute(
            "explain query plan select seq from rows where epoch = ? and lane = ? and seq > ? order by seq limit 200",
            ("e", lane, 5),
        ).fetchall()
        assert all("SEARCH" in row[-1] and "TEMP" not in row[-1] for row in plan)
    began = time.monotonic()
    box.append([telemetry() for _ in range(1000)])
    print(f"1000 rows in {time.monotonic() - began:.3f} s")
    box.close()


def test_only_one_file_and_its_journal(file: Path) -> None:
    box = SqliteOutbox(file)
    box.append([alert()])
    box.close()
    assert {one.name for one in file.parent.iterdir()} <= {"outbox.sqlite", "outbox.sqlite-wal", "outbox.sqlite-shm"}
    with sqlite3.connect(file) as db:
        assert db.execute("pragma journal_mode").fetchone() == ("wal",)
    db.close()


@pytest.mark.parametrize("lane", [Lane.ALERT, Lane.TELEMETRY])
def test_a_new_hub_is_told_what_is_kept_no_longer(file: Path, lane: Lane) -> None:
    """Old rows that the last hub held are let go; the next one, which holds nothing, must not see a hole for ever."""
    box = SqliteOutbox(file)
    for day in range(6):
        box.append([Draft(lane, "alert", day * 10 * 86400.0, b"x")])
    box.trust({(box.epoch, lane): 6})
    box.tidy(20 * 86400.0 + KEEP_S + 1)
    box.trust({})
    rows = box.after({})
    assert [(row.seq, row.topic) for row in rows] == [(3, SKIP), (4, "alert"), (5, "alert"), (6, "alert")]
    assert msgpack.unpackb(rows[0].body) == {"from": 1, "why": "quota"}
    box.trust({(box.epoch, lane): 3})
    assert [row.seq for row in box.after({})] == [4, 5, 6]
    box.close()


@pytest.mark.parametrize("size", [100, 20_000, MOST_BODY])
def test_a_batch_goes_into_one_frame(file: Path, size: int) -> None:
    """What waited in a long tunnel is heavy: a frame that the hub refuses would be sent again for ever."""
    box = SqliteOutbox(file)
    box.append([telemetry(size) for _ in range(60)])
    sent: dict[tuple[str, Lane], int] = {}
    came = 0
    while rows := box.after(sent):
        assert len(pack(Batch(rows))) <= MOST_FRAME
        sent[rows[-1].epoch, rows[-1].lane] = rows[-1].seq
        came += len(rows)
    assert came == 60
    box.close()

"""SQLite's engine and store against the contracts, and what is their own: a disk that is full, a store of an older
version, a file that falls back."""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import override

import msgpack
import pytest
from hub_pairs import CAR, EPOCH, PUBLIC, EngineContract, StoreContract, rows, some

from headunit.hub.hub import Hub
from headunit.hub.ports import Engine, EngineBusyError, Event, Store
from headunit.hub.sqlite_engine import SqliteEngine
from headunit.hub.sqlite_file import SqliteFile
from headunit.hub.sqlite_store import SqliteStore
from headunit.kernel.clock import SystemClock
from headunit.mirror.row import Lane, Row
from headunit.mirror.topics import ALERT
from tests.conftest import ExpectedLog

PATIENCE_S, _PAUSE_S = 20.0, 0.01


class TestSqliteEngine(EngineContract):
    @pytest.fixture(autouse=True)
    def _file(self, tmp_path: Path) -> None:
        self.file = tmp_path / "engine.sqlite"

    @override
    def opened(self) -> Engine:
        return SqliteEngine(self.file, time.time)


class TestSqliteStore(StoreContract):
    @pytest.fixture(autouse=True)
    def _file(self, tmp_path: Path) -> None:
        self.file = tmp_path / "store.sqlite"

    @override
    def opened(self) -> Store:
        return SqliteStore(self.file, time.time)


async def _grow_to(file: SqliteFile, spare: int) -> None:
    """The disk has room for so many pages more."""
    pages = await file.read(lambda db: int(db.execute("pragma page_count").fetchone()[0]))
    await file.read(lambda db: db.execute(f"pragma max_page_count = {pages + spare}").fetchall())


def heavy(number: int) -> Row:
    return Row(Lane.ALERT, EPOCH, number, ALERT, 1.0, msgpack.packb({"id": f"{number}", "words": {"x": "y" * 3000}}))


def test_a_full_disk_refuses_whole_batches_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    """What was said to be held is held; what was not is asked for again: none is lost, none is there twice."""

    async def life() -> tuple[list[int], list[int]]:
        engine = SqliteEngine(tmp_path / "engine.sqlite", time.time)
        await engine.start()
        await _grow_to(engine._file, 40)
        held: list[int] = []

        async def fill() -> None:
            for first in range(1, 1000, 3):
                batch = [first + more for more in range(3)]
                await engine.append(CAR, [heavy(one) for one in batch])
                held.extend(batch)

        with pytest.raises(EngineBusyError, match="full"):
            await fill()
        assert held
        with pytest.raises(EngineBusyError, match="full"):
            await engine.put(CAR, "lock", "command", b"z" * 20_000)
        assert await engine.marks(CAR, [EPOCH]) == {(EPOCH, Lane.ALERT): held[-1]}
        await _grow_to(engine._file, 10_000)
        assert await engine.append(CAR, [heavy(held[-1] + 1)]) == held[-1] + 1
        found = await some(engine.events(CAR, 0), len(held) + 1)
        await engine.stop()
        return [*held, held[-1] + 1], [event.row.seq for event in found]

    wanted, found = asyncio.run(life())
    assert found == wanted


def _hub(folder: Path) -> Hub:
    return Hub(SqliteEngine(folder / "engine.sqlite", time.time), SqliteStore(folder / "store.sqlite", time.time),
               SystemClock())  # fmt: skip


async def _until[T](look: Callable[[], Awaitable[T]]) -> T:
    """Ask until it is so."""
    for _ in range(round(PATIENCE_S / _PAUSE_S)):
        if found := await look():
            return found
        await asyncio.sleep(_PAUSE_S)
    pytest.fail("never")


async def _alerts(hub: Hub, count: int) -> list[str]:
    """When so many have come through the projector."""

    async def look() -> list[str]:
        found = await hub.store.alerts(CAR, 4e9, 500)
        return sorted(str(one["id"]) for one in found) if len(found) >= count else []

    return await _until(look)


def test_a_full_store_catches_up_when_there_is_room(tmp_path: Path, expect_log: ExpectedLog) -> None:
    """The engine's disk takes the rows, the store's does not: the projector waits, then applies each once."""

    async def life() -> tuple[int, list[str]]:
        hub = _hub(tmp_path)
        await hub.start()
        await hub.admit(CAR, PUBLIC, hub.join_code)
        store = hub.store
        assert isinstance(store, SqliteStore)
        await _grow_to(store._file, 3)
        await hub.engine.append(CAR, [heavy(one) for one in range(1, 21)])

        async def refused() -> bool:
            return any("full" in line for line in expect_log._heard)

        await _until(refused)
        before = len(await store.alerts(CAR, 4e9, 500))
        await _grow_to(store._file, 10_000)
        found = await _alerts(hub, 20)
        await hub.stop()
        return before, found

    expect_log("nothing can be kept at the moment: database or disk is full")
    before, found = asyncio.run(life())
    assert before == 0
    assert found == sorted(str(one) for one in range(1, 21))


def test_an_engine_from_an_older_backup_than_the_store_hides_nothing(tmp_path: Path, expect_log: ExpectedLog) -> None:
    """Its offsets are given a second time; the store has seen higher ones."""
    file = tmp_path / "engine.sqlite"

    async def life(numbers: range, first: str, count: int) -> list[str]:
        hub = _hub(tmp_path)
        await hub.start()
        await hub.admit(CAR, PUBLIC, hub.join_code)
        for one in numbers:
            await hub.engine.append(CAR, rows(Lane.ALERT, one, epoch=first * 32))
        found = await _alerts(hub, count)
        await hub.stop()
        return found

    asyncio.run(life(range(1, 6), "0", 5))
    backup = file.read_bytes()
    asyncio.run(life(range(6, 16), "0", 15))
    file.write_bytes(backup)
    expect_log("the engine is older than the store")
    found = asyncio.run(life(range(1, 6), "f", 20))
    assert found == sorted([*(f"0{one}" for one in range(1, 16)), *(f"f{one}" for one in range(1, 6))])


def test_a_store_of_the_first_version_is_taken_over(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    db = sqlite3.connect(file)
    db.execute(
        "create table twin (car text not null, key text not null, value text not null, at_s real not null,"
        " hub_s real not null, good integer not null, primary key (car, key)) strict"
    )
    db.execute("insert into twin values (?, 'Car.About', '\"old\"', 1.0, 1.0, 1)", (CAR,))
    db.commit()
    db.close()

    async def life() -> tuple[object, object]:
        store = SqliteStore(file, time.time)
        await store.start()
        before = (await store.twin(CAR))["Car.About"].value
        row = Row(Lane.STATE, EPOCH, 1, "state", 2.0, msgpack.packb({"k": "Car.About", "v": "new", "at": 2.0}))
        await store.apply(CAR, "one", [Event(1, CAR, row, time.time())])
        after = (await store.twin(CAR))["Car.About"].value
        await store.stop()
        return before, after

    assert asyncio.run(life()) == ("old", "new")

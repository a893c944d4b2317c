"""What every engine and every store must do, whatever they are made of (hub/ports.py): a pair for a fleet subclasses it
and brings its own `pair`."""

import asyncio
import base64
import contextlib
import secrets
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import msgpack
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from headunit.hub.ports import Asked, Change, ConflictError, Document, Engine, Event, GapError, Store
from headunit.mirror import delta
from headunit.mirror.name import name_of
from headunit.mirror.row import Lane, Row
from headunit.mirror.signed import RESULT, sign
from headunit.mirror.topics import ALERT, FORGET, SKIP, STATE, TELEMETRY, TRIP_BEGIN, TRIP_END
from headunit.mirror.topics import RESULT as RESULT_TOPIC

PATIENCE_S = 20.0
KEY = Ed25519PrivateKey.generate()
PUBLIC = KEY.public_key().public_bytes_raw()
CAR = name_of(PUBLIC)
EPOCH, LATER = "0" * 32, "f" * 32


def rows(lane: Lane, *numbers: int, epoch: str = EPOCH, topic: str = ALERT) -> list[Row]:
    return [Row(lane, epoch, one, topic, 1000.0 + one, msgpack.packb({"id": f"{epoch[0]}{one}"})) for one in numbers]


def told(key: str, value: object, at: float, lane: Lane = Lane.STATE) -> Row:
    if lane is Lane.TELEMETRY:
        return Row(lane, EPOCH, 1, TELEMETRY, at, delta.pack(at, {key: [(at, value)]}))  # type: ignore[list-item]
    return Row(lane, EPOCH, 1, STATE, at, msgpack.packb({"k": key, "v": value, "at": at}))


async def some[T](pages: AsyncIterator[Sequence[T]], count: int) -> list[T]:
    """The first so many of a line that never ends."""
    found: list[T] = []
    async with asyncio.timeout(PATIENCE_S):
        async for page in pages:
            found += page
            if len(found) >= count:
                break
    return found


class EngineContract(ABC):
    """`opened`: the same engine again, as after a restart."""

    @abstractmethod
    def opened(self) -> Engine: ...

    def run[T](self, job: Callable[[Engine], Awaitable[T]]) -> T:
        async def life() -> T:
            engine = self.opened()
            await engine.start()
            try:
                return await job(engine)
            finally:
                await engine.stop()

        return asyncio.run(life())

    def test_rows_are_held_once_and_in_order(self) -> None:
        async def job(engine: Engine) -> list[int]:
            assert await engine.append(CAR, rows(Lane.ALERT, 1, 2, 3)) == 3
            assert await engine.append(CAR, rows(Lane.ALERT, 2, 3, 4)) == 4
            assert await engine.append(CAR, rows(Lane.ALERT, 1, 2)) == 4
            return [event.row.seq for event in await some(engine.events(CAR, 0), 4)]

        assert self.run(job) == [1, 2, 3, 4]

    @pytest.mark.parametrize("lane", [Lane.ALERT, Lane.TELEMETRY])
    def test_a_hole_in_a_lossless_lane_is_refused_whole(self, lane: Lane) -> None:
        async def job(engine: Engine) -> dict[tuple[str, Lane], int]:
            await engine.append(CAR, rows(lane, 1))
            for hole in ((3,), (2, 4)):
                with pytest.raises(GapError):
                    await engine.append(CAR, rows(lane, *hole))
            return dict(await engine.marks(CAR, [EPOCH]))

        assert self.run(job) == {(EPOCH, lane): 1}

    def test_a_skip_row_and_the_state_lane_may_leave_numbers_out(self) -> None:
        async def job(engine: Engine) -> int:
            await engine.append(CAR, rows(Lane.TELEMETRY, 7, topic=SKIP))
            assert await engine.append(CAR, rows(Lane.TELEMETRY, 8)) == 8
            return await engine.append(CAR, rows(Lane.STATE, 3, 9))

        assert self.run(job) == 9

    def test_lanes_epochs_and_cars_have_numbers_of_their_own(self) -> None:
        async def job(engine: Engine) -> dict[tuple[str, Lane], int]:
            await engine.append(CAR, rows(Lane.ALERT, 1, 2))
            await engine.append(CAR, rows(Lane.TELEMETRY, 1))
            await engine.append(CAR, rows(Lane.ALERT, 1, epoch=LATER))
            await engine.append("another", rows(Lane.ALERT, 1))
            assert await engine.marks(CAR, [LATER]) == {(LATER, Lane.ALERT): 1}
            return dict(await engine.marks(CAR, [EPOCH, "a" * 32]))

        assert self.run(job) == {(EPOCH, Lane.ALERT): 2, (EPOCH, Lane.TELEMETRY): 1}

    def test_all_is_there_after_a_restart_under_the_same_offsets_and_another_epoch(self) -> None:
        async def fill(engine: Engine) -> tuple[list[Event], str, str, int]:
            await engine.append(CAR, rows(Lane.ALERT, 1, 2))
            held = await some(engine.events(CAR, 0), 2)
            return held, engine.lineage, engine.epoch, await engine.last(CAR)

        async def look(engine: Engine) -> tuple[list[Event], str, str, int]:
            held = await some(engine.events(CAR, 0), 2)
            return held, engine.lineage, engine.epoch, await engine.last(CAR)

        before, after = self.run(fill), self.run(look)
        assert before[:2] == after[:2]
        assert before[2] != after[2]
        assert after[3] >= after[0][-1].offset

    def test_who_waits_is_given_what_comes(self) -> None:
        async def job(engine: Engine) -> list[int]:
            waiting = asyncio.create_task(some(engine.events(CAR, 0), 2))
            await asyncio.sleep(0)
            for one in (1, 2):
                await engine.append(CAR, rows(Lane.ALERT, one))
            return [event.row.seq for event in await waiting]

        assert self.run(job) == [1, 2]

    def test_a_command_is_held_once_and_statements_go_first(self) -> None:
        async def job(engine: Engine) -> list[str]:
            first = await engine.put(CAR, "lock", "command", b"l")
            assert await engine.put(CAR, "lock", "command", b"other") == first
            await engine.put(CAR, "revoke", "statement", b"r")
            await engine.put("another", "theirs", "command", b"t")
            found = await some(engine.commands(CAR, 0), 2)
            assert [one.signed for one in found] == [b"r", b"l"]
            last = max(one.cseq for one in found)
            await engine.put(CAR, "horn", "command", b"h")
            return [one.id for one in await some(engine.commands(CAR, last), 1)]

        assert self.run(job) == ["horn"]


class StoreContract(ABC):
    """`opened`: the same store again, as after a restart."""

    @abstractmethod
    def opened(self) -> Store: ...

    def run[T](self, job: Callable[[Store], Awaitable[T]]) -> T:
        async def life() -> T:
            store = self.opened()
            await store.start()
            await store.enrol(CAR, PUBLIC)
            try:
                return await job(store)
            finally:
                await store.stop()

        return asyncio.run(life())

    @staticmethod
    async def give(store: Store, *given: Row, after: int = 0) -> list[Change]:
        events = [Event(after + number, CAR, row, time.time()) for number, row in enumerate(given, 1)]
        return list(await store.apply(CAR, "one", events))

    def test_an_event_is_applied_once_whatever_dies(self) -> None:
        async def job(store: Store) -> int:
            assert await self.give(store, *rows(Lane.ALERT, 1, 2))
            assert await self.give(store, *rows(Lane.ALERT, 1, 2)) == []
            return await store.watermark(CAR, "one")

        assert self.run(job) == 2

        async def look(store: Store) -> tuple[int, int, int]:
            alerts = await store.alerts(CAR, 4e9, 10)
            return await store.watermark(CAR, "one"), await store.watermark(CAR, "another"), len(alerts)

        assert self.run(look) == (2, 0, 2)

    def test_a_store_that_is_rewound_comes_to_the_same(self) -> None:
        async def job(store: Store) -> None:
            given = (told("Car.About", {"name": "A"}, 1.0), *rows(Lane.ALERT, 1), told("Car.About", {"name": "B"}, 2.0))
            await self.give(store, *given)
            before = {key: value.value for key, value in (await store.twin(CAR)).items()}
            await store.rewind(CAR)
            assert await store.watermark(CAR, "one") == 0
            await self.give(store, *given)
            assert {key: value.value for key, value in (await store.twin(CAR)).items()} == before
            assert len(await store.alerts(CAR, 4e9, 10)) == 1

        self.run(job)

    def test_a_clock_that_ran_years_ahead_holds_nothing_back(self) -> None:
        async def job(store: Store) -> object:
            now = time.time()
            await self.give(store, told("Car.Keyring", "paired", now + 3e8), told("Car.Keyring", "revoked", now))
            await self.give(store, told("Vehicle.Speed", None, now + 3e8), after=10)
            await self.give(store, told("Vehicle.Speed", 50.0, time.time(), Lane.TELEMETRY), after=20)
            twin = await store.twin(CAR)
            return twin["Car.Keyring"].value, twin["Vehicle.Speed"].value

        assert self.run(job) == ("revoked", 50.0)

    def test_what_was_late_on_another_lane_is_not_the_newest(self) -> None:
        async def job(store: Store) -> tuple[object, int]:
            now = time.time()
            await self.give(store, told("Vehicle.Speed", None, now))
            await self.give(store, told("Vehicle.Speed", 50.0, now - 3600, Lane.TELEMETRY), after=10)
            points = await store.points(CAR, "Vehicle.Speed", now - 4000, now, 10)
            return (await store.twin(CAR))["Vehicle.Speed"].value, len(points)

        assert self.run(job) == (None, 1)

    @pytest.mark.parametrize("value", [float("nan"), {"lat": float("inf")}, [[float("-inf")]], b"raw", {"a": b"raw"}])
    def test_what_no_screen_can_be_told_is_passed_over(self, value: object) -> None:
        async def job(store: Store) -> set[str]:
            alert = msgpack.packb({"id": "a", "words": {"x": value}})
            await self.give(store, told("Car.Bad", value, 1.0), Row(Lane.ALERT, EPOCH, 1, ALERT, 1.0, alert))
            await self.give(store, told("Car.Good", 1.0, 2.0), after=10)
            assert [one["words"] for one in await store.alerts(CAR, 4e9, 10)] == [{}]
            return set(await store.twin(CAR))

        assert self.run(job) == {"Car.Good"}

    def test_a_trip_begins_ends_and_is_forgotten_with_its_points(self) -> None:
        def trip(topic: str, words: dict[str, object]) -> Row:
            return Row(Lane.ALERT, EPOCH, 1, topic, 100.0, msgpack.packb({"id": "t", **words}))

        async def job(store: Store) -> tuple[object, ...]:
            await self.give(
                store,
                trip(TRIP_BEGIN, {"began_s": 100.0, "lat": 47.0, "lon": 9.5}),
                told("Vehicle.Speed", 50.0, 150.0, Lane.TELEMETRY),
                told("Vehicle.Speed", 60.0, 250.0, Lane.TELEMETRY),
                trip(TRIP_END, {"ended_s": 200.0, "distance_m": 1500.0}),
            )
            found = await store.trip(CAR, "t")
            assert found is not None
            assert (found["began_s"], found["ended_s"], found["lat"], found["distance_m"]) == (100, 200, 47, 1500)
            assert [one["id"] for one in await store.trips(CAR, 4e9, 5)] == ["t"]
            await self.give(store, Row(Lane.ALERT, EPOCH, 1, FORGET, 300.0, msgpack.packb({"trip": "t"})), after=10)
            return await store.trip(CAR, "t"), await store.points(CAR, "Vehicle.Speed", 0, 1e9, 10)

        assert self.run(job) == (None, [(250.0, 60.0)])

    def test_a_command_never_goes_back_and_only_the_car_answers(self) -> None:
        name = secrets.token_hex(16)

        def answer(state: str, key: Ed25519PrivateKey = KEY) -> Row:
            said = sign(key, RESULT, {"id": name, "state": state, "why": "", "at": 5.0})
            return Row(Lane.ALERT, EPOCH, 1, RESULT_TOPIC, 5.0, said)

        async def job(store: Store) -> str:
            assert await store.ask(CAR, Asked(name, "lock", "Ann", "queued", "", 1.0))
            assert not await store.ask(CAR, Asked(name, "lock", "Ann", "queued", "", 1.0))
            await self.give(store, answer("refused", Ed25519PrivateKey.generate()), answer("done"))
            assert not await store.ask(CAR, Asked(name, "", "", "sent", "", 9.0))
            (found,) = await store.commands(CAR, 5)
            assert (found.command, found.by) == ("lock", "Ann")
            return found.state

        assert self.run(job) == "done"

    def test_documents_are_compared_and_set(self) -> None:
        async def job(store: Store) -> Document | None:
            first = await store.put(Document("place", CAR, "p", 0, {"title": "Home"}))
            assert first.version == 1
            await store.put(Document("place", CAR, "p", 1, {"title": "Heim"}))
            for stale in (0, 1, 7):
                with pytest.raises(ConflictError):
                    await store.put(Document("place", CAR, "p", stale, {"title": "lost"}))
            assert [one.id for one in await store.find("place", CAR)] == ["p"]
            assert await store.find("place", "another") == []
            kept = await store.get("place", CAR, "p")
            await store.remove("place", CAR, "p")
            assert await store.get("place", CAR, "p") is None
            return kept

        assert self.run(job) == Document("place", CAR, "p", 2, {"title": "Heim"})

    def test_two_at_once_do_not_both_win(self) -> None:
        async def job(store: Store) -> int:
            async def put(title: str) -> bool:
                with contextlib.suppress(ConflictError):
                    await store.put(Document("place", CAR, "p", 0, {"title": title}))
                    return True
                return False

            return sum(await asyncio.gather(*(put(str(one)) for one in range(8))))

        assert self.run(job) == 1

    def test_the_audit_is_a_chain(self) -> None:
        async def job(store: Store) -> list[dict[str, object]]:
            for what in ("joined", "asked", "shared"):
                await store.log(CAR, "Ann", what, base64.b64encode(b"x").decode())
            return await store.audit(CAR, 10)

        found = self.run(job)
        assert [one["what"] for one in found] == ["shared", "asked", "joined"]
        assert len({one["digest"] for one in found}) == 3

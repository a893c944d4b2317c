from dataclasses import dataclass

from headunit.kernel.board import Board


@dataclass(frozen=True)
class Speed:
    kmh: float


@dataclass(frozen=True)
class Gear:
    letter: str


def test_empty() -> None:
    board = Board()
    seen: list[Speed] = []
    board.watch(Speed, seen.append)
    assert board.latest(Speed) is None
    assert seen == []


def test_the_newest_of_each_type() -> None:
    board = Board()
    board.publish(Speed(1))
    board.publish(Gear("D"))
    board.publish(Speed(2))
    assert board.latest(Speed) == Speed(2)
    assert board.latest(Gear) == Gear("D")


def test_watchers_hear_the_newest_at_once_and_then_each_one() -> None:
    board = Board()
    board.publish(Speed(1))
    first: list[Speed] = []
    second: list[Speed] = []
    board.watch(Speed, first.append)
    board.publish(Speed(2))
    board.watch(Speed, second.append)
    board.publish(Gear("R"))
    board.publish(Speed(2))
    assert first == [Speed(1), Speed(2), Speed(2)]
    assert second == [Speed(2), Speed(2)]


def test_a_watcher_may_read_what_was_just_published() -> None:
    board = Board()
    seen: list[Speed | None] = []
    board.watch(Speed, lambda _speed: seen.append(board.latest(Speed)))
    board.publish(Speed(3))
    assert seen == [Speed(3)]


def test_a_watcher_may_watch_and_publish() -> None:
    board = Board()
    gears: list[Gear] = []
    board.watch(Speed, lambda speed: board.publish(Gear("D" if speed.kmh else "P")))
    board.watch(Speed, lambda _speed: board.watch(Gear, gears.append))
    board.publish(Speed(5))
    assert gears == [Gear("D")]


def test_nobody_ends_with_an_older_state_than_the_newest() -> None:
    """A watcher that answers a state with a newer one of its type must not leave the later watchers behind."""
    board = Board()
    seen: list[Speed] = []

    def limit(speed: Speed) -> None:
        if speed.kmh > 100:
            board.publish(Speed(100))

    board.watch(Speed, limit)
    board.watch(Speed, seen.append)
    board.publish(Speed(120))
    assert board.latest(Speed) == Speed(100)
    assert seen[-1] == Speed(100)

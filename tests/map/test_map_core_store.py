"""What the views want, what they get, and what stands in for what is not there."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.map.camera import TileId
from headunit.map.tile_store import Answer, Kind, Piece, Request, TileStore, Zooms, cover, with_stand_ins


class Viewer:
    pass


class FakeProducer:
    """Answers when the test says so."""

    def __init__(self):
        self.opened, self.lists, self.ready, self.closed, self.turn = [], [], [], False, 0

    def open(self, path, turn):
        self.opened.append(path)
        self.turn = turn
        self.ready = [] if path is None else [Zooms(4, 14, "", turn)]

    def want(self, requests):
        self.lists.append(list(requests))

    def answers(self, _wait_s=0.0):
        ready, self.ready = self.ready, []
        return ready

    def close(self):
        self.closed = True

    def make(self, *requests, size=10, fault=""):
        self.ready += [Answer(each, None if fault else object(), size, fault, self.turn) for each in requests]


def mesh(x, z=14):
    return Request(Kind.MESH, TileId(z, x, 0))


@pytest.fixture
def producer():
    return FakeProducer()


@pytest.fixture
def store(producer):
    store = TileStore(producer, cache_bytes=100)
    assert store.use(Path("a"), "1")
    return store


def test_asks_for_what_is_missing_and_says_nothing_twice(producer, store):
    viewer = Viewer()
    store.want(viewer, [mesh(1), mesh(2), mesh(1)])
    assert producer.lists == [[mesh(1), mesh(2)]]
    store.want(viewer, [mesh(1), mesh(2)])
    producer.make(mesh(1))
    assert store.take()
    assert store.get(mesh(1)) is not None
    assert store.get(mesh(2)) is None
    assert store.missing == (mesh(2),)
    assert len(producer.lists) == 1, "an answer is no news to the producer"
    store.want(viewer, [mesh(3)])
    assert producer.lists[-1] == [mesh(3)], "what is not wanted any more is cancelled"
    store.want(viewer, [])
    assert producer.lists[-1] == []


def test_views_take_turns(producer, store):
    one, other = Viewer(), Viewer()
    store.want(one, [mesh(1), mesh(2), mesh(3)])
    store.want(other, [mesh(7), mesh(2)])
    assert producer.lists[-1] == [mesh(1), mesh(7), mesh(2), mesh(3)]
    del one
    store.want(other, [mesh(7)])
    assert producer.lists[-1] == [mesh(7)], "a view that is gone wants nothing"


def test_memory_is_bounded_but_what_is_seen_stays(producer, store):
    viewer = Viewer()
    for x in range(30):
        store.want(viewer, [mesh(x), mesh(x + 1)])
        producer.make(mesh(x), size=40)
        store.take()
        assert store.bytes <= 100 + 40
        assert store.known(mesh(x))
    assert not store.known(mesh(3))
    everything = [mesh(100 + x) for x in range(9)]
    store.want(viewer, everything)
    producer.make(*everything, size=40)
    store.take()
    assert all(store.known(each) for each in everything)


def test_corrupt_tiles_are_counted_and_told_once(producer, store, expect_log):
    expect_log("tile 14/1/0 cannot be read: damaged")
    store.want(Viewer(), [mesh(1), mesh(2)])
    producer.make(mesh(1), mesh(2), fault="damaged")
    store.take()
    assert store.corrupt == 2
    assert store.known(mesh(1))
    assert store.get(mesh(1)) is None
    assert store.missing == ()


def test_another_region(producer, store):
    viewer = Viewer()
    store.want(viewer, [mesh(1)])
    producer.make(mesh(1))
    late = list(producer.ready)
    store.take()
    turn = store.turn
    assert not store.use(Path("a"), "1")
    assert store.use(Path("a"), "2"), "a new build of the same one"
    assert store.turn != turn
    assert not store.known(mesh(1))
    producer.ready = late  # an answer out of the old file
    assert not store.take()
    assert producer.lists[-1] == [mesh(1)], "what is on the screen is asked for again"
    assert store.use(None)
    assert store.zooms is None
    assert store.settle(5)


def test_a_file_that_cannot_be_read(producer, expect_log):
    expect_log("the map cannot be drawn: no PMTiles")
    store = TileStore(producer)
    producer.open = lambda _path, turn: producer.ready.append(Zooms(0, 0, "no PMTiles", turn))
    store.use(Path("a"))
    assert store.zooms is None
    assert store.fault == "no PMTiles"
    store.want(Viewer(), [mesh(1)])
    assert producer.lists == []
    assert store.settle(5)


def test_closed_store_is_quiet(producer, store):
    store.close()
    assert producer.closed
    store.want(Viewer(), [mesh(1)])
    assert not store.use(Path("b"))
    assert not store.take()


def test_stand_ins_are_asked_for_first():
    tiles = [TileId(14, 8625, 5753), TileId(14, 8626, 5753)]
    assert with_stand_ins(tiles, 4) == [TileId(9, 269, 179), TileId(12, 2156, 1438), *tiles]
    assert with_stand_ins([TileId(5, 16, 11)], 4) == [TileId(4, 8, 5), TileId(5, 16, 11)]
    assert with_stand_ins([TileId(4, 8, 5)], 4) == [TileId(4, 8, 5)]


def within(tile, square):
    down = tile.z - square.z
    return down >= 0 and (tile.x >> down, tile.y >> down) == (square.x, square.y)


family = st.builds(lambda z, x, y: TileId(z, x % 2**z, y % 2**z), st.integers(4, 8), st.integers(), st.integers())


@given(family, st.sets(family, max_size=40))
def test_no_hole_where_anything_is_there(tile, there):
    pieces = cover([tile], there.__contains__, 4)
    assert all(piece.mesh in there for piece in pieces)
    # A piece never draws beyond its mesh, nor beyond the tile that was asked for.
    assert all(within(piece.square, piece.mesh) and within(piece.square, tile) for piece in pieces)
    if any(within(tile, one) for one in there):
        assert any(piece.square == tile for piece in pieces), "the whole square is drawn"
    if tile in there:
        assert pieces == [Piece(tile, tile)]

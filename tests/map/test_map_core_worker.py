"""The worker process: the same things as made here, again after it was killed, and gone with the app."""

import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest
from built_regions import monaco
from map_core_tiles import busy, raw

from headunit.map import mesh as meshes
from headunit.map import worker as worker_module
from headunit.map.mapbox_vector_tile import decode
from headunit.map.production import Production
from headunit.map.tile_store import Answer, Kind, Request, TileStore
from headunit.map.worker import InProcess, Worker

PATIENCE_S = 30.0


class Viewer:
    pass


@pytest.fixture
def worker():
    worker = Worker()
    yield worker
    worker.close()


@pytest.fixture
def store(worker):
    store = TileStore(worker)
    store.use(monaco().tiles)
    yield store
    store.close()


def until(condition):
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_same_things_as_made_here(store):
    tiles = [busy(monaco(), z) for z in (11, 14)]
    wanted = [Request(kind, tile) for tile in tiles for kind in (Kind.MESH, Kind.LABELS)]
    wanted.append(Request(Kind.IMAGE, tiles[0], ("night", 12.0, 64)))
    viewer = Viewer()
    store.want(viewer, wanted)
    assert store.settle(PATIENCE_S)
    assert store.zooms == (4, 14)
    assert store.corrupt == 0
    here = TileStore(InProcess())
    here.use(monaco().tiles)
    here.want(viewer, wanted)
    assert here.settle(1)
    for request in wanted:
        assert pickle.dumps(store.get(request)) == pickle.dumps(here.get(request))
    built = store.get(wanted[0])
    assert isinstance(built, meshes.Mesh)
    same = meshes.build(decode(raw(monaco(), tiles[0]), *tiles[0]))
    assert np.array_equal(built.vertices, same.vertices)
    assert len(store.get(wanted[-1])) == 64 * 64 * 4


def test_killed_and_started_anew(store, worker, expect_log):
    expect_log(r"worker has ended \(-9\)")
    viewer = Viewer()
    first = busy(monaco(), 14)
    store.want(viewer, [Request(Kind.MESH, first)])
    assert store.settle(PATIENCE_S)
    os.kill(worker.pid, signal.SIGKILL)
    store.want(viewer, [Request(Kind.MESH, first), Request(Kind.MESH, busy(monaco(), 13))])
    assert store.settle(PATIENCE_S)
    assert worker.starts == 2
    assert store.corrupt == 0


def test_hung_and_started_anew(store, worker, expect_log, monkeypatch):
    expect_log("worker hangs")
    expect_log(r"worker has ended \(-9\)")
    assert store.settle(PATIENCE_S)
    monkeypatch.setattr(worker_module, "HUNG_S", 0.2)
    os.kill(worker.pid, signal.SIGSTOP)
    viewer, tile = Viewer(), busy(monaco(), 14)
    # A process that does not read must not stop the screen: so many lists fit in no socket.
    for first in range(500):
        store.want(viewer, [Request(Kind.MESH, tile._replace(x=x)) for x in range(first, first + 40)])
    store.want(viewer, [Request(Kind.MESH, tile)])
    monkeypatch.setattr(worker_module, "HUNG_S", 20.0)
    monkeypatch.setattr(worker, "_last_sign", time.monotonic() - 30)
    assert store.settle(PATIENCE_S)
    assert worker.starts >= 2


def test_a_tile_that_kills_its_worker_is_given_up(store, worker, expect_log, monkeypatch):
    expect_log("worker has ended")
    expect_log("cannot be read: its worker died of it twice")
    monkeypatch.setattr(worker_module, "_RESTART_S", (0.0,))
    assert store.settle(PATIENCE_S)
    os.kill(worker.pid, signal.SIGSTOP)  # so that the wish is under way when it dies
    viewer = Viewer()
    store.want(viewer, [Request(Kind.MESH, busy(monaco(), 14))])
    with worker._lock:
        worker._suspect[Request(Kind.MESH, busy(monaco(), 14))] = 1
    os.kill(worker.pid, signal.SIGKILL)
    until(lambda: store.take(0.05) and store.corrupt == 1)
    assert store.missing == ()


def test_damaged_file(store, worker, expect_log, tmp_path):
    expect_log("tile .* cannot be read")
    path = tmp_path / "map.pmtiles"
    data = bytearray(monaco().tiles.read_bytes())
    data[len(data) // 3 :: 50] = b"\xff" * len(data[len(data) // 3 :: 50])
    path.write_bytes(data)
    store.use(path)
    viewer = Viewer()
    near = busy(monaco(), 14)
    store.want(viewer, [Request(Kind.MESH, near._replace(x=near.x + i, y=near.y + j)) for i in (0, 1) for j in (0, 1)])
    assert store.settle(PATIENCE_S)
    assert store.corrupt > 0
    assert worker.starts == 1


def test_not_a_map_at_all(store, expect_log, tmp_path):
    expect_log("the map cannot be drawn: .* is no PMTiles file")
    path = tmp_path / "map.pmtiles"
    path.write_bytes(b"something else" * 100)
    store.use(path)
    assert store.settle(PATIENCE_S)
    assert store.fault
    store.use(monaco().tiles)
    assert store.settle(PATIENCE_S)
    assert not store.fault
    assert store.zooms == (4, 14)


def test_a_defect_of_ours_spoils_one_tile_only(monkeypatch):
    production = Production()
    production.open(monaco().tiles, 1)

    def broken(_tile):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(meshes, "build", broken)
    answer = production.make(Request(Kind.MESH, busy(monaco(), 14)))
    assert isinstance(answer, Answer)
    assert answer.fault == "ZeroDivisionError: oh"
    production.close()


def test_no_worker_without_a_region(worker):
    store = TileStore(worker)
    store.want(Viewer(), [])
    store.use(None)
    assert worker.pid is None
    assert worker.starts == 0


def test_ends_with_the_app_even_when_that_is_killed():
    script = textwrap.dedent("""
        import sys, time
        from pathlib import Path
        from headunit.map.tile_store import TileStore
        from headunit.map.worker import Worker
        worker = Worker()
        store = TileStore(worker)
        store.use(Path(sys.argv[1]))
        store.settle(60)
        print(worker.pid, flush=True)
        time.sleep(600)
    """)
    command = [sys.executable, "-c", script, str(monaco().tiles)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as app:
        assert app.stdout is not None
        pid = int(app.stdout.readline())
        app.kill()

    def gone():
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        return state == "Z"

    until(gone)

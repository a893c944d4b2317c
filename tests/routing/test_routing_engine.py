"""The engine: a real worker that is killed, stopped, sent to another region, and whose region is taken away."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import routing_stage as stage

from headunit.kernel.geodesy import LatLon
from headunit.regions.state import Region
from headunit.routing.engine import Engine, EngineError
from headunit.routing.questions import AskRoutes, AskTimes, RoutesFound
from headunit.routing.state import NoRoute

START, END = stage.at(0, 0), stage.at(1200, 1200)


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + stage.PATIENCE_S
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_a_killed_worker_is_asked_once_more(own_asker: stage.Asker, expect_log) -> None:
    expect_log("routing.engine: the routing engine is started anew: it ended by SIGKILL")
    assert own_asker.routes(START, END).routes
    first = own_asker.engine.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert own_asker.routes(START, END).routes
    assert own_asker.engine.pid != first
    assert own_asker.engine.restarts == 1


def test_a_worker_killed_in_the_middle_of_an_answer(own_asker: stage.Asker, expect_log) -> None:
    expect_log("routing.engine: the routing engine is started anew: it ended by SIGKILL")
    assert own_asker.routes(START, END).routes
    first = own_asker.engine.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    wait = own_asker.send(AskRoutes(stage.request(START, END)))
    os.kill(first, signal.SIGKILL)
    answer = wait()
    assert isinstance(answer, RoutesFound)
    assert answer.routes


def test_a_closed_pipe(own_asker: stage.Asker, expect_log) -> None:
    expect_log("routing.engine: the routing engine is started anew: it ")
    assert own_asker.routes(START, END).routes
    worker = own_asker.engine._worker
    assert worker is not None
    worker[1].close()
    assert own_asker.routes(START, END).routes
    assert gone(worker[0].pid)


def test_a_stopped_worker_is_replaced(town: Region, expect_log) -> None:
    expect_log("routing.engine: the routing engine is started anew: no answer within 1.5 s", perhaps=True)
    asker = stage.Asker(town.routing, patience_s=1.5)
    try:
        until(lambda: isinstance(asker.ask(AskRoutes(stage.request(START, END))), RoutesFound))
        first, before = asker.engine.pid, asker.engine.restarts
        assert first is not None
        os.kill(first, signal.SIGSTOP)
        answer = asker.ask(AskRoutes(stage.request(START, END)))
        assert asker.engine.restarts > before
        assert gone(first)
        # On a machine under load the new one may be late too; then the answer says so.
        assert isinstance(answer, RoutesFound) or "no answer" in str(answer)
    finally:
        asker.engine.end()


def test_newest_first_and_unwanted_never(own_asker: stage.Asker) -> None:
    heard: list[str] = []
    ready = own_asker.send(AskRoutes(stage.request(START, END)))
    for _ in range(20):
        own_asker.engine.ask(AskTimes(START, (END,)), lambda _: heard.append("times"))
    own_asker.engine.ask(AskRoutes(stage.request(START, END)), lambda _: heard.append("route"))
    own_asker.engine.ask(AskRoutes(stage.request(START, END)), lambda answer: heard.append(str(answer)), lambda: False)
    ready()
    until(lambda: len(heard) == 22)
    assert "no longer wanted" in heard[:3]
    assert "route" in heard[:3]


def test_the_region_changes_while_it_runs(town: Region, liechtenstein_roads: Region) -> None:
    asker = stage.Asker(town.routing)
    try:
        assert asker.routes(START, END).routes
        asker.engine.use(liechtenstein_roads.routing)
        assert asker.routes(stage.BALZERS, stage.VADUZ).routes
        assert not asker.routes(START, END).routes
        asker.engine.use(None)
        assert str(asker.ask(AskRoutes(stage.request(START, END)))) == "no region"
        until(lambda: asker.engine.pid is None)
    finally:
        asker.engine.end()


def test_a_region_is_removed_while_in_use(town: Region, tmp_path: Path, expect_log) -> None:
    expect_log("routing.engine: the routing engine is started anew: .*cannot be used", perhaps=True)
    expect_log("routing.engine: the routing engine is started anew: it ended by SIGKILL")
    folder = tmp_path / "routing"
    shutil.copytree(town.routing, folder)
    asker = stage.Asker(folder)
    try:
        assert asker.routes(START, END).routes
        shutil.rmtree(folder)
        assert asker.routes(START, END).routes, "its files are still mapped"
        assert asker.engine.pid is not None
        os.kill(asker.engine.pid, signal.SIGKILL)
        for _ in range(2):
            answer = asker.ask(AskRoutes(stage.request(START, END)))
            assert isinstance(answer, EngineError)
            assert "cannot be used" in str(answer)
        restarts = asker.engine.restarts
        shutil.copytree(town.routing, folder)
        asker.engine.use(folder)
        assert asker.routes(START, END).routes
        assert asker.engine.restarts == restarts
    finally:
        asker.engine.end()


def test_it_ends_within_a_second_even_when_hung(town: Region) -> None:
    asker = stage.Asker(town.routing)
    assert asker.routes(START, END).routes
    pid = asker.engine.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    asker.engine.ask(AskRoutes(stage.request(START, END)), lambda _: pytest.fail("answered"))
    asker.engine.end()
    asker.engine.end()
    until(lambda: gone(pid))


def test_an_engine_that_was_never_asked_starts_nothing() -> None:
    engine = Engine()
    assert engine.pid is None
    engine.end()
    engine.use(Path("/nowhere"))
    assert engine.pid is None


PARENT = """
import sys, threading
from pathlib import Path
from headunit.kernel.geodesy import LatLon
from headunit.routing.engine import Engine
from headunit.routing.questions import AskTimes
engine, done = Engine(), threading.Event()
engine.use(Path(sys.argv[1]))
engine.ask(AskTimes(LatLon(51.5, -1.5), (LatLon(51.5, -1.5),)), lambda _: done.set())
done.wait()
print(engine.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("hung", [False, True])
def test_no_orphan_when_the_app_is_killed(town: Region, hung: bool) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(town.routing)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as app:
        assert app.stdout is not None
        worker = int(app.stdout.readline())
        assert not gone(worker)
        if hung:
            os.kill(worker, signal.SIGSTOP)
        app.kill()
    until(lambda: gone(worker))


def test_no_road_near(town_asker: stage.Asker) -> None:
    nowhere = stage.at(-3000, -3000)
    assert town_asker.routes(nowhere, END).why is NoRoute.START_OFF_ROAD
    assert town_asker.routes(START, nowhere).why is NoRoute.DESTINATION_OFF_ROAD


def test_islands_cannot_be_reached(town_asker: stage.Asker) -> None:
    small, large = stage.at(1900, 100), stage.at(600, 4500)
    assert town_asker.routes(START, small).why is NoRoute.UNREACHABLE
    assert town_asker.routes(START, large).why is NoRoute.UNREACHABLE
    assert town_asker.routes(small, START).why is NoRoute.UNREACHABLE
    # A place beside the road, on the other hand, is reached.
    assert town_asker.routes(START, stage.at(1250, 1090)).routes
    times = town_asker.ask(AskTimes(START, (END, large, LatLon(0.0, 0.0))))
    assert times.times_s[0] > 0  # type: ignore[union-attr]
    assert times.times_s[1:] == (None, None)  # type: ignore[union-attr]

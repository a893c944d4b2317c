import asyncio
import gc
import itertools
import queue
import socket
import subprocess
import sys
import threading

import pytest
from virtual_loop import VirtualLoop

from headunit.kernel.supervision import RETRY_FIRST_S, RETRY_MAX_S, IoThread, keep_alive

#: Nothing here takes so long unless it never happens.
PATIENCE_S = 60.0
#: Short of the first attempt, this is how the pauses grow.
PAUSES = [0.25, 0.5, 1.0, 1.0, 1.0]


def attempts(outcomes, *, lasting_s=0.0, seconds=10.0):
    """When keep_alive tried, and which losses it told. `outcomes`: what each attempt raises, None to return."""
    loop = VirtualLoop()
    began: list[float] = []
    losses: list[Exception] = []
    script = iter(outcomes)

    async def attempt() -> None:
        began.append(loop.time())
        await asyncio.sleep(lasting_s)
        if (outcome := next(script, None)) is not None:
            raise outcome

    loop.run_for(keep_alive(attempt, losses.append), seconds)
    return began, losses


def pauses(began, lasting_s=0.0):
    return [later - earlier - lasting_s for earlier, later in itertools.pairwise(began)]


def test_the_pause_doubles_up_to_the_longest() -> None:
    refused = [ConnectionRefusedError("no")] * 6
    began, losses = attempts(refused, seconds=4.6)
    assert (RETRY_FIRST_S, RETRY_MAX_S) == (0.25, 1.0)
    assert began[0] == 0
    assert pauses(began) == pytest.approx(PAUSES)
    assert losses == refused


def test_a_connection_that_ends_well_is_tried_again_too() -> None:
    began, losses = attempts([], seconds=4.6)
    assert pauses(began) == pytest.approx(PAUSES)
    assert losses == []


def test_a_short_life_does_not_reset_the_pause() -> None:
    began, _ = attempts([EOFError()] * 9, lasting_s=0.9, seconds=7)
    assert pauses(began, 0.9) == pytest.approx([0.25, 0.5, 1.0, 1.0])


def test_a_long_life_does() -> None:
    began, _ = attempts([EOFError()] * 9, lasting_s=2.1, seconds=10)
    assert pauses(began, 2.1) == pytest.approx([0.25] * 4)


@pytest.mark.parametrize("error", [OSError("gone"), EOFError(), ValueError("nonsense"), TimeoutError()])
def test_foreseen_losses_are_told_and_not_logged(error: Exception) -> None:
    _, losses = attempts([error], seconds=1)
    assert losses == [error]


def test_a_defect_is_logged_and_the_link_lives_on(expect_log) -> None:
    expect_log("author did not foresee")
    began, losses = attempts([KeyError("ours")], seconds=2)
    assert [type(loss) for loss in losses] == [KeyError]
    assert len(began) == 4


def test_cancelling_ends_it_in_the_attempt_and_in_the_pause() -> None:
    assert len(attempts([], lasting_s=100, seconds=5)[0]) == 1
    assert len(attempts([], seconds=0.1)[0]) == 1


def test_a_spawned_task_runs_on_the_links_thread_and_can_be_cancelled() -> None:
    io = IoThread()
    io.start()
    running, ended = threading.Event(), threading.Event()
    names: list[str] = []

    async def work() -> None:
        names.append(threading.current_thread().name)
        running.set()
        try:
            await asyncio.sleep(3600)
        finally:
            ended.set()

    cancel = io.spawn(work())
    assert running.wait(PATIENCE_S)
    cancel()
    assert ended.wait(PATIENCE_S)
    cancel()  # a second time does no harm
    io.stop()
    assert names == ["links"]


def test_stop_cancels_what_runs_and_may_be_called_twice() -> None:
    io = IoThread()
    io.start()
    running, ended = threading.Semaphore(0), threading.Semaphore(0)

    async def work() -> None:
        try:
            running.release()
            await asyncio.sleep(3600)
        finally:
            ended.release()

    for _ in range(3):
        io.spawn(work())
    assert all(running.acquire(timeout=PATIENCE_S) for _ in range(3))
    io.stop()
    io.stop()
    assert all(ended.acquire(blocking=False) for _ in range(3))


def test_stop_does_not_wait_for_a_task_that_ignores_it(expect_log) -> None:
    expect_log("Task was destroyed but it is pending", perhaps=True)
    io = IoThread()
    io.start()
    stubborn = threading.Semaphore(0)

    async def ignore() -> None:
        while True:
            try:
                stubborn.release()
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                continue

    io.spawn(ignore())
    assert stubborn.acquire(timeout=PATIENCE_S)
    io.stop()
    assert stubborn.acquire(blocking=False), "it was not even asked to end"
    # That the thread is gone although the task is not is judged after the test: nothing may be left running.
    gc.collect()


def test_a_thread_that_was_never_started_leaves_nothing_open() -> None:
    """Runs in virtual time have no links; an open loop would be a ResourceWarning, and that an error here."""
    io = IoThread()
    io.stop()
    del io
    gc.collect()


def test_names_are_looked_up_and_what_goes_wrong_is_told() -> None:
    io = IoThread()
    io.start()
    said: queue.Queue[object] = queue.Queue()

    async def look_up(name: str) -> None:
        try:
            said.put(await asyncio.get_running_loop().getaddrinfo(name, 2947, type=socket.SOCK_STREAM))
        except OSError as error:
            said.put(error)

    io.spawn(look_up("127.0.0.1"))
    ((family, *_, address),) = said.get(timeout=PATIENCE_S)
    assert (family, address) == (socket.AF_INET, ("127.0.0.1", 2947))
    io.spawn(look_up("no such name"))
    assert isinstance(said.get(timeout=PATIENCE_S), OSError)
    io.stop()


def test_a_name_server_that_hangs_does_not_hold_up_the_exit() -> None:
    """asyncio looks names up on its executor's threads, and the interpreter waits for those at its end."""
    program = """
import asyncio, threading, time
from headunit.kernel.supervision import IoThread
io, hanging = IoThread(), threading.Event()
def look_up():
    hanging.set()
    time.sleep(1000)
async def connect():
    await asyncio.get_running_loop().run_in_executor(None, look_up)
io.start()
io.spawn(connect())
hanging.wait()
io.stop()
print("stopped")
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "stopped\n", "")

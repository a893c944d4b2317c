"""Live time: its own thread at the clock's pace, a gpsd on a real port, and an end that leaves nothing behind."""

import contextlib
import json
import socket
import threading
from collections.abc import Iterator

import pytest
from sim_stage import PATIENCE_S, Wire, a_scenario, until

from headunit.kernel.clock import ManualClock, SystemClock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import LinkReport, LinkState
from headunit.kernel.reading import Reading
from headunit.kernel.supervision import IoThread
from headunit.position.gpsd import GpsdFeed, GpsdLink
from headunit.position.state import Fix, Mode
from headunit.simulator.commands import command
from headunit.simulator.gpsd_server import GpsdServer
from headunit.simulator.simulation import Simulation
from headunit.simulator.world import TICK_S
from headunit.vehicle import cars
from headunit.vehicle.codec import TableCodec


@pytest.fixture
def io() -> Iterator[IoThread]:
    io = IoThread()
    io.start()
    yield io
    io.stop()


@contextlib.contextmanager
def running(io: IoThread, clock: ManualClock | SystemClock, speedup: float = 1.0) -> Iterator[Simulation]:
    drive = Simulation(a_scenario(), None, TableCodec(cars.load("demo")), Wire(), clock)
    drive.start(io, speedup)
    try:
        yield drive
    finally:
        drive.stop()


class Listener:
    """The real gpsd client on the simulated gpsd."""

    def __init__(self, port: int, io: IoThread) -> None:
        self.inbox = Inbox()
        self.fixes: list[Fix] = []
        self.states: list[LinkState] = []
        self.link = GpsdLink("127.0.0.1", port, SystemClock(), self.inbox, io)
        self.link.start()

    def hear(self) -> None:
        for value in self.inbox.drain().latest.values():
            if isinstance(value, LinkReport):
                self.states.append(value.state)
            elif isinstance(value, Reading) and isinstance(value.value, Fix):
                self.fixes.append(value.value)

    def until_state(self, state: LinkState) -> None:
        self.states.clear()

        def heard() -> bool:
            self.hear()
            return state in self.states

        until(heard, f"no {state}; heard {self.states}")

    def until_fix(self, mode: Mode) -> Fix:
        self.fixes.clear()

        def heard() -> bool:
            self.hear()
            return any(fix.mode is mode for fix in self.fixes)

        until(heard, f"no {mode!r}")
        return next(fix for fix in self.fixes if fix.mode is mode)


@pytest.fixture
def live(io: IoThread) -> Iterator[tuple[Simulation, Listener]]:
    with running(io, SystemClock()) as drive:
        listener = Listener(drive.gpsd_port, io)
        yield drive, listener
        listener.link.stop()


def test_the_real_client_follows_and_sees_each_state_of_the_sky(live: tuple[Simulation, Listener]) -> None:
    drive, listener = live
    fix = listener.until_fix(Mode.FIX_3D)
    assert fix.lat_deg == pytest.approx(drive.snapshot().lat_deg, abs=0.01)
    assert fix.utc is not None
    until(lambda: listener.hear() or any(fix.satellites_used for fix in listener.fixes))
    drive.post(command("gps", state="2d"))
    listener.until_fix(Mode.FIX_2D)
    drive.post(command("gps", state="lost"))
    listener.until_fix(Mode.NO_FIX)


def test_the_real_client_survives_each_fault_of_gpsd(live: tuple[Simulation, Listener]) -> None:
    drive, listener = live
    listener.until_fix(Mode.FIX_3D)
    drive.post(command("gpsd", state="no_receiver"))
    listener.until_state(LinkState.FAULT)
    drive.post(command("gpsd", state="ok"))
    listener.until_fix(Mode.FIX_3D)
    drive.post(command("gpsd", state="dead"))
    listener.until_state(LinkState.LOST)
    drive.post(command("gpsd", state="ok"))
    listener.until_fix(Mode.FIX_3D)
    drive.post(command("gpsd", state="hang"))
    listener.until_state(LinkState.SILENT)
    drive.post(command("gpsd", state="ok"))
    listener.until_fix(Mode.FIX_3D)


def test_a_dead_gpsd_refuses_and_comes_back_on_its_port(io: IoThread) -> None:
    with running(io, SystemClock()) as drive:
        port = drive.gpsd_port
        drive.post(command("gpsd", state="dead"))

        def refused() -> bool:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
            except ConnectionRefusedError:
                return True
            return False

        until(refused)
        drive.post(command("gpsd", state="ok"))
        until(lambda: not refused())


def ask(port: int, *questions: str) -> list[dict[str, object]]:
    """The answers until as many came as there were questions and a greeting; other reports are left out."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as link, link.makefile("rw", newline="\n") as lines:
        lines.write("".join(f"{question}\n" for question in questions))
        lines.flush()
        answers: list[dict[str, object]] = []
        while len(answers) < len(questions) + 1:
            line = lines.readline()
            assert line.endswith("\r\n"), line
            answers.append(json.loads(line))
        return answers


def test_questions_are_answered_as_gpsd_does(io: IoThread) -> None:
    with running(io, SystemClock()) as drive:
        until(lambda: drive.snapshot().t_s > 0.5)
        hello, version, devices, poll, error = ask(drive.gpsd_port, "?VERSION;", "?DEVICES;", "?POLL;", "?JUMP;")
        assert hello == version == {
            "class": "VERSION", "release": "3.25", "rev": "3.25", "proto_major": 3, "proto_minor": 15,
        }  # fmt: skip
        assert devices["devices"][0]["path"] == "/dev/ttyACM0"  # type: ignore[index]
        assert poll["tpv"][0]["mode"] == 3  # type: ignore[index]
        assert poll["sky"][0]["uSat"] > 5  # type: ignore[index]
        assert error == {"class": "ERROR", "message": "Unrecognized request '?JUMP'"}
        _, devices, watch, off, _ = ask(
            drive.gpsd_port, '?WATCH={"enable":true};?WATCH={bad};?WATCH={"enable":false}', "", "", ""
        )
        assert (devices["class"], watch["class"], watch["enable"]) == ("DEVICES", "WATCH", True)
        assert off["class"] == "ERROR"


def test_a_client_that_does_not_read_is_thrown_out_and_hurts_nobody(io: IoThread) -> None:
    drive = Simulation(a_scenario(), None, TableCodec(cars.load("demo")), Wire(), ManualClock())
    server = GpsdServer(drive._voice)
    port = server.start(io)
    with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as lazy:
        lazy.sendall(b'?WATCH={"enable":true,"json":true}\n')
        heard = b""
        while b'"WATCH"' not in heard:
            heard += lazy.recv(4096)
        flood = ["x" * 100_000]

        def thrown_out() -> bool:
            server.publish(flood)
            return not server._clients

        until(thrown_out)
    assert ask(port, "?POLL;")[1]["class"] == "POLL"
    server.stop()


def test_speedup_is_exact_on_the_clock(io: IoThread) -> None:
    clock = ManualClock()
    with running(io, clock, speedup=4) as drive:
        for tenth in range(1, 31):
            clock.advance(0.1)
            due = round(tenth * 0.1 * 4 / TICK_S)
            until(lambda due=due: drive.world.ticks >= due)  # type: ignore[misc]
        assert drive.world.ticks == 3.0 * 4 / TICK_S
        assert drive.world.t_s == pytest.approx(12.0)
        assert drive.snapshot().late_s == 0


def test_a_long_hiccup_is_caught_up_in_part_and_the_rest_given_up(io: IoThread) -> None:
    clock = ManualClock()
    with running(io, clock) as drive:
        clock.advance(0.1)
        until(lambda: drive.world.ticks == 5)
        clock.advance(60)
        # Half a second at once, and the tick that is due by then.
        until(lambda: drive.world.ticks == 5 + 26)
        clock.advance(0.2)
        until(lambda: drive.world.ticks == 5 + 26 + 10)
        assert drive.snapshot().late_s == pytest.approx(59.48)


def test_stopping_leaves_no_thread_and_no_port(io: IoThread) -> None:
    drive = Simulation(a_scenario(), None, TableCodec(cars.load("demo")), Wire(), SystemClock())
    port = drive.start(io)
    until(lambda: drive.snapshot().steps > 10)
    drive.stop()
    assert "simulation" not in {thread.name for thread in threading.enumerate()}
    steps = drive.world.ticks

    def refused() -> bool:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except ConnectionRefusedError:
            return True
        return False

    until(refused)
    assert drive.world.ticks == steps
    drive.stop()


def test_lockstep_lines_are_what_a_client_would_read() -> None:
    clock = ManualClock()
    drive = Simulation(a_scenario(), None, TableCodec(cars.load("demo")), Wire(), clock)
    inbox = Inbox()
    feed = GpsdFeed(clock, inbox)
    drive.step(1)
    feed.pump_lines(drive.gpsd_report_lines())
    latest = inbox.drain().latest
    reading = latest["position"]
    assert isinstance(reading, Reading)
    assert reading.value.mode is Mode.FIX_3D
    assert feed.reporter.state is LinkState.ONLINE
    assert drive.gpsd_report_lines() == []
    drive.post(command("gpsd", state="no_receiver"))
    drive.step(0.1)
    feed.pump_lines(drive.gpsd_report_lines())
    assert feed.reporter.state is LinkState.FAULT
    drive.post(command("gpsd", state="hang"))
    drive.step(2)
    assert not [line for line in drive.gpsd_report_lines() if "TPV" in line]

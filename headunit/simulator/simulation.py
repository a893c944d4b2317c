"""One simulated drive, run in lockstep by the caller or live on a thread of its own. What app.py builds and ends.

Knows the world and its voices; what a frame means and where it goes is the codec's and the sink's business.
"""

import collections
import logging
import threading
from collections.abc import Callable

from headunit.kernel.clock import Clock
from headunit.kernel.supervision import IoThread
from headunit.simulator import nmea
from headunit.simulator.can_speaker import CanSpeaker
from headunit.simulator.commands import Command
from headunit.simulator.drive_recorder import DriveRecorder, RecordedSink
from headunit.simulator.ecu_isotp import ControlUnits
from headunit.simulator.gpsd_server import GpsdServer
from headunit.simulator.gpsd_voice import GpsdVoice
from headunit.simulator.road import Road
from headunit.simulator.scenario import Scenario
from headunit.simulator.snapshots import snapshot
from headunit.simulator.state import SimulationState
from headunit.simulator.world import SLOW_TICKS, TICK_S, Ticker, World
from headunit.vehicle.ports import CarCodec, Frame, FrameSink

log = logging.getLogger(__name__)

#: A machine that falls behind catches up by at most so many seconds of real time at once; the rest is given up.
MOST_BEHIND_S = 0.5
#: Undelivered gpsd lines beyond this many are dropped, oldest first: about ten minutes.
MOST_LINES = 4096
STOP_S = 0.5


class Simulation:
    """A car, a road and a sky from a scenario.

    `seed`: None takes the scenario's own. `clock`: paces live time. `recorder`: writes down what is sent; closed by
    `stop`. `road`: where the scenario names a region. Raises UsageError or HeadunitError for a scenario whose road is
    unknown or wrong.

    Either `step` it (virtual time, same thread), or `start` and `stop` it (live): not both at once. `post`, `lead`,
    `on_frame` and `snapshot` may be called from any thread.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int | None,
        codec: CarCodec,
        sink: FrameSink,
        clock: Clock,
        recorder: DriveRecorder | None = None,
        road: Road | None = None,
    ) -> None:
        self.world = World(scenario, seed, road)
        self._recorder = recorder
        self._clock = clock
        if recorder is not None:
            sink = RecordedSink(sink, recorder, scenario.start.timestamp())
        self.speaker = CanSpeaker(self.world, codec, sink)
        self._units = ControlUnits(self.world, sink)
        self._voice = GpsdVoice(self.world)
        self._server = GpsdServer(self._voice)
        self._posted: collections.deque[Command | Callable[[World], object]] = collections.deque()
        self._lines: collections.deque[str] = collections.deque(self._voice.greeting(), maxlen=MOST_LINES)
        self._ticker = Ticker()
        self._late_s = 0.0
        self._quit = threading.Event()
        self._thread: threading.Thread | None = None
        self._state = snapshot(self.world, self._late_s)

    def post(self, command: Command) -> None:
        """Let `command` happen with the next tick."""
        self._posted.append(command)

    def lead(self, act: Callable[[World], object]) -> None:
        """Let `act` be done to the world with the next tick, on the simulation's thread: for what no command says."""
        self._posted.append(act)

    def on_frame(self, frame: Frame) -> None:
        """Hear a frame from the bus, the head unit's requests among them."""
        self.speaker.on_frame(frame)
        self._units.on_frame(frame)

    def snapshot(self) -> SimulationState:
        """The newest picture, at most 0.2 s of simulated time old."""
        return self._state

    @property
    def gpsd_port(self) -> int:
        """TCP port of the simulated gpsd on 127.0.0.1, once started; 0 before."""
        return self._server.port

    @property
    def gpsd_state(self) -> str:
        """How the simulated gpsd works at the moment: a word of the `gpsd` command."""
        return self.world.gpsd_state

    def step(self, dt_s: float) -> int:
        """Virtual time: move on by `dt_s` (>= 0) in whole ticks of TICK_S and return their number; the rest is kept
        for the next call. Frames are sent from within."""
        count = self._ticker.due(dt_s)
        for _ in range(count):
            self._tick()
        self._state = snapshot(self.world, self._late_s)
        return count

    def gpsd_report_lines(self) -> list[str]:
        """What a client that watches gpsd would have read since the last call, greeting first. Nothing while the
        service is dead or hangs."""
        lines = list(self._lines)
        self._lines.clear()
        return lines

    def start(self, io: IoThread, speedup: float = 1.0) -> int:
        """Live time: open the gpsd port on the links' loop and run on a thread of its own, `speedup` (> 0) times as
        fast as the clock. Returns the port. Raises OSError without a free port."""
        port = self._server.start(io)
        self._quit.clear()
        self._thread = threading.Thread(target=self._live, args=(speedup,), name="simulation", daemon=True)
        self._thread.start()
        return port

    def stop(self) -> None:
        """End the thread, the gpsd and the recording, within 0.5 s. May be called twice."""
        self._quit.set()
        if self._thread is not None:
            self._thread.join(STOP_S)
            self._thread = None
        self._server.stop()
        if self._recorder is not None:
            self._recorder.close()

    def _live(self, speedup: float) -> None:
        """Ticks are counted against the clock, not timed one by one, so the drive never drifts from it."""
        began_s, began_ticks = self._clock.now(), self.world.ticks
        while not self._quit.is_set():
            due = began_ticks + int((self._clock.now() - began_s) * speedup / TICK_S + 1e-6)
            most = int(MOST_BEHIND_S * speedup / TICK_S) + 1
            given_up = max(0, due - self.world.ticks - most)
            if given_up:
                self._late_s += given_up * TICK_S / speedup
                began_ticks -= given_up
                due -= given_up
            while self.world.ticks < due and not self._quit.is_set():
                self._tick()
            next_s = began_s + (self.world.ticks + 1 - began_ticks) * TICK_S / speedup
            self._quit.wait(min(TICK_S, max(0.001, next_s - self._clock.now())))

    def _tick(self) -> None:
        while self._posted:
            posted = self._posted.popleft()
            if isinstance(posted, Command):
                self.world.do(posted)
            else:
                posted(self.world)
        self.world.tick()
        self._server.set_state(self.world.gpsd_state)
        self.speaker.speak()
        self._units.answer()
        lines = self._voice.follow()
        if lines:
            self._server.publish(lines)
            if self.world.gpsd_state not in {"dead", "hang"}:
                self._lines.extend(lines)
        if self.world.ticks % SLOW_TICKS == 0:
            self._record()
            self._state = snapshot(self.world, self._late_s)

    def _record(self) -> None:
        if self._recorder is not None:
            fix, satellites = self.world.fix(), self.world.sky.satellites
            self._recorder.sentences([nmea.gga(fix), nmea.gsa(fix, satellites), nmea.rmc(fix)])

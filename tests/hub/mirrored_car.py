"""A simulated car that really drives, on a real virtual bus, with its mirror, its own hub process and a browser beside
it. The house lives on a thread of its own, as it lives on Qt's in the head unit."""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from headunit.app import House, find_car
from headunit.app.jukebox import Jukebox
from headunit.app.mirror import MirrorRoom
from headunit.app.simulated import Plan, SimulatedWorld
from headunit.cloud.state import CloudState
from headunit.kernel.clock import SystemClock
from headunit.kernel.supervision import IoThread
from headunit.preferences.state import Preferences
from headunit.settings import environment, load
from headunit.simulator import scenario as scenarios

PATIENCE_S = 30.0
CHROMIUM = "/usr/bin/chromium"
#: Software GL: the map is drawn in a picture without a screen.
FLAGS = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-sandbox")


class MirroredCar:
    """`ask`: run something on the house's thread, and wait for it."""

    def __init__(self, scenario: str = "city") -> None:
        self._jobs: queue.Queue[Callable[[], None]] = queue.Queue()
        self._ending = threading.Event()
        self._ready = threading.Event()
        self._scenario = scenario
        self.failure: BaseException | None = None
        self._thread = threading.Thread(target=self._live, name="house")

    def begin(self) -> None:
        self._thread.start()
        assert self._ready.wait(PATIENCE_S), "the car did not start"
        self.until(lambda: self.state.link.value == "online", "the line to the hub")

    def _live(self) -> None:
        settings = load(environment())
        scenario = scenarios.load(self._scenario)
        self.house = House(SystemClock(), find_car(scenario.car), Preferences())
        self.jukebox = Jukebox(self.house, None)
        room = MirrorRoom(self.house, settings, title="Test car", port=0)
        io = IoThread()
        io.start()
        world = SimulatedWorld(self.house, Plan(scenario, find_car(scenario.car), sends=settings.sends), io)
        links = [world, *room.links(io)]
        for link in links:
            link.start()
        self._ready.set()
        try:
            while not self._ending.is_set():
                self.house.tick()
                try:
                    self._jobs.get(timeout=0.05)()
                except queue.Empty:
                    continue
        except BaseException as error:  # noqa: BLE001  told where it is waited for
            self.failure = error
        finally:
            for link in reversed(links):
                link.stop()
            self.house.end()
            io.stop()

    def ask[T](self, job: Callable[[House], T]) -> T:
        answer: queue.Queue[tuple[bool, object]] = queue.Queue()

        def run() -> None:
            try:
                answer.put((True, job(self.house)))
            except BaseException as error:  # noqa: BLE001  raised where it was asked
                answer.put((False, error))

        self._jobs.put(run)
        fine, value = answer.get(timeout=PATIENCE_S)
        if not fine:
            assert isinstance(value, BaseException)
            raise value
        return value  # type: ignore[return-value]

    @property
    def state(self) -> CloudState:
        return self.ask(lambda house: house.board.latest(CloudState)) or CloudState()

    def until(self, true: Callable[[], object], what: str) -> None:
        end = time.monotonic() + PATIENCE_S
        while not true():
            assert self.failure is None, self.failure
            assert time.monotonic() < end, f"waited in vain for {what}: {self.state}"
            time.sleep(0.05)

    def end(self) -> None:
        self._ending.set()
        self._thread.join(PATIENCE_S)
        assert self.failure is None, self.failure


@contextmanager
def chromium() -> Iterator[Browser]:
    assert Path(CHROMIUM).exists(), "apt install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()

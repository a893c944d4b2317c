"""Drives a car for hours of its own time through a house, the screen and the technician's pane; prints what it took.

Run as a process of its own: soak.py HOURS FOLDER. Prints one JSON object: resident memory in bytes after each minute,
how many CAN frames were heard and how often the screen was drawn.
"""

import gc
import json
import os
import sys
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QTimer

from headunit.app import House, find_car
from headunit.app.lockstep import Lockstep
from headunit.app.simulated import Plan, SimulatedWorld
from headunit.kernel.clock import ManualClock
from headunit.preferences.state import Preferences
from headunit.presentation.pane import discover
from headunit.simulator import scenario
from headunit.technician.ports import Workbench
from headunit.technician.state import ZOOMS_S, ReplayState, TrafficState
from headunit.ui.screen import Screen, shown

#: The screen draws once after so much of the car's time (s).
TURN_S = 2.0
TURNS_A_MINUTE = round(60 / TURN_S)


def resident() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class Technician:
    """Looks at another page each minute; every fifth minute is recorded."""

    def __init__(self, house: House, folder: Path) -> None:
        self._house, self._folder = house, folder
        house.record_to(folder)
        self._pages = cycle(("messages", "plot", "record", "messages", "buses"))
        self._zooms = cycle(ZOOMS_S)
        self._number = 0

    def turn(self) -> None:
        bench = self._house.port(Workbench)
        assert bench is not None
        page = next(self._pages)
        bench.look(page)
        bench.zoom(next(self._zooms))
        state = self._house.board.latest(TrafficState)
        if page == "messages":
            row = state.rows[self._number % len(state.rows)]
            self._number += 1
            bench.open(row.key)
            detail = self._house.board.latest(TrafficState).detail
            # More than four: the oldest make room.
            for signal in [value.name for value in detail.signals if value.number is not None][:2]:
                bench.plot(row.key, signal, True)
        if page == "record":
            bench.record(".log")
        else:
            bench.stop_recording()
            for file in self._folder.glob("*.log"):
                file.unlink()


def main(hours: float, folder: Path) -> None:
    plan = scenario.load("city")
    clock, car = ManualClock(plan.start), find_car(plan.car)
    house = House(clock, car, Preferences(theme="night"))
    world = SimulatedWorld(house, Plan(plan, car))
    minutes: list[int] = []
    with shown(Screen(house, discover(), first="technician", size=(1280, 720))) as screen:
        lockstep = Lockstep(house, clock, world.step)
        # While a car moves its technician sees the buses only; in a replay nobody drives.
        house.board.publish(ReplayState())
        lockstep.run(2.0)
        technician = Technician(house, folder)
        turns = iter(range(round(hours * 60 * 60 / TURN_S)))
        drawn = 0

        def count() -> None:
            nonlocal drawn
            drawn += 1

        screen.window.frameSwapped.connect(count)

        def go_on() -> None:
            turn = next(turns, None)
            if turn is None:
                screen.application.quit()
                return
            if turn % TURNS_A_MINUTE == 0:
                if turn:
                    minutes.append(resident())
                technician.turn()
            lockstep.run(TURN_S)

        # In Qt's own loop: what QML throws away is only deleted there. The screen draws between two turns.
        timer = QTimer(interval=0)
        timer.timeout.connect(go_on)
        timer.start()
        screen.run()
        minutes.append(resident())
        timer.stop()
        frames = sum(bus.frames for bus in house.board.latest(TrafficState).buses)
        world.stop()
        house.end()
    print(json.dumps({"minutes": minutes, "frames": frames, "drawn": drawn}))


if __name__ == "__main__":
    main(float(sys.argv[1]), Path(sys.argv[2]))

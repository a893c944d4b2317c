"""The technician's path, inside the kernel that scripts/vcan-test boots: technician.py DRIVE.log CAR.

Prints a line a step, "ok" or "FAILED", then "N passed, M failed". Exit code 0 if all are ok.
"""

import functools
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

import steps_links
import steps_programs
import steps_traffic
from afternoon import Afternoon
from recording import Drive
from workshop import App, Troubles, kernel, need

from headunit.vehicle import cars
from headunit.vehicle.codec import TableCodec

#: In the order in which they are done, all with the same app: each finds what the one before left.
STEPS: Final[tuple[tuple[str, Callable[[Afternoon], str]], ...]] = (
    ("no-interface", steps_links.no_interface),
    ("quiet-bus", steps_traffic.quiet_bus),
    ("drive", steps_traffic.drive),
    ("cansend", steps_traffic.by_hand),
    ("silence", steps_traffic.silence),
    ("listen-only", steps_traffic.listen_only),
    ("error-frames", steps_traffic.error_frames),
    ("bus-off", steps_links.bus_off),
    ("bad-frames", steps_traffic.bad_frames),
    ("down-up", steps_links.down_up),
    ("deleted-added", steps_links.deleted_added),
)


def main() -> int:
    """All steps. Returns the exit code."""
    print(f"kernel {kernel()}, drive {sys.argv[1]}", flush=True)
    troubles, threads = Troubles(), set(threading.enumerate())
    codec = TableCodec(cars.load(sys.argv[2]))
    app = App(codec)
    day = Afternoon(app, codec, Drive(Path(sys.argv[1]), codec))

    def with_the_app() -> None:
        day.step("script", steps_programs.script)
        for name, act in STEPS:
            day.step(name, functools.partial(act, day))

    app.run(with_the_app)
    day.step("can-fd", steps_programs.can_fd)
    day.step("command", functools.partial(steps_programs.command, day))

    def clean_end() -> str:
        left = [thread.name for thread in threading.enumerate() if thread not in threads]
        need(not left, f"threads left: {left}")
        need(not troubles.found, "; ".join(troubles.found))
        return "no thread left, no warning, no traceback"

    day.step("clean-end", clean_end)
    passed = sum(day.results)
    print(f"{passed} passed, {len(day.results) - passed} failed", flush=True)
    return 0 if all(day.results) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Steps in which the interface is absent, leaves the bus, goes down or is unplugged, and comes back."""

import time
from collections.abc import Callable
from typing import Final

from afternoon import SPEED, Afternoon
from workshop import BUS, Player, add_bus, cansend, need, tool

from headunit.kernel.link import LinkState

#: So soon after the bus is back the values must be (s).
BACK_S: Final = 2.0
#: A shared machine may stand still for a second; then the outage is made once more.
ATTEMPTS: Final = 3


def no_interface(day: Afternoon) -> str:
    """Started before the adapter is plugged in: says so and waits."""
    look = day.app.wait(lambda look: look.report.state is LinkState.LOST, "the app does not say that it is lost")
    need(look.speed == "--", f"the screen shows {look.speed!r}")
    return look.report.detail


def bus_off(day: Afternoon) -> str:
    """The controller leaves the bus: said; and forgotten when frames come again."""
    cansend("20000040#0000000000000000")
    day.app.wait(lambda look: look.report.state is LinkState.FAULT and "bus-off" in look.report.detail, "not said")
    began = time.monotonic()
    day.say(32)
    look = day.shown(32)
    day.app.wait(lambda look: look.report.state is LinkState.ONLINE, "not online again")
    return _in_time(look.vehicle.readings[SPEED].at - began)


def down_up(day: Afternoon) -> str:
    """The interface goes down in full traffic and comes up again."""
    return _outage(day, lambda: tool("ip", "link", "set", BUS, "down"), lambda: tool("ip", "link", "set", BUS, "up"))


def deleted_added(day: Afternoon) -> str:
    """The adapter is unplugged in full traffic and plugged in again."""

    def back() -> None:
        add_bus()
        tool("ip", "link", "set", BUS, "up")

    return _outage(day, lambda: tool("ip", "link", "del", "dev", BUS), back)


def _outage(day: Afternoon, out: Callable[[], None], back: Callable[[], None]) -> str:
    took: list[float] = []
    while not took or (took[-1] > BACK_S and len(took) < ATTEMPTS):
        with Player(day.drive.path, forever=True):
            day.app.wait(lambda look: look.vehicle.value(SPEED) is not None, "no values before it")
            day.app.states.clear()
            out()
            day.app.wait(lambda look: look.speed == "--", "an old value stays on the screen")
            day.app.wait(lambda _look: LinkState.LOST in day.app.states, "the app does not say that it is lost")
        back()
        up = time.monotonic()
        with Player(day.drive.path, forever=True):
            look = day.app.wait(
                lambda look: look.speed not in {"", "--"} and look.report.state is LinkState.ONLINE, "never back"
            )
        took.append(look.vehicle.readings[SPEED].at - up)
    return _in_time(took[-1])


def _in_time(took_s: float) -> str:
    need(took_s <= BACK_S, f"values back only after {took_s:.2f} s")
    return f"values back after {took_s:.2f} s"

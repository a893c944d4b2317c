"""What each phone command does: one short function per word of `commands.KINDS` that begins with "phone"."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from headunit.simulator.phone.pocket import CALLERS, PHONES
from headunit.simulator.phone.simulated_phone import BARS

if TYPE_CHECKING:
    from headunit.simulator.commands import Command
    from headunit.simulator.phone.simulated_phone import SimulatedPhone
    from headunit.simulator.world import World

_PERCENT: Final = 100
_OPERATOR: Final = "Rheintal Mobile"


def _who(command: Command) -> str:
    return str(command.parameters.get("phone", PHONES[0]))


def _phone(world: World, command: Command) -> SimulatedPhone:
    return world.pocket.phones[_who(command)]


def _ring(world: World, command: Command) -> None:
    _phone(world, command).ring(CALLERS[command.word("who")])


def _dial(world: World, command: Command) -> None:
    _phone(world, command).dial(CALLERS[command.word("who")])


def _hang_up(world: World, command: Command) -> None:
    _phone(world, command).hang_up_there()


def _answer(world: World, command: Command) -> None:
    _phone(world, command).answer_there()


def _link(world: World, command: Command) -> None:
    phone, radio = _phone(world, command), world.pocket.radio
    if not command.flag("on"):
        phone.drop()
    elif radio is None or radio.knows(phone.address):
        phone.come_back()


def _power(world: World, command: Command) -> None:
    phone = _phone(world, command)
    if command.flag("on"):
        phone.switch_on()
    else:
        phone.run_flat()


def _battery(world: World, command: Command) -> None:
    phone = _phone(world, command)
    bars = round((command.number("percent") or 0.0) / _PERCENT * BARS)
    phone.report(dataclasses.replace(phone.status, battery=bars))


def _signal(world: World, command: Command) -> None:
    phone, bars = _phone(world, command), round(command.number("bars") or 0.0)
    phone.report(dataclasses.replace(phone.status, signal=bars, operator=_OPERATOR if bars else ""))


def _pair(world: World, command: Command) -> None:
    world.pocket.knock(_who(command))


def _bluetooth(world: World, command: Command) -> None:
    world.pocket.plug(bool(command.flag("on")))


DEEDS: Final[dict[str, Callable[[World, Command], None]]] = {
    "phone_ring": _ring,
    "phone_dial": _dial,
    "phone_hang_up": _hang_up,
    "phone_answer": _answer,
    "phone_link": _link,
    "phone_power": _power,
    "phone_battery": _battery,
    "phone_signal": _signal,
    "phone_pair": _pair,
    "bluetooth": _bluetooth,
}

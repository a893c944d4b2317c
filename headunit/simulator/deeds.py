"""What each command does to the world: one short function per word of `commands.KINDS`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from headunit.kernel.units import KMH_PER_MPS
from headunit.simulator.battery import CAPACITY_J
from headunit.simulator.commands import KINDS, Command
from headunit.simulator.driver import Mode
from headunit.simulator.phone import deeds as phone_deeds
from headunit.simulator.powertrain import TANK_L

if TYPE_CHECKING:
    from headunit.simulator.world import World

PER_MINUTE = 60.0
#: How long a finger is on a key that it only presses (s).
SHORT_PRESS_S = 0.15


def _drive(world: World, _command: Command) -> None:
    world.powertrain.awake = True
    world.powertrain.battery.plugged = False
    world.driver.mode, world.driver.park = Mode.DRIVE, False
    world.steering.hand_deg = None


def _stop(world: World, command: Command) -> None:
    world.driver.mode, world.driver.park = Mode.HOLD, bool(command.flag("park"))


def _reverse(world: World, command: Command) -> None:
    world.powertrain.awake = True
    world.driver.mode, world.driver.park = Mode.REVERSE, False
    world.driver.reverse_mps = (command.number("kmh") or 0.0) / KMH_PER_MPS


def _speed(world: World, command: Command) -> None:
    world.driver.cap_mps = (command.number("kmh") or math.inf) / KMH_PER_MPS


def _cruise(world: World, command: Command) -> None:
    _take_over(world)
    world.driver.cruise_mps = (command.number("kmh") or 0.0) / KMH_PER_MPS


def _take_over(world: World) -> None:
    """A hand on the pedals ends the driver model's turn; the feet begin at rest."""
    if world.driver.mode is not Mode.HAND:
        world.driver.mode = Mode.HAND
        world.driver.hand.accelerator = world.driver.hand.brake = 0.0
        world.driver.cruise_mps = 0.0
    world.powertrain.awake = True


def _autopilot(world: World, command: Command) -> None:
    if command.flag("on"):
        _drive(world, command)
    else:
        _take_over(world)


def _follow_navigator(world: World, command: Command) -> None:
    world.follows_navigator = bool(command.flag("on"))


def _miss_turn(world: World, _command: Command) -> None:
    world.misses += 1


def _accelerator(world: World, command: Command) -> None:
    _take_over(world)
    world.driver.hand.accelerator = (command.number("percent") or 0.0) / 100


def _brake(world: World, command: Command) -> None:
    _take_over(world)
    world.driver.hand.brake = (command.number("percent") or 0.0) / 100


def _steering(world: World, command: Command) -> None:
    world.steering.hand_deg = command.number("degrees")


def _gear(world: World, command: Command) -> None:
    _take_over(world)
    world.powertrain.gearbox.select(command.word("gear"), world.motion.speed_mps)


def _parking_brake(world: World, command: Command) -> None:
    world.body.parking_brake = bool(command.flag("on"))


def _door(world: World, command: Command) -> None:
    world.body.move_door(command.word("door"), is_open=bool(command.flag("open")))


def _lock(world: World, command: Command) -> None:
    world.body.lock(on=bool(command.flag("on")))


def _belt(world: World, command: Command) -> None:
    world.body.belted[command.word("seat")] = bool(command.flag("fastened"))


def _passenger(world: World, command: Command) -> None:
    world.body.passenger = bool(command.flag("on"))


def _lights(world: World, command: Command) -> None:
    world.body.light_mode = command.word("mode")


def _fog_lights(world: World, command: Command) -> None:
    front, rear = command.flag("front"), command.flag("rear")
    world.body.fog_front = world.body.fog_front if front is None else front
    world.body.fog_rear = world.body.fog_rear if rear is None else rear


def _hazard(world: World, command: Command) -> None:
    world.body.hazard = bool(command.flag("on"))


def _indicator(world: World, command: Command) -> None:
    world.body.lever = command.word("side")


def _wipers(world: World, command: Command) -> None:
    world.body.wipers = command.word("mode")


def _media_key(world: World, command: Command) -> None:
    world.media_keys.press(command.word("key"), command.number("seconds") or SHORT_PRESS_S)


def _tyre_leak(world: World, command: Command) -> None:
    tyre = world.tyres.by_wheel[command.word("wheel")]
    tyre.leak_kpa_per_s = (command.number("kpa_per_min") or 0.0) / PER_MINUTE


def _tyre(world: World, command: Command) -> None:
    tyre = world.tyres.by_wheel[command.word("wheel")]
    tyre.kpa = command.number("kpa") or 0.0


def _fuel(world: World, command: Command) -> None:
    world.powertrain.engine.fuel_l = TANK_L * (command.number("percent") or 0.0) / 100


def _battery(world: World, command: Command) -> None:
    world.powertrain.battery.energy_j = CAPACITY_J * (command.number("percent") or 0.0) / 100


def _low_voltage(world: World, command: Command) -> None:
    world.powertrain.battery.forced_volts = command.number("volts")


def _charge(world: World, command: Command) -> None:
    world.powertrain.battery.plugged = bool(command.flag("on"))


def _outside_temperature(world: World, command: Command) -> None:
    world.outside_celsius = command.number("celsius") or 0.0


def _road(world: World, command: Command) -> None:
    world.grip = command.number("grip") or world.grip
    world.driver.set_grip(world.grip)


def _climate(world: World, command: Command) -> None:
    for name, value in command.parameters.items():
        setattr(world.cabin, name, value)


def _fault(world: World, command: Command) -> None:
    world.faults.put(command.word("part"), on=bool(command.flag("on")), values=world.values())
    world.powertrain.engine.limp = "engine" in world.faults.present


def _trouble_code(world: World, command: Command) -> None:
    on = bool(command.flag("on"))
    world.faults.put_code(command.word("code"), command.word("memory"), on=on, values=world.values())


def _gps(world: World, command: Command) -> None:
    world.sky.state = command.word("state")
    world.sky.jump_m = command.number("metres") or world.sky.jump_m


def _gpsd(world: World, command: Command) -> None:
    world.gpsd_state = command.word("state")


def _can(world: World, command: Command) -> None:
    world.can_state = command.word("state")


_DEEDS: dict[str, Callable[[World, Command], None]] = {
    "drive": _drive,
    "stop": _stop,
    "reverse": _reverse,
    "speed": _speed,
    "cruise": _cruise,
    "autopilot": _autopilot,
    "follow_navigator": _follow_navigator,
    "miss_turn": _miss_turn,
    "accelerator": _accelerator,
    "brake": _brake,
    "steering": _steering,
    "gear": _gear,
    "parking_brake": _parking_brake,
    "door": _door,
    "lock": _lock,
    "belt": _belt,
    "passenger": _passenger,
    "lights": _lights,
    "fog_lights": _fog_lights,
    "hazard": _hazard,
    "indicator": _indicator,
    "wipers": _wipers,
    "media_key": _media_key,
    **phone_deeds.DEEDS,
    "tyre_leak": _tyre_leak,
    "tyre": _tyre,
    "fuel": _fuel,
    "battery": _battery,
    "low_voltage": _low_voltage,
    "charge": _charge,
    "outside_temperature": _outside_temperature,
    "road": _road,
    "climate": _climate,
    "fault": _fault,
    "trouble_code": _trouble_code,
    "gps": _gps,
    "gpsd": _gpsd,
    "can": _can,
}
assert _DEEDS.keys() == KINDS.keys(), "every command does something"


def do(world: World, command: Command) -> None:
    """Let `command` happen in `world` now. What the car itself refuses (P at speed) does not happen, as in a car."""
    _DEEDS[command.kind](world, command)

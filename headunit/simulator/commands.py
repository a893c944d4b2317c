"""What can be done to the simulated world, each thing described once: scenario files and the control window share it.

Knows the words and their limits, not what they do: that is `deeds.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from headunit.kernel.errors import HeadunitError, did_you_mean
from headunit.simulator.phone.pocket import CALLERS, PHONES
from headunit.simulator.table import Table
from headunit.vehicle.state import Value

DOORS = ("row1.driver", "row1.passenger", "row2.driver", "row2.passenger", "hood", "trunk")
SEATS = ("row1.driver", "row1.passenger", "row2.driver", "row2.middle", "row2.passenger")
WHEELS = ("row1.left", "row1.right", "row2.left", "row2.right")
GEARS = ("P", "R", "N", "D")
LIGHT_MODES = ("auto", "off", "parking", "low", "high")
INDICATORS = ("auto", "off", "left", "right")
WIPER_MODES = ("OFF", "SLOW", "MEDIUM", "FAST", "INTERVAL", "RAIN_SENSOR")
MEDIA_KEYS = ("PLAY_PAUSE", "NEXT", "PREVIOUS", "VOLUME_UP", "VOLUME_DOWN", "MUTE")
GPS_STATES = ("ok", "2d", "lost", "jump")
GPSD_STATES = ("ok", "dead", "hang", "no_receiver")
CAN_STATES = ("ok", "bus_off", "silent")
TROUBLE_CODES = ("P0171", "P0420", "P0455", "U0121")
MEMORIES = ("stored", "pending", "permanent")
FAULTS = ("abs", "esc", "airbag", "oil", "brake_fluid", "engine")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a command.

    `low`, `high`: range of a number. `choices`: the words accepted. With neither it is a yes or no. `required`: a
    command without it is refused; otherwise what it stands for is left as it is.
    """

    name: str
    about: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    required: bool = True

    def accepted(self) -> str:
        """The values accepted, for people."""
        if self.choices:
            return " | ".join(self.choices)
        return "true | false" if self.low is None else f"{self.low:g} .. {self.high:g}"

    def read(self, table: Table) -> Value:
        """The value in `table`. Raises HeadunitError for one that is not accepted."""
        if self.choices:
            return table.word(self.name, choices=self.choices)
        if self.low is None or self.high is None:
            return table.flag(self.name)
        return table.number(self.name, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that can be done."""

    about: str
    parameters: tuple[Parameter, ...] = ()


def _number(name: str, low: float, high: float, about: str, *, required: bool = True) -> Parameter:
    return Parameter(name, about, low, high, required=required)


def _word(name: str, choices: tuple[str, ...], about: str) -> Parameter:
    return Parameter(name, about, choices=choices)


def _phone() -> Parameter:
    return Parameter("phone", "whose; left out: the driver's", choices=PHONES, required=False)


def _on(about: str, name: str = "on", *, required: bool = True) -> Parameter:
    return Parameter(name, about, required=required)


#: Every command, by the word that a scenario's `do` takes.
KINDS: Mapping[str, Kind] = {
    "drive": Kind("the driver follows the road in D"),
    "stop": Kind("the driver comes to a halt and stays", (_on("then P and parking brake", "park", required=False),)),
    "reverse": Kind("the driver halts, selects R and backs up", (_number("kmh", 1, 15, "how fast"),)),
    "speed": Kind("the driver goes no faster than this", (_number("kmh", 0, 200, "0: as the road allows"),)),
    "cruise": Kind("cruise control of one who drives by hand", (_number("kmh", 0, 200, "0: off"),)),
    "autopilot": Kind("who drives: the driver model or the pedals below", (_on("true: the driver model"),)),
    "follow_navigator": Kind("whether the driver obeys the navigator", (_on("false: goes round his own loop"),)),
    "miss_turn": Kind("the driver misses the next turn that the navigator asks for"),
    "accelerator": Kind("pedal held by hand", (_number("percent", 0, 100, "how far"),)),
    "brake": Kind("pedal held by hand", (_number("percent", 0, 100, "how far"),)),
    "steering": Kind("wheel held by hand, or left to follow the road", (
        _number("degrees", -540, 540, "positive: left; left out: follow the road", required=False),)),
    "gear": Kind("selector; P and R are refused while moving", (_word("gear", GEARS, "position"),)),
    "parking_brake": Kind("parking brake", (_on("true: engaged"),)),
    "door": Kind("a door, hood or trunk", (_word("door", DOORS, "which"), _on("true: open", "open"))),
    "lock": Kind("central locking", (_on("true: locked"),)),
    "belt": Kind("a seat belt", (_word("seat", SEATS, "which"), _on("true: fastened", "fastened"))),
    "passenger": Kind("somebody in the front passenger seat", (_on("true: there"),)),
    "lights": Kind("light switch", (_word("mode", LIGHT_MODES, "auto: by dusk and tunnel"),)),
    "fog_lights": Kind("fog lights", (_on("front", "front", required=False), _on("rear", "rear", required=False))),
    "hazard": Kind("hazard lights", (_on("true: signalling"),)),
    "indicator": Kind("indicator lever", (_word("side", INDICATORS, "auto: as the route asks"),)),
    "wipers": Kind("front wiper lever", (_word("mode", WIPER_MODES, "VSS 6 words"),)),
    "media_key": Kind("a key on the steering wheel", (
        _word("key", MEDIA_KEYS, "which"),
        _number("seconds", 0.1, 10, "how long it is held; left out: a short press", required=False))),
    "tyre_leak": Kind("a tyre loses air", (
        _word("wheel", WHEELS, "which"), _number("kpa_per_min", 0, 600, "at 20 degrees; 0: mended"))),
    "tyre": Kind("a tyre's pressure", (_word("wheel", WHEELS, "which"), _number("kpa", 0, 400, "now"))),
    "fuel": Kind("petrol in the tank", (_number("percent", 0, 100, "of the tank"),)),
    "battery": Kind("charge of the traction battery", (_number("percent", 0, 100, "as displayed"),)),
    "low_voltage": Kind("12 V battery", (_number("volts", 6, 16, "left out: healthy", required=False),)),
    "charge": Kind("charging cable; the car must stand in P", (_on("true: plugged in"),)),
    "outside_temperature": Kind("air outside", (_number("celsius", -40, 55, "reached within a minute or two"),)),
    "road": Kind("road surface", (_number("grip", 0.1, 1, "1: dry, 0.6: wet, 0.3: snow"),)),
    "climate": Kind("the climate controls", (
        _number("driver", 16, 28, "set temperature, degrees Celsius", required=False),
        _number("passenger", 16, 28, "set temperature, degrees Celsius", required=False),
        _number("fan", 0, 100, "percent", required=False),
        _on("compressor", "air_conditioning", required=False),
        _on("inside air", "recirculation", required=False),
        _on("front defroster", "defrost", required=False))),
    "fault": Kind("a defect and its trouble code", (_word("part", FAULTS, "which"), _on("false: mended"))),
    "trouble_code": Kind("a trouble code without a defect that is seen", (
        _word("code", TROUBLE_CODES, "which"), _word("memory", MEMORIES, "where the engine's unit keeps it"),
        _on("false: gone"))),
    "gps": Kind("satellite reception", (
        _word("state", GPS_STATES, "jump: the receiver errs by `metres`"),
        _number("metres", 50, 5000, "how far a jump goes", required=False))),
    "gpsd": Kind("the position service", (_word("state", GPSD_STATES, "dead: refuses; hang: open but silent"),)),
    "phone_ring": Kind("somebody calls", (_word("who", tuple(CALLERS), "who it is"), _phone())),
    "phone_dial": Kind("a thumb on the phone itself calls somebody", (
        _word("who", tuple(who for who, number in CALLERS.items() if number), "who it is"), _phone())),
    "phone_hang_up": Kind("whoever calls or is talked to gives up", (_phone(),)),
    "phone_answer": Kind("whoever is called picks up", (_phone(),)),
    "phone_link": Kind("a phone that was paired, and the car", (_on("false: the link drops"), _phone())),
    "phone_power": Kind("a phone itself", (_on("false: it runs flat; true: charged and on again"), _phone())),
    "phone_battery": Kind("a phone's battery", (_number("percent", 0, 100, "told in steps of 20"), _phone())),
    "phone_signal": Kind("a phone's network", (_number("bars", 0, 5, "0: none"), _phone())),
    "phone_pair": Kind("a phone that is not paired asks for the car", (_phone(),)),
    "bluetooth": Kind("the car's Bluetooth adapter", (_on("false: pulled out"),)),
    "can": Kind("the car's bus", (_word("state", CAN_STATES, "bus_off: one error frame, then silence"),)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. Made by `command` or `parse` only, so it is known to be within limits."""

    kind: str
    parameters: Mapping[str, Value] = field(default_factory=dict)

    def number(self, name: str) -> float | None:
        """A number, or None where it was left out."""
        value = self.parameters.get(name)
        return None if isinstance(value, bool | str) or value is None else float(value)

    def flag(self, name: str) -> bool | None:
        """A yes or no, or None where it was left out."""
        value = self.parameters.get(name)
        return value if isinstance(value, bool) else None

    def word(self, name: str) -> str:
        """A word."""
        return str(self.parameters[name])


def parse(kind: str, table: Table) -> Command:
    """The command that a table describes. Raises HeadunitError for what is unknown, missing or out of range."""
    if kind not in KINDS:
        unknown = did_you_mean("event", kind, list(KINDS))
        raise HeadunitError(f"{table.where}: {unknown}")
    given = {
        parameter.name: parameter.read(table)
        for parameter in KINDS[kind].parameters
        if parameter.required or table.has(parameter.name)
    }
    table.finish()
    return Command(kind, given)


def command(kind: str, **parameters: Value) -> Command:
    """A command made in the program, checked like one from a file."""
    return parse(kind, Table(parameters, kind))

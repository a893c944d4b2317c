"""What the control window shows of the simulated world, and the hand that reaches into it. The only Qt here.

It reads the simulation's frozen pictures and posts commands; it never touches the world itself.
"""

import contextlib
from typing import Protocol

from PySide6.QtCore import Property, QLocale, QObject, QTime, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from headunit.kernel.errors import HeadunitError
from headunit.simulator import commands
from headunit.simulator.body import BELT_PATHS, DOOR_PATHS, LID_PATHS, LIGHTS
from headunit.simulator.commands import Command, command
from headunit.simulator.state import SimulationState
from headunit.simulator.tyres import PATHS as TYRE_PATHS
from headunit.simulator.tyres import PLACARD_KPA
from headunit.simulator.viewmodel_phone import PhoneControls
from headunit.vehicle.state import Value

QML_IMPORT_NAME = "headunit.simulator"
QML_IMPORT_MAJOR_VERSION = 1

#: The window looks at the world ten times a second.
LOOK_MS = 100
#: What each row of words chooses: its command, that command's parameter, and the words in the order shown.
CHOICES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "gear": ("gear", "gear", commands.GEARS),
    "lights": ("lights", "mode", commands.LIGHT_MODES),
    "indicator": ("indicator", "side", commands.INDICATORS),
    "wipers": ("wipers", "mode", ("OFF", "INTERVAL", "SLOW", "FAST")),
    "gps": ("gps", "state", commands.GPS_STATES),
    "gpsd": ("gpsd", "state", commands.GPSD_STATES),
    "can": ("can", "state", commands.CAN_STATES),
}
#: Road surfaces by their grip: dry, wet, snow, ice.
GRIPS = (1.0, 0.6, 0.3, 0.12)
#: A nail in a tyre, and a 12 V battery that gives up.
LEAK_KPA_PER_MIN = 60.0
WEAK_V = 10.8
#: Each number that a slider sets: its command and parameter, and its ends.
SLIDERS: dict[str, tuple[str, str, float, float]] = {
    "accelerator": ("accelerator", "percent", 0.0, 100.0),
    "brake": ("brake", "percent", 0.0, 100.0),
    "steering": ("steering", "degrees", -540.0, 540.0),
    "fuel": ("fuel", "percent", 0.0, 100.0),
    "charge": ("battery", "percent", 0.0, 100.0),
    "outside": ("outside_temperature", "celsius", -30.0, 45.0),
}


class Drive(Protocol):
    """What the window needs of a simulation. Both may be called from Qt's thread."""

    def post(self, command: Command) -> None:
        """Let `command` happen soon."""
        ...

    def snapshot(self) -> SimulationState:
        """The newest picture."""
        ...


@QmlElement
@QmlUncreatable("made with a simulation")
class ControlsViewModel(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable forgets __call__
    """`changed` comes at most ten times a second, and only when the picture did change."""

    changed = Signal()

    def __init__(self, drive: Drive, parent: QObject) -> None:
        super().__init__(parent)
        self._drive = drive
        self._state = drive.snapshot()
        self._phone = PhoneControls(drive, self)
        self._phone.show(self._state)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Take the newest picture."""
        state = self._drive.snapshot()
        if state != self._state:
            self._state = state
            self._phone.show(state)
            self.changed.emit()

    def _post(self, kind: str, **parameters: Value) -> None:
        # What a hand can do here is within limits; a slip of the program must not take the window down.
        with contextlib.suppress(HeadunitError):
            self._drive.post(command(kind, **parameters))

    def _flag(self, path: str) -> bool:
        return self._state.values.get(path) is True

    def _number(self, path: str) -> float:
        value = self._state.values.get(path, 0.0)
        return 0.0 if isinstance(value, bool | str) else float(value)

    def _index(self, choice: str, word: str) -> int:
        words = CHOICES[choice][2]
        return words.index(word) if word in words else -1

    @Slot(str, int)
    def choose(self, choice: str, index: int) -> None:
        """Take the word at `index` of a row of CHOICES, or of "road"."""
        if choice == "road":
            self._post("road", grip=GRIPS[index])
        else:
            kind, parameter, words = CHOICES[choice]
            self._post(kind, **{parameter: words[index]})

    @Slot(str, float)
    def slide(self, slider: str, share: float) -> None:
        """Set one of SLIDERS to a share (0..1) of its scale."""
        kind, parameter, low, high = SLIDERS[slider]
        self._post(kind, **{parameter: low + (high - low) * min(1.0, max(0.0, share))})

    @Slot()
    def letGo(self) -> None:
        """Take the hand off the steering wheel: the car follows the road again."""
        self._post("steering")

    @Slot(int)
    def pressKey(self, key: int) -> None:
        """Press a key on the steering wheel, in the order of commands.MEDIA_KEYS."""
        self._post("media_key", key=commands.MEDIA_KEYS[key])

    @Slot()
    def missTurn(self) -> None:
        """Let the driver model miss the next turn."""
        self._post("miss_turn")

    @Slot(str, bool)
    def turn(self, what: str, on: bool) -> None:
        """Switch a thing that is on or off: a word of the commands that have only `on`, or of the few beside them."""
        if what == "weakBattery":
            self._post("low_voltage", **({"volts": WEAK_V} if on else {}))
        elif what == "cruise":
            self._post("cruise", kmh=self._number("Vehicle.Speed") if on else 0.0)
        elif what in {"fogFront", "fogRear"}:
            self._post("fog_lights", **{what.removeprefix("fog").lower(): on})
        else:
            self._post(what, on=on)

    @Slot(int, bool)
    def openDoor(self, door: int, is_open: bool) -> None:
        """Open or shut a door, in the order of `openings`."""
        self._post("door", door=commands.DOORS[door], open=is_open)

    @Slot(int, bool)
    def fasten(self, seat: int, fastened: bool) -> None:
        """Fasten or open a belt, in the order of `belts`."""
        self._post("belt", seat=commands.SEATS[seat], fastened=fastened)

    @Slot(int)
    def puncture(self, wheel: int) -> None:
        """A nail in a tyre, in the order of `tyres`; where there is one already, it is mended and pumped up."""
        name = commands.WHEELS[wheel]
        leaks = name in self._state.leaks_kpa_per_min
        self._post("tyre_leak", wheel=name, kpa_per_min=0.0 if leaks else LEAK_KPA_PER_MIN)
        if leaks:
            self._post("tyre", wheel=name, kpa=PLACARD_KPA[name])

    @Slot(int, bool)
    def breakPart(self, part: int, on: bool) -> None:
        """Break or mend a part, in the order of `faults`."""
        self._post("fault", part=commands.FAULTS[part], on=on)

    @Property(PhoneControls, constant=True)
    def phone(self) -> PhoneControls:
        """The phones in the car."""
        return self._phone

    @Property(str, notify=changed)
    def title(self) -> str:
        """The scenario's own title, in the language of its file."""
        return self._state.title

    @Property(str, notify=changed)
    def clock(self) -> str:
        """The scenario's time of day."""
        local = self._state.local
        return QLocale().toString(QTime(local.hour, local.minute, local.second), "HH:mm:ss")

    @Property(str, notify=changed)
    def speed(self) -> str:
        """Speed in km/h, whole."""
        return QLocale().toString(self._number("Vehicle.Speed"), "f", 0)

    @Property(str, notify=changed)
    def troubleCodes(self) -> str:
        """How many trouble codes are stored."""
        return QLocale().toString(round(self._number("Vehicle.Diagnostics.DTCCount")))

    @Property(bool, notify=changed)
    def autopilot(self) -> bool:
        """Whether the driver model drives."""
        return self._state.autopilot

    @Property(bool, notify=changed)
    def followsNavigator(self) -> bool:
        """Whether the driver model obeys the navigator."""
        return self._state.follows_navigator

    @Property(int, notify=changed)
    def gear(self) -> int:
        """P, R, N, D."""
        return self._index("gear", self._state.selected)

    @Property(float, notify=changed)
    def accelerator(self) -> float:
        """Pedal, 0..1, whoever presses it."""
        return self._state.accelerator

    @Property(float, notify=changed)
    def brake(self) -> float:
        """Pedal, 0..1, whoever presses it."""
        return self._state.brake

    @Property(float, notify=changed)
    def steering(self) -> float:
        """Place of the steering wheel, 0 (right) .. 1 (left)."""
        _, _, low, high = SLIDERS["steering"]
        return (self._number("Vehicle.Chassis.SteeringWheel.Angle") - low) / (high - low)

    @Property(bool, notify=changed)
    def steeringByHand(self) -> bool:
        """Whether the steering wheel is held."""
        return self._state.steering_by_hand

    @Property(bool, notify=changed)
    def cruise(self) -> bool:
        """Whether cruise control holds the speed."""
        return self._flag("Vehicle.ADAS.CruiseControl.IsActive")

    @Property(bool, notify=changed)
    def parkingBrake(self) -> bool:
        """Whether it is engaged."""
        return self._flag("Vehicle.Chassis.ParkingBrake.IsEngaged")

    @Property(bool, notify=changed)
    def hazard(self) -> bool:
        """Hazard lights."""
        return self._flag(f"{LIGHTS}.Hazard.IsSignaling")

    @Property(int, notify=changed)
    def indicator(self) -> int:
        """Lever: by the route, off, left, right."""
        return self._index("indicator", self._state.indicator)

    @Property(int, notify=changed)
    def lights(self) -> int:
        """Switch: auto, off, parking, low, high."""
        return self._index("lights", self._state.light_mode)

    @Property(bool, notify=changed)
    def fogFront(self) -> bool:
        """Whether the front fog lights are switched on; they burn with the parking lights only."""
        return self._state.fog_front

    @Property(bool, notify=changed)
    def fogRear(self) -> bool:
        """Whether the rear fog light is switched on; it burns with the parking lights only."""
        return self._state.fog_rear

    @Property(int, notify=changed)
    def wipers(self) -> int:
        """Lever: off, interval, slow, fast; -1 for another."""
        return self._index("wipers", str(self._state.values.get("Vehicle.Body.Windshield.Front.Wiping.Mode", "")))

    @Property(bool, notify=changed)
    def locked(self) -> bool:
        """Whether every door is locked."""
        return all(self._flag(f"{path}.IsLocked") for path in DOOR_PATHS.values())

    @Property(bool, notify=changed)
    def passenger(self) -> bool:
        """Whether somebody sits beside the driver."""
        return self._state.values.get("Vehicle.Cabin.Seat.Row1.PassengerSide.OccupancyStatus") == "OCCUPIED"

    @Property(list, notify=changed)
    def openings(self) -> list[bool]:
        """What is open: doors front left, front right, rear left, rear right, hood, trunk."""
        paths = {door: f"{path}.IsOpen" for door, path in DOOR_PATHS.items()} | LID_PATHS
        return [self._flag(paths[door]) for door in commands.DOORS]

    @Property(list, notify=changed)
    def belts(self) -> list[bool]:
        """Which are fastened: driver, front passenger, rear left, rear middle, rear right."""
        return [self._flag(BELT_PATHS[seat]) for seat in commands.SEATS]

    @Property(list, notify=changed)
    def tyres(self) -> list[str]:
        """Pressures in kPa: front left, front right, rear left, rear right."""
        pressures = [self._number(f"{TYRE_PATHS[wheel]}.Pressure") for wheel in commands.WHEELS]
        return [QLocale().toString(pressure, "f", 0) for pressure in pressures]

    @Property(list, notify=changed)
    def leaking(self) -> list[bool]:
        """Which tyres lose air, in the order of `tyres`."""
        return [wheel in self._state.leaks_kpa_per_min for wheel in commands.WHEELS]

    @Property(float, notify=changed)
    def fuel(self) -> float:
        """Share of the tank."""
        return self._number("Vehicle.Powertrain.FuelSystem.RelativeLevel") / 100

    @Property(float, notify=changed)
    def charge(self) -> float:
        """Share of the traction battery."""
        return self._number("Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed") / 100

    @Property(bool, notify=changed)
    def plugged(self) -> bool:
        """Whether the charging cable is in."""
        return self._state.plugged

    @Property(float, notify=changed)
    def outside(self) -> float:
        """Outside temperature as a share of its slider."""
        _, _, low, high = SLIDERS["outside"]
        return (self._state.outside_celsius - low) / (high - low)

    @Property(str, notify=changed)
    def outsideText(self) -> str:
        """Outside temperature in degrees Celsius."""
        return QLocale().toString(self._state.outside_celsius, "f", 0)

    @Property(bool, notify=changed)
    def weakBattery(self) -> bool:
        """Whether the 12 V battery was made weak here or by the scenario."""
        return self._state.forced_volts is not None

    @Property(int, notify=changed)
    def road(self) -> int:
        """Dry, wet, snow, ice: the nearest."""
        return min(range(len(GRIPS)), key=lambda index: abs(GRIPS[index] - self._state.grip))

    @Property(int, notify=changed)
    def gps(self) -> int:
        """Reception: as it is, two dimensions, none, wrong."""
        return self._index("gps", self._state.gps)

    @Property(int, notify=changed)
    def gpsd(self) -> int:
        """gpsd: works, dead, hangs, has no receiver."""
        return self._index("gpsd", self._state.gpsd)

    @Property(int, notify=changed)
    def can(self) -> int:
        """Bus: works, off, silent."""
        return self._index("can", self._state.can)

    @Property(list, notify=changed)
    def faults(self) -> list[bool]:
        """What is broken: ABS, ESC, airbag, oil, brake fluid, engine."""
        return [part in self._state.faults for part in commands.FAULTS]

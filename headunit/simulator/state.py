"""What the simulation tells of itself to those who watch or steer it: a frozen picture of one moment."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from headunit.vehicle.state import Value

#: The moment of a picture that nobody took.
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class PocketState:
    """One phone. `linked`: connected to the car. `running`: not flat. `ringing`, `talking`, `calling`: whether somebody
    calls, is talked to (or held), is being called. `battery`, `signal`: 0..5."""

    linked: bool = False
    running: bool = True
    ringing: bool = False
    talking: bool = False
    calling: bool = False
    battery: int = 0
    signal: int = 0


@dataclass(frozen=True, slots=True)
class SimulationState:
    """`values`: the car by VSS 6 path, never changed after it was handed out. Words are those of the commands of the
    same name (`commands.py`).

    `t_s`: seconds since the start. `local`: the scenario's date and time. `lat_deg`, `lon_deg`, `course_deg`: true
    place and course. `selected`: P, R, N or D. `steering_by_hand`: whether the wheel is held. `fog_front`, `fog_rear`:
    the switches; the lamps burn with the parking lights only. `forced_volts`: what the 12 V battery is made to show, or
    None. `leaks_kpa_per_min`: of each leaking wheel. `misses`: how often the driver was told to miss the next turn.
    `phones`: in the order of phone/pocket.PHONES. `bluetooth`: whether the car's adapter is in. `steps`: ticks made so
    far. `late_s`: live time given up because the machine was too slow.
    """

    scenario: str = ""
    title: str = ""
    t_s: float = 0.0
    local: dt.datetime = EPOCH
    values: Mapping[str, Value] = field(default_factory=dict)
    lat_deg: float = 0.0
    lon_deg: float = 0.0
    course_deg: float = 0.0
    driver: str = ""
    selected: str = "P"
    accelerator: float = 0.0
    brake: float = 0.0
    steering_by_hand: bool = False
    light_mode: str = "auto"
    indicator: str = "auto"
    fog_front: bool = False
    fog_rear: bool = False
    forced_volts: float | None = None
    outside_celsius: float = 0.0
    grip: float = 1.0
    plugged: bool = False
    leaks_kpa_per_min: Mapping[str, float] = field(default_factory=dict)
    faults: frozenset[str] = frozenset()
    gps: str = "ok"
    gpsd: str = "ok"
    can: str = "ok"
    follows_navigator: bool = True
    misses: int = 0
    phones: tuple[PocketState, ...] = ()
    bluetooth: bool = True
    steps: int = 0
    late_s: float = 0.0

    @property
    def autopilot(self) -> bool:
        """Whether the driver model drives."""
        return self.driver != "hand"

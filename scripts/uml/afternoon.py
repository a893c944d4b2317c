"""What every step of the technician's afternoon is done with: the app, the drive, and the car's speed by hand."""

import time
from collections.abc import Callable
from typing import Final

from recording import Drive
from workshop import App, Look, StepError, cansend, text_of

from headunit.vehicle.codec import TableCodec

SPEED: Final = "Vehicle.Speed"
#: What was said and not seen is said again after so long (s).
AGAIN_S: Final = 3.0


class Afternoon:
    """`sent`: frames put on the bus since the interface was added. `results`: whether each step was ok."""

    def __init__(self, app: App, codec: TableCodec, drive: Drive) -> None:
        self.app, self.codec, self.drive = app, codec, drive
        self.sent = 0
        self.results: list[bool] = []

    def step(self, name: str, act: Callable[[], str]) -> None:
        """Do one step and say how it went; what comes after is done in any case."""
        began = time.monotonic()
        try:
            verdict, detail = "ok", act()
        except StepError as error:
            verdict, detail = "FAILED", str(error)
        except Exception as error:  # noqa: BLE001  one step's accident must not hide the others' verdicts
            verdict, detail = "FAILED", repr(error)
        self.results.append(verdict == "ok")
        print(f"{verdict:6} {name}: {detail} ({time.monotonic() - began:.1f} s)", flush=True)

    def frame(self, kmh: int) -> str:
        """The frame in which the car says its speed, in cansend's notation."""
        frames = self.codec.encode_all({SPEED: kmh})
        return text_of(next(frame for frame in frames if SPEED in self.codec.decode(frame)))

    def say(self, kmh: int) -> None:
        """Send it once."""
        cansend(self.frame(kmh))
        self.sent += 1

    def shown(self, kmh: int) -> Look:
        """The first look at which the car's speed is known and drawn as `kmh`.

        A value is believed for half a second, and a busy machine may look away for so long: then it is said again.
        """
        said = time.monotonic()

        def is_shown(look: Look) -> bool:
            nonlocal said
            if time.monotonic() - said > AGAIN_S:
                self.say(kmh)
                said = time.monotonic()
            return look.vehicle.value(SPEED) == kmh and look.speed == str(kmh)

        return self.app.wait(is_shown, f"{kmh} km/h is not shown")

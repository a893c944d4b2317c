"""Example states of home."""

import dataclasses
import math

from headunit.kernel.reading import Reading
from headunit.music.previews import HEARD, PLAYING
from headunit.position.state import Fix, Mode, PositionState, Quality
from headunit.presentation.pane import Preview
from headunit.vehicle.previews import CRUISING, NOW, TROUBLE, car

#: Where the bend begins, seconds into the drive.
_BEND = 25


def _drive() -> list[PositionState]:
    """A bend to the right, as a receiver would report it at 1 Hz."""
    states = []
    lat_deg, lon_deg, track_deg = 47.14, 9.52, 300.0
    for second in range(60):
        track_deg = (track_deg + (2.5 if second > _BEND else 0.3)) % 360
        lat_deg += 20 * math.cos(math.radians(track_deg)) / 111_320
        lon_deg += 20 * math.sin(math.radians(track_deg)) / (111_320 * math.cos(math.radians(lat_deg)))
        fix = Fix(Mode.FIX_3D, None, lat_deg, lon_deg, 460.0, 20.0, track_deg, 4.0, 11)
        states.append(PositionState(NOW, Quality.FIX_3D, Reading(fix, NOW, "preview")))
    return states


_ON_THE_WAY = _drive()


def _as(quality: Quality) -> PositionState:
    return dataclasses.replace(_ON_THE_WAY[-1], quality=quality)


PREVIEWS = [
    Preview("cruising", (car(CRUISING), *_ON_THE_WAY), NOW),
    Preview("music", (car(CRUISING), HEARD, PLAYING, *_ON_THE_WAY), NOW),
    Preview("trouble", (car(TROUBLE), *_ON_THE_WAY, _as(Quality.LOST)), NOW),
    Preview("searching", (car(CRUISING), PositionState(NOW, Quality.SEARCHING)), NOW),
    Preview("jumped", (car(CRUISING), *_ON_THE_WAY, _as(Quality.JUMPED)), NOW),
    Preview("nothing", (car({}), PositionState(NOW, Quality.NO_RECEIVER)), NOW),
]

"""Example states of the technician's pane."""

import math

from headunit.kernel.link import LinkReport, Links, LinkState
from headunit.presentation.pane import Preview
from headunit.safety.state import Driving, SafetyState
from headunit.technician.state import (
    BusFigures,
    Detail,
    MessageKey,
    MessageRow,
    PlotLane,
    Quality,
    Recording,
    RecordingState,
    ReplayState,
    SignalValue,
    TrafficState,
)

_BUSES = (
    BusFigures("can0", load=0.203, frames_hz=898, frames=53_800, ids=90),
    BusFigures(
        "can1",
        load=0.914,
        frames_hz=3_902,
        frames=1_204_311,
        ids=61,
        fd=41_200,
        errors=312,
        controller="passive",
        transmit_errors=0,
        receive_errors=131,
    ),
)
_SPEED = MessageRow(MessageKey("can0", 0xB4), "SPEED", 2487, 41.6, 0.012, bytes.fromhex("00000000DD155503"), 7 << 40)
_ROWS = (
    MessageRow(MessageKey("can0", 0x24), "", 4974, 83.0, 0.004, bytes.fromhex("01FE01E0420480D2"), 0xFF << 56),
    MessageRow(
        MessageKey("can0", 0x25), "STEER_ANGLE_SENSOR", 4974, 82.9, 0.004, bytes.fromhex("00001000DFF80014"), 3 << 32
    ),
    _SPEED,
    MessageRow(MessageKey("can0", 0x1C4), "ENGINE_RPM", 2541, 0.0, 9.4, bytes.fromhex("0BF118083D00BCE2")),
    MessageRow(MessageKey("can1", 0x2D5), "", 2541, 42.5, 0.018, bytes.fromhex("1049")),
    MessageRow(
        MessageKey("can1", 0x18DB33F1, True), "DIAGNOSTICS", 12, 0.2, 3.1, bytes(range(0x40)), 0xF0 << 8, fd=True
    ),
)
_DETAIL = Detail(
    _SPEED,
    (
        SignalValue("ENCODER", "221", "", 221.0),
        SignalValue("SPEED", "54.61", "kph", 54.61),
        SignalValue("BRAKE_LIGHT", "SNA", "", None, Quality.NOT_AVAILABLE, word=True),
        SignalValue("CHECKSUM", "3", "", 3.0, Quality.OUT_OF_RANGE),
    ),
    plotted=frozenset({"SPEED"}),
)
_OPEN = TrafficState(_BUSES, _ROWS, _DETAIL, page="messages")


def _wave(periods: float, gap: tuple[float, float] = (2.0, 2.0)) -> tuple[tuple[tuple[float, float], ...], ...]:
    points = [(x / 240, 0.5 + 0.4 * math.sin(periods * math.tau * x / 240)) for x in range(241)]
    parts = ([p for p in points if p[0] < gap[0]], [p for p in points if p[0] > gap[1]])
    return tuple(tuple(part) for part in parts if part)


_PLOT = TrafficState(
    _BUSES,
    lanes=(
        PlotLane(_SPEED.key, "SPEED", "kph", 54.61, 31.2, 71.8, 30.0, 75.0, _wave(1.5)),
        PlotLane(MessageKey("can0", 0x1C4), "RPM", "rpm", 1850.0, 980.0, 2490.0, 500.0, 2500.0, _wave(6, (0.4, 0.55))),
    ),
    page="plot",
)
_PARKED, _MOVING = SafetyState(Driving.PARKED), SafetyState(Driving.MOVING)
_LINKS = Links(
    (
        LinkReport("can0", "can", LinkState.ONLINE, 0.0),
        LinkReport("can1", "can", LinkState.ONLINE, 0.0, counters={"damaged": 14, "dropped": 3}),
    )
)

PREVIEWS = [
    Preview("buses", (_LINKS, _PARKED, TrafficState(_BUSES))),
    Preview("moving", (_LINKS, TrafficState(_BUSES), _MOVING)),
    Preview("messages", (_LINKS, _PARKED, TrafficState(_BUSES, _ROWS, page="messages"))),
    Preview("open", (_LINKS, _PARKED, _OPEN)),
    Preview("plot", (_LINKS, _PARKED, _PLOT)),
    Preview(
        "recording",
        (
            _LINKS,
            _PARKED,
            TrafficState(_BUSES, page="record"),
            RecordingState(Recording.ON, "2026-05-01_09-41-00.blf", 53_800, 0, 61.0),
        ),
    ),
    Preview(
        "replaying",
        (
            _LINKS,
            _MOVING,
            TrafficState(_BUSES, page="record"),
            ReplayState(21.0, 60.0),
            RecordingState(Recording.FAILED, "2026-05-01_09-41-00.blf", 12, 3, 2.0, "No space left on device"),
        ),
    ),
    Preview("nothing", (_PARKED, TrafficState())),
]

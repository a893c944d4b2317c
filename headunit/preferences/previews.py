"""Example states of the settings pane."""

from headunit.kernel.link import LinkReport, Links, LinkState
from headunit.presentation.pane import Preview
from headunit.safety.state import Driving, SafetyState

_GOOD = Links(
    (
        LinkReport("can0", "can", LinkState.ONLINE, 3.0, "virtual:demo", {"received": 53_800}),
        LinkReport("gpsd", "gps", LinkState.ONLINE, 4.0, "localhost:2947", {"reports": 579}),
    )
)
_BAD = Links(
    (
        LinkReport("can0", "can", LinkState.FAULT, 3.0, "bus-off"),
        LinkReport("can1", "can", LinkState.LOST, 3.0, "No such device [Error Code 19]: could not open socketcan can1"),
        LinkReport("gpsd", "gps", LinkState.SILENT, 4.0, "gpsd has no receiver"),
    )
)

PREVIEWS = [
    Preview("parked", (_GOOD, SafetyState(Driving.PARKED))),
    Preview("moving", (_GOOD, SafetyState(Driving.MOVING))),
    Preview("broken", (_BAD, SafetyState(Driving.PARKED))),
    Preview("unconnected", (Links(), SafetyState(Driving.IDLING))),
]

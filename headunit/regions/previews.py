"""Example states of the pane of the maps."""

from pathlib import Path

from headunit.kernel.geodesy import Bounds
from headunit.presentation.pane import Preview
from headunit.regions.state import Build, Region, RegionsState, Stage
from headunit.safety.state import Driving, SafetyState

_MONACO = Region(
    name="monaco",
    title="Monaco",
    folder=Path("monaco"),
    bounds=Bounds(43.71, 7.349, 43.77, 7.491),
    osm_at="2016-03-05T00:26:02Z",
    countries=("MC",),
    left_hand=False,
    source="monaco",
    size_bytes=2_999_140,
    build="f4dba539",
)
_ISLES = Region(
    name="great-britain-and-ireland",
    title="Great Britain And Ireland",
    folder=Path("great-britain-and-ireland"),
    bounds=Bounds(49.7, -11.0, 61.0, 2.1),
    osm_at="2026-04-28T20:20:46Z",
    countries=("GB", "IE", "IM"),
    left_hand=True,
    source="great-britain-and-ireland-latest.osm.pbf",
    size_bytes=6_412_000_000,
    build="0beb9dbd",
)
_KNOWN = ("monaco", "helsinki")
_BOTH = RegionsState((_ISLES, _MONACO), _MONACO, known=_KNOWN)
_ONE = RegionsState((_MONACO,), _MONACO, known=_KNOWN)
_PARKED, _MOVING = SafetyState(Driving.PARKED), SafetyState(Driving.MOVING)
_FAULT = "the disk is full: 12 MB left, and this takes about 23 MB"


def _with(build: Build, state: RegionsState = _BOTH) -> RegionsState:
    return RegionsState(state.regions, state.active, build, state.known, state.broken)


PREVIEWS = [
    Preview("regions", (_PARKED, _BOTH)),
    Preview("moving", (_MOVING, _with(Build("helsinki", Stage.ROUTING, 0.28)))),
    Preview("none", (_PARKED, RegionsState(known=_KNOWN))),
    Preview("first", (_PARKED, _with(Build("monaco", Stage.FETCHING, 0.05), RegionsState(known=_KNOWN)))),
    Preview("building", (_PARKED, _with(Build("helsinki", Stage.MAP, 0.54)))),
    Preview("failed", (_PARKED, _with(Build("helsinki", Stage.FAILED, 0.4, _FAULT), _ONE))),
    Preview("stopped", (_PARKED, _with(Build("helsinki", Stage.CANCELLED, 0.4)))),
    Preview(
        "broken",
        (
            _PARKED,
            RegionsState((_MONACO,), _MONACO, None, _KNOWN, (("helsinki", "search.sqlite is missing"),)),
        ),
    ),
]

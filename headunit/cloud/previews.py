"""Example states of the mirror's pane."""

from headunit.cloud.state import Asked, CloudState, Kind, PairingOffer, Privacy, Screen, Sent
from headunit.kernel.link import LinkState
from headunit.mirror.roles import Role
from headunit.presentation.pane import Preview
from headunit.safety.state import Driving, SafetyState

_HUB = "http://localhost:8765"
_PARKED, _MOVING = SafetyState(Driving.PARKED), SafetyState(Driving.MOVING)
_SCREENS = (
    Screen("abcdefghijklmnop", "Ann's phone", Role.OWNER),
    Screen("bcdefghijklmnopq", "Workshop Meier", Role.WORKSHOP, expires_s=1_777_700_000.0),
)
_ASKED = (
    Asked("1", "climate", "Ann's phone", "done"),
    Asked("2", "unlock", "Ann's phone", "refused", "Not while the car is driven"),
    Asked("3", "destination", "Ann's phone", "done"),
)
_ON = Privacy(frozenset(Kind) - {Kind.DRIVING})
_ADDRESS = f"{_HUB}/p#ASa6ZJlzqe7l0GI998bo_ycAAAAAAAAAAAAAAAAAAAAAs8wiMlW-80qtLZom_YeUJLPAg55o25mWBOscHHFNMc8"
_PAIRED = CloudState(
    LinkState.ONLINE, hub=_HUB, screens=_SCREENS, privacy=_ON, asked=_ASKED, sent=(Sent("tele", 4210, 391_000, 0.0),)
)

PREVIEWS = [
    Preview("paired", (_PARKED, _PAIRED)),
    Preview("new", (_PARKED, CloudState(LinkState.ONLINE, hub=_HUB))),
    Preview("code", (_PARKED, CloudState(LinkState.ONLINE, hub=_HUB, offer=PairingOffer(_ADDRESS, 120.0)))),
    Preview(
        "digits",
        (
            _PARKED,
            CloudState(LinkState.ONLINE, hub=_HUB, offer=PairingOffer(_ADDRESS, 120.0, "493027", "Ann's phone")),
        ),
    ),
    Preview(
        "lost",
        (
            _MOVING,
            CloudState(
                LinkState.LOST,
                hub="https://car.home.arpa:8765",
                screens=_SCREENS,
                privacy=Privacy(frozenset(Kind), private=True),
                waiting={"A": 3, "T": 812},
            ),
        ),
    ),
]

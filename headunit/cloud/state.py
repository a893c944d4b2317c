"""What the car mirrors and to whom. `*_s` since 1970 UTC; `since`: Clock.now()."""

import enum
from dataclasses import dataclass, field

from headunit.kernel.link import LinkState
from headunit.mirror.roles import Role


class Kind(enum.Enum):
    """A kind of data that the owner can keep from leaving the car."""

    STATE = "state"  # doors, tyres, climate, energy
    PLACE = "place"
    TRIPS = "trips"
    DRIVING = "driving"  # speeds and pedals: telemetry
    MEDIA = "media"
    HEALTH = "health"


class Exactness(enum.Enum):
    """How exact a place leaves the car."""

    EXACT = "exact"
    HUNDRED_METRES = "100 m"
    CITY = "city"  # 0.1 degree
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Privacy:
    """`on`: what may leave; nothing before somebody is paired. `private`: a private drive: nothing but alerts leaves,
    until the car stands in park for a while. `valet`: alerts of speed and area alone. `sealed`: lanes encrypted end to
    end."""

    on: frozenset[Kind] = frozenset()
    exactness: Exactness = Exactness.EXACT
    private: bool = False
    valet: bool = False
    sealed: frozenset[str] = frozenset()
    home_blur: bool = True


@dataclass(frozen=True, slots=True)
class Screen:
    """A paired device."""

    name: str
    label: str
    role: Role
    expires_s: float | None = None
    last_seen_s: float | None = None


@dataclass(frozen=True, slots=True)
class PairingOffer:
    """`address`: what the QR code holds. `until`: Clock.now(). `digits`: of the device that asks, "" none asks yet;
    `label`: what it calls itself."""

    address: str
    until: float
    digits: str = ""
    label: str = ""
    role: Role = Role.OWNER


@dataclass(frozen=True, slots=True)
class Asked:
    """A command that arrived. `state`: "accepted", "done", "refused", "expired", "failed"."""

    id: str
    command: str
    by: str
    state: str
    why: str = ""
    at_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Sent:
    """What has left the car since `since_s`, by kind: rows and bytes."""

    kind: str
    rows: int
    bytes: int
    last_s: float


@dataclass(frozen=True, slots=True)
class CloudState:
    """`waiting`: rows that the hub does not hold yet, by lane letter. `hub`: its address, "" none."""

    link: LinkState = LinkState.OFF
    detail: str = ""
    since: float = 0.0
    hub: str = ""
    car: str = ""
    screens: tuple[Screen, ...] = ()
    offer: PairingOffer | None = None
    privacy: Privacy = field(default_factory=Privacy)
    asked: tuple[Asked, ...] = ()
    sent: tuple[Sent, ...] = ()
    waiting: dict[str, int] = field(default_factory=dict)
    dropped: int = 0
    fault: str = ""

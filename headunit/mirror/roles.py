"""Who may what: one table, asked by the car for every command, by the hub and the page so that nobody is led on."""

import enum
from typing import Final


class Role(enum.Enum):
    """Of a paired device."""

    OWNER = "owner"
    DRIVER = "driver"
    GUEST = "guest"  # a valet, a friend for an afternoon
    WORKSHOP = "workshop"


class Right(enum.Enum):
    """What may be read."""

    STATE = "state"  # doors, tyres, charge, climate
    PLACE = "place"  # where it is
    TRIPS = "trips"  # where it was
    ALERTS = "alerts"
    MEDIA = "media"
    HEALTH = "health"  # trouble codes, service
    KEYS = "keys"  # who is paired, the audit
    COSTS = "costs"


_ALL: Final = frozenset(Right)

#: What each may read.
READS: Final[dict[Role, frozenset[Right]]] = {
    Role.OWNER: _ALL,
    Role.DRIVER: _ALL - {Right.KEYS},
    Role.GUEST: frozenset({Right.STATE, Right.MEDIA}),
    Role.WORKSHOP: frozenset({Right.STATE, Right.HEALTH}),
}

#: Command -> who may ask for it. A command that is not here is refused.
COMMANDS: Final[dict[str, frozenset[Role]]] = {
    "lock": frozenset({Role.OWNER, Role.DRIVER, Role.GUEST}),
    "unlock": frozenset({Role.OWNER, Role.DRIVER}),
    "climate": frozenset({Role.OWNER, Role.DRIVER}),
    "horn_lights": frozenset({Role.OWNER, Role.DRIVER, Role.GUEST}),
    "locate": frozenset({Role.OWNER, Role.DRIVER}),
    "wake": frozenset({Role.OWNER, Role.DRIVER}),
    "destination": frozenset({Role.OWNER, Role.DRIVER}),
    "favourite": frozenset({Role.OWNER, Role.DRIVER}),
    "media": frozenset({Role.OWNER, Role.DRIVER, Role.GUEST}),
    "valet": frozenset({Role.OWNER}),
    "immobilise": frozenset({Role.OWNER}),
    "read_codes": frozenset({Role.OWNER, Role.WORKSHOP}),
    "service_done": frozenset({Role.OWNER, Role.WORKSHOP}),
    "privacy": frozenset({Role.OWNER}),
    "forget": frozenset({Role.OWNER}),
    "grant": frozenset({Role.OWNER}),
    "revoke": frozenset({Role.OWNER}),
}

#: Longest life of a command (s): those that move something are asked for now, or not at all.
LIFE_S: Final[dict[str, float]] = {
    "lock": 120,
    "unlock": 120,
    "climate": 120,
    "horn_lights": 120,
    "locate": 120,
    "wake": 120,
    "media": 120,
    "valet": 120,
    "immobilise": 120,
    "read_codes": 900,
}
#: Of all others: seven days.
USUAL_LIFE_S: Final = 7 * 86400.0


def may(role: Role, command: str) -> bool:
    """Whether a device of this role may ask for it."""
    return role in COMMANDS.get(command, frozenset())

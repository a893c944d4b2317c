"""Which messages a technician means by a few letters. Pure."""

from headunit.technician.state import MessageRow


def matches(row: MessageRow, text: str, bus: str = "") -> bool:
    """Whether the id (hexadecimal, without leading zeros too) begins with `text`, or the name or the bus holds it.

    Capitals do not matter, "" fits all. `bus`: only this one, where given.
    """
    if bus and row.key.bus != bus:
        return False
    wanted = text.strip().lower().removeprefix("0x")
    identifier = row.key.hex().lower()
    return (
        not wanted
        or identifier.startswith(wanted)
        or identifier.lstrip("0").startswith(wanted)
        or wanted in row.name.lower()
        or wanted in row.key.bus.lower()
    )

"""How soon a trouble code wants something done, and what comes first. Our own judgement: no standard has any."""

import enum
from typing import Final

from headunit.diagnostics.state import Memory, TroubleCode
from headunit.kernel.words import QT_TRANSLATE_NOOP


class Severity(enum.Enum):
    """By what is to be done."""

    URGENT = "urgent"  # before the next drive
    SOON = "soon"  # within days
    WATCH = "watch"  # wait whether it comes back


#: Status bits of ISO 14229-1, D.2: test failed, pending, confirmed, warning lamp.
_FAILED, _PENDING, _CONFIRMED, _LAMP = 0x01, 0x04, 0x08, 0x80

_GENTLY: Final = QT_TRANSLATE_NOOP(
    "Diagnostics", "Drive gently and have it mended: unburnt fuel destroys the catalyst. If the lamp flashes, stop."
)
_MIXTURE: Final = QT_TRANSLATE_NOOP(
    "Diagnostics", "Look for loose hoses and a dirty air filter first. Consumption may be higher until it is mended."
)
_HOT: Final = QT_TRANSLATE_NOOP(
    "Diagnostics", "Stop and let the engine cool. Do not open the coolant cap while it is hot."
)
_OIL: Final = QT_TRANSLATE_NOOP("Diagnostics", "Switch the engine off. Check the oil level before you start it again.")
_SUPPLY: Final = QT_TRANSLATE_NOOP("Diagnostics", "Have the 12 V battery, its terminals and the generator checked.")
_ENGINE: Final = QT_TRANSLATE_NOOP("Diagnostics", "The car may have less power. Have it looked at in a workshop.")
_GEARBOX: Final = QT_TRANSLATE_NOOP("Diagnostics", "Shift gently, tow nothing, and have the gearbox checked.")
_HYBRID: Final = QT_TRANSLATE_NOOP(
    "Diagnostics", "Touch nothing orange: it carries high voltage. This is work for a specialist."
)
_BRAKES: Final = QT_TRANSLATE_NOOP(
    "Diagnostics", "You can brake, but ABS or stability control may not help. Keep your distance."
)
_RESTRAINT: Final = QT_TRANSLATE_NOOP(
    "Diagnostics", "Airbags may not open, or may open unasked. Do not touch them; go to a workshop."
)
_NETWORK: Final = QT_TRANSLATE_NOOP(
    "Diagnostics", "A control unit is not heard. Have the supply, the plugs and the wiring checked first."
)
_BODY: Final = QT_TRANSLATE_NOOP("Diagnostics", "Comfort may be missing. The car can be driven on.")

#: The first that fits the beginning of the code counts (SAE J2012's numbering).
_FIRST_THINGS: Final = (
    (("P030", "P031"), _GENTLY),
    (("P0217", "P0218", "P0118"), _HOT),
    (("P052", "P0298"), _OIL),
    (("P056", "P0620", "P0621", "P0622", "U3003"), _SUPPLY),
    (("P00", "P01", "P02", "P04"), _MIXTURE),
    (("P07", "P08", "P09", "P27"), _GEARBOX),
    (("P0A", "P0B", "P0C", "P0D", "P1A", "P3"), _HYBRID),
    (("P",), _ENGINE),
    (("C",), _BRAKES),
    (("B00",), _RESTRAINT),
    (("B",), _BODY),
    (("U",), _NETWORK),
)
#: What may end a drive or do harm while it is there.
_GRAVE: Final = ("P030", "P031", "P0217", "P0218", "P0524", "C", "B00", "U0")


def severity(code: TroubleCode) -> Severity:
    """How soon something is to be done."""
    status = code.status or 0
    confirmed = Memory.STORED in code.memories or bool(status & _CONFIRMED and status & (_FAILED | _LAMP))
    if not confirmed:
        return Severity.WATCH
    return Severity.URGENT if code.code.startswith(_GRAVE) else Severity.SOON


def first_thing(code: TroubleCode) -> str:
    """What to do first: a source text of the context "Diagnostics"."""
    return next(words for beginnings, words in _FIRST_THINGS if code.code.startswith(beginnings))


def where_found(code: TroubleCode) -> tuple[str, ...]:
    """Stored, pending, permanent, in the past: source texts of the context "Diagnostics", at least one."""
    status = code.status or 0
    found = {
        QT_TRANSLATE_NOOP("Diagnostics", "stored"): Memory.STORED in code.memories or bool(status & _CONFIRMED),
        QT_TRANSLATE_NOOP("Diagnostics", "pending"): Memory.PENDING in code.memories or bool(status & _PENDING),
        QT_TRANSLATE_NOOP("Diagnostics", "permanent"): Memory.PERMANENT in code.memories,
    }
    words = tuple(word for word, is_there in found.items() if is_there)
    return words or (QT_TRANSLATE_NOOP("Diagnostics", "in the past"),)

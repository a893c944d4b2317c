"""Whether the car obeys: it decides by its own keys and its own clock, so that a hub that was stolen moves nothing.
Pure."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from headunit.kernel.errors import HeadunitError
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.mirror.keyring import Device, Keyring
from headunit.mirror.name import name_of
from headunit.mirror.roles import LIFE_S, USUAL_LIFE_S, may
from headunit.mirror.signed import COMMAND, Said, SignatureError, verify

#: Clocks of phones may be ahead of the car's by (s).
AHEAD_S: Final = 300.0
PAIR: Final = "pair"

NOT_PAIRED = QT_TRANSLATE_NOOP("Cloud", "This device is not paired")
OTHER_CAR = QT_TRANSLATE_NOOP("Cloud", "It is meant for another car")
NOT_ALLOWED = QT_TRANSLATE_NOOP("Cloud", "This role may not ask for it")
TOO_LATE = QT_TRANSLATE_NOOP("Cloud", "It came too late")
NO_CLOCK = QT_TRANSLATE_NOOP("Cloud", "The car does not know what time it is")
NOT_UNDERSTOOD = QT_TRANSLATE_NOOP("Cloud", "It was not understood")


class RefusedError(HeadunitError):
    """One of the lines above. `expired`: too late rather than forbidden."""

    def __init__(self, line: str, *, expired: bool = False) -> None:
        super().__init__(line)
        self.expired = expired


@dataclass(frozen=True, slots=True)
class Wish:
    """A command that may be carried out. `by`: who asks; for "pair" nobody is known yet: `key` asks."""

    id: str
    command: str
    args: Mapping[str, object]
    key: bytes
    by: Device | None = None


def judge(signed: bytes, name: str, keyring: Keyring, now_s: float, *, clock_good: bool = True) -> Wish:
    """What is asked, by whom. `name`: the id under which the hub sent it. Raises RefusedError."""
    try:
        said = verify(signed, COMMAND)
    except SignatureError as error:
        raise RefusedError(NOT_UNDERSTOOD) from error
    wish = _wish(said, name, keyring)
    device = keyring.device(said.author, now_s)
    if wish.command != PAIR:
        if device is None:
            raise RefusedError(NOT_PAIRED)
        if not may(device.role, wish.command):
            raise RefusedError(NOT_ALLOWED)
    _in_time(said, wish.command, now_s, clock_good=clock_good)
    return Wish(wish.id, wish.command, wish.args, said.author, device)


def _wish(said: Said, name: str, keyring: Keyring) -> Wish:
    words = said.words
    command, args = words.get("c"), words.get("args", {})
    if words.get("aud") != name_of(keyring.car):
        raise RefusedError(OTHER_CAR)
    fine = words.get("v") == 1 and words.get("id") == name and isinstance(command, str) and isinstance(args, dict)
    if not fine or len(json.dumps(args)) > 4096:  # noqa: PLR2004  no wish is longer
        raise RefusedError(NOT_UNDERSTOOD)
    assert isinstance(args, dict)
    return Wish(name, str(command), args, said.author)


def _in_time(said: Said, command: str, now_s: float, *, clock_good: bool) -> None:
    """Something that moves is asked for now, or not at all; and a clock that is wrong judges nothing."""
    issued, expires = (_time(said.words.get(name)) for name in ("iat", "exp"))
    life = LIFE_S.get(command, 120.0 if command == PAIR else USUAL_LIFE_S)
    if issued is None or expires is None or expires - issued > life + 1:
        raise RefusedError(NOT_UNDERSTOOD)
    if not clock_good and command in LIFE_S:
        raise RefusedError(NO_CLOCK)
    if issued > now_s + AHEAD_S or now_s > expires:
        raise RefusedError(TOO_LATE, expired=True)


def _time(value: object) -> float | None:
    fine = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(str(value)) if fine else None

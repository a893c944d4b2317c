"""What a person types or says as a number, as the network takes it (3GPP TS 27.007 clause 6.2, ITU-T E.161)."""

import re
from typing import Final

#: The longest that oFono and most phones take.
LONGEST: Final = 80
_BETWEEN: Final = str.maketrans("", "", " -./()\u00a0\u202f\u2010\u2011\u2013")
_FULL_WIDTH: Final = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0B: "+", 0xFF0A: "*", 0xFF03: "#"}
#: ITU-T E.161 clause 3.1: letters on the keys.
_LETTERS: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_NUMBER: Final = re.compile(r"\+?[0-9*#]+")
_TONES: Final = re.compile(r"[0-9A-D*#]+")


def number_of(text: str) -> str:
    """As it is dialled: "+41 44 123-45 67" gives "+41441234567", "0800 TAXI" "08008294", what is no number ""."""
    # "+49 (0)30 ...": the zero is for those who do not dial the country.
    plain = re.sub(r"^(\s*(?:\+|00)[\d\s]+?)\(0\)", r"\1", text.translate(_FULL_WIDTH))
    plain = plain.removeprefix("tel:").translate(_BETWEEN).upper()
    if plain.isascii() and any(sign.isdigit() for sign in plain):
        plain = plain.translate(_LETTERS)
    return plain if len(plain) <= LONGEST and _NUMBER.fullmatch(plain) else ""


def tones_of(text: str) -> str:
    """Keys that can be sounded (ITU-T Q.23); "" where one of them cannot."""
    plain = text.translate(_BETWEEN).upper()
    return plain if _TONES.fullmatch(plain) else ""


def same_number(one: str, other: str) -> bool:
    """Whether both call the same: the last nine digits decide, as in `Phonebook.who`."""
    ours, theirs = (re.sub(r"\D", "", number)[-9:] for number in (one, other))
    return bool(ours) and ours == theirs

"""Emergency numbers: which ones are dialled whatever else is so. Pure; knows no phone.

The network decides where such a call goes; a number too many in this table costs nothing, one too few may cost a life.
"""

from collections.abc import Mapping
from typing import Final

#: 3GPP TS 22.101 clause 10.1.1: 112 and 911 always; the others are what a telephone without a SIM knows besides.
WORLDWIDE: Final = frozenset({"112", "911", "000", "08", "110", "999", "118", "119"})

#: By ISO 3166-1 country, the general one first. ITU-T "List of emergency numbers" (annex to Operational Bulletin 1097)
#: and, for the European Union, directive (EU) 2018/1972 article 109: 112 works in every member state.
NATIONAL: Final[Mapping[str, tuple[str, ...]]] = {
    "AT": ("112", "122", "133", "144"),
    "AU": ("000", "112", "106"),
    "BE": ("112", "100", "101"),
    "BR": ("190", "192", "193"),
    "CA": ("911",),
    "CH": ("112", "117", "118", "144"),
    "CN": ("110", "119", "120", "122"),
    "DE": ("112", "110"),
    "ES": ("112",),
    "FR": ("112", "15", "17", "18", "114", "196"),
    "GB": ("999", "112"),
    "HK": ("999", "112"),
    "IN": ("112", "100", "101", "102", "108"),
    "IT": ("112", "113", "115", "118"),
    "JP": ("110", "119", "118"),
    "KR": ("112", "119"),
    "LI": ("112", "117", "118", "144"),
    "MC": ("112", "15", "17", "18"),
    "MX": ("911",),
    "NL": ("112",),
    "NO": ("112", "110", "113"),
    "NZ": ("111",),
    "PL": ("112", "997", "998", "999"),
    "RU": ("112", "101", "102", "103"),
    "SG": ("999", "995"),
    "TW": ("110", "119", "112"),
    "US": ("911",),
    "ZA": ("112", "10111", "10177"),
}
_KNOWN: Final = WORLDWIDE.union(*NATIONAL.values())
#: What people write between digits.
_BETWEEN: Final = str.maketrans("", "", " -./()\u00a0\u202f")


def is_emergency(number: str) -> bool:
    """Whether this calls for help, somewhere."""
    return number.translate(_BETWEEN) in _KNOWN


def usual(country: str = "") -> str:
    """The number that a screen offers: of the country (ISO 3166-1 alpha-2), else the one that works in most."""
    return NATIONAL.get(country.upper(), ("112",))[0]

"""Countries by ISO 3166-1 alpha-2 code, on which side one drives there, and which of them an extract lies in."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from headunit.kernel.errors import UsageError

#: ISO 3166-1 alpha-2, officially assigned (249 codes).
_CODES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA
    CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA
    GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
    KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS
    MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS
    RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW
    TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
CODES = frozenset(_CODES.split())

#: Where one drives on the left (Wikipedia, "Left- and right-hand traffic", table by country and dependency).
_LEFT_HAND = """
    AG AI AU BB BD BM BN BS BT BW CC CK CX CY DM FJ FK GB GD GG GS GY HK ID IE IM IN JE JM JP KE KI KN KY LC LK LS MO
    MS MT MU MV MW MY MZ NA NF NP NR NU NZ PG PK PN SB SC SG SH SR SZ TC TH TK TL TO TT TV TZ UG VC VG VI WS ZA ZM ZW
"""
LEFT_HAND = frozenset(_LEFT_HAND.split())


class Lies(NamedTuple):
    """`countries`: where the extract lies. `whole`: the border of each of them is complete in it."""

    countries: tuple[str, ...]
    whole: bool


def country_code(given: str) -> str:
    """`given` as an ISO code in capitals. Raises UsageError where there is no such country."""
    code = given.strip().upper()
    if code not in CODES:
        hint = " (the United Kingdom is GB)" if code == "UK" else ""
        raise UsageError(f"--country takes an ISO 3166-1 code such as CH or GB, not {given!r}{hint}")
    return code


def lies_in(borders: Mapping[str, float], said: Counter[str], given: str = "") -> Lies:
    """Where an extract lies. Empty where nothing tells.

    `borders`: for each country whose boundary relation is in the extract the share of its ways that are there, 0..1. A
    clipped extract names its neighbours too, and has only a little of their borders. `said`: how often `addr:country`
    or `is_in:country_code` name a country. `given`: `--country`; it wins.
    """
    complete = {code for code, share in borders.items() if share >= 1.0}
    if given:
        return Lies((given,), given in complete)
    if complete:
        return Lies(tuple(sorted(complete, key=lambda code: (-said[code], code))), True)
    votes = Counter({code: count for code, count in said.items() if code in CODES})
    if borders and not (set(votes) & set(borders)):
        return Lies((max(sorted(borders), key=lambda code: borders[code]),), False)
    if votes:
        return Lies((max(sorted(votes), key=lambda code: (votes[code], borders.get(code, 0.0))),), False)
    return Lies((), False)


def left_hand(countries: tuple[str, ...]) -> bool:
    """Whether one drives on the left in the first of them, where most of an extract lies."""
    return bool(countries) and countries[0] in LEFT_HAND

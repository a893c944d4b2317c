"""In which country an extract lies, and on which side one drives there."""

from collections import Counter

import pytest

from headunit.kernel.errors import UsageError
from headunit.regions.countries import CODES, LEFT_HAND, Lies, country_code, left_hand, lies_in


def test_the_lists_are_whole() -> None:
    assert len(CODES) == 249
    assert LEFT_HAND < CODES
    assert {"GB", "IE", "JP", "AU", "IN", "ZA", "CY", "MT", "TH", "HK"} <= LEFT_HAND
    # On the right, though their neighbours or former rulers drive on the left.
    assert not LEFT_HAND & {"GI", "MM", "IO", "PR", "LI", "MC", "FI", "CN", "TW", "US", "GM", "BZ"}
    assert left_hand(("GB", "FR"))
    assert not left_hand(("FR", "GB"))
    assert not left_hand(())


@pytest.mark.parametrize(
    ("borders", "said", "given", "expected"),
    [
        # Liechtenstein: its own border closes, of its neighbours' there is a little.
        ({"AT": 0.02, "CH": 0.03, "LI": 1.0}, {"LI": 12352, "AT": 25}, "", (("LI",), True)),
        # Monaco: no border closes; houses tell.
        ({"MC": 0.99, "FR": 0.99}, {"MC": 9, "FR": 6}, "", (("MC",), False)),
        ({"FI": 0.0}, {"FI": 1378}, "", (("FI",), False)),
        # Switzerland as services cut it: Liechtenstein is whole in it too. Most houses come first.
        ({"CH": 1.0, "LI": 1.0, "DE": 0.1}, {"CH": 900, "LI": 30}, "", (("CH", "LI"), True)),
        # No house tells: the border of which most is there.
        ({"IT": 0.1, "VA": 0.8}, {}, "", (("VA",), False)),
        ({}, {"GB": 3, "XX": 100}, "", (("GB",), False)),
        ({}, {}, "", ((), False)),
        ({}, {}, "IE", (("IE",), False)),
        ({"LI": 1.0}, {}, "LI", (("LI",), True)),
        ({"LI": 1.0}, {}, "CH", (("CH",), False)),
    ],
)
def test_where_an_extract_lies(borders: dict, said: dict, given: str, expected: tuple) -> None:
    assert lies_in(borders, Counter(said), given) == Lies(*expected)


def test_what_a_person_may_call_a_country() -> None:
    assert country_code(" gb ") == "GB"
    with pytest.raises(UsageError, match="the United Kingdom is GB"):
        country_code("UK")
    with pytest.raises(UsageError, match="not 'Schweiz'"):
        country_code("Schweiz")

"""The notation of phrases, `[word]` optional, `(a|b)` a choice, `{slot}`, written out. Knows no command."""

import itertools
import re
from typing import Final

#: A phrase that can be said in more ways is refused: it would swell the grammar.
MOST_WAYS: Final = 2000
_TOKEN: Final = re.compile(r"\{[A-Za-z_][A-Za-z0-9_]*\}|[\[\]()|]|[^\s\[\]()|{}]+")
_STRAY: Final = re.compile(r"[{}]")

#: Words and `{slot}`s, in order.
type Way = tuple[str, ...]


def is_slot(symbol: str) -> bool:
    """Whether it is `{slot}`."""
    return symbol.startswith("{")


def ways(phrase: str) -> tuple[Way, ...]:
    """Every way to say it, each once, in the order in which they are written.

    Raises ValueError, in one line, where a bracket has no other half, or where it can be said in nothing at all or in
    more than MOST_WAYS ways.
    """
    tokens = _TOKEN.findall(phrase)
    if _STRAY.search("".join(symbol for symbol in tokens if not is_slot(symbol))) or (
        "".join(tokens) != "".join(phrase.split())
    ):
        raise ValueError(f"a slot is written {{name}}: {phrase!r}")
    found, rest = _choice(tokens, 0, phrase)
    if rest != len(tokens):
        raise ValueError(f"{tokens[rest]!r} has no other half in {phrase!r}")
    if () in found:
        raise ValueError(f"nothing need be said at all in {phrase!r}")
    return tuple(found)


def _choice(tokens: list[str], at: int, phrase: str) -> tuple[list[Way], int]:
    """Alternatives from `at` up to a closing bracket or the end, and where that is."""
    found: dict[Way, None] = {}
    while True:
        some, at = _sequence(tokens, at, phrase)
        found.update(dict.fromkeys(some))
        if at == len(tokens) or tokens[at] != "|":
            return list(found), at
        at += 1


def _sequence(tokens: list[str], at: int, phrase: str) -> tuple[list[Way], int]:
    found: list[Way] = [()]
    while at < len(tokens) and tokens[at] not in "|)]":
        symbol = tokens[at]
        if symbol in "([":
            some, at = _choice(tokens, at + 1, phrase)
            if at == len(tokens) or tokens[at] != {"(": ")", "[": "]"}[symbol]:
                raise ValueError(f"{symbol!r} has no other half in {phrase!r}")
            if symbol == "[":
                some = [*some, ()]
        else:
            some = [(symbol,)]
        at += 1
        found = list(dict.fromkeys(one + two for one, two in itertools.product(found, some)))
        if len(found) > MOST_WAYS:
            raise ValueError(f"more than {MOST_WAYS} ways to say {phrase!r}")
    return found, at

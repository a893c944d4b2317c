"""Who writes the list of maneuvers in which language: Valhalla where it can, else a table of ours.

One more language of ours is one more file and one more line here.
"""

from collections.abc import Callable, Mapping
from typing import Final

from headunit.routing import words_zh
from headunit.routing.state import Maneuver

OWN: Final[Mapping[str, Callable[[Maneuver], str]]] = {"zh": words_zh.instruction}
#: What Valhalla tells apart by region; of every other language it knows one form, under the bare name.
_REGIONAL: Final = frozenset({"en-GB", "en-US", "pt-BR", "pt-PT"})
_ALIASES: Final = {"no": "nb", "nn": "nb"}


def base(language: str) -> str:
    """The language of a BCP 47 tag: "zh-Hans-CN" is "zh"."""
    first = language.replace("_", "-").split("-", 1)[0].lower()
    return _ALIASES.get(first, first)


def locale(language: str) -> str:
    """What Valhalla is asked for. Where it has no such language it answers in English."""
    return language if language in _REGIONAL else "en" if base(language) in OWN else base(language)

"""In which order names are listed, under which letter, and by which words they are found. Knows no database."""

import functools
import re
from typing import Final

from headunit.kernel.text import folding

_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_ARTICLE: Final = re.compile(r"(?:the|an?)\s+(?=\w)")
_DIGITS: Final = re.compile(r"\d+")
_ASCII_WORD: Final = re.compile("[a-z0-9]+")
_EDGE: Final = re.compile(r"^[\W_]+")


@functools.lru_cache(maxsize=20_000)
def sort_key(name: str) -> str:
    """By which `name` is listed: folded, Chinese by its pinyin, numbers by their value, without "The" in front."""
    key = folding.fold(name)
    if _HAN.search(name):
        from headunit.kernel.text.pypinyin_sound import spoken  # noqa: PLC0415  takes most of a second

        key = spoken(key)
    bare = _EDGE.sub("", key)
    bare = _ARTICLE.sub("", bare, count=1) if _ARTICLE.match(bare) else bare
    return _DIGITS.sub(lambda found: found.group().zfill(6), bare or key)


def letter(key: str) -> str:
    """Under which letter of the fast scroll a sort key stands: A to Z, # for all others."""
    first = key[:1].upper()
    return first if "A" <= first <= "Z" else "#"


@functools.lru_cache(maxsize=20_000)
def found_by(name: str) -> str:
    """The words of a name for the index: folded, umlauts also written out, CJK characters apart."""
    if name.isascii():
        return " ".join(_ASCII_WORD.findall(name.lower()))  # the same, several times as fast
    return folding.indexed(folding.keys(name))


@functools.lru_cache(maxsize=20_000)
def heard_as(name: str) -> str:
    """The pinyin of a name, in full and by its initials; empty where it is not Chinese."""
    if not _HAN.search(name):
        return ""
    from headunit.kernel.text.pypinyin_sound import sounds  # noqa: PLC0415  takes most of a second

    return " ".join(sounds(folding.fold(name)))

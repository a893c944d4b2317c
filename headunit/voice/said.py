"""Text of any kind, a name or a phrase, as the words that are spoken: small letters, numerals as number words.

What it does not know how to say it leaves out; it knows no grammar.
"""

import re
import unicodedata
from typing import Final

_SMALL: Final = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_ONES: Final = (*_SMALL.split(), "seventeen", "eighteen", "nineteen")
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_MILLION: Final = 1_000_000
_HUNDRED: Final = 100
#: Signs and short forms that are said as a word.
_SIGNS: Final = {"&": " and ", "+": " plus ", "%": " percent ", "°": " degrees ", "@": " at ", "#": " number "}
_APOSTROPHES: Final = str.maketrans("\u2019\u02bc\u2018\u00b4`", "'''''")
_PIECE: Final = re.compile(r"\d+(?:[.,]\d+)?|[\u4e00-\u9fff]+|(?:(?![\d_\u4e00-\u9fff])[\w'])+")
#: Ends a word that is a syllable of Chinese, in pinyin, and no English word of the same letters: "he~".
PINYIN: Final = "~"
_CJK: Final = re.compile(r"[\u4e00-\u9fff]")


def words_of(text: str) -> tuple[str, ...]:
    """As spoken: "Mum & Dad 21.5" is mum and dad twenty one point five.

    Hanzi are their syllables in pinyin, each with PINYIN at its end.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).lower()
    for sign, word in _SIGNS.items():
        plain = plain.replace(sign, word)
    words: list[str] = []
    for piece in _PIECE.findall(plain):
        if piece[0].isdigit():
            words += numeral(piece)
        elif _CJK.match(piece):
            words += _syllables(piece)
        elif bare := piece.strip("'"):
            words.append(bare)
    return tuple(words)


def numeral(digits: str) -> list[str]:
    """For "21" twenty one, for "0.5" zero point five; leading zeros and numbers from a million on go digit by digit."""
    whole, _, part = digits.replace(",", ".").partition(".")
    if (whole[0] != "0" or len(whole) == 1) and int(whole) < _MILLION:
        words = _number(int(whole))
    else:
        words = [_ONES[int(digit)] for digit in whole]
    if part:
        words += ["point", *(_ONES[int(digit)] for digit in part)]
    return words


def _number(number: int) -> list[str]:
    if number < len(_ONES):
        return [_ONES[number]]
    if number < _HUNDRED:
        ten, one = divmod(number, 10)
        return [_TENS[ten - 2], *([_ONES[one]] if one else [])]
    for size, name in ((1000, "thousand"), (_HUNDRED, "hundred")):
        if number >= size:
            many, rest = divmod(number, size)
            return [*_number(many), name, *(_number(rest) if rest else [])]
    raise AssertionError(number)


def _syllables(hanzi: str) -> list[str]:
    from headunit.kernel.text.pypinyin_sound import spoken  # noqa: PLC0415  takes most of a second

    return [syllable + PINYIN for syllable in spoken(hanzi).split()]

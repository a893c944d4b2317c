"""In which order people are listed, under which letter, and by which words and digits they are found. Pure."""

import functools
import re
from typing import Final

from headunit.kernel.text import folding
from headunit.phone.people import telling
from headunit.phone.state import Person

_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_DIGITS: Final = re.compile(r"\d+")
_ASCII_WORD: Final = re.compile("[a-z0-9]+")
_EDGE: Final = re.compile(r"^[\W_]+")
#: What follows a number to be sent when somebody answers (3GPP TS 27.007, 6.2; RFC 3966, extension).
_EXTENSION: Final = re.compile(r"[,;pPwWxX]")
_NUMBER: Final = re.compile(r"[\d\s+()/.\-]*\d[\d\s+()/.\-]*", re.ASCII)
#: ITU-T E.161, 1.1: the letters on the keys.
_KEYS: Final = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")
#: Family names that are read otherwise than the same character elsewhere (现代汉语词典).
_FAMILY: Final = {
    "曾": "zeng", "单": "shan", "單": "shan", "解": "xie", "仇": "qiu", "盖": "ge", "区": "ou", "區": "ou",
    "朴": "piao", "查": "zha", "覃": "qin", "翟": "zhai", "尉": "yu", "冼": "xian", "华": "hua", "任": "ren",
    "繁": "po", "召": "shao", "宁": "ning", "黑": "he", "秘": "bi", "折": "she", "员": "yun", "乐": "yue",
}  # fmt: skip
_LONGEST_COUNTRY: Final = 3


@functools.lru_cache(maxsize=4096)
def _syllables(name: str) -> tuple[str, ...]:
    """Of a name that begins with Chinese, in pinyin."""
    from headunit.kernel.text.pypinyin_sound import spoken  # noqa: PLC0415  takes most of a second

    syllables = spoken(name).split()
    if name[0] in _FAMILY and syllables:
        syllables[0] = _FAMILY[name[0]]
    return tuple(syllables)


def is_chinese(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return _HAN.search(text) is not None


def sort_key(name: str) -> str:
    """By which `name` is listed: folded, Chinese by its pinyin, numbers by their value."""
    if name.isascii():
        key = name.lower()
    elif _HAN.search(name):
        key = folding.fold(" ".join(_syllables(name)))
    else:
        key = folding.fold(name)
    key = _EDGE.sub("", key) or key
    return _DIGITS.sub(lambda found: found.group().zfill(6), key)


def letter(key: str) -> str:
    """Under which letter of the fast scroll a sort key stands: A to Z, # for all others."""
    first = key[:1].upper()
    return first if "A" <= first <= "Z" else "#"


def place(person: Person) -> tuple[bool, str, str]:
    """People in this order: A to Z, then all others."""
    return person.letter == "#", person.sort_key, person.key


def found_by(person: Person) -> str:
    """All words by which a person is found, by their beginnings: of name and company, pinyin and its initials, the keys
    of a telephone (5646 is John), and digits of the numbers."""
    found = _words(person.name)
    if _HAN.search(person.name):
        syllables = _syllables(person.name)
        # From each syllable on: a friend is called by the given name alone.
        found += ["".join(syllables[at:]) for at in range(len(syllables))]
        found += [*syllables, "".join(one[0] for one in syllables)]
    found += [word.translate(_KEYS) for word in found if word.isascii() and word.isalpha()]
    if person.organisation and person.organisation != person.name:
        found += _words(person.organisation)
    for number in person.numbers:
        found += _digits(number.number)
    return " ".join(dict.fromkeys(found))


def _words(text: str) -> list[str]:
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return folding.indexed(folding.keys(text)).split()


def _digits(number: str) -> list[str]:
    """A number as one would begin to write it, without zeros in front: with its country's code, or without."""
    digits = dialled(number)
    whole = digits.lstrip("0")
    if not whole:
        return []
    if number.lstrip("( ").startswith("+") or digits.startswith("00"):
        return [whole, *(whole[cut:].lstrip("0") for cut in range(1, _LONGEST_COUNTRY + 1))]
    return [whole]


def dialled(number: str) -> str:
    """Its digits, without an extension."""
    return "".join(digit for digit in _EXTENSION.split(number, maxsplit=1)[0] if digit.isdecimal())


def tail(number: str) -> str:
    """By which two ways to write a number are compared; "" of what is no subscriber's: *100#, a name."""
    bare = _EXTENSION.split(number, maxsplit=1)[0]
    return "" if "*" in bare or "#" in bare else telling(bare)


def asked(text: str) -> list[str]:
    """Words of a search; the beginning of each must be found."""
    if _NUMBER.fullmatch(text):
        digits = dialled(text).lstrip("0")
        return [digits] if digits else []
    return [part for word in folding.words(folding.fold(text)) for part in (word.text if word.cjk else [word.text])]

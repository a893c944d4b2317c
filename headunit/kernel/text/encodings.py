# ruff: noqa: RUF001  these are the signs that titles use
"""Text that was written in one encoding and read as Latin-1: which one was it? By plausibility, never by locale.

ID3v1 and ID3v2's encoding 0 are Latin-1 by the standard (id3.org, ID3v2.3.0, 3.3) and whatever the writer's computer
used in practice: GBK, Big5, Shift-JIS, Windows-1251. Knows no file.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from headunit.kernel.text.frequent_letters import HAN, KANA_USUAL, RUSSIAN
from headunit.kernel.text.opencc_script import simplified

#: Latin-1 needs no change and is by far the most frequent: another reading must be better by so much.
_LEAD: Final = 0.12
_EAST: Final = ("gbk", "big5", "cp932")
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_HALF_KANA: Final = re.compile("[\uff61-\uff9f]")
#: A sign between two letters, where no word has one.
_INSIDE_WORD: Final = re.compile("(?<=[\u0400-\u04ff])[«»–—…“”„№](?=[\u0400-\u04ff])")
_WORD: Final = re.compile(r"[^\W\d_]+")


def mended(texts: Sequence[str]) -> list[str]:
    """The texts of one file as they were meant. Those that Latin-1 cannot have spoilt are returned as they are.

    One writer wrote them all, so they are judged together: the longest tells what the shortest cannot.
    """
    spoilt = [text for text in texts if _may_be_spoilt(text)]
    if not spoilt:
        return list(texts)
    codec = encoding_of("\n".join(spoilt).encode("latin-1"))
    if codec is None:
        return list(texts)
    return [_read(text, codec) if _may_be_spoilt(text) else text for text in texts]


def _may_be_spoilt(text: str) -> bool:
    return not text.isascii() and max(text) <= "\xff"


def _read(text: str, codec: str) -> str:
    try:
        return text.encode("latin-1").decode(codec)
    except UnicodeDecodeError:
        # Cut in the middle of a character, as ID3v1's 30 bytes do.
        return text.encode("latin-1").decode(codec, "ignore")


def encoding_of(raw: bytes) -> str | None:
    """Python's name of the codec that makes the most sense of `raw`; None where that is Latin-1."""
    if _is_utf8(raw):
        return "utf-8"  # that other encodings make valid UTF-8 by chance hardly happens (RFC 3629, 1)
    best, codec = _latin(raw) + _LEAD, None
    for name in _EAST:
        text = _decodes(raw, name)
        if text is not None and (score := _eastern(text, name)) > best:
            best, codec = score, name
    cyrillic = _decodes(raw, "cp1251")
    if cyrillic is not None and _cyrillic(cyrillic) > best:
        codec = "cp1251"
    if (
        codec is None
        and (windows := _decodes(raw, "cp1252")) is not None
        and _UNPRINTABLE.search(raw.decode("latin-1"))
    ):
        return "cp1252" if windows else None
    return codec


def _is_utf8(raw: bytes) -> bool:
    text = _decodes(raw, "utf-8")
    return text is not None and not text.isascii()


def _decodes(raw: bytes, codec: str) -> str | None:
    """Decoded, forgiving half a character at a line's end; None where the codec does not fit."""
    lines = []
    for line in raw.split(b"\n"):
        for cut in (line, line[:-1]):
            try:
                lines.append(cut.decode(codec))
            except UnicodeDecodeError:
                continue
            break
        else:
            return None
    return "\n".join(lines)


def _latin(raw: bytes) -> float:
    """0..1: accented letters stand alone among plain ones ("Motörhead"); rows of them, and controls, are no words."""
    text = raw.decode("cp1252", "replace")
    foreign = [number for number, letter in enumerate(text) if letter > "\x7f"]
    points = 0.0
    for number in foreign:
        letter = text[number]
        around = text[max(0, number - 1) : number] + text[number + 1 : number + 2]
        beside = [one for one in around if one > "\x7f"]
        if letter == "\ufffd" or not letter.isprintable():
            points -= 1.0
        elif letter.isalpha():
            capital_inside = letter.isupper() and text[max(0, number - 1) : number].islower()
            points += 0.0 if capital_inside else (1.0, 0.45, 0.0)[len(beside)]
        else:
            # Signs that titles do use: quotes, dashes, degrees. In a row with other such signs they are no text.
            points += (
                0.5 if letter in "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\xa0°´·«»¡¿®™½" and not beside else -0.2
            )
    return points / len(foreign)


def _eastern(text: str, codec: str) -> float:
    """0..1: how usual its characters are."""
    foreign = [letter for letter in text if letter > "\x7f"]
    if not foreign:
        return -1.0
    plain = simplified("".join(foreign)) if codec == "big5" else "".join(foreign)
    points, kana = 0.0, 0
    for letter in plain:
        if _HALF_KANA.match(letter):
            points -= 0.3
        elif "\u3041" <= letter <= "\u30ff":
            kana += 1
            points += 1.0 if codec == "cp932" and letter in KANA_USUAL else 0.2
        elif letter in HAN:
            points += 1.0 if HAN[letter] < 500 else 0.85  # noqa: PLR2004  the first five hundred make most of any text
        elif "\u4e00" <= letter <= "\u9fff":
            points += 0.3 if _common(letter) else -0.3
        elif unicodedata.category(letter)[0] in "PZ" or letter in "～・ー":
            points += 0.5
        else:
            points -= 0.6
    if codec == "cp932" and not kana:
        points *= 0.9  # without a kana it may be Chinese as well
    return points / max(1, len(plain))


def _common(letter: str) -> bool:
    """Of GB 2312's first level: the 3,755 characters in common use, sorted by sound (GB/T 2312-1980)."""
    try:
        return letter.encode("gb2312") < b"\xd8"
    except UnicodeEncodeError:
        return False


def _cyrillic(text: str) -> float:
    """0..1: words of one case, of usual letters, with vowels among them."""
    points, letters = 0.0, 0
    for word in _WORD.findall(text):
        foreign = [letter for letter in word if letter > "\x7f"]
        if not foreign:
            continue
        letters += len(foreign)
        one_case = word[1:].islower() or word.isupper() or len(word) == 1
        russian = all("\u0400" <= letter <= "\u04ff" for letter in word)
        usual = sum(RUSSIAN.get(letter.lower(), 0.0) for letter in foreign)
        vowels = any(letter in "аеёиоуыэюяіїє" for letter in word.lower())
        likely = 1.0 if vowels or len(word) < 3 else 0.5  # noqa: PLR2004  prepositions have none
        points += usual * likely * (1.0 if one_case else 0.3) * (1.0 if russian else 0.2)
    signs = sum(1 for letter in text if letter > "\x7f" and not letter.isalpha() and letter not in "«»–—…\xa0“”„")
    signs += len(_INSIDE_WORD.findall(text))
    return (points - signs) / max(1, letters + signs)

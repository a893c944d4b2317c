"""Text as it is compared: without case, accents or script variants, cut into words."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from headunit.kernel.text.opencc_script import simplified

#: Characters written without spaces between words: each is a word of its own. Han, kana, hangul.
_CJK = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = re.compile(rf"[{_CJK}]+|(?:(?![{_CJK}])[^\W_])+")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
#: Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "\u0131": "i", "ħ": "h", "ŋ": "n"}
)
#: How German and the Nordic languages write these letters where a keyboard has none (DIN 5007-2).
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word. `cjk`: a run of characters of which each is indexed by itself."""

    text: str
    cjk: bool


def fold(text: str) -> str:
    """`text` in lower case without accents: "Mühleholz" is "muhleholz", "Straße" "strasse", "聖母" "圣母"."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    bare = "".join(letter for letter in bare if not unicodedata.category(letter).startswith("M"))
    bare = unicodedata.normalize("NFC", bare)
    return simplified(bare) if _HAN.search(bare) else bare


def spell(text: str) -> str:
    """`text` with its umlauts written out, then folded: "muehleholz"."""
    return fold(unicodedata.normalize("NFC", text).casefold().translate(_SPELLED))


def words(folded: str) -> list[Word]:
    """The words of a folded text."""
    return [
        Word(found.group(), found.group() >= "\u3005" and _is_cjk(found.group())) for found in _WORD.finditer(folded)
    ]


def _is_cjk(text: str) -> bool:
    return re.match(f"[{_CJK}]", text) is not None


def key(text: str) -> str:
    """The words of `text`, folded, one space between them: what is compared letter by letter."""
    return " ".join(word.text for word in words(fold(text)))


def keys(text: str) -> list[str]:
    """All ways to write `text`: folded, and with umlauts written out where that differs."""
    plain, long = key(text), "" if text.isascii() else " ".join(word.text for word in words(spell(text)))
    return [plain] if long in {"", plain} else [plain, long]


def indexed(written: Iterable[str]) -> str:
    """What a full text index is fed for keys: CJK characters apart."""
    return " ".join(dict.fromkeys(" ".join(_apart(word) for word in words(one)) for one in written))


def _apart(word: Word) -> str:
    return " ".join(word.text) if word.cjk else word.text

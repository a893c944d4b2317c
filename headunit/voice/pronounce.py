# ruff: noqa: RUF001  signs of the International Phonetic Alphabet
"""How a word sounds in the 39 phones of CMUdict (ARPAbet), from IPA or from pinyin. Pure tables; asks nobody."""

import re
from typing import Final

from headunit.voice.said import PINYIN

#: IPA, as eSpeak NG writes it for English and German, the longest first -> phones of speech.cs.cmu.edu/cgi-bin/cmudict.
#: Sounds that English lacks become what its speakers make of them.
_IPA: Final = {
    "oːɹ": "AO R", "ɔːɹ": "AO R", "oʊɹ": "AO R", "ɔø": "OY", "ɔʏ": "OY", "ɔɪ": "OY", "ɔy": "OY", "aɪ": "AY", "aʊ": "AW",
    "eɪ": "EY", "oʊ": "OW", "əʊ": "OW", "tʃ": "CH", "dʒ": "JH", "iː": "IY", "uː": "UW", "yː": "UW", "eː": "EY",
    "ɛː": "EH", "ɑː": "AA", "aː": "AA", "ɔː": "AO", "oː": "OW", "øː": "ER", "ɜː": "ER", "əl": "AH L",
    "i": "IY", "ɪ": "IH", "ᵻ": "IH", "ɨ": "IH", "e": "EH", "ɛ": "EH", "æ": "AE", "a": "AA", "ɑ": "AA", "ɒ": "AA",
    "ɔ": "AO", "o": "OW", "ʊ": "UH", "u": "UW", "ʌ": "AH", "ə": "AH", "ɐ": "AH", "ɜ": "ER", "ɚ": "ER", "ɝ": "ER",
    "y": "UW", "ʏ": "UH", "ø": "ER", "œ": "ER", "p": "P", "b": "B", "t": "T", "d": "D", "k": "K", "c": "K", "ɡ": "G",
    "g": "G", "f": "F", "v": "V", "β": "V", "θ": "TH", "ð": "DH", "s": "S", "z": "Z", "ʃ": "SH", "ʂ": "SH", "ʒ": "ZH",
    "ç": "SH", "x": "K", "χ": "K", "ɣ": "G", "h": "HH", "ɦ": "HH", "m": "M", "n": "N", "ɲ": "N Y", "ŋ": "NG", "l": "L",
    "ɫ": "L", "ʎ": "L Y", "ɹ": "R", "r": "R", "ʁ": "R", "ʀ": "R", "ɾ": "T", "j": "Y", "w": "W",
}  # fmt: skip
#: All of them.
PHONES: Final = tuple(sorted({phone for phones in _IPA.values() for phone in phones.split()}))
#: A nasal vowel: the vowel and N.
_NASAL: Final = "\u0303"
_SOUND: Final = re.compile("|".join(sorted(_IPA, key=len, reverse=True)) + f"|{_NASAL}")
#: Longer words are cut: nobody says them (phones).
MOST_PHONES: Final = 40

#: Hanyu pinyin (ISO 7098) as English phones come nearest to it.
_INITIALS: Final = {
    "b": "B", "p": "P", "m": "M", "f": "F", "d": "D", "t": "T", "n": "N", "l": "L", "g": "G", "k": "K", "h": "HH",
    "j": "JH", "q": "CH", "x": "SH", "zh": "JH", "ch": "CH", "sh": "SH", "r": "R", "z": "D Z", "c": "T S", "s": "S",
    "y": "Y", "w": "W", "": "",
}  # fmt: skip
_FINALS: Final = {
    "a": "AA", "o": "AO", "e": "AH", "ai": "AY", "ei": "EY", "ao": "AW", "ou": "OW", "an": "AA N", "en": "AH N",
    "ang": "AA NG", "eng": "AH NG", "ong": "UH NG", "er": "AA R", "i": "IY", "ia": "Y AA", "ie": "Y EH", "iao": "Y AW",
    "iu": "Y OW", "ian": "Y EH N", "in": "IH N", "iang": "Y AA NG", "ing": "IH NG", "iong": "Y UH NG", "u": "UW",
    "ua": "W AA", "uo": "W AO", "uai": "W AY", "ui": "W EY", "uan": "W AA N", "un": "W AH N", "uang": "W AA NG",
    "v": "UW", "ue": "W EH", "ve": "W EH",
}  # fmt: skip
#: After j, q, x and y a written u is ü (ISO 7098, 3.4); after these initials a written i is no [i].
_FRONTED: Final = frozenset("jqxy")
_BUZZED: Final = {"zh": "ER", "ch": "ER", "sh": "ER", "r": "ER", "z": "IH", "c": "IH", "s": "IH"}
_ROUNDED: Final = {"u": "UW", "uan": "W EH N", "un": "UW N", "ue": "W EH"}
#: A written final that begins with the glide that its initial already is.
_WHOLE: Final = {"yi": "IY", "yin": "IH N", "ying": "IH NG", "wu": "UW", "ye": "Y EH", "yan": "Y EH N"}


def phones_of_ipa(ipa: str) -> tuple[str, ...]:
    """Phones of one word in IPA; stress, length and what is no sound are passed over."""
    phones: list[str] = []
    for sound in _SOUND.findall(ipa):
        phones += ["N"] if sound == _NASAL else _IPA[sound].split()
    return tuple(phones[:MOST_PHONES])


def phones_of_syllable(syllable: str) -> tuple[str, ...]:
    """Phones of one syllable of pinyin without its tone ("zhang~" or "zhang"); () where it is none."""
    bare = syllable.removesuffix(PINYIN).replace("ü", "v")
    if bare in _WHOLE:
        return tuple(_WHOLE[bare].split())
    size = next(size for size in (2, 1, 0) if bare[:size] in _INITIALS)
    initial, final = bare[:size], bare[size:]
    sound = _FINALS.get(final, "")
    if initial in _FRONTED:
        sound = _ROUNDED.get(final, sound)
    if final == "i":
        sound = _BUZZED.get(initial, sound)
    return tuple(f"{_INITIALS[initial]} {sound}".split()) if sound else ()

"""Words that the dictionary lacks: as eSpeak NG says them, in phones that the model knows."""

import pytest

from headunit.voice.pronounce import MOST_PHONES, PHONES, phones_of_ipa, phones_of_syllable
from headunit.voice.pronounce_espeak_ng import BRITISH, pronounced


def test_there_are_the_39_phones_of_the_dictionary():
    assert len(PHONES) == 39


@pytest.mark.parametrize(
    ("syllable", "phones"),
    [("zhang~", "JH AA NG"), ("yi", "IY"), ("xue", "SH W EH"), ("shi", "SH ER"), ("nü", "N UW"), ("brr", "")],
)
def test_syllables(syllable, phones):
    assert " ".join(phones_of_syllable(syllable)) == phones


def test_names_of_several_languages():
    words = ["vaduz", "schaan", "müller", "motorways", "o'brien", "a" * 300]
    said = pronounced(words)
    assert list(said) == words
    for ways in said.values():
        assert ways
        assert len(set(ways)) == len(ways)
        assert all(set(phones) <= set(PHONES) and len(phones) <= MOST_PHONES for phones in ways)
    assert ("M", "OW", "T", "ER", "W", "EY", "Z") in said["motorways"]


def test_british_speakers_drop_their_r():
    assert ("K", "AA") in pronounced(["car"], voices=BRITISH)["car"]


def test_many_words_are_one_question_and_none_is_lost():
    words = sorted({f"{first}{second}o" for first in "bdfgklmnprst" for second in ("a", "e", "ei", "rr", "-", "1")})
    said = pronounced(words)
    assert {word for word, ways in said.items() if not ways} == {word for word in words if "-" in word or "1" in word}


def test_without_the_program_one_line_says_so():
    with pytest.raises(OSError, match=r"^no-such-program is not installed$"):
        pronounced(["vaduz"], program="no-such-program")


def test_ipa_that_is_no_sound_is_passed_over():
    assert phones_of_ipa("\u02c8\u0294?!") == ()

"""Words that only their author can have said."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.mirror.signed import COMMAND, LOGIN, MOST_WORDS, RESULT, STATEMENT, SignatureError, sign, verify
from tests.mirror.keys import key_of, public

_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 40), 1 << 40) | st.text(st.characters(codec="utf-8"), max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=8), _json, max_size=4))
def test_words_come_back_with_their_author(words: dict[str, object]) -> None:
    said = verify(sign(key_of("ann"), COMMAND, words), COMMAND)
    assert (said.author, dict(said.words)) == (public("ann"), words)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_one_bit_is_enough(place: int, flip: int) -> None:
    signed = bytearray(sign(key_of("ann"), COMMAND, {"do": "unlock", "id": "1"}))
    signed[place % len(signed)] ^= flip
    with pytest.raises(SignatureError):
        verify(bytes(signed), COMMAND)


@pytest.mark.parametrize("other", [STATEMENT, RESULT, LOGIN])
def test_words_for_one_purpose_are_good_for_no_other(other: bytes) -> None:
    with pytest.raises(SignatureError):
        verify(sign(key_of("ann"), COMMAND, {"do": "lock"}), other)


@given(st.binary(max_size=300))
def test_noise_is_nobodys_word(noise: bytes) -> None:
    with pytest.raises(SignatureError):
        verify(noise, COMMAND)


def _signed(said: bytes) -> bytes:
    key = key_of("ann")
    return public("ann") + key.sign(COMMAND + said) + said


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"[]",
        b"1",
        b"\xff\xfe",
        b"[" * 10_000,
        json.dumps({"long": "x" * MOST_WORDS}).encode(),
    ],
    ids=["nothing", "list", "number", "not text", "deep", "long"],
)
def test_rightly_signed_but_no_words(said: bytes) -> None:
    with pytest.raises(SignatureError):
        verify(_signed(said), COMMAND)

"""What may be said, as a network: every way to say a phrase leads to its meaning, and nothing else does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headunit.voice.ear import Guess, Sentences
from headunit.voice.grammar import DIGIT_WORDS, Grammar, digits_of
from headunit.voice.phrase import is_slot, ways
from headunit.voice.ports import DIGITS, Entry
from headunit.voice.said import words_of

PEOPLE = (Entry("Mum", "mum"), Entry("Anna Meier", "a1"), Entry("Anna Meier", "a2"), Entry("王伟", "w"))
CALL = Sentences("call", ("(call|ring) {who} [at (home|work)]",), {"who": PEOPLE})
DIAL = Sentences("dial", ("(call|dial) {number}",), {"number": (DIGITS,)})
HEAT = Sentences("heat", ("[set] [the] temperature to {degrees}",), {"degrees": (Entry("21.5", "21.5"),)})


def walks(grammar: Grammar, mute=()) -> "set[tuple[str, ...]]":
    """All rows of up to six words that the network takes."""
    arcs, ends, _ = grammar.network(mute)
    found, waiting = set(), [(0, ())]
    while waiting:
        state, words = waiting.pop()
        if state in ends and words:
            found.add(words)
        if len(words) < 6:
            waiting += [(arc.end, (*words, arc.word)) for arc in arcs if arc.begin == state]
    return found


def test_the_network_takes_what_has_a_meaning_and_only_that():
    grammar = Grammar([CALL, HEAT])
    taken = walks(grammar)
    assert taken
    assert all(grammar.complete(words) for words in taken)
    for sentence in (CALL, HEAT):
        for way in (way for phrase in sentence.phrases for way in ways(phrase)):
            for entry in next(iter(sentence.slots.values())):
                words = tuple(word for part in way for word in words_of(entry.said if is_slot(part) else part))
                assert len(words) > 6 or words in taken


def test_two_of_one_name_are_both_meant():
    meanings = Grammar([CALL]).meanings(["ring", "anna", "meier", "at", "home"])
    assert [guess for guess, _ in meanings] == [Guess("call", {"who": "a1"}), Guess("call", {"who": "a2"})]
    assert meanings[0][1] == "ring Anna Meier at home"


def test_a_pause_may_end_what_cannot_go_on():
    grammar = Grammar([CALL, DIAL])
    assert not grammar.complete(["call"])
    assert grammar.complete(["call", "mum"])
    assert grammar.may_go_on(["call", "mum"])
    assert not grammar.may_go_on(["call", "mum", "at", "home"])
    assert grammar.complete(["dial", "one"])
    assert grammar.may_go_on(["dial", "one"])


def test_what_nobody_can_pronounce_is_left_out_alone():
    grammar = Grammar([CALL])
    assert {words[1] for words in walks(grammar, mute={"meier"})} == {"mum", "wang~"}


@pytest.mark.parametrize("phrase", ["call {nobody}", "call {who", "(call|ring {who}", "[call]"])
def test_a_phrase_that_is_written_wrongly_is_told(phrase):
    with pytest.raises(ValueError, match=r"slot|half|nothing"):
        Grammar([Sentences("call", (phrase,), {"who": PEOPLE})])


NAMES = {digit: word for word, digit in DIGIT_WORDS.items() if word != "oh"}


@given(st.text("0123456789", min_size=1, max_size=12), st.booleans())
@settings(deadline=None)
def test_digits_are_read_as_they_are_said(number, international):
    words = (["plus"] if international else []) + [NAMES[digit] for digit in number]
    told = ("+" if international else "") + number
    assert digits_of(words) == told
    assert Grammar([DIAL]).meanings(["dial", *words])[0][0].slots == {"number": told}


def test_doubled_digits():
    assert digits_of(["double", "oh", "seven"]) == "007"
    assert digits_of(["triple", "nine"]) == "999"
    assert digits_of(["double"]) == ""
    assert digits_of(["plus"]) == ""

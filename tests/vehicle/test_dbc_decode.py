"""The compiled decoder against cantools: opendbc's files, and invented messages of every kind that they lack."""

import random
from collections import Counter
from pathlib import Path

import cantools
import pytest
from cantools_peer import compare, same
from hypothesis import given, settings
from hypothesis import strategies as st

from headunit.vehicle.cantools_dbc import load_dbc
from headunit.vehicle.dbc import Message, Signal
from headunit.vehicle.dbc_codec import RawCodec
from headunit.vehicle.dbc_decode import MessageDecoder
from headunit.vehicle.ports import DecodeError, Frame

#: Small files that have, between them, every kind of repair, multiplexers, both byte orders, signs, FD and overlaps.
SAMPLE = (
    "ESR",
    "chrysler_cusw",
    "comma_body",
    "fca_giorgio",
    "mazda_2017",
    "nissan_leaf_2018_generated",
    "psa_aee2010_r3",
    "rivian_primary_actuator",
    "toyota_2017_ref_pt",
    "hyundai_canfd_generated",
)


def test_a_sample_of_opendbc_decodes_exactly_as_cantools_decodes_it(opendbc: Path) -> None:
    dice, tally, differences = random.Random(7), Counter[str](), []
    for name in SAMPLE:
        counted, different = compare(opendbc / f"{name}.dbc", 2, dice)
        tally += counted
        differences += different
    assert differences == []
    assert min(tally["numbers"], tally["words"], tally["truncated"]) > 9_000
    assert tally["beyond cantools"] > 0


@pytest.mark.long
def test_every_message_of_every_opendbc_file_decodes_exactly_as_cantools_decodes_it(opendbc: Path) -> None:
    dice, tally, differences = random.Random(1), Counter[str](), []
    for file in sorted(opendbc.glob("*.dbc")):
        counted, different = compare(file, 10, dice)
        tally += counted
        differences += different
    assert differences == []
    assert tally.total() > 1_000_000
    print(dict(tally))


_NUMBER = st.one_of(
    st.sampled_from([1, -1, 0, 1.0, 0.5, 0.1, 0.01, -0.1, 10, 2.0, 1e-6, 1000.0, 1e300]),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 6)),
)


@st.composite
def field(draw: st.DrawFn, name: str, at: int, room: int) -> Signal:
    """A signal somewhere in the `room` bits from bit `at` of the frame, counted as its own byte order counts."""
    is_float = draw(st.booleans()) and room >= 16
    sizes = [size for size in (16, 32, 64) if size <= room] if is_float else list(range(1, min(room, 64) + 1))
    little = draw(st.booleans())
    first = at if little else 8 * (at // 8) + 7 - at % 8
    words = draw(st.dictionaries(st.integers(0, 5), st.sampled_from(["off", "on", "SNA"]), max_size=3))
    return Signal(
        name,
        first,
        draw(st.sampled_from(sizes)),
        little_endian=little,
        signed=draw(st.booleans()),
        is_float=is_float,
        scale=draw(_NUMBER.filter(bool)),
        offset=draw(_NUMBER),
        choices=words,
    )


@st.composite
def messages(draw: st.DrawFn) -> Message:
    """Up to 64 bytes; fields in eight-byte slots of their own, so that cantools can follow."""
    slots = draw(st.integers(1, 8))
    signals = [draw(field(f"S{slot}", 64 * slot, 64)) for slot in range(slots)]
    return Message("M", draw(st.integers(0, 0x7FF)), 8 * slots, tuple(signals), draw(st.booleans()))


def text_of(message: Message) -> str:
    """The message as a DBC file."""
    number = message.id | (0x8000_0000 if message.extended else 0)
    lines = ['VERSION ""', "BU_: A", f"BO_ {number} {message.name}: {message.length} A"]
    for one in message.signals:
        order, sign = int(one.little_endian), "-" if one.signed else "+"
        lines.append(
            f' SG_ {one.name} : {one.start}|{one.length}@{order}{sign} ({one.scale!r},{one.offset!r}) [0|0] "" A'
        )
    for one in message.signals:
        if one.is_float:
            lines.append(f"SIG_VALTYPE_ {number} {one.name} : {2 if one.length == 64 else 1};")
        if one.choices:
            words = " ".join(f'{raw} "{word}"' for raw, word in one.choices.items())
            lines.append(f"VAL_ {number} {one.name} {words} ;")
    return "\n".join(lines) + "\n"


@given(messages(), st.data())
@settings(max_examples=60)
def test_invented_messages_decode_exactly_as_cantools_decodes_them(
    tmp_path_factory: pytest.TempPathFactory, message: Message, data: st.DataObject
) -> None:
    file = tmp_path_factory.mktemp("invented") / "invented.dbc"
    file.write_text(text_of(message), encoding="utf-8")
    theirs = cantools.database.load_string(file.read_text(encoding="utf-8"), "dbc", strict=False).messages[0]
    decoder = MessageDecoder(load_dbc(file).messages[0])
    for _ in range(4):
        payload = data.draw(st.binary(min_size=message.length, max_size=message.length + 3))
        numbers, reference = decoder.numbers(payload), theirs.decode(payload, decode_choices=False)
        assert numbers.keys() == reference.keys()
        assert all(same(numbers[name], reference[name]) for name in reference)
        try:
            words = theirs.decode(payload)
        except (ValueError, OverflowError):  # it takes NaN and infinity for keys of its value table
            words = {}
        ours = decoder.words(payload)
        assert all(same(ours[name], words[name]) for name in words)


def test_a_frame_cut_short_gives_what_is_whole() -> None:
    signals = (Signal("First", 0, 8), Signal("Second", 8, 16), Signal("Big", 39, 16, little_endian=False))
    decoder = MessageDecoder(Message("M", 1, 8, signals))
    assert decoder.whole(b"\x01\x02\x03\x04\x05\x06") == {"First": 1, "Second": 0x302, "Big": 0x506}
    assert decoder.whole(b"\x01\x02\x03\x04\x05") == {"First": 1, "Second": 0x302}
    assert decoder.whole(b"\x01\x02") == {"First": 1}
    assert decoder.whole(b"") == {}
    with pytest.raises(DecodeError, match="5 bytes instead of 8"):
        decoder.numbers(b"\x01\x02\x03\x04\x05")


def test_overlapping_signals_are_decoded_which_cantools_refuses(tmp_path: Path) -> None:
    message = Message(
        "M", 1, 2, (Signal("All", 0, 16), Signal("Low", 0, 4), Signal("High", 7, 12, little_endian=False))
    )
    file = tmp_path / "overlap.dbc"
    file.write_text(text_of(message), encoding="utf-8")
    theirs = cantools.database.load_string(text_of(message), "dbc", strict=False)
    with pytest.raises(cantools.database.DecodeError):
        theirs.decode_message(1, b"\x21\x43")
    decoded = RawCodec(load_dbc(file)).decode(Frame("can0", 1, b"\x21\x43"))
    assert decoded is not None
    assert decoded.signals == {"All": 0x4321, "Low": 1, "High": 0x214}


def test_names_of_a_file_are_never_code() -> None:
    """The decoder is compiled; a name is a constant in it, whatever it says."""
    name = '__import__("os").abort()'
    assert MessageDecoder(Message("M", 1, 1, (Signal(name, 0, 8),))).numbers(b"\x07") == {name: 7}


@given(st.binary(max_size=4), st.binary(max_size=4))
def test_what_was_remembered_of_one_frame_is_never_told_of_another(one: bytes, other: bytes) -> None:
    signals = (Signal("Root", 0, 2, multiplexer=True), Signal("A", 8, 8, chosen_by="Root", chosen_at=frozenset({0, 1})))
    message = Message("M", 1, 2, signals)
    kept = MessageDecoder(message)
    for data in (one, one, other, one):
        fresh = MessageDecoder(message)
        try:
            expected = fresh.numbers(data)
        except DecodeError:
            with pytest.raises(DecodeError):
                kept.numbers(data)
        else:
            assert kept.numbers(data) == expected

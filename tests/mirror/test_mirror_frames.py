"""Frames come back as they went, and nothing else does."""

import contextlib

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.mirror.frames import (
    MOST_FRAME,
    Ack,
    Batch,
    Challenge,
    Commands,
    Envelope,
    Frame,
    FrameError,
    Hello,
    Marks,
    Proof,
    pack,
    proof_bytes,
    unpack,
)
from headunit.mirror.row import MOST_BODY, MOST_ROWS, Lane, Row

EPOCH = "0123456789abcdef" * 2

_seqs = st.integers(0, (1 << 53) - 1)
_epochs = st.text("0123456789abcdef", min_size=32, max_size=32)
_lanes = st.sampled_from(Lane)
_words = st.text(max_size=40)


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    epoch, lane = draw(_epochs), draw(_lanes)
    seqs = sorted(draw(st.sets(st.integers(1, 1 << 52), min_size=1, max_size=8)))
    wall = st.floats(0, 4e9)
    return Batch(
        tuple(
            Row(lane, epoch, seq, draw(_words), draw(wall), draw(st.binary(max_size=200)), draw(st.booleans()))
            for seq in seqs
        )
    )


_frames: st.SearchStrategy[Frame] = st.one_of(
    st.builds(Hello, _words, st.binary(max_size=64), _words, _seqs, st.lists(_epochs, max_size=4).map(tuple), _words),
    st.builds(Challenge, st.binary(max_size=64), _words),
    st.builds(Proof, st.binary(max_size=80)),
    st.builds(Marks, st.dictionaries(st.tuples(_epochs, _lanes), _seqs, max_size=6)),
    batches(),
    st.builds(Ack, _epochs, _lanes, _seqs),
    st.builds(Commands, st.lists(st.builds(Envelope, _seqs, _words, st.binary(max_size=100)), max_size=5).map(tuple)),
)


@given(_frames)
def test_a_frame_comes_back_as_it_went(frame: Frame) -> None:
    assert unpack(pack(frame)) == frame


@given(st.binary(max_size=200))
def test_noise_is_refused_and_never_more(noise: bytes) -> None:
    with contextlib.suppress(FrameError):
        unpack(noise)


_plain: st.SearchStrategy[object] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 60), 1 << 60)
    | st.floats()
    | st.text(max_size=8)
    | st.binary(max_size=8),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=20,
)


@given(st.sampled_from("hnpmbac"), st.lists(_plain, max_size=8))
def test_a_frame_of_the_wrong_things_is_refused(letter: str, things: list[object]) -> None:
    data = msgpack.packb([letter, *things])
    try:
        frame = unpack(data)
    except FrameError:
        return
    assert unpack(pack(frame)) == frame


def _batch(*rows: list[object], epoch: object = EPOCH, lane: object = "A") -> bytes:
    packed: bytes = msgpack.packb(["b", epoch, lane, list(rows)])
    return packed


@pytest.mark.parametrize(
    "data",
    [
        b"",
        msgpack.packb([]),
        msgpack.packb({"h": 1}),
        msgpack.packb(["h", 2, "car", b"k" * 32, "", 0, [], ""]),
        msgpack.packb(["h", 1, "car", "not bytes", "", 0, [], ""]),
        msgpack.packb(["h", 1, "car", b"k" * 32, "", -1, [], ""]),
        msgpack.packb(["h", 1, "car", b"k" * 32, "", True, [], ""]),
        msgpack.packb(["a", EPOCH.upper(), "A", 1]),
        msgpack.packb(["a", EPOCH, "Z", 1]),
        msgpack.packb(["a", EPOCH, "A", 1 << 53]),
        _batch(),
        _batch([0, "alert", 1.0, True, b""]),
        _batch([2, "alert", 1.0, True, b""], [2, "alert", 1.0, True, b""]),
        _batch([2, "alert", 1.0, True, b""], [1, "alert", 1.0, True, b""]),
        _batch([1, "t" * 65, 1.0, True, b""]),
        _batch([1, "alert", float("nan"), True, b""]),
        _batch([1, "alert", float("inf"), True, b""]),
        _batch([1, "alert", 1.0, True, b"x" * (MOST_BODY + 1)]),
        _batch(*([n, "alert", 1.0, True, b""] for n in range(1, MOST_ROWS + 2))),
        _batch([1, "alert", 1.0, True, b""]) + b"\0",
        b"\xc1" * 10,
        b"\x91" * 2000,
        b"x" * (MOST_FRAME + 1),
    ],
)
def test_what_is_not_of_this_language(data: bytes) -> None:
    with pytest.raises(FrameError):
        unpack(data)


def test_a_proof_is_for_one_hub_one_car_one_challenge() -> None:
    asked = {
        proof_bytes(Challenge(nonce, hub), car)
        for nonce in (b"1" * 32, b"2" * 32)
        for hub in ("h", "i")
        for car in "ab"
    }
    assert len(asked) == 8

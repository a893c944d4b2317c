"""Our bit arithmetic against cantools' own, and what happens with files that are not as they should be."""

import functools
import random
from collections.abc import Callable
from pathlib import Path

import cantools
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headunit.kernel.data import data_path
from headunit.kernel.errors import HeadunitError
from headunit.vehicle.cantools_dbc import MAX_BYTES, load_dbc, read_dbc
from headunit.vehicle.dbc import Message, Signal
from headunit.vehicle.dbc_codec import RawCodec
from headunit.vehicle.ports import DecodeError, Frame, FrameKind


@functools.cache
def reference(file: Path) -> cantools.database.Database:
    return cantools.database.load_file(file, strict=False)


def both(file: Path, message: str, data: bytes) -> tuple[dict[str, float | int | str], dict[str, float | int | str]]:
    theirs = reference(file).get_message_by_name(message)
    frame = Frame("can0", theirs.frame_id, data, theirs.is_extended_frame)
    ours = RawCodec(load_dbc(file), words=False).decode(frame)
    assert ours is not None
    return dict(ours.signals), dict(theirs.decode(data, decode_choices=False))


@pytest.mark.parametrize("name", ["demo.dbc", "toyota_rav4_2017.dbc", "smallest.dbc"])
def test_our_files_decode_as_cantools_decodes_them(name: str) -> None:
    file = data_path("dbc", name)
    dice = random.Random(7)
    for message in load_dbc(file).messages:
        for _ in range(20):
            ours, theirs = both(file, message.name, dice.randbytes(message.length))
            assert ours == theirs


@pytest.mark.shared
def test_the_drive_decodes_as_cantools_decodes_it(drive: Path, drive_frames: list[Frame]) -> None:
    file = drive / "toyota_new_mc_pt_generated.dbc"
    theirs = reference(file)
    codec = RawCodec(load_dbc(file), words=False)
    decoded = 0
    for frame in drive_frames:
        ours = codec.decode(frame)
        if ours is not None:
            decoded += 1
            if decoded % 10 == 0:
                assert ours.signals == theirs.decode_message(frame.id, frame.data, decode_choices=False)
    assert decoded == 37_740


@given(
    start=st.integers(0, 63),
    length=st.integers(1, 64),
    little=st.booleans(),
    signed=st.booleans(),
    bits=st.integers(0, 2**64 - 1),
)
def test_bits_and_raw_are_opposites(start: int, length: int, little: bool, signed: bool, bits: int) -> None:
    signal = Signal("S", start, length, little_endian=little, signed=signed)
    bits &= signal.mask
    assert signal.bits(signal.raw(bits)) == bits
    if signal.fits(8):
        message = Message("M", 1, 8, (signal,))
        assert message.read(message.write({"S": signal.raw(bits)})) == {"S": signal.raw(bits)}


@pytest.mark.parametrize(("length", "raw"), [(16, 1.5), (32, -0.1), (64, 1e300)])
def test_floating_point_fields(length: int, raw: float) -> None:
    message = Message("M", 1, 8, (Signal("S", 0, length, is_float=True),))
    assert message.read(message.write({"S": raw}))["S"] == pytest.approx(raw, rel=1e-3)


def test_overlapping_signals_are_read_each_for_itself(tmp_path: Path) -> None:
    """cantools says "unpacking failed" to such a message."""
    message = Message("M", 1, 1, (Signal("Low", 0, 5), Signal("All", 0, 8)))
    assert message.read(b"\xff") == {"Low": 31, "All": 255}


NESTED = """VERSION ""
BU_: A
BO_ 2147484001 Nested: 4 A
 SG_ Root M : 0|8@1+ (1,0) [0|255] "" A
 SG_ Branch m1M : 8|8@1+ (1,0) [0|255] "" A
 SG_ Leaf m2 : 16|8@1+ (1,0) [0|255] "" A
 SG_ Other m0 : 8|16@1+ (1,0) [0|65535] "" A
SG_MUL_VAL_ 2147484001 Branch Root 1-1;
SG_MUL_VAL_ 2147484001 Leaf Branch 2-3, 7-7;
SG_MUL_VAL_ 2147484001 Other Root 0-0;
VAL_ 2147484001 Root 0 "zero" 1 "one" ;
"""


def test_nested_multiplexers(tmp_path: Path) -> None:
    file = tmp_path / "nested.dbc"
    file.write_text(NESTED, encoding="utf-8")
    codec = RawCodec(load_dbc(file))
    frame = Frame("can0", 353, bytes([1, 3, 9, 0]), extended=True)
    decoded = codec.decode(frame)
    assert decoded is not None
    assert decoded.signals == {"Root": "one", "Branch": 3, "Leaf": 9}
    other = codec.decode(Frame("can0", 353, bytes([0, 1, 2, 0]), extended=True))
    assert other is not None
    assert other.signals == {"Root": "zero", "Other": 513}
    for unknown in ([5, 0, 0, 0], [1, 4, 0, 0]):
        with pytest.raises(DecodeError, match="multiplexer"):
            codec.decode(Frame("can0", 353, bytes(unknown), extended=True))
    assert codec.decode(Frame("can0", 353, bytes(4))) is None, "a standard identifier of the same number"
    assert codec.decode(Frame("can0", 353, bytes(4), extended=True, kind=FrameKind.REMOTE)) is None
    with pytest.raises(DecodeError, match="3 bytes instead of 4"):
        codec.decode(Frame("can0", 353, bytes(3), extended=True))


BROKEN = """VERSION ""
BU_: A
BO_ 419368966 Wide: 8 A
 SG_ 2Speed : 0|16@1+ (.25,0) [0|.5] "km/h" A
 SG_ Mode : 16|8@1+ (1,0) [0|3] "" A
BO_ 100 100_Name: 8 A
 SG_ Plain : 0|8@1+ (1,0) [0|255] "" A
CM_ SG_ 304 "a comment without a name";
CM_ BO_ 100 "over
two lines";
CM_ SG_ 100 Plain "never ends
VAL_ 419368966 Mode 0 "off" 1 "on"
VAL_ 100 Nobody 0 "x" ;
BA_DEF_ BO_ "GenMsgCycleTime" INT 0 65535;
BA_DEF_DEF_ "GenMsgCycleTime" 0;
BA_ "GenMsgCycleTime" BO_ 419368966 50;
"""


def test_a_technicians_file_is_mended_and_says_so(tmp_path: Path, expect_log: Callable[[str], None]) -> None:
    file = tmp_path / "broken.dbc"
    file.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(Exception, match=r"line|29|bits"):
        cantools.database.load_file(file, strict=False)
    for defect in ("29-bit", "begins with a digit", "before its point", "semicolon", "unknown signal", "does not end"):
        expect_log(f"was mended: .*{defect}")
    dbc = load_dbc(file)
    wide = dbc.by_name["Wide"]
    assert (wide.id, wide.extended, wide.cycle_s) == (419368966, True, 0.05)
    decoded = RawCodec(dbc).decode(Frame("can0", 419368966, bytes([4, 0, 1, 0, 0, 0, 0, 0]), extended=True))
    assert decoded is not None
    assert decoded.signals == {"_2Speed": 1.0, "Mode": "on"}
    assert decoded.units == {"_2Speed": "km/h"}
    assert "_100_Name" in dbc.by_name


def test_a_field_outside_its_frame_costs_only_its_message(tmp_path: Path, expect_log: Callable[[str], None]) -> None:
    file = tmp_path / "outside.dbc"
    lines = ['VERSION ""', "BU_: A", "BO_ 1 Bad: 1 A", ' SG_ S : 4|8@1+ (1,0) [0|1] "" A']
    lines += ["BO_ 2 Good: 1 A", ' SG_ S : 0|8@1+ (1,0) [0|1] "" A', ""]
    file.write_text("\n".join(lines), encoding="utf-8")
    expect_log("left out: Bad, Bad.S$")
    assert [message.name for message in load_dbc(file).messages] == ["Good"]
    assert [(one.line, one.mend) for one in read_dbc(file).repairs] == [(3, "left out: Bad"), (4, "left out: Bad.S")]


def test_the_rest_of_the_message_is_kept(tmp_path: Path, expect_log: Callable[[str], None]) -> None:
    file = tmp_path / "outside.dbc"
    lines = ['VERSION ""', "BU_: A", "BO_ 1 Short: 1 A", ' SG_ Gone M : 4|8@1+ (1,0) [0|1] "" A']
    lines += [' SG_ Hidden m1 : 0|2@1+ (1,0) [0|1] "" A', ' SG_ Kept : 0|4@1+ (1,0) [0|1] "" A', ""]
    file.write_text("\n".join(lines), encoding="utf-8")
    expect_log("left out: Short.Gone, Short.Hidden")
    decoded = RawCodec(load_dbc(file)).decode(Frame("can0", 1, b"\x07"))
    assert decoded is not None
    assert decoded.signals == {"Kept": 7}


def test_latin_letters_of_windows_are_read(tmp_path: Path) -> None:
    file = tmp_path / "windows.dbc"
    text = 'VERSION ""\nBU_: A\nBO_ 1 M: 1 A\n SG_ S : 0|8@1+ (1,0) [0|1] "°C" A\n'
    file.write_bytes(text.encode("cp1252"))
    signal = load_dbc(file).by_name["M"].signal("S")
    assert signal is not None
    assert signal.unit == "°C"


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 500, b"BO_ x", b"a,b,c\n1,2,3\n", b'VERSION ""\nBU_: A\n'])
def test_what_is_no_dbc_is_one_clear_line(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "no.dbc"
    file.write_bytes(content)
    with pytest.raises(HeadunitError) as raised:
        load_dbc(file)
    assert str(file) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_missing_unreadable_and_huge_files(tmp_path: Path) -> None:
    with pytest.raises(HeadunitError, match="No such file"):
        load_dbc(tmp_path / "none.dbc")
    with pytest.raises(HeadunitError, match="directory"):
        load_dbc(tmp_path)
    huge = tmp_path / "huge.dbc"
    with huge.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(HeadunitError, match="is not read"):
        load_dbc(huge)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.integers(0, len(BROKEN)))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_noise_in_a_file_never_escapes_as_anything_else(
    tmp_path_factory: pytest.TempPathFactory, expect_log: Callable[..., None], noise: str, at: int
) -> None:
    expect_log("was mended|left out", perhaps=True)
    file = tmp_path_factory.mktemp("noise") / "noise.dbc"
    file.write_text(BROKEN[:at] + noise + BROKEN[at:], encoding="utf-8")
    try:
        dbc = load_dbc(file)
    except HeadunitError:
        return
    for message in dbc.messages:
        assert all(signal.fits(message.length) for signal in message.signals)

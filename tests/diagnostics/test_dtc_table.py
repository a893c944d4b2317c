"""The structure of codes, and their texts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.diagnostics.dtc import bytes_of, code_of, status_words, structure_of
from headunit.diagnostics.dtc_table import LANGUAGES, load_table
from headunit.diagnostics.state import Memory, TroubleCode
from headunit.kernel.errors import HeadunitError


@pytest.mark.parametrize(
    ("high", "low", "code"),
    [(0x03, 0x01, "P0301"), (0xC1, 0x00, "U0100"), (0x40, 0x35, "C0035"), (0x80, 0x01, "B0001"), (0x3A, 0x4F, "P3A4F")],
)
def test_two_bytes_are_a_code(high: int, low: int, code: str) -> None:
    """Worked examples of SAE J2012."""
    assert code_of(high, low) == code
    assert bytes_of(code) == bytes((high, low))


@given(st.integers(0, 0xFFFF))
def test_every_pair_of_bytes_is_a_code_with_a_structure(number: int) -> None:
    code = code_of(number >> 8, number & 0xFF)
    assert int.from_bytes(bytes_of(code), "big") == number
    assert structure_of(code).system


@pytest.mark.parametrize(
    ("code", "system", "generic"),
    [
        ("P0301", "powertrain", True),
        ("P1234", "powertrain", False),
        ("P2002", "powertrain", True),
        ("P3000", "powertrain", False),
        ("P3400", "powertrain", True),
        ("U0100", "network", True),
        ("U1100", "network", False),
        ("C0035", "chassis", True),
        ("C1035", "chassis", False),
        ("B2001", "body", False),
    ],
)
def test_whose_code_it_is(code: str, system: str, generic: bool) -> None:
    found = structure_of(code)
    assert (found.system, found.generic) == (system, generic)


@pytest.mark.parametrize("text", ["", "P030", "P0301-00", "X0301", "P4301", "p0301", "P03G1"])
def test_what_is_no_code(text: str) -> None:
    with pytest.raises(ValueError, match="no trouble code"):
        structure_of(text)


def test_status_bits_in_words() -> None:
    assert status_words(0x09) == ("test failed", "confirmed")
    assert status_words(0x80) == ("warning lamp",)
    assert status_words(0) == ()


def code(text: str, failure_type: int | None = None) -> TroubleCode:
    return TroubleCode(text, "7E8", frozenset({Memory.STORED}), failure_type)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_are_whole(language: str) -> None:
    table, english = load_table(language), load_table("en")
    assert len(table.codes) >= 120
    assert table.codes.keys() == english.codes.keys()
    assert table.failure_types.keys() == english.failure_types.keys()
    if language != "en":
        same = [key for key, text in table.codes.items() if text == english.codes[key]]
        assert not same
    assert all(structure_of(key).generic for key in table.codes)


def test_an_unknown_code_says_whose_it_is() -> None:
    table = load_table("en")
    assert table.text(code("P1234")) == "manufacturer code, no description"
    assert table.text(code("P0999")) == "no description"
    assert table.text(code("P0301")) == "Cylinder 1: misfires"
    assert table.text(code("U0100", 0x87)) == "No messages from the engine control unit (message missing)"
    assert table.text(code("U0100", 0xF1)) == "No messages from the engine control unit"


def test_a_garage_lays_its_own_texts_over_ours(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text('[codes]\nP1234 = "the usual"\n"P0301-11" = "coil 1"\n', "utf-8")
    table = load_table("de", file)
    assert table.text(code("P1234")) == "the usual"
    assert table.text(code("P0301", 0x11)) == "coil 1"
    assert table.text(code("P0302")) == "Zylinder 2: Zündaussetzer"


@pytest.mark.parametrize(
    "text",
    [
        "[codes]\nP030 = 'x'",
        "[codes]\nP0301 = 1",
        "[codes]\nP0301 = ' '",
        "codes = 1",
        "[kodes]",
        "no toml",
        "[failure_types]\n111='x'",
        "a = " + "[" * 5000,
    ],
)
def test_a_table_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(HeadunitError, match=r"bad\.toml"):
        load_table("en", file)


def test_a_table_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(HeadunitError, match="cannot read"):
        load_table("en", tmp_path / "none.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(HeadunitError, match=r"binary\.toml"):
        load_table("en", tmp_path / "binary.toml")
    with (tmp_path / "huge.toml").open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(HeadunitError, match="too large"):
        load_table("en", tmp_path / "huge.toml")

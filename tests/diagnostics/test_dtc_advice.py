"""How soon, what first, and where it was found: for every code that there could be."""

import itertools

import pytest

from headunit.diagnostics.advice import Severity, first_thing, severity, where_found
from headunit.diagnostics.state import Memory, TroubleCode


def code(name: str, *memories: Memory, status: int | None = None) -> TroubleCode:
    return TroubleCode(name, "7E8", frozenset(memories), None if status is None else 0, status)


def test_there_is_a_first_thing_for_every_code() -> None:
    for letter, digit, rest in itertools.product("PCBU", "0123", range(0, 0x1000, 0x10)):
        assert first_thing(code(f"{letter}{digit}{rest:03X}"))


@pytest.mark.parametrize(
    ("found", "soon", "where"),
    [
        (code("P0301", Memory.STORED), Severity.URGENT, ("stored",)),
        (code("P0420", Memory.STORED, Memory.PERMANENT), Severity.SOON, ("stored", "permanent")),
        (code("P0301", Memory.PENDING), Severity.WATCH, ("pending",)),
        (code("P0420", Memory.PERMANENT), Severity.WATCH, ("permanent",)),
        (code("C0035", Memory.UDS, status=0x2F), Severity.URGENT, ("stored", "pending")),
        (code("C0035", Memory.UDS, status=0x08), Severity.WATCH, ("stored",)),
        (code("C0035", Memory.UDS, status=0x27), Severity.WATCH, ("pending",)),
        (code("B1234", Memory.UDS, status=0x09), Severity.SOON, ("stored",)),
        (code("U0100", Memory.UDS, status=0x01), Severity.WATCH, ("in the past",)),
    ],
)
def test_how_soon(found: TroubleCode, soon: Severity, where: tuple[str, ...]) -> None:
    assert severity(found) is soon
    assert where_found(found) == where


@pytest.mark.parametrize(
    ("name", "said"),
    [("P0302", "catalyst"), ("P0217", "cool"), ("P0A80", "orange"), ("C0561", "brake"), ("B0001", "Airbags")],
)
def test_what_comes_first(name: str, said: str) -> None:
    assert said in first_thing(code(name))

"""A code on the dash, names that prove themselves, and who may what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.mirror.name import name_of
from headunit.mirror.pairing import Code, PairingError, digits, proof
from headunit.mirror.roles import COMMANDS, LIFE_S, READS, USUAL_LIFE_S, Right, Role, may

_tokens, _keys = st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32)


@given(_tokens, _tokens, _keys)
def test_a_code_comes_back_from_its_address(token: bytes, spki: bytes, car: bytes) -> None:
    address, _, fragment = Code(token, spki, car).address("https://hub.example:8443").partition("#")
    assert address == "https://hub.example:8443/p"
    assert Code.read(fragment) == Code(token, spki, car)


@given(st.text(st.characters(codec="utf-8"), max_size=100))
def test_what_is_no_code_is_said_so(fragment: str) -> None:
    with pytest.raises(PairingError):
        Code.read(fragment)


def test_a_code_of_another_version_is_refused() -> None:
    fragment = Code(b"t" * 16, bytes(16), b"c" * 32).address("").partition("#")[2]
    with pytest.raises(PairingError):
        Code.read("Ag" + fragment[2:])


@given(_tokens, _keys, _keys)
def test_proof_and_digits_hang_on_everything(token: bytes, device: bytes, car: bytes) -> None:
    other = bytes(one ^ 1 for one in token)
    assert proof(token, device, car) != proof(other, device, car)
    assert device == car or proof(token, device, car) != proof(token, car, device)
    assert len(digits(token, device, car)) == 6
    assert digits(token, device, car).isdigit()


def test_digits_differ_for_somebody_in_between() -> None:
    """He would have to find a key with the same six digits in two minutes and five tries."""
    seen = {digits(b"t" * 16, number.to_bytes(32), b"c" * 32) for number in range(1000)}
    assert len(seen) > 990


@given(_keys)
def test_a_name_is_sixteen_letters(key: bytes) -> None:
    assert len(name_of(key)) == 16
    assert set(name_of(key)) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_who_may_what() -> None:
    assert all(may(Role.OWNER, command) for command in COMMANDS)
    assert {command for command in COMMANDS if may(Role.GUEST, command)} == {"lock", "horn_lights", "media"}
    assert {command for command in COMMANDS if may(Role.WORKSHOP, command)} == {"read_codes", "service_done"}
    assert not any(may(role, command) for role in Role for command in ("", "sudo", "Lock"))
    assert not READS[Role.GUEST] & {Right.PLACE, Right.TRIPS, Right.KEYS, Right.COSTS}
    assert not READS[Role.WORKSHOP] & {Right.PLACE, Right.TRIPS, Right.KEYS}


def test_what_moves_something_is_asked_for_now() -> None:
    assert set(LIFE_S) <= set(COMMANDS)
    assert all(life < USUAL_LIFE_S for life in LIFE_S.values())

"""Who is paired: a chain that nobody can add to, cut or put in another order but those who may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.mirror.keyring import Keyring
from headunit.mirror.roles import Role
from headunit.mirror.signed import COMMAND, SignatureError, sign
from tests.mirror.keys import grant, key_of, public, revoke, statement

NOW_S = 2000.0


@pytest.fixture
def ring() -> Keyring:
    """The car's, with Ann as its owner."""
    ring = Keyring(public("car"))
    ring.add(grant("car", ring, "ann", "owner"))
    return ring


def test_an_owner_pairs_others_and_unpairs_them(ring: Keyring) -> None:
    ring.add(grant("ann", ring, "bob", "driver"))
    assert ring.role(public("bob"), NOW_S) is Role.DRIVER
    ring.add(revoke("ann", ring, "bob"))
    assert ring.role(public("bob"), NOW_S) is None
    assert [device.label for device in ring.devices()] == ["ann's phone"]


def test_the_car_itself_may_unpair_its_owner(ring: Keyring) -> None:
    ring.add(revoke("car", ring, "ann"))
    assert ring.devices() == []
    with pytest.raises(SignatureError):
        ring.add(grant("ann", ring, "bob", "driver"))


def test_it_ends_at_its_time(ring: Keyring) -> None:
    ring.add(grant("car", ring, "guest", "guest", expires=NOW_S))
    assert ring.role(public("guest"), NOW_S - 0.1) is Role.GUEST
    assert ring.role(public("guest"), NOW_S) is None


def test_an_owner_whose_time_was_over_says_nothing_any_more(ring: Keyring) -> None:
    ring.add(grant("car", ring, "kid", "owner", expires=NOW_S))
    with pytest.raises(SignatureError):
        ring.add(grant("kid", ring, "friend", "driver", at=NOW_S + 1))


@pytest.mark.parametrize("role", ["driver", "guest", "workshop"])
def test_none_but_owners_pair(ring: Keyring, role: str) -> None:
    ring.add(grant("car", ring, "bob", role))
    for said in (grant("bob", ring, "bob", "owner"), revoke("bob", ring, "ann")):
        with pytest.raises(SignatureError):
            ring.add(said)
    assert ring.role(public("ann"), NOW_S) is Role.OWNER


def test_a_stranger_says_nothing(ring: Keyring) -> None:
    with pytest.raises(SignatureError):
        ring.add(grant("eve", ring, "eve", "owner"))


def test_no_statement_is_said_twice_left_out_or_moved(ring: Keyring) -> None:
    ring.add(grant("ann", ring, "bob", "driver"))
    ring.add(revoke("ann", ring, "bob"))
    first, second, third = ring.statements
    for chain in ([first, second, third, second], [first, third], [second], [first, third, second], [third]):
        with pytest.raises(SignatureError):
            Keyring(public("car"), chain)
    assert Keyring(public("car"), [first, second, third]).head == ring.head


def test_another_cars_statement_is_not_ours() -> None:
    other = Keyring(public("other car"))
    with pytest.raises(SignatureError):
        Keyring(public("car"), [grant("other car", other, "ann", "owner")])
    with pytest.raises(SignatureError):
        Keyring(public("car"), [grant("car", other, "ann", "owner")])


def test_a_command_is_no_statement(ring: Keyring) -> None:
    words = {"car": "x", "after": ring.head, "at": 1.0, "do": "revoke", "key": public("ann").hex()}
    with pytest.raises(SignatureError):
        ring.add(sign(key_of("ann"), COMMAND, words))


@pytest.mark.parametrize(
    "words",
    [
        {"do": "grant"},
        {"do": "grant", "key": "zz", "label": "x", "role": "owner"},
        {"do": "grant", "key": public("eve").hex(), "label": "x", "role": "king"},
        {"do": "crown", "key": public("eve").hex()},
        {"key": public("eve").hex()},
        {"do": "revoke", "key": public("ann").hex(), "at": "noon"},
        {"do": "revoke", "key": public("ann").hex(), "at": True},
        {"do": "grant", "key": public("eve").hex(), "label": "x", "role": ["owner"]},
        {"do": "grant", "key": public("eve").hex(), "label": "x", "role": "owner", "sealed": "zz"},
    ],
)
def test_what_is_half_said_changes_nothing(ring: Keyring, words: dict[str, object]) -> None:
    head, devices = ring.head, ring.devices()
    with pytest.raises(SignatureError):
        ring.add(statement("car", ring, **words))
    assert (ring.head, ring.devices()) == (head, devices)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["bob", "cat", "dan"])), max_size=12))
def test_a_copy_comes_to_the_same(changes: list[tuple[bool, str]]) -> None:
    ring = Keyring(public("car"))
    ring.add(grant("car", ring, "ann", "owner"))
    paired = {"ann"}
    for on, who in changes:
        ring.add(grant("ann", ring, who, "driver") if on else revoke("ann", ring, who))
        paired = paired | {who} if on else paired - {who}
    copy = Keyring(public("car"), ring.statements)
    assert copy.devices() == ring.devices()
    assert {device.key for device in copy.devices()} == {public(who) for who in paired}

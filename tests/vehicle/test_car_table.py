"""What can be wrong in a car's table, and that it is said clearly."""

import dataclasses
from pathlib import Path

import pytest

from headunit.kernel.errors import HeadunitError, UsageError
from headunit.vehicle import cars
from headunit.vehicle.car import Car, Checksum, Request, Row
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.dbc import Dbc, Message, Signal

GOOD = Row(path="Vehicle.Speed", message="Motion", signal="Speed", stale_after_s=0.5, source="test")


def car(*rows: Row, requests: tuple[Request, ...] = (), checksums: dict[str, Checksum] | None = None) -> Car:
    return Car(name="t", title="T", dbc="smallest.dbc", rows=rows, requests=requests, checksums=checksums or {})


def changed(**changes: object) -> Row:
    return dataclasses.replace(GOOD, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "has no rows"),
        ((changed(path="Vehicle.Velocity"),), "Vehicle.Velocity is not in"),
        ((changed(source=""),), "names no source"),
        ((changed(stale_after_s=0.0),), "stale after 0.0 s"),
        ((changed(stale_after_s=float("inf")),), "stale after inf s"),
        ((changed(scale=0.0),), "the scale 0.0"),
        ((changed(offset=float("nan")),), "the offset nan"),
        ((changed(words={1: "FAST"}),), "may not be 'FAST'"),
        ((changed(words={1: 5.0}, scale=2.0),), "both words and a scale"),
        ((changed(path="Vehicle.Body.Lights.Brake.IsActive"),), "needs words"),
        ((changed(path="Vehicle.Diagnostics.DTCCount", words={1: 300}),), "may not be 300 (raw 1)"),
        ((GOOD, GOOD), "two rows that hold at the same time"),
        ((changed(when=("Speed", 1)), changed(when=("Speed", 1))), "two rows that hold at the same time"),
        ((changed(when=("Speed", 1)), changed(when=("Speed", 2), stale_after_s=9.0)), "two different stale-after"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(rows: tuple[Row, ...], said: str) -> None:
    with pytest.raises(HeadunitError) as raised:
        car(*rows)
    assert str(raised.value).startswith("car t: ")
    assert said in str(raised.value)


def test_two_requests_for_one_path_are_refused() -> None:
    request = Request(path="Vehicle.Speed", message="Motion", signal="Speed", source="test")
    with pytest.raises(HeadunitError, match="two request rows"):
        car(GOOD, requests=(request, request))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (changed(message="Motoin"), "no message Motoin"),
        (changed(signal="Sped"), "Motion has no signal Sped"),
        (changed(fine="Rest"), "Motion has no signal Rest"),
        (changed(when=("Unit", 1)), "Motion has no signal Unit"),
        (changed(path="Vehicle.Body.Hood.IsOpen", words={70_000: True}), "has 16 bits and is never 70000"),
        (changed(path="Vehicle.Chassis.Accelerator.PedalPosition", offset=101.0), "no value of Speed is legal"),
    ],
)
def test_a_table_that_its_dbc_does_not_bear_out_is_refused(row: Row, said: str) -> None:
    with pytest.raises(HeadunitError) as raised:
        TableCodec(car(row))
    assert "smallest.dbc" in str(raised.value)
    assert said in str(raised.value)


def test_a_checksum_that_is_nowhere_is_refused() -> None:
    with pytest.raises(HeadunitError, match=r"no signal Motion\.CRC"):
        TableCodec(car(GOOD, checksums={"Motion": Checksum("CRC", lambda _identifier, _data: 0)}))


def test_one_identifier_for_two_messages_is_refused() -> None:
    speed = Signal("Speed", 0, 16)
    dbc = Dbc("twice", [Message("Motion", 1, 2, (speed,)), Message("Other", 1, 2, (speed,))])
    with pytest.raises(HeadunitError, match="messages Motion and Other have the same identifier"):
        TableCodec(car(GOOD), dbc)


def test_the_cars_are_found() -> None:
    folders = {file.parent.name for file in Path(cars.__path__[0]).glob("*/__init__.py")}
    assert cars.names() == sorted(folders)
    assert {"demo", "smallest", "toyota_rav4_2017"} <= folders
    assert cars.load("smallest").paths == {"Vehicle.Speed": 0.5}


@pytest.mark.parametrize("name", ["smalest", "", "../demo", "__init__"])
def test_an_unknown_car_lists_the_known(name: str) -> None:
    with pytest.raises(UsageError, match=", ".join(cars.names())):
        cars.load(name)


def test_a_likely_car_is_suggested() -> None:
    with pytest.raises(UsageError, match="did you mean smallest"):
        cars.load("smalest")

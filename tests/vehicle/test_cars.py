"""Every car in the tree, found by looking: a new one is tested the moment its folder exists."""

import math
from collections.abc import Callable

import cantools
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headunit.kernel.data import data_path
from headunit.kernel.reading import AGEING_SHARE
from headunit.vehicle import cars
from headunit.vehicle.car import Claim, Row
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.dbc import Message, Signal
from headunit.vehicle.state import Value
from headunit.vehicle.translate import absent_raws, legal_range
from headunit.vehicle.vss import LEAVES

CODECS = {name: TableCodec(cars.load(name)) for name in cars.names()}
ROWS = [pytest.param(name, row, id=f"{name}-{row.path}") for name in CODECS for row in CODECS[name].car.rows]
REQUESTS = [pytest.param(name, row, id=f"{name}-{row.path}") for name in CODECS for row in CODECS[name].car.requests]

#: (unit in the DBC, unit in VSS) -> factor. A pair that is not here has not been thought about.
FACTORS = {
    ("km/h", "km/h"): 1.0,
    ("%", "percent"): 1.0,
    ("deg", "degrees"): 1.0,
    ("deg/s", "degrees/s"): 1.0,
    ("degC", "Celsius"): 1.0,
    ("rpm", "rpm"): 1.0,
    ("V", "V"): 1.0,
    ("kPa", "kPa"): 1.0,
    ("L/100km", "l/100km"): 1.0,
    ("", ""): 1.0,
    ("km", "m"): 1000.0,
    ("kW", "W"): 1000.0,
}

EXAMPLES = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def place(codec: TableCodec, claim: Claim) -> tuple[Message, Signal]:
    message = codec.dbc.by_name[claim.message]
    signal = message.signal(claim.signal)
    assert signal is not None
    return message, signal


def legal(codec: TableCodec, claim: Claim) -> st.SearchStrategy[Value]:
    if claim.meanings is not None:
        return st.sampled_from(list(claim.meanings.values()))
    low, high = legal_range(claim, place(codec, claim)[1])
    return st.floats(low, high, allow_nan=False, allow_infinity=False)


def resolution(codec: TableCodec, claim: Claim) -> float:
    """Half a step of what carries the value, and half a unit more where VSS wants a whole number."""
    message, signal = place(codec, claim)
    fine = message.signal(claim.fine) if isinstance(claim, Row) and claim.fine else None
    step = abs((fine or signal).scale * claim.scale)
    # The coarse field of a pair may be off by more than the fine one can mend: one of its steps is then missing.
    return (step if fine else step / 2) + (0.5 if claim.leaf.whole else 0.0) + 1e-6


@pytest.mark.parametrize("name", CODECS)
def test_its_dbc_is_good_even_to_a_strict_reader(name: str) -> None:
    assert cantools.database.load_file(data_path("dbc", CODECS[name].car.dbc), strict=True).messages


@pytest.mark.parametrize("name", CODECS)
def test_it_can_be_read_and_played(name: str) -> None:
    codec = TableCodec(CODECS[name].car)
    frames = list(codec.encode_due({}, 0.0))
    assert frames
    told = {path for frame in frames for path in codec.decode(frame)}
    conditional = {row.path for row in codec.car.rows if row.when}
    assert told >= codec.paths.keys() - conditional
    assert codec.car.title


def chosen(rows: Callable[[TableCodec, Row], bool]) -> list[object]:
    return [
        pytest.param(name, row, id=f"{name}-{row.path}")
        for name, codec in CODECS.items()
        for row in codec.car.rows
        if rows(codec, row)
    ]


def spare(codec: TableCodec, row: Row) -> list[int]:
    """Raw values of the field that mean no value."""
    _message, signal = place(codec, row)
    if row.meanings is None:
        return sorted(absent_raws(row, signal))
    least, most = signal.raw_range
    return [raw for raw in range(least, most + 1) if raw not in row.meanings]


NUMBERS = chosen(lambda _codec, row: row.meanings is None and row.when is None)
#: Sending takes the first row of a path.
SENT = chosen(lambda codec, row: next(other for other in codec.car.rows if other.path == row.path) is row)
WITH_SPARE = chosen(lambda codec, row: bool(spare(codec, row)))


@pytest.mark.parametrize(("name", "row"), NUMBERS)
def test_unit(name: str, row: Row) -> None:
    _message, signal = place(CODECS[name], row)
    assert FACTORS[signal.unit, LEAVES[row.path].unit] == row.scale
    assert row.offset == 0


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_a_value_neither_fades_between_two_frames_nor_outlives_many(name: str, row: Row) -> None:
    message, signal = place(CODECS[name], row)
    assert message.cycle_s, f"{message.name} has no cycle time"
    turns = len(message.ids_of(signal.chosen_by)) if signal.chosen_by else 1
    cycle_s = message.cycle_s * turns
    assert cycle_s * 1.04 < row.stale_after_s * AGEING_SHARE
    assert row.stale_after_s <= max(0.5, 6 * cycle_s)


@pytest.mark.parametrize(("name", "row"), SENT)
@EXAMPLES
@given(data=st.data())
def test_what_is_sent_is_what_is_read(name: str, row: Row, data: st.DataObject) -> None:
    codec = CODECS[name]
    value = data.draw(legal(codec, row))
    read = {path: v for frame in codec.encode_all({row.path: value}) for path, v in codec.decode(frame).items()}
    if isinstance(value, bool | str) or row.meanings is not None:
        assert read[row.path] == value
        assert type(read[row.path]) is type(value)
    else:
        got = read[row.path]
        assert not isinstance(got, bool | str)
        assert got is not None
        assert abs(got - value) <= resolution(codec, row)
        assert LEAVES[row.path].accepts(got)


@pytest.mark.parametrize(("name", "row"), NUMBERS)
def test_beyond_its_range_it_says_the_end_of_it_and_never_not_available(name: str, row: Row) -> None:
    codec = CODECS[name]
    _message, signal = place(codec, row)
    low, high = legal_range(row, signal)
    assert math.isfinite(low)
    assert math.isfinite(high)
    for beyond, end in ((low - 1e6, low), (high + 1e6, high)):
        read = {path: v for frame in codec.encode_all({row.path: beyond}) for path, v in codec.decode(frame).items()}
        got = read[row.path]
        assert isinstance(got, float | int)
        assert abs(got - end) <= resolution(codec, row)


@pytest.mark.parametrize(("name", "row"), WITH_SPARE)
def test_not_available_is_told_apart_from_a_value(name: str, row: Row) -> None:
    """Every path whose field has such a value, or spare ones, can be unknown; and then it is None, never a number."""
    codec = CODECS[name]
    message, signal = place(codec, row)
    group = next(group for group in message.groups() if message.present(signal, group))
    for raw in spare(codec, row):
        data = message.write({signal.name: raw, **group})
        checksum = codec.car.checksums.get(message.name)
        if checksum:
            data = message.write({signal.name: raw, checksum.signal: checksum.compute(message.id, data)})
        frame = next(f for f in codec.encode_all({}) if (f.id, f.extended) == (message.id, message.extended))
        assert codec.decode(type(frame)("can0", frame.id, data, frame.extended))[row.path] is None


def test_the_demo_car_tells_all_that_the_house_can_show_and_takes_wishes_for_the_climate() -> None:
    demo = CODECS["demo"]
    assert demo.paths.keys() == LEAVES.keys() - {"Vehicle.Body.Lights.Running.IsOn"}
    assert demo.request_paths == {
        "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature",
        "Vehicle.Cabin.HVAC.Station.Row1.Passenger.Temperature",
        "Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed",
        "Vehicle.Cabin.HVAC.IsAirConditioningActive",
        "Vehicle.Cabin.HVAC.IsRecirculationActive",
        "Vehicle.Cabin.HVAC.IsFrontDefrosterActive",
    }


@pytest.mark.parametrize("name", ["demo", "smallest"])
def test_our_own_cars_say_nothing_where_nothing_is_known(name: str) -> None:
    codec = TableCodec(CODECS[name].car)
    read = {path: v for frame in codec.encode_due({}, 0.0) for path, v in codec.decode(frame).items()}
    assert read == dict.fromkeys(codec.paths)


@pytest.mark.parametrize(("name", "request_row"), REQUESTS)
@EXAMPLES
@given(data=st.data())
def test_a_request_arrives_as_it_was_meant_and_alone(name: str, request_row: Claim, data: st.DataObject) -> None:
    codec = CODECS[name]
    value = data.draw(legal(codec, request_row))
    frame = codec.encode_request(request_row.path, value)
    asked = codec.decode_request(frame)
    assert asked.keys() == {request_row.path}
    got = asked[request_row.path]
    if isinstance(value, bool | str) or isinstance(got, bool | str):
        assert got is value
    else:
        assert abs(got - value) <= resolution(codec, request_row)
    # What the head unit sends must never look like something that the car tells.
    assert codec.decode(frame) == {}

"""One made-up car with every oddity that a real one has."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headunit.kernel.errors import UsageError
from headunit.vehicle.car import Car, Checksum, Request, Row
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.dbc import Dbc, Message, Signal
from headunit.vehicle.ports import DecodeError, Frame, FrameKind

LEFT = "Vehicle.Body.Lights.DirectionIndicator.Left.IsSignaling"
RIGHT = "Vehicle.Body.Lights.DirectionIndicator.Right.IsSignaling"
ANGLE = "Vehicle.Chassis.SteeringWheel.Angle"
FRONT = "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure"
REAR = "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure"
PEDAL = "Vehicle.Chassis.Accelerator.PedalPosition"
POWER = "Vehicle.Powertrain.TractionBattery.CurrentPower"
FAN = "Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed"

BIG_SPEED = Signal("S", 7, 16, little_endian=False, scale=0.01)
WHEELS = (
    Signal("Which", 0, 2, multiplexer=True),
    Signal("F", 8, 8, scale=2, chosen_by="Which", chosen_at=frozenset({0})),
    Signal("R", 8, 8, scale=2, chosen_by="Which", chosen_at=frozenset({1, 2})),
)
ODOMETER = (Signal("Unit", 0, 2), Signal("Count", 8, 24, choices={0xFFFFFF: "SNA"}))
ANGLES = (Signal("A", 0, 8, signed=True, scale=1.5), Signal("Fine", 8, 4, signed=True, scale=0.1))
OVERLAPPING = (Signal("P", 0, 32, is_float=True), Signal("Pedal", 0, 8), Signal("Wide", 32, 8))
WISHES = (Signal("Fan", 0, 7, low=0, high=80, initial=127, choices={127: "SNA"}), Signal("Go", 8, 2, initial=3))

DBC = Dbc(
    "odd",
    [
        Message("Speed", 0x10, 4, (BIG_SPEED, Signal("Sum", 24, 8)), cycle_s=0.1),
        Message("Turn", 0x10, 1, (Signal("T", 0, 2, initial=3),), extended=True, cycle_s=0.5),
        Message("Wheel", 0x11, 2, WHEELS, cycle_s=0.2),
        Message("Odo", 0x12, 4, ODOMETER, cycle_s=1.0),
        Message("Wheelangle", 0x13, 3, ANGLES),
        Message("Power", 0x14, 8, OVERLAPPING, cycle_s=0.1),
        Message("Ask", 0x20, 2, WISHES),
    ],
)


def row(path: str, field: str, **more: object) -> Row:
    message, _, signal = field.partition(".")
    return Row(path=path, message=message, signal=signal, stale_after_s=1.0, source="test", **more)  # type: ignore[arg-type]


CAR = Car(
    name="odd",
    title="Odd",
    dbc="odd.dbc",
    rows=(
        row("Vehicle.Speed", "Speed.S"),
        row(LEFT, "Turn.T", words={1: True, 2: False, 0: False}),
        row(RIGHT, "Turn.T", words={1: False, 2: True, 0: False}),
        row(FRONT, "Wheel.F"),
        row(REAR, "Wheel.R"),
        row("Vehicle.TraveledDistance", "Odo.Count", scale=1000.0, when=("Unit", 1)),
        row("Vehicle.TraveledDistance", "Odo.Count", scale=1609.344, when=("Unit", 2)),
        row(ANGLE, "Wheelangle.A", fine="Fine"),
        row(POWER, "Power.P"),
        row(PEDAL, "Power.Pedal", not_available=frozenset({255})),
    ),
    requests=(
        Request(path=FAN, message="Ask", signal="Fan", source="test"),
        Request(path="Vehicle.Body.Trunk.Rear.IsOpen", message="Ask", signal="Go", source="test", words={1: True}),
    ),
    checksums={"Speed": Checksum("Sum", lambda identifier, data: (identifier + sum(data[:3])) & 0xFF)},
)


@pytest.fixture
def codec() -> TableCodec:
    return TableCodec(CAR, DBC)


def standard(identifier: int, *data: int) -> Frame:
    return Frame("can0", identifier, bytes(data))


def test_a_right_frame(codec: TableCodec) -> None:
    assert codec.decode(standard(0x10, 0x04, 0xD2, 0, 0x10 + 0x04 + 0xD2)) == {"Vehicle.Speed": 12.34}


def test_bytes_beyond_the_dbc_are_ignored(codec: TableCodec) -> None:
    assert codec.decode(standard(0x10, 0x04, 0xD2, 0, 0xE6, 9, 9)) == {"Vehicle.Speed": 12.34}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ((0x04, 0xD2, 0), "3 bytes instead of 4"),
        ((), "0 bytes instead of 4"),
        ((0x04, 0xD3, 0, 0xE6), "checksum 0xe6 instead of 0xe7"),
    ],
)
def test_a_damaged_frame_is_refused(codec: TableCodec, data: tuple[int, ...], said: str) -> None:
    with pytest.raises(DecodeError, match=said):
        codec.decode(standard(0x10, *data))


def test_standard_and_extended_identifiers_are_two_things(codec: TableCodec) -> None:
    assert codec.decode(Frame("can0", 0x10, b"\x01", extended=True)) == {LEFT: True, RIGHT: False}
    assert codec.decode(Frame("can0", 0x11, b"\x00\x00", extended=True)) == {}


@pytest.mark.parametrize("kind", [FrameKind.REMOTE, FrameKind.ERROR])
def test_only_data_frames_say_anything(codec: TableCodec, kind: FrameKind) -> None:
    assert codec.decode(Frame("can0", 0x10, b"", kind=kind)) == {}
    assert codec.decode_request(Frame("can0", 0x20, b"", kind=kind)) == {}


def test_an_unlisted_raw_value_is_not_available(codec: TableCodec) -> None:
    assert codec.decode(Frame("can0", 0x10, b"\x03", extended=True)) == {LEFT: None, RIGHT: None}


def test_each_multiplexed_frame_says_only_its_own(codec: TableCodec) -> None:
    assert codec.decode(standard(0x11, 0, 115)) == {FRONT: 230}
    assert codec.decode(standard(0x11, 2, 120)) == {REAR: 240}
    with pytest.raises(DecodeError, match="multiplexer Which is 3"):
        codec.decode(standard(0x11, 3, 120))


def test_a_row_speaks_only_under_its_condition(codec: TableCodec) -> None:
    assert codec.decode(standard(0x12, 1, 10, 0, 0)) == {"Vehicle.TraveledDistance": 10_000}
    assert codec.decode(standard(0x12, 2, 10, 0, 0)) == {"Vehicle.TraveledDistance": 16_093}
    assert codec.decode(standard(0x12, 3, 10, 0, 0)) == {}
    assert codec.decode(standard(0x12, 1, 255, 255, 255)) == {"Vehicle.TraveledDistance": None}


def test_a_fine_field_is_added(codec: TableCodec) -> None:
    assert codec.decode(standard(0x13, 0xFE, 0x0A, 0)) == {ANGLE: round(-3.0 - 0.6)}


def test_overlapping_fields_and_numbers_that_are_none(codec: TableCodec) -> None:
    plus_infinity, nan = (0, 0, 0x80, 0x7F), (1, 0, 0xC0, 0x7F)
    for odd in (plus_infinity, nan):
        assert codec.decode(standard(0x14, *odd, 0, 0, 0, 0))[POWER] is None
    values = codec.decode(standard(0x14, 0x64, 0, 0, 0x40, 0, 0, 0, 0))
    assert values[PEDAL] == 100
    assert values[POWER] == pytest.approx(2.0000238)


def test_out_of_range_of_vss_is_not_available(codec: TableCodec) -> None:
    assert codec.decode(standard(0x14, 101, 0, 0, 0, 0, 0, 0, 0))[PEDAL] is None
    assert codec.decode(standard(0x14, 255, 0, 0, 0, 0, 0, 0, 0))[PEDAL] is None


@pytest.mark.parametrize(
    ("raw", "percent"), [(40, None), (43, None), (44, 0), (47, 0), (48, 0), (53, 1), (972, 100), (973, None)]
)
@pytest.mark.parametrize("fine", ["", "Zero"])
def test_a_whole_number_is_rounded_before_its_range_is_looked_at(raw: int, percent: int | None, fine: str) -> None:
    """A tank gauge (Ford's), whose scale passes 0 % and 100 % between two raw values."""
    level = "Vehicle.Powertrain.FuelSystem.RelativeLevel"
    gauge = Message("Gauge", 1, 2, (Signal("Level", 0, 10, scale=0.108696, offset=-5.2174), Signal("Zero", 10, 1)))
    rows = (Row(path=level, message="Gauge", signal="Level", source="test", stale_after_s=1.0, fine=fine),)
    codec = TableCodec(Car(name="x", title="X", dbc="x.dbc", rows=rows), Dbc("x", (gauge,)))
    assert codec.decode(Frame("can0", 1, raw.to_bytes(2, "little"))) == {level: percent}


@given(left=st.booleans(), right=st.booleans())
def test_claims_that_share_a_field_agree_or_the_field_says_what_suits_most(left: bool, right: bool) -> None:
    codec = TableCodec(CAR, DBC)
    frame = next(frame for frame in codec.encode_all({LEFT: left, RIGHT: right}) if frame.extended)
    told = codec.decode(frame)
    assert (told[LEFT] == left) + (told[RIGHT] == right) == (1 if left and right else 2)


def test_what_cannot_be_said_is_sent_as_unknown(codec: TableCodec) -> None:
    for value in ("fast", True, math.nan):
        told = {path: v for frame in codec.encode_all({PEDAL: value}) for path, v in codec.decode(frame).items()}
        assert told[PEDAL] is None
    assert {f.data for f in codec.encode_all({LEFT: "on"}) if f.extended} == {b"\x03"}


def sent(codec: TableCodec, t: float, **values: float) -> list[tuple[int, bool, bytes]]:
    told = {"Vehicle.Speed": values.get("speed", 0.0), ANGLE: values.get("angle", 0.0)}
    return [(frame.id, frame.extended, frame.data) for frame in codec.encode_due(told, t)]


def test_each_message_is_sent_at_its_own_cycle_time(codec: TableCodec) -> None:
    first = sent(codec, 10.0)
    # All groups of the multiplexed one at once, so that a screen need not wait; the request is never sent by the car.
    assert sorted(name for name, _extended, _data in first) == [0x10, 0x10, 0x11, 0x11, 0x11, 0x12, 0x13, 0x14]
    assert sent(codec, 10.05) == []
    counted: dict[tuple[int, bool], int] = {}
    for tick in range(1, 201):
        for name, extended, _data in sent(codec, 10.0 + tick * 0.05):
            counted[name, extended] = counted.get((name, extended), 0) + 1
    assert counted == {(0x10, False): 100, (0x10, True): 20, (0x11, False): 50, (0x12, False): 10, (0x14, False): 100}


def test_multiplexed_groups_take_turns(codec: TableCodec) -> None:
    sent(codec, 0.0)
    turns = [data[0] for tick in range(1, 7) for name, _e, data in sent(codec, tick * 0.2) if name == 0x11]
    assert sorted(turns[:3]) == [0, 1, 2]
    assert turns[:3] == turns[3:]


def test_a_message_without_a_cycle_time_is_sent_when_it_changes(codec: TableCodec) -> None:
    assert [name for name, _e, _d in sent(codec, 0.0)].count(0x13) == 1
    assert [name for name, _e, _d in sent(codec, 1.0)].count(0x13) == 0
    assert [name for name, _e, _d in sent(codec, 2.0, angle=30.0)].count(0x13) == 1


def test_after_a_delay_nothing_is_made_up_for(codec: TableCodec) -> None:
    sent(codec, 0.0)
    assert [name for name, _e, _d in sent(codec, 60.0)].count(0x14) == 1
    assert sent(codec, 60.05) == []
    assert [name for name, _e, _d in sent(codec, 60.1)].count(0x14) == 1


def test_what_it_sends_carries_its_checksum(codec: TableCodec) -> None:
    data = next(data for name, extended, data in sent(codec, 0.0, speed=12.34) if (name, extended) == (0x10, False))
    assert data == bytes([0x04, 0xD2, 0, 0xE6])


def test_a_request(codec: TableCodec) -> None:
    frame = codec.encode_request(FAN, 40)
    assert (frame.id, frame.extended, frame.data) == (0x20, False, bytes([40, 3]))
    assert codec.decode_request(frame) == {FAN: 40}
    assert codec.request_paths == {FAN, "Vehicle.Body.Trunk.Rear.IsOpen"}
    with pytest.raises(DecodeError):
        codec.decode_request(standard(0x20, 40))


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("Vehicle.Speed", 50.0, "cannot be asked to change Vehicle.Speed"),
        ("Vehicle.Nowhere", 1, "cannot be asked"),
        (FAN, 81, "from 0 to 80 percent in this car, not 81"),
        (FAN, 101, "a whole number from 0 to 100 percent, not 101"),
        (FAN, -1, "not -1"),
        (FAN, math.nan, "not nan"),
        (FAN, True, "not True"),
        (FAN, "full", "not 'full'"),
        ("Vehicle.Body.Trunk.Rear.IsOpen", False, "cannot be set to False in this car"),
        ("Vehicle.Body.Trunk.Rear.IsOpen", 1, "true or false, not 1"),
    ],
)
def test_a_request_that_is_refused(codec: TableCodec, path: str, value: float | str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        codec.encode_request(path, value)


frames = st.builds(
    Frame,
    bus=st.just("can0"),
    id=st.sampled_from([0x10, 0x11, 0x12, 0x13, 0x14, 0x20, 0x7FF, 0x1FFFFFFF]),
    data=st.binary(max_size=64),
    extended=st.booleans(),
    kind=st.sampled_from(FrameKind),
)


@given(frames)
@settings(max_examples=300)
def test_whatever_arrives_is_values_in_range_or_a_decode_error(frame: Frame) -> None:
    codec = TableCodec(CAR, DBC)
    try:
        values = {**codec.decode(frame), **codec.decode_request(frame)}
    except DecodeError:
        return
    for path, value in values.items():
        assert value is None or next(r for r in (*CAR.rows, *CAR.requests) if r.path == path).leaf.accepts(value)

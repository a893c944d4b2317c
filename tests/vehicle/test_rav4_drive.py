"""The recorded drive through the car's table: agreement with an independent sensor, and every frame accounted for."""

import bisect
import csv
import dataclasses
import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from headunit.vehicle import cars
from headunit.vehicle.cars.toyota_rav4_2017.checksum import toyota_checksum
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.ports import DecodeError, Frame
from headunit.vehicle.state import Value

pytestmark = pytest.mark.shared

CODEC = TableCodec(cars.load("toyota_rav4_2017"))
#: Every message of the drive that carries Toyota's checksum, mapped or not.
PROTECTED = {180: 2487, 466: 1890, 467: 1890, 608: 3000, 610: 1499, 705: 1890}

type Series = tuple[list[float], list[float]]
type Told = dict[str, list[tuple[float, Value | None]]]
type Record = Callable[[str, object], None]


@pytest.fixture(scope="module")
def told(drive_frames: list[Frame]) -> Told:
    series: Told = {}
    for frame in drive_frames:
        for path, value in CODEC.decode(frame).items():
            series.setdefault(path, []).append((frame.t, value))
    return series


def numbers(told: Told, path: str) -> Series:
    pairs = [(t, float(value)) for t, value in told[path] if value is not None]
    assert len(pairs) == len(told[path])
    return [t for t, _ in pairs], [value for _, value in pairs]


def at(series: Series, t: float) -> float:
    times, values = series
    index = min(max(bisect.bisect_left(times, t), 1), len(times) - 1)
    share = (t - times[index - 1]) / (times[index] - times[index - 1])
    return values[index - 1] + (values[index] - values[index - 1]) * min(max(share, 0.0), 1.0)


def rms(differences: Sequence[float]) -> float:
    return (sum(d * d for d in differences) / len(differences)) ** 0.5


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def table(file: Path) -> list[dict[str, float]]:
    with file.open(encoding="utf-8") as lines:
        return [{key: float(value) for key, value in row.items()} for row in csv.DictReader(lines)]


def test_speed_agrees_with_gnss(drive: Path, told: Told, record_property: Record) -> None:
    speed = numbers(told, "Vehicle.Speed")
    fixes = table(drive / "gnss.csv")
    assert len(speed[0]) == 2487
    assert len(fixes) == 579
    differences = [at(speed, fix["t_log_s"]) - fix["speed_mps"] * 3.6 for fix in fixes]
    bias = mean(differences)
    record_property("speed_against_gnss_rms_kmh", round(rms(differences), 3))
    record_property("speed_against_gnss_bias_kmh", round(bias, 3))
    assert rms(differences) == pytest.approx(0.96, abs=0.03)
    assert rms(differences) < 1.2
    # What the car shows is a little high, never low: UN R39 forbids a speedometer to read less than the true speed.
    assert 0 < bias < 1.0
    # The receiver lags: shifted by its lag the agreement must be better, which it would not be for a wrong scale.
    shifted = [at(speed, fix["t_log_s"] - 0.15) - fix["speed_mps"] * 3.6 for fix in fixes]
    assert rms(shifted) == pytest.approx(0.83, abs=0.03)


def test_speed_reads_two_percent_above_the_wheels(drive: Path, told: Told, record_property: Record) -> None:
    speed = numbers(told, "Vehicle.Speed")
    truth = [(row["t_log_s"], row["speed_mps"] * 3.6) for row in table(drive / "reference.csv")]
    ratio = mean([at(speed, t) / wheels for t, wheels in truth])
    record_property("speed_above_wheels_percent", round(100 * (ratio - 1), 2))
    assert ratio == pytest.approx(1.02, abs=0.005)
    assert rms([at(speed, t) - wheels for t, wheels in truth]) == pytest.approx(1.30, abs=0.05)


def test_steering_agrees_with_the_reference_and_turns_the_right_way(drive: Path, told: Told) -> None:
    angle = numbers(told, "Vehicle.Chassis.SteeringWheel.Angle")
    truth = [(row["steering_t_log_s"], row["steering_deg"]) for row in table(drive / "reference.csv")]
    # VSS wants whole degrees, so the best that is possible is a rectangle's 0.29.
    assert rms([at(angle, t) - degrees for t, degrees in truth]) < 0.35
    # Positive is to the left, and to the left the course over ground falls.
    fixes = table(drive / "gnss.csv")
    pairs = []
    for before, here, after in zip(fixes, fixes[10:], fixes[20:], strict=False):
        turned = (after["bearing_deg"] - before["bearing_deg"] + 180) % 360 - 180
        pairs.append((at(angle, here["t_log_s"]), turned))
    steer, turn = mean([a for a, _ in pairs]), mean([b for _, b in pairs])
    assert sum((a - steer) * (b - turn) for a, b in pairs) < 0


def test_toyotas_checksum_holds_for_every_protected_frame(drive_frames: list[Frame]) -> None:
    right: Counter[int] = Counter()
    wrong: Counter[int] = Counter()
    for frame in drive_frames:
        if frame.id in PROTECTED:
            holds = toyota_checksum(frame.id, frame.data) == frame.data[-1]
            (right if holds else wrong)[frame.id] += 1
    assert dict(right) == PROTECTED
    assert sum(right.values()) == 12_656
    assert not wrong


def test_no_frame_of_the_drive_is_refused_and_the_rest_is_unknown(drive_frames: list[Frame]) -> None:
    counts = Counter("told" if CODEC.decode(frame) else "unknown" for frame in drive_frames)
    assert counts == {"told": 16_132, "unknown": 37_668}
    assert len(drive_frames) == 53_800


def test_a_flipped_bit_anywhere_in_a_protected_frame_is_refused(drive_frames: list[Frame]) -> None:
    mapped = {CODEC.dbc.by_name[name].id for name in CODEC.car.checksums}
    samples = [next(frame for frame in drive_frames if frame.id == identifier) for identifier in sorted(mapped)]
    assert len(samples) == 4
    for frame, bit in itertools.product(samples, range(64)):
        data = bytearray(frame.data)
        data[bit // 8] ^= 1 << bit % 8
        with pytest.raises(DecodeError, match="checksum"):
            CODEC.decode(dataclasses.replace(frame, data=bytes(data)))


def test_what_the_drive_says_of_everything_else(told: Told) -> None:
    """Figures of the drive's own description."""
    rpm = numbers(told, "Vehicle.Powertrain.CombustionEngine.Speed")[1]
    assert (min(rpm), max(rpm)) == (954.6875, 2543.75)
    assert max(numbers(told, "Vehicle.Chassis.Accelerator.PedalPosition")[1]) == 39
    assert {value for _, value in told["Vehicle.Powertrain.Transmission.SelectedGear"]} == {127}
    assert {value for _, value in told["Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted"]} == {True}
    assert {value for _, value in told["Vehicle.Chassis.ParkingBrake.IsEngaged"]} == {False}
    doors = [path for path in told if path.endswith(".IsOpen")]
    assert len(doors) == 4
    assert {value for door in doors for _, value in told[door]} == {False}
    active = Counter(value for _, value in told["Vehicle.ADAS.CruiseControl.IsActive"])
    assert active == {True: 1606, False: 284}
    speeds = numbers(told, "Vehicle.ADAS.CruiseControl.SpeedSet")[1]
    assert (min(speeds), max(speeds)) == (67, 78)
    # The car counts miles.
    assert {value for _, value in told["Vehicle.TraveledDistance"]} == {
        round(15_589 * 1609.344),
        round(15_590 * 1609.344),
    }


def test_every_path_of_the_table_is_told(told: Told) -> None:
    assert told.keys() == CODEC.paths.keys()


def test_no_value_would_have_gone_stale(told: Told) -> None:
    for path, series in told.items():
        gaps = [b - a for (a, _), (b, _) in itertools.pairwise(series)]
        assert max(gaps) < CODEC.paths[path] / 2, path


def test_the_recorders_own_frames_can_be_left_out(drive: Path) -> None:
    from headunit.vehicle.python_can_log import read_log

    buses = Counter(frame.bus for frame in read_log(drive / "all-buses.log"))
    assert buses == {"can0": 53_800, "can1": 45_000, "can128": 12_434, "can129": 24_234}

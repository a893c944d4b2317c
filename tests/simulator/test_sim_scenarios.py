"""The shipped scenarios tell what they promise, and wrong files are refused in one clear line."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sim_stage import run, shipped

from headunit.kernel.errors import HeadunitError, UsageError
from headunit.position.state import Mode
from headunit.simulator import scenario
from headunit.simulator.commands import KINDS, command
from headunit.vehicle import cars
from headunit.vehicle.codec import TableCodec

PROMISED = {
    "city", "tunnel", "reverse", "doors", "tyre_leak", "low_fuel", "low_battery", "gps_lost", "bus_off", "night",
    "winter", "parked", "cold_start", "monaco", "monaco_tunnel", "monaco_detour",
}  # fmt: skip
LIGHTS = "Vehicle.Body.Lights"


def test_all_promised_scenarios_are_there() -> None:
    assert set(scenario.names()) >= PROMISED


def test_every_kind_of_event_is_used_by_some_scenario() -> None:
    used = {event.command.kind for name in scenario.names() for event in scenario.load(name).events}
    assert used == set(KINDS)


@pytest.mark.parametrize("name", scenario.names())
def test_runs_to_its_end(name: str) -> None:
    world = shipped(name)
    paths = set(TableCodec(cars.load(world.scenario.car)).paths)
    assert set(world.values()) == paths
    run(world, world.scenario.duration_s)
    assert set(world.values()) == paths
    assert not world._events or world._events[0].at_s >= world.scenario.duration_s


def test_tunnel_takes_the_satellites_and_lights_the_lamps() -> None:
    world = shipped("tunnel")
    seen: list[tuple[bool, object, Mode]] = []
    run(world, 70, lambda w: seen.append((w.tunnel, w.values()[f"{LIGHTS}.Beam.Low.IsOn"], w.fix().mode)))
    inside = [entry for entry in seen if entry[0]]
    assert len(inside) > 500
    assert all(lit and mode is Mode.NO_FIX for _, lit, mode in inside[20:])
    assert seen[0] == (False, False, Mode.FIX_3D)
    assert seen[-1] == (False, False, Mode.FIX_3D)
    after = [mode for _, _, mode in seen[max(i for i, entry in enumerate(seen) if entry[0]) :]]
    assert [mode for i, mode in enumerate(after) if i == 0 or mode is not after[i - 1]] == [
        Mode.NO_FIX,
        Mode.FIX_2D,
        Mode.FIX_3D,
    ]


def test_reverse_parks_in_the_bay_and_leaves_it() -> None:
    world = shipped("reverse")
    run(world, 34)
    values = world.values()
    place = world.road.at(world.steering.road_m)
    aside_m = abs(world.motion.east_m - place.east_m)  # the street runs north
    assert 6 < aside_m < 13
    assert values["Vehicle.Powertrain.Transmission.SelectedGear"] == 126
    assert values["Vehicle.Chassis.ParkingBrake.IsEngaged"] is True
    run(world, 44)
    assert world.motion.speed_mps > 3
    place = world.road.at(world.steering.road_m)
    assert abs(world.motion.east_m - place.east_m) < 1


def test_doors_drives_off_with_an_open_door() -> None:
    open_while_moving = 0.0

    def look(w: object) -> None:
        nonlocal open_while_moving
        values = world.values()
        if values["Vehicle.Cabin.Door.Row2.PassengerSide.IsOpen"] and float(values["Vehicle.Speed"]) > 10:
            open_while_moving += 0.02

    world = shipped("doors")
    run(world, 60, look)
    assert open_while_moving > 5
    assert world.values()["Vehicle.Cabin.Door.Row2.PassengerSide.IsOpen"] is False


def test_night_dips_in_town_and_lights_up_outside() -> None:
    high: set[int] = set()
    world = shipped("night")
    run(world, 240, lambda w: high.add(int(w.t_s)) if w.values()[f"{LIGHTS}.Beam.High.IsOn"] else None)
    assert world.values()[f"{LIGHTS}.Beam.Low.IsOn"] is True
    assert not high & set(range(20))
    assert len(high) > 30
    assert not high & set(range(71, 76))


def test_city_signals_turns_stops_and_sets_cruise_control() -> None:
    left = right = standing = cruising = 0

    def look(w: object) -> None:
        nonlocal left, right, standing, cruising
        values = world.values()
        left += values[f"{LIGHTS}.DirectionIndicator.Left.IsSignaling"] is True
        right += values[f"{LIGHTS}.DirectionIndicator.Right.IsSignaling"] is True
        standing += values["Vehicle.Speed"] == 0
        if values["Vehicle.ADAS.CruiseControl.IsActive"]:
            cruising += 1
            assert values["Vehicle.Chassis.Accelerator.PedalPosition"] in range(100)
            assert float(values["Vehicle.ADAS.CruiseControl.SpeedSet"]) > 90

    world = shipped("city")
    run(world, 440, look)
    assert min(left, right, standing) > 5 * 50
    assert cruising > 20 * 50


def test_warnings_raises_every_defect() -> None:
    world = run(shipped("warnings"), 60)
    values = world.values()
    assert values["Vehicle.ADAS.ABS.IsError"] is True
    assert values["Vehicle.ADAS.ESC.IsError"] is True
    assert values["Vehicle.Cabin.Seat.Row1.DriverSide.Airbag.IsEnabled"] is False
    assert values["Vehicle.Powertrain.CombustionEngine.EngineOil.Level"] == "CRITICALLY_LOW"
    assert values["Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.IsFluidLevelLow"] is True
    assert values["Vehicle.Body.Hood.IsOpen"] is True
    assert values["Vehicle.Diagnostics.DTCCount"] == 6


def test_low_battery_drops_the_supply_and_runs_the_engine() -> None:
    world = run(shipped("low_battery"), 60)
    assert world.powertrain.engine.running
    assert float(world.values()["Vehicle.LowVoltageBattery.CurrentVoltage"]) < 11
    assert world.values()["Vehicle.Diagnostics.DTCCount"] == 1


def test_cold_start_finds_satellites_and_locks_doors() -> None:
    world = run(shipped("cold_start"), 5)
    assert world.fix().mode is Mode.NO_FIX
    assert world.values()["Vehicle.Cabin.Door.Row1.DriverSide.IsOpen"] is True
    run(world, 60)
    values = world.values()
    assert world.fix().mode is Mode.FIX_3D
    assert values["Vehicle.Cabin.Door.Row1.DriverSide.IsLocked"] is True
    assert values["Vehicle.Cabin.Seat.Row1.DriverSide.IsBelted"] is True
    assert values["Vehicle.Cabin.Seat.Row1.PassengerSide.OccupancyStatus"] == "OCCUPIED"


GOOD = """
title = "T"
description = "D"
start = 2026-05-01T09:41:00+02:00
duration_s = 60
"""
EVENT = "[[event]]\nat = 1\n"
VIA = "[[via]]\nat = [43.7, 7.4]\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD + "colour = 1", ["unknown key 'colour'", "accepted are", "outside_celsius"]),
        (GOOD.replace('title = "T"', ""), ["title must be a text"]),
        (GOOD.replace("+02:00", ""), ["start must be a date and time with its zone", "2026-05-01T09:41:00+02:00"]),
        (GOOD.replace("= 60", "= 0"), ["duration_s must be a number from 1 to 86400", "not 0"]),
        (GOOD + "outside_celsius = nan", ["outside_celsius must be a number from -40 to 55"]),
        (GOOD + "seed = true", ["seed must be a number"]),
        (GOOD + "[begin]\nstate = 'flying'", ["[begin]: state must be one of driving, standing, parked", "'flying'"]),
        (GOOD + "[begin]\nstate = 'parked'\nspeed_kmh = 9", ["[begin]: speed_kmh must be 0 where state is parked"]),
        (GOOD + "[begin]\nseats = ['roof']", ["[begin]: seats must be a list of some of row1.driver"]),
        (GOOD + "begin = 3", ["begin must be a table"]),
        (GOOD + "event = 3", ["event must be a list of tables"]),
        (GOOD + EVENT + "do = 'fly'", ["event 1", "no event named 'fly'", "drive", "tyre_leak"]),
        (GOOD + EVENT + "do = 'gaer'", ["did you mean gear?"]),
        (GOOD + EVENT + "do = 'drive'\nfast = true", ["event 1: unknown key 'fast'; accepted are at, do"]),
        (GOOD + EVENT + "do = 'door'\nopen = true", ["event 1: door must be one of row1.driver", "hood, trunk"]),
        (GOOD + EVENT + "do = 'fuel'\npercent = 101", ["event 1: percent must be a number from 0 to 100, not 101"]),
        (GOOD + EVENT + "do = 'hazard'\non = 1", ["event 1: on must be true or false, not 1"]),
        (
            GOOD + EVENT + "do = 'drive'\n[[event]]\nat = 0.5\ndo = 'stop'",
            ["event 2: at must be a number from 1 to 60"],
        ),
        (GOOD + "[[event]]\nat = 61\ndo = 'stop'", ["event 1: at must be a number from 0 to 60"]),
        (GOOD + "region = 'monaco'", ["a loop in a region needs at least 2 [[via]], not 0"]),
        (GOOD + "[[via]]\nat = [43.7, 7.4]", ["[[via]] needs a region"]),
        (
            GOOD + "region = 'monaco'\nroute = 'rhine_loop'\n" + VIA * 2,
            ["route must be left out where there is a region"],
        ),
        (GOOD + "region = 'monaco'\n[[via]]\nat = [43.7]", ["via 1: at must be a list of 2 numbers"]),
        (
            GOOD + "region = 'monaco'\n[[via]]\nat = [7.4, 190]",
            ["via 1: at must be a latitude and a longitude in degrees"],
        ),
        (GOOD + "region = 'monaco'\n[[via]]\nat = [7.4, 43.7]\nlimit = 3", ["via 1: unknown key 'limit'"]),
        (GOOD + "to = 'home'", ["to must be a list of 2 numbers, not 'home'"]),
        (GOOD + "to = [nan, 0]", ["to must be a latitude and a longitude in degrees"]),
        (GOOD + "title = 2", ["not TOML"]),
        ("\x00", ["not TOML"]),
    ],
)
def test_wrong_files_say_what_is_wrong(tmp_path: Path, text: str, words: list[str]) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(text)
    with pytest.raises(HeadunitError) as caught:
        scenario.load(path)
    line = str(caught.value)
    assert "wrong.toml" in line
    assert "\n" not in line.replace("\\n", "")
    assert all(word in line for word in words), line


def test_unknown_names_and_files() -> None:
    with pytest.raises(UsageError, match="did you mean city"):
        scenario.load("citty")
    with pytest.raises(HeadunitError, match=r"nowhere\.toml: No such file"):
        scenario.load("nowhere.toml")


def test_a_file_of_ones_own_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD + EVENT + "do = 'lights'\nmode = 'low'")
    loaded = scenario.load(str(path))
    assert loaded.name == "mine"
    assert loaded.events[0].command == command("lights", mode="low")


VALUES = st.one_of(st.booleans(), st.integers(), st.floats(), st.text(max_size=12))


@given(kind=st.sampled_from(sorted(KINDS)), data=st.data())
def test_whatever_a_command_is_given_it_is_within_limits_or_refused(kind: str, data: st.DataObject) -> None:
    names = [parameter.name for parameter in KINDS[kind].parameters]
    words = [word for parameter in KINDS[kind].parameters for word in parameter.choices]
    values = VALUES | st.sampled_from(words) if words else VALUES
    given_values = {name: data.draw(values) for name in names}
    made = None
    with contextlib.suppress(HeadunitError):
        made = command(kind, **given_values)
    if made is None:
        return
    for parameter in KINDS[kind].parameters:
        value = made.parameters[parameter.name]
        if parameter.choices:
            assert value in parameter.choices
        elif parameter.low is None:
            assert isinstance(value, bool)
        else:
            assert parameter.low <= float(value) <= (parameter.high or 0)

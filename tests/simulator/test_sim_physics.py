"""A car that could be real: what it does to energy, to tyres, and to its own numbers."""

import math

import pytest
from sim_stage import a_world, run, shipped

from headunit.simulator.commands import WHEELS, command
from headunit.simulator.engine import JOULE_PER_LITRE
from headunit.simulator.gearbox import RATIOS, WHEEL_RADIUS_M
from headunit.simulator.motion import GRAVITY_MPS2, MASS_KG
from headunit.simulator.world import TICK_S, World

#: Middle of the motorway, where it is level and nearly straight.
MOTORWAY_M = 3900.0


def by_hand(world: World, accelerator: float = 0.0, brake: float = 0.0) -> None:
    world.do(command("accelerator", percent=accelerator))
    world.do(command("brake", percent=brake))


@pytest.mark.parametrize(("battery", "fastest"), [(60, 6.0), (3, 8.0)])
def test_nought_to_hundred(battery: float, fastest: float) -> None:
    world = a_world(begin={"at_m": MOTORWAY_M, "speed_kmh": 0, "battery_percent": battery})
    by_hand(world, accelerator=100)
    arrived: list[float] = []
    run(world, 20, lambda w: arrived.append(w.t_s) if w.motion.speed_mps > 100 / 3.6 else None)
    assert fastest < arrived[0] < 12


def test_full_brakes_stop_the_car_within_what_tyres_can_do() -> None:
    world = a_world(begin={"at_m": MOTORWAY_M, "speed_kmh": 120})
    by_hand(world, brake=100)
    hardest = 0.0

    def look(w: World) -> None:
        nonlocal hardest
        hardest = max(hardest, -w.motion.acceleration_mps2)

    run(world, 5, look)
    assert world.motion.speed_mps == 0
    assert 0.7 * GRAVITY_MPS2 < hardest <= 1.1 * GRAVITY_MPS2
    assert 55 < world.motion.driven_m < 70


@pytest.mark.parametrize("name", ["city", "winter", "low_battery", "by_hand", "reverse"])
def test_energy_is_never_created(name: str) -> None:
    def stored_j(w: World) -> float:
        train = w.powertrain
        height_j = MASS_KG * GRAVITY_MPS2 * w.road.at(w.steering.road_m).alt_m
        return (
            MASS_KG * w.motion.speed_mps**2 / 2
            + height_j
            + train.battery.energy_j
            + train.engine.fuel_l * JOULE_PER_LITRE
        )

    world = shipped(name)
    run(world, 21)  # past the events that fill or drain by decree
    before = stored_j(world)
    worst = -math.inf

    def look(w: World) -> None:
        nonlocal before, worst
        after = stored_j(w)
        worst = max(worst, after - before)
        before = after

    start = before
    run(world, 45 - 21 if name == "by_hand" else 60, look)
    # Slopes are read between two metres of road: a tick may be a few joules off, of some hundred that it burns.
    assert worst < 60
    assert before < start


def test_charging_is_accounted_for() -> None:
    world = shipped("parked")
    run(world, 5)
    battery = world.powertrain.battery
    before_j, charged_j = battery.energy_j, battery.charged_j
    run(world, 60)
    assert world.values()["Vehicle.Powertrain.TractionBattery.Charging.IsCharging"] is True
    assert 0 < battery.energy_j - before_j < battery.charged_j - charged_j
    assert battery.power_w > 5000  # VSS: positive is into the battery
    run(world, 60)
    assert world.values()["Vehicle.Powertrain.TractionBattery.Charging.IsCharging"] is False
    assert battery.power_w <= 0


def test_position_is_the_integral_of_speed_and_never_jumps() -> None:
    world = shipped("city")
    before = (world.motion.east_m, world.motion.north_m, world.motion.speed_mps)

    def look(w: World) -> None:
        nonlocal before
        moved_m = math.hypot(w.motion.east_m - before[0], w.motion.north_m - before[1])
        assert moved_m == pytest.approx((w.motion.speed_mps + before[2]) / 2 * TICK_S, abs=1e-4)
        place = w.road.at(w.steering.road_m)
        assert math.dist((w.motion.east_m, w.motion.north_m), (place.east_m, place.north_m)) < 1.0
        before = (w.motion.east_m, w.motion.north_m, w.motion.speed_mps)

    run(world, 440, look)
    assert world.motion.driven_m > world.road.length_m * 0.95


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_driver_keeps_to_the_limit(seed: int) -> None:
    fastest = over_mps = -math.inf

    def look(w: World) -> None:
        nonlocal fastest, over_mps
        limit_mps = w.road.limit_mps[w.road.index(w.steering.road_m)]
        over_mps = max(over_mps, w.motion.speed_mps - limit_mps)
        fastest = max(fastest, w.motion.speed_mps)
        sideways = w.motion.speed_mps**2 * abs(w.road.at(w.steering.road_m).curvature)
        assert sideways < 3.5

    run(shipped("city", seed), 450, look)
    assert over_mps * 3.6 < 8
    assert fastest * 3.6 > 105


def test_speed_gear_and_revolutions_agree() -> None:
    agreed = 0

    def look(w: World) -> None:
        nonlocal agreed
        values, train = w.values(), w.powertrain
        gear, rpm = values["Vehicle.Powertrain.Transmission.CurrentGear"], train.engine.rpm
        assert isinstance(gear, int)
        assert 1 <= gear <= 6
        assert rpm < 6200
        if train.engine.running and abs(w.motion.speed_mps) > 8 and train.gearbox._since_shift_s > 1.0:
            turns = w.motion.speed_mps / (math.tau * WHEEL_RADIUS_M) * RATIOS[gear - 1] * 60
            generating = train._shaft_rpm > turns
            if not generating and rpm > 1150 and train._run_s > 1:
                assert rpm == pytest.approx(turns, rel=0.06)
                agreed += 1

    run(a_world(begin={"at_m": 3300.0, "speed_kmh": 60, "battery_percent": 12}), 120, look)
    assert agreed > 1000


def test_the_engine_rests_while_the_battery_lasts_and_works_when_it_does_not() -> None:
    calm = run(a_world(), 15)
    assert calm.powertrain.engine.rpm == 0
    assert calm.powertrain.battery.power_w < 0
    empty = run(a_world(begin={"at_m": 100, "speed_kmh": 45, "battery_percent": 8}), 15)
    assert empty.powertrain.engine.rpm > 900
    assert empty.powertrain.battery.power_w > 0


def test_without_any_energy_the_car_rolls_to_a_stop() -> None:
    world = a_world(begin={"at_m": MOTORWAY_M, "speed_kmh": 30, "battery_percent": 0, "fuel_percent": 0})
    by_hand(world, accelerator=100)
    run(world, 120)
    assert world.motion.speed_mps == 0
    assert world.values()["Vehicle.Powertrain.Range"] == 0


def test_ranges_add_up_and_shrink() -> None:
    world = shipped("low_fuel")
    before = world.values()
    run(world, 60)
    after = world.values()
    for values in (before, after):
        electric_m = float(values["Vehicle.Powertrain.Range"]) - float(values["Vehicle.Powertrain.FuelSystem.Range"])
        assert electric_m == pytest.approx(world.powertrain.battery.share * 13.0 / 17.5 * 100_000, rel=0.25)
    assert float(after["Vehicle.Powertrain.FuelSystem.Range"]) < float(before["Vehicle.Powertrain.FuelSystem.Range"])
    assert after["Vehicle.Powertrain.FuelSystem.RelativeLevel"] == 3


def test_coolant_and_cabin_warm_up() -> None:
    world = a_world(
        outside_celsius=-9,
        begin={"at_m": 3700, "speed_kmh": 90, "coolant_celsius": -5, "cabin_celsius": -5, "battery_percent": 40},
    )
    run(world, 900)
    coolant = float(world.values()["Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature"])
    assert 45 < coolant < 100
    assert world.cabin.celsius == pytest.approx(21, abs=3)


def test_cabin_follows_the_set_temperature() -> None:
    world = a_world(outside_celsius=32, begin={"at_m": 100, "speed_kmh": 45, "cabin_celsius": 38})
    world.do(command("climate", driver=20.0, passenger=20.0, fan=100.0))
    run(world, 400)
    assert world.cabin.celsius == pytest.approx(20, abs=2)
    world.do(command("climate", driver=26.0, passenger=26.0))
    run(world, 400)
    assert world.cabin.celsius == pytest.approx(26, abs=2)


def test_a_leaking_tyre_warns_and_a_cold_one_loses_pressure() -> None:
    world = shipped("tyre_leak")
    run(world, 9)
    healthy = world.values()
    run(world, 60)
    leaking = world.values()
    path = "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire"
    assert healthy[f"{path}.IsPressureLow"] is False
    assert leaking[f"{path}.IsPressureLow"] is True
    assert 160 < float(leaking[f"{path}.Pressure"]) < float(healthy[f"{path}.Pressure"]) - 50
    assert leaking["Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.IsPressureLow"] is False
    cold, warm = a_world(outside_celsius=-10), a_world(outside_celsius=25)
    assert all(cold.tyres.by_wheel[wheel].kpa < warm.tyres.by_wheel[wheel].kpa for wheel in WHEELS)


def test_slippery_curve_engages_stability_control() -> None:
    world = shipped("winter")
    engaged: set[float] = set()
    run(world, 200, lambda w: engaged.add(round(w.t_s)) if w.values()["Vehicle.ADAS.ESC.IsEngaged"] else None)
    assert any(110 < moment < 125 for moment in engaged)
    assert not any(20 < moment < 110 for moment in engaged)


def test_the_interlock_refuses_park_and_reverse_at_speed() -> None:
    world = run(a_world(), 1)
    for gear in ("P", "R"):
        world.do(command("gear", gear=gear))
        assert world.values()["Vehicle.Powertrain.Transmission.SelectedGear"] == 127
    by_hand(world, brake=60)
    run(world, 8)
    world.do(command("gear", gear="R"))
    by_hand(world, accelerator=15)
    run(world, 3)
    assert world.motion.speed_mps < -0.5
    assert world.values()["Vehicle.Powertrain.Transmission.CurrentGear"] == -1


def test_brake_lights_and_recuperation() -> None:
    world = run(a_world(), 1)
    by_hand(world, brake=20)
    run(world, 1)
    values = world.values()
    assert values["Vehicle.Body.Lights.Brake.IsActive"] == "ACTIVE"
    assert float(values["Vehicle.Powertrain.TractionBattery.CurrentPower"]) > 5000
    by_hand(world)
    run(world, 1)
    assert world.values()["Vehicle.Body.Lights.Brake.IsActive"] == "INACTIVE"
    assert world.motion.acceleration_mps2 < -0.2

"""The receiver, and its two languages: gpsd's JSON and NMEA."""

import datetime as dt
import json
import math

import pynmea2
import pytest
from sim_stage import a_world, run, shipped

from headunit.position.state import Fix, Mode
from headunit.simulator import gpsd_lines, nmea
from headunit.simulator.commands import command
from headunit.simulator.sun import elevation_deg
from headunit.simulator.world import World


def error_m(world: World) -> float:
    fix = world.fix()
    assert fix.lat_deg is not None
    assert fix.lon_deg is not None
    east_m, north_m = world.road.frame.to_metres(fix.lat_deg, fix.lon_deg)
    return math.hypot(east_m - world.motion.east_m, north_m - world.motion.north_m)


def test_fixes_stay_near_the_truth_and_do_not_hop() -> None:
    world = shipped("city")
    errors: list[float] = []
    hops: list[float] = []
    last: tuple[float, float, float] | None = None

    def look(w: World) -> None:
        nonlocal last
        fix = w.fix()
        if w.ticks % 10 or fix.lat_deg is None or fix.lon_deg is None:
            return
        errors.append(error_m(w))
        east_m, north_m = w.road.frame.to_metres(fix.lat_deg, fix.lon_deg)
        if last is not None:
            hops.append(abs(math.hypot(east_m - last[0], north_m - last[1]) - w.motion.speed_mps * 0.2))
        last = (east_m, north_m, w.t_s)
        assert fix.speed_mps == pytest.approx(w.motion.speed_mps, abs=0.4)
        if fix.track_deg is not None:
            assert abs(math.remainder(fix.track_deg - w.place[2], 360)) < 2

    run(world, 120, look)
    assert 0.3 < sum(errors) / len(errors) < 5
    assert max(errors) < 9
    assert max(hops) < 1.5


def test_no_course_at_standstill() -> None:
    world = run(a_world(begin={"at_m": 500.0, "speed_kmh": 0, "state": "standing"}), 2)
    assert world.fix().mode is Mode.FIX_3D
    assert world.fix().track_deg is None


def test_commands_of_the_sky() -> None:
    world = run(a_world(), 1)
    world.do(command("gps", state="2d"))
    run(world, 1)
    assert (world.fix().mode, world.fix().alt_m) == (Mode.FIX_2D, None)
    world.do(command("gps", state="lost"))
    run(world, 1)
    assert world.fix() == Fix(mode=Mode.NO_FIX, utc=world.fix().utc, satellites_used=0)
    world.do(command("gps", state="ok"))
    run(world, 4)
    assert world.fix().mode is Mode.FIX_3D
    world.do(command("gps", state="jump", metres=500))
    run(world, 1)
    assert error_m(world) == pytest.approx(500, abs=12)


def test_tpv_leaves_out_what_is_unknown() -> None:
    world = run(a_world(), 1)
    full = json.loads(gpsd_lines.tpv(world.fix()))
    assert full["mode"] == 3
    assert full["lat"] == pytest.approx(world.fix().lat_deg, abs=1e-8)
    assert full["time"] == "2026-05-01T07:41:01.000Z"
    assert {"track", "speed", "alt", "eph"} <= full.keys()
    lost = json.loads(gpsd_lines.tpv(Fix(mode=Mode.NO_FIX, utc=world.fix().utc)))
    assert lost == {"class": "TPV", "device": "/dev/ttyACM0", "mode": 1, "time": "2026-05-01T07:41:01.000Z"}
    sky = json.loads(gpsd_lines.sky(world.fix(), world.sky.satellites))
    assert sky["uSat"] == sum(s["used"] for s in sky["satellites"]) == world.fix().satellites_used
    assert sky["nSat"] == len(sky["satellites"])


def test_nmea_says_the_same_as_the_fix() -> None:
    world = run(a_world(), 1)
    fix = world.fix()
    gga, rmc, gsa = (
        pynmea2.parse(text, check=True) for text in (nmea.gga(fix), nmea.rmc(fix), nmea.gsa(fix, world.sky.satellites))
    )
    for message in (gga, rmc):
        assert message.latitude == pytest.approx(fix.lat_deg, abs=1e-7)
        assert message.longitude == pytest.approx(fix.lon_deg, abs=1e-7)
    assert gga.altitude == pytest.approx(fix.alt_m, abs=0.06)
    assert float(rmc.spd_over_grnd) * 1852 / 3600 == pytest.approx(fix.speed_mps, abs=0.01)
    assert float(rmc.true_course) == pytest.approx(fix.track_deg, abs=0.01)
    assert rmc.datetime.replace(tzinfo=dt.UTC) == fix.utc
    assert gsa.mode_fix_type == "3"


@pytest.mark.parametrize(
    ("lat", "lon", "fields"),
    [
        (-33.999999999, -70.5, ("3400.00000", "S", "07030.00000", "W")),
        (0.0, 179.99999999, ("0000.00000", "N", "18000.00000", "E")),
        (47.133704, 9.521, ("4708.02224", "N", "00931.26000", "E")),
    ],
)
def test_nmea_rounds_minutes_into_degrees(lat: float, lon: float, fields: tuple[str, ...]) -> None:
    fix = Fix(Mode.FIX_2D, dt.datetime(2026, 1, 2, 3, 4, 5, 600_000, dt.UTC), lat, lon, speed_mps=0.0, eph_m=5.0)
    message = pynmea2.parse(nmea.rmc(fix), check=True)
    assert (message.lat, message.lat_dir, message.lon, message.lon_dir) == fields
    assert message.timestamp.isoformat() == "03:04:05.600000+00:00"


def test_nmea_without_a_fix() -> None:
    fix = Fix(Mode.NO_FIX, dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC))
    assert pynmea2.parse(nmea.rmc(fix), check=True).status == "V"
    assert pynmea2.parse(nmea.gga(fix), check=True).gps_qual == 0
    assert pynmea2.parse(nmea.gsa(fix, ()), check=True).mode_fix_type == "1"


@pytest.mark.parametrize(
    ("utc", "place", "elevation"),
    [
        # Noon of the summer solstice: 90 - latitude + 23.44; of the winter solstice: 90 - latitude - 23.44.
        (dt.datetime(2026, 6, 21, 11, 24, tzinfo=dt.UTC), (47.14, 9.52), 66.3),
        (dt.datetime(2026, 12, 21, 11, 20, tzinfo=dt.UTC), (47.14, 9.52), 19.4),
        # Equinox at the equator and Greenwich: the sun rises at about six o'clock.
        (dt.datetime(2026, 3, 20, 6, 7, tzinfo=dt.UTC), (0.0, 0.0), 0.0),
    ],
)
def test_the_sun_stands_where_it_should(utc: dt.datetime, place: tuple[float, float], elevation: float) -> None:
    assert elevation_deg(utc, *place) == pytest.approx(elevation, abs=0.5)

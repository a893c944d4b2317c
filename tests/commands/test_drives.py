import json
import math

import pytest
from run_headunit import headunit


def simulated(home, *words):
    file = home / "report.json"
    said = headunit(home, "simulate", "--headless", "--report", file, *words)
    assert said.code == 0, said.err
    return json.loads(file.read_text())


def test_the_same_words_give_the_same_report(tmp_path):
    words = ("--scenario", "tunnel", "--for", "40")
    assert simulated(tmp_path, *words) == simulated(tmp_path, *words)
    assert simulated(tmp_path, *words) != simulated(tmp_path, *words, "--seed", "7")


def test_a_drive_is_heard_in_full(tmp_path):
    report = simulated(tmp_path, "--for", "30")
    can0 = next(link for link in report["links"] if link["kind"] == "can")
    assert can0["counters"]["received"] == can0["counters"]["decoded"] > 3000
    assert can0["counters"]["damaged"] == can0["counters"]["unknown"] == 0
    assert report["position"]["changes"][-1]["quality"] == "3D"
    assert report["signals"]["Vehicle.Speed"]["unit"] == "km/h"
    assert not any(signal["stale"] for signal in report["signals"].values())
    # The car's speed and the sky's are two witnesses of one drive.
    ours = report["signals"]["Vehicle.Speed"]["last"] / 3.6
    assert math.isclose(ours, report["position"]["last"]["speed_mps"], abs_tol=1.0)


@pytest.mark.parametrize(
    ("scenario", "telltale"),
    [("tyre_leak", "tyre"), ("low_fuel", "fuel"), ("low_battery", "charge"), ("doors", "ajar"), ("winter", "ice")],
)
def test_a_scenario_reaches_the_dashboard(scenario, telltale, tmp_path):
    report = simulated(tmp_path, "--scenario", scenario)
    assert telltale in {light["key"] for light in report["telltales"]}


def test_bus_off_is_seen_and_is_over(tmp_path):
    report = simulated(tmp_path, "--scenario", "bus_off")
    states = [change["state"] for change in report["link_changes"] if change["name"] == "can0"]
    assert "fault" in states
    assert states[-1] == "online"
    assert not report["signals"]["Vehicle.Speed"]["stale"]


def test_gps_loss_is_seen_and_is_over(tmp_path):
    report = simulated(tmp_path, "--scenario", "gps_lost")
    qualities = [change["quality"] for change in report["position"]["changes"]]
    assert "lost" in qualities
    assert qualities[-1] == "3D"


def test_a_drive_can_be_recorded_and_played_again(tmp_path):
    driven = simulated(tmp_path, "--for", "20", "--record", tmp_path / "drive")
    file = tmp_path / "again.json"
    said = headunit(
        tmp_path, "replay", tmp_path / "drive" / "can0.log", "--car", "demo",
        "--gps-log", tmp_path / "drive" / "gps.nmea", "--headless", "--report", file,
    )  # fmt: skip
    assert said.code == 0, said.err
    again = json.loads(file.read_text())
    assert again["links"][0]["counters"]["damaged"] == 0
    assert again["signals"].keys() == driven["signals"].keys()
    for path, signal in driven["signals"].items():
        if isinstance(signal["last"], float) and path != "Vehicle.Speed":
            assert again["signals"][path]["last"] == pytest.approx(signal["last"], rel=0.02, abs=2.0), path
    assert again["position"]["last"]["lat_deg"] == pytest.approx(driven["position"]["last"]["lat_deg"], abs=2e-4)


@pytest.mark.shared
def test_the_real_drive_plays_on_the_screen(shared, tmp_path):
    rav4 = shared / "drives" / "rav4"
    file = tmp_path / "rav4.json"
    said = headunit(
        tmp_path, "replay", rav4 / "can0.log", "--car", "toyota_rav4_2017", "--gps-log", rav4 / "gnss.nmea",
        "--headless", "--report", file,
    )  # fmt: skip
    assert said.code == 0, said.err
    report = json.loads(file.read_text())
    counters = report["links"][0]["counters"]
    assert counters["received"] == 53_800
    assert counters["damaged"] == 0
    speed = report["signals"]["Vehicle.Speed"]
    assert 29 < speed["min"] < 30
    assert 72 < speed["max"] < 73.1
    assert speed["stale"], "a second after the end of the log its last speed is no speed"
    assert report["driving"] == [{"t": 0.0, "state": "moving"}]
    offscreen = headunit(
        tmp_path,
        "replay",
        rav4 / "can0.log",
        "--car",
        "toyota_rav4_2017",
        "--offscreen",
        "--speedup",
        "20",
        "--for",
        "30",
    )
    assert (offscreen.code, offscreen.err) == (0, "")


@pytest.mark.shared
def test_a_bare_dbc_is_counted_and_not_guessed(shared, tmp_path):
    rav4 = shared / "drives" / "rav4"
    file = tmp_path / "raw.json"
    dbc = rav4 / "toyota_new_mc_pt_generated.dbc"
    said = headunit(tmp_path, "replay", rav4 / "can0.log", "--dbc", dbc, "--headless", "--report", file)
    assert said.code == 0, said.err
    report = json.loads(file.read_text())
    assert report["signals"] == {}
    assert sum(message["frames"] for message in report["messages"].values()) == 37_740
    speed = report["messages"]["SPEED"]["signals"]["SPEED"]
    assert (round(speed["min"], 2), round(speed["max"], 2)) == (29.38, 73.05)

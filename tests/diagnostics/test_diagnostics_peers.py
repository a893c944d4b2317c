"""The whole path against vehicles of other makers."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from diagnostics_peers import Peykan, elm_emulator, peykan, slcan_emulator, wait_for

PEYKAN_VIN = "1MCAN00S0SM000042"


def headunit(*words: str) -> subprocess.CompletedProcess[str]:
    """`headunit dtc` as a person starts it."""
    command = [sys.executable, "-m", "headunit", "dtc", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, stdin=subprocess.DEVNULL)


def scanned(*words: str) -> dict[str, object]:
    done = headunit("read", "--json", "--allow-transmit", *words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def vehicle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peykan]:
    with peykan(tmp_path_factory.mktemp("peykan")) as car:
        wait_for(lambda: headunit("info", "--can", car.spec, "--allow-transmit").returncode == 0, "peykan's answer")
        yield car


def broken(car: Peykan, fault: str, code: str) -> dict[str, object]:
    """What we find when `fault` has had its effect."""
    car.fault(fault)

    def look() -> dict[str, object] | None:
        scan = scanned("--can", car.spec)
        return (
            scan
            if any(found["code"] == code and found["status"] & 1 for found in scan["codes"] if found["status"])
            else None
        )

    return wait_for(look, code)


def test_a_misfire_is_found_by_obd_and_by_uds(vehicle: Peykan, tmp_path: Path) -> None:
    scan = broken(vehicle, "misfire", "P0300")
    (code,) = [found for found in scan["codes"] if found["code"] == "P0300"]
    assert code["memories"] == ["stored", "uds"]
    assert code["text"] == "Misfires, several or varying cylinders"
    assert code["status_bits"] == ["test failed", "test failed this cycle", "confirmed"]
    assert scan["units"][0]["vin"] == PEYKAN_VIN
    assert scan["score"] < 80
    assert any("P0300" in reason["what"] for reason in scan["reasons"])
    report = tmp_path / "report.html"
    done = headunit("read", "--can", vehicle.spec, "--allow-transmit", "--lang", "zh", "--out", str(report))
    assert done.returncode == 0, done.stderr
    assert "多个或随机气缸失火" in done.stdout
    assert "多个或随机气缸失火" in report.read_text("utf-8")


def test_live_values_of_a_running_engine(vehicle: Peykan) -> None:
    vehicle.fault("none")
    done = headunit("live", "--can", vehicle.spec, "--allow-transmit", "--json", "--pid", "42", "--pid", "51")
    assert done.returncode == 0, done.stderr
    values = {value["key"]: value["value"] for value in map(json.loads, done.stdout.splitlines())}
    assert 10 < values["module_voltage"] < 16
    assert values["fuel_kind"] == "petrol"


def test_a_moving_car_keeps_its_codes_and_a_standing_one_forgets_them(vehicle: Peykan) -> None:
    broken(vehicle, "misfire", "P0300")
    clear = ("clear", "--can", vehicle.spec, "--allow-transmit", "--yes")

    def moving() -> str:
        done = headunit(*clear)
        return done.stderr if done.returncode == 2 else ""

    # It drives up and down, and may stand for a moment.
    assert "only at standstill" in wait_for(moving, "a car that moves")
    # After a crash it stands.
    broken(vehicle, "crash", "B0001")
    done = headunit(*clear)
    assert (done.returncode, done.stdout) == (0, "7E8: cleared\n"), done.stderr
    # The fault that is there comes back at once; the one that was is forgotten.
    assert {found["code"] for found in scanned("--can", vehicle.spec)["codes"]} == {"B0001"}


def test_nothing_is_sent_unasked(vehicle: Peykan) -> None:
    done = headunit("read", "--can", vehicle.spec)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "--allow-transmit" in done.stderr


def test_over_a_serial_can_adapter(tmp_path: Path) -> None:
    """The emulator's own ISO-TP on the other side of Lawicel's protocol."""
    with slcan_emulator(tmp_path) as spec:
        done = wait_for(
            lambda: (
                found
                if (found := headunit("info", "--json", "--allow-transmit", "--can", spec)).returncode == 0
                else None
            ),
            "units",
        )
        (unit,) = json.loads(done.stdout)["units"]
        assert unit["ecu"] == "7E8"
        assert len(unit["vin"]) == 17
        assert len(unit["calibrations"]) == 2


def test_through_an_elm327(tmp_path: Path) -> None:
    with elm_emulator(tmp_path, "car") as device:
        elm = ("--elm", f"{device}@38400", "--allow-transmit")
        scan = scanned("--elm", f"{device}@38400")
        (unit,) = scan["units"]
        assert unit["ecu"] == "7E8"
        assert len(unit["vin"]) == 17
        assert len(unit["calibrations"]) == 2
        assert {"coolant_temperature", "engine_speed", "module_voltage"} <= {value["key"] for value in scan["values"]}
        assert scan["statuses"][0]["mil"] is False
        assert scan["troubles"] == []
        done = headunit("live", *elm, "--json", "--pid", "05")
        assert done.returncode == 0, done.stderr
        (value,) = map(json.loads, done.stdout.splitlines())
        assert -40 <= value["value"] <= 215

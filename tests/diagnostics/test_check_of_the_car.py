"""The check of the car in the simulated car: real ISO-TP on its bus, from the wish to the state on the board."""

import json
import threading
import time
from pathlib import Path

import pytest
from check_stage import Check, checked_car

from headunit.app import House, find_car
from headunit.app.simulated import Plan, SimulatedWorld
from headunit.diagnostics.ports import CarCheck
from headunit.diagnostics.state import CheckState, Memory, Phase, Refusal
from headunit.kernel.clock import ManualClock
from headunit.preferences.state import Preferences
from headunit.simulator import scenario as scenarios


def codes(state: CheckState) -> dict[str, frozenset[Memory]]:
    assert state.scan is not None, state
    return {code.code: code.memories for code in state.scan.codes}


def services(check: Check) -> set[str]:
    """Services whose requests went out, by the send log."""
    lines = [json.loads(line) for line in check.sends.read_text("utf-8").splitlines()]
    return {line["request"][:2] for line in lines if line["outcome"] == "sent"}


def test_read_look_and_clear(tmp_path: Path) -> None:
    own = tmp_path / "dtc.toml"
    own.write_text('[codes]\nC0035 = "Our word for it"\n', "utf-8")
    with checked_car(tmp_path, own_texts=own) as check:
        check.do("fault", part="engine", on=True)
        check.do("fault", part="abs", on=True)
        check.do("trouble_code", code="P0171", memory="pending", on=True)
        check.do("trouble_code", code="P0420", memory="permanent", on=True)
        heard: list[float] = []
        check.look = lambda: check.state.phase is Phase.READING and heard.append(check.state.progress.share)
        state = check.read()
        check.look = lambda: None
        assert state.phase is Phase.IDLE
        assert set(codes(state)) == {"P0301", "C0035", "P0171", "P0420"}
        assert codes(state)["P0301"] == {Memory.STORED, Memory.PENDING, Memory.UDS}
        assert state.health is not None
        assert state.health.score is not None
        assert 0 < state.health.score < 100
        assert state.scan is not None
        assert {unit.name for unit in state.scan.units} == {
            "ECM-EngineControl",
            "ABS-BrakeControl",
            "RCM-Restraints",
        }
        assert not state.scan.troubles
        assert heard == sorted(heard)
        assert len(set(heard)) > 3
        assert state.texts["zh"]["C0035-00"] == "Our word for it"
        assert state.texts["de"]["P0301-00"].startswith("Zylinder 1")
        frame = next(snapshot for snapshot in state.scan.snapshots if snapshot.kind == "freeze frame")
        assert (frame.code, {value.key for value in frame.values}) >= ("P0301", {"engine_speed", "module_voltage"})

        check.port.open("7E8 P0301-00")
        assert check.state.opened == "7E8 P0301-00"
        check.port.open("no such code")
        assert check.state.opened == "7E8 P0301-00"
        check.stands(stands=True)
        assert services(check).isdisjoint({"04", "14"})
        check.port.clear()
        assert check.state.phase is Phase.IDLE, "nobody asked for it"
        check.port.ask_to_clear(asking=True)
        check.port.clear()
        state = check.over()
        assert state.phase is Phase.CLEARED
        assert [(unit.ecu, unit.refusal) for unit in state.cleared] == [("7E8", ""), ("7EA", ""), ("7EC", "")]
        assert {"04", "14"} <= services(check)
        state = check.read()
        assert codes(state) == {"P0420": {Memory.PERMANENT}}, "only the car itself may forget that"
        assert state.health is not None
        assert any("self-tests" in reason.words for reason in state.health.reasons)


def test_nothing_is_cleared_while_the_car_moves(tmp_path: Path) -> None:
    with checked_car(tmp_path, "driving") as check:
        check.do("fault", part="engine", on=True)
        check.stands(stands=False)
        check.read()
        check.port.ask_to_clear(asking=True)
        check.port.clear()
        state = check.over()
        assert (state.phase, state.refusal) == (Phase.REFUSED, Refusal.MOVING)
        assert "km/h" in state.trouble
        assert services(check).isdisjoint({"04", "14"})
        check.port.acknowledge()
        assert check.state.phase is Phase.IDLE
        assert "P0301" in codes(check.state)


def test_a_car_that_falls_silent_half_way_is_not_called_well(tmp_path: Path) -> None:
    with checked_car(tmp_path) as check:
        check.port.read()
        check.until(lambda: check.state.progress.units, "the first answers")
        check.do("can", state="silent")
        state = check.over()
        assert (state.phase, state.broken_off, state.scan) == (Phase.FAILED, True, None)
        state = check.read()
        assert (state.phase, state.broken_off) == (Phase.FAILED, False)
        check.do("can", state="ok")
        assert check.read().phase is Phase.IDLE


def test_the_report_is_written_or_the_reason_why_not(tmp_path: Path) -> None:
    with checked_car(tmp_path) as check:
        check.port.save("<p>too early</p>")
        assert not check.documents.exists()
        check.read()
        check.port.save("<p>Bericht: 100 µ</p>")
        check.until(lambda: check.state.saved, "the report")
        assert Path(check.state.saved).parent == check.documents
        assert Path(check.state.saved).read_text("utf-8") == "<p>Bericht: 100 µ</p>"
        Path(check.state.saved).unlink()
        check.documents.rmdir()
        check.documents.write_text("in the way")
        check.port.save("<p></p>")
        check.until(lambda: check.state.save_trouble, "the reason")
        assert not check.state.saved


def test_the_end_does_not_wait_for_an_answer(tmp_path: Path) -> None:
    with checked_car(tmp_path) as check:
        check.port.read()
        check.until(lambda: check.state.progress.units, "the first answers")
        check.do("can", state="silent")
    # conftest looks for threads that are left over: this one is the first to be gone.
    end = time.monotonic() + 60
    while any(thread.name == "diagnosis" for thread in threading.enumerate()):
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_second_wish_beside_the_first_is_left(tmp_path: Path) -> None:
    with checked_car(tmp_path) as check:
        check.port.read()
        check.port.read()
        check.port.ask_to_clear(asking=True)
        check.port.acknowledge()
        assert check.state.phase is Phase.READING
        assert sum(thread.name == "diagnosis" for thread in threading.enumerate()) == 1
        assert check.over().phase is Phase.IDLE


@pytest.mark.parametrize("documents", [None, Path("somewhere")])
def test_who_may_not_ask_has_no_such_port(documents: Path | None) -> None:
    scenario = scenarios.load("parked")
    car = find_car(scenario.car)
    house = House(ManualClock(scenario.start), car, Preferences())
    world = SimulatedWorld(house, Plan(scenario, car, documents=documents))
    try:
        assert (house.port(CarCheck) is None) is (documents is None)
    finally:
        world.stop()

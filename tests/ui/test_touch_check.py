"""The check of the car by touch: a real house in the simulated car, from the vehicle pane to a car without codes."""

from pathlib import Path

from check_stage import checked_car
from fingers import tap, targets, voiced
from item_tree import kind_of
from screen_stage import opened_on

from headunit.diagnostics.state import Phase


def test_read_look_ask_confirm_and_nothing_is_left(tmp_path: Path) -> None:
    with checked_car(tmp_path) as check, opened_on(check.house, "vehicle") as stage:
        check.look = stage.screen.settle
        check.do("fault", part="engine", on=True)
        check.stands(stands=True)
        stage.screen.grab()
        tap(stage, "Check the car")
        assert kind_of(stage.pane) == "DiagnosticsPane"
        tap(stage, "Check now")
        check.over()
        stage.screen.grab()
        stage.screen.grab()  # lists place their rows a frame after they have made them
        tap(stage, "P0301-00 7E8: Cylinder 1: misfires")
        stage.screen.grab()
        names = {voice.name for voice in voiced(stage)}
        assert {"P0301-00", "Urgent", "Standard code: powertrain, ignition or misfire", "engine speed"} <= names
        tap(stage, "Back")
        tap(stage, "Save report")
        check.until(lambda: check.state.saved, "the report")
        report = Path(check.state.saved).read_text("utf-8")
        assert "P0301-00" in report
        assert "Cylinder 1: misfires" in report
        stage.screen.grab()

        asked_at = targets(stage)["Clear codes"].seen
        tap(stage, "Clear codes")
        assert not targets(stage)["Clear now"].seen.intersects(asked_at), "a second touch of the same place"
        tap(stage, "Keep the codes")
        tap(stage, "Clear codes")
        assert [code.code for code in check.state.scan.codes] == ["P0301"]
        tap(stage, "Clear now")
        assert check.over().phase is Phase.CLEARED
        stage.screen.grab()
        tap(stage, "Read again")
        check.over()
        stage.screen.grab()
        assert check.state.scan.codes == ()
        assert "No trouble codes in 3 control units" in {voice.name for voice in voiced(stage)}
        assert not any(name.startswith(("P0", "Clear")) for name in targets(stage))
        tap(stage, "Back")
        assert kind_of(stage.pane) == "VehiclePane"


def test_nothing_is_cleared_once_the_car_moves(tmp_path: Path) -> None:
    with checked_car(tmp_path) as check, opened_on(check.house, "diagnostics") as stage:
        check.look = stage.screen.settle
        check.do("fault", part="engine", on=True)
        check.stands(stands=True)
        stage.screen.grab()
        tap(stage, "Check now")
        check.over()
        stage.screen.grab()
        tap(stage, "Clear codes")
        assert targets(stage)["Clear now"].enabled
        check.do("drive")
        check.stands(stands=False)
        stage.screen.grab()
        assert not targets(stage)["Clear now"].enabled
        tap(stage, "Clear now")
        assert check.state.phase is Phase.IDLE
        assert check.state.asking
        tap(stage, "Back")
        assert not any(name.startswith(("P0", "Clear")) for name in targets(stage)), "to be read when the car stands"
        assert [code.code for code in check.state.scan.codes] == ["P0301"]

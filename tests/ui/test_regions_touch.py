"""The pane of the maps under a finger: reached from the settings, a region removed by the second touch alone."""

from fingers import tap, targets
from item_tree import kind_of
from region_wishes import Wishes
from screen_stage import opened

from headunit.regions.ports import RegionDesk
from headunit.ui.gallery.house import PreviewHouse


def wishing(house: object) -> Wishes:
    assert isinstance(house, PreviewHouse)
    wishes = Wishes()
    house._ports[RegionDesk] = wishes
    return wishes


def test_from_the_settings_and_back() -> None:
    with opened("settings/parked", size="1920x720") as stage:
        tap(stage, "Maps")
        assert kind_of(stage.pane) == "RegionsPane"
        tap(stage, "Back to the settings")
        assert kind_of(stage.pane) == "PreferencesPane"


def test_a_region_is_removed_by_the_second_touch() -> None:
    with opened("regions/regions") as stage:
        wishes = wishing(stage.house)
        tap(stage, "Remove Monaco")
        assert wishes.heard == []
        assert "Remove Great Britain And Ireland" in targets(stage)
        tap(stage, "Remove Monaco now")
        assert wishes.heard == [("remove", "monaco")]
        assert "Remove Monaco" in targets(stage)


def test_use_update_and_add() -> None:
    with opened("regions/regions") as stage:
        wishes = wishing(stage.house)
        tap(stage, "Use Great Britain And Ireland")
        tap(stage, "Update Monaco")
        tap(stage, "Add Helsinki")
        assert wishes.heard == [("use", "great-britain-and-ireland"), ("update", "monaco"), ("add", "helsinki")]


def test_what_is_broken_is_built_again() -> None:
    with opened("regions/broken") as stage:
        wishes = wishing(stage.house)
        tap(stage, "Build Helsinki again")
        assert wishes.heard == [("update", "helsinki")]


def test_a_build_is_stopped_and_tried_again() -> None:
    with opened("regions/building") as stage:
        wishes = wishing(stage.house)
        tap(stage, "Stop")
        assert wishes.heard == [("cancel",)]
    with opened("regions/failed") as stage:
        wishes = wishing(stage.house)
        tap(stage, "Try again")
        assert wishes.heard == [("add", "helsinki")]


def test_while_driving_only_stopping_answers() -> None:
    with opened("regions/moving") as stage:
        wishes = wishing(stage.house)
        for name, target in targets(stage).items():
            if name.startswith(("Use", "Update", "Remove", "Add")):
                assert not target.enabled, name
        tap(stage, "Update Monaco")
        tap(stage, "Stop")
        assert wishes.heard == [("cancel",)]

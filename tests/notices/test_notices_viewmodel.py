from bare_house import BareHouse, Heard
from notice_cars import HANDBRAKE, a_car
from PySide6.QtCore import QObject, Qt

from headunit.kernel.clock import ManualClock
from headunit.notices.ports import Dismissals
from headunit.notices.service import Notices
from headunit.notices.state import Notice, NoticesState, Telltale, Urgency
from headunit.notices.viewmodel import NoticesViewModel

FUEL = Notice("fuel", "gas-station", Urgency.SOON, "Fuel low", "Fill up soon.", 3.0)
OIL = Notice("oil", "oil", Urgency.STOP, "Engine oil very low", "Stop.", 4.0)
LAMP = Telltale("fuel", "gas-station", Urgency.SOON, "Fuel low")
BEAM = Telltale("high_beam", "car-light-high", Urgency.FAR, "High beam")
FIRST = int(Qt.ItemDataRole.UserRole)


def seen(rows) -> list[dict[str, object]]:
    """What QML reads."""
    names = {role: bytes(name.data()).decode() for role, name in rows.roleNames().items()}
    return [
        {name: rows.data(rows.index(number), role) for role, name in names.items()} for number in range(rows.rowCount())
    ]


class Seen:
    """The view model with all its signals counted."""

    def __init__(self, house: BareHouse) -> None:
        self._owner = QObject()
        self.model = NoticesViewModel(house, self._owner)
        rows = (self.model.notices, self.model.telltales)
        self.signals = [Heard(self.model.changed)]
        self.signals += [Heard(signal) for one in rows for signal in (one.modelReset, one.dataChanged)]

    def news(self) -> int:
        return sum(signal.news() for signal in self.signals)


def test_empty() -> None:
    view = Seen(BareHouse())
    assert (view.model.count, seen(view.model.notices), seen(view.model.telltales)) == (0, [], [])
    view.model.dismiss("fuel")  # nothing behind the port: nothing happens


def test_rows_as_qml_reads_them() -> None:
    house = BareHouse()
    house.board.publish(NoticesState((LAMP, BEAM), (OIL, FUEL)))
    view = Seen(house)
    assert view.model.count == 2
    assert seen(view.model.notices)[0] == {
        "key": "oil",
        "icon": "oil",
        "urgency": "stop",
        "title": "Engine oil very low",
        "advice": "Stop.",
        "words": [],
        "context": "Notices",
        "action": "",
    }
    assert seen(view.model.telltales) == [
        {"key": "fuel", "icon": "gas-station", "urgency": "soon", "words": "Fuel low"},
        {"key": "high_beam", "icon": "car-light-high", "urgency": "far", "words": "High beam"},
    ]


def test_unchanged_states_emit_nothing() -> None:
    house = BareHouse()
    view = Seen(house)
    house.board.publish(NoticesState())
    assert view.news() == 0
    house.board.publish(NoticesState((LAMP,), (FUEL,)))
    assert view.news() == 3
    house.board.publish(NoticesState((LAMP,), (FUEL,)))
    assert view.news() == 0
    house.board.publish(NoticesState((LAMP,), ()))
    assert (view.model.count, view.news()) == (0, 2)


def test_a_symbol_more_leaves_the_notices_alone() -> None:
    house = BareHouse()
    house.board.publish(NoticesState((LAMP,), (FUEL,)))
    view = Seen(house)
    house.board.publish(NoticesState((LAMP, BEAM), (FUEL,)))
    assert view.news() == 1


def test_from_the_car_to_the_finger_and_back() -> None:
    notices, fluid = Notices(ManualClock()), "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.IsFluidLevelLow"
    house = BareHouse({Dismissals: notices})
    view = Seen(house)

    def drive(now: float) -> None:
        notices.on_vehicle(a_car({fluid: True, HANDBRAKE: True}, now))
        house.board.publish(notices.state(now))

    drive(0.0)
    assert [row["key"] for row in seen(view.model.notices)] == ["brake_fluid"]
    view.model.dismiss("brake_fluid")
    assert view.model.count == 1  # a command writes no state
    drive(0.1)
    assert view.model.count == 0
    assert [row["key"] for row in seen(view.model.telltales)] == ["brake_fluid", "handbrake"]

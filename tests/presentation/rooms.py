"""What the view models' tests share: example cars at any moment, and the counted signals of a whole view model."""

from collections.abc import Mapping

from bare_house import BareHouse, Heard
from PySide6.QtCore import QMetaMethod, QObject

from headunit.kernel.reading import Reading
from headunit.vehicle.state import Value, VehicleState


def a_car(house: BareHouse, values: Mapping[str, Value | None], age_s: float = 0.0, *more: str) -> VehicleState:
    """A car that now tells `values`, received `age_s` ago and stale after a second, and offers `more` paths."""
    now = house.clock.now()
    readings = {path: Reading(value, now - age_s, "can0") for path, value in values.items()}
    return VehicleState(now, "demo", readings, dict.fromkeys((*values, *more), 1.0))


class AllSignals:
    """Every signal of a view model and of the objects that it owns: quantities, lists, other view models."""

    def __init__(self, model: QObject) -> None:
        self._heard: dict[str, Heard] = {}
        for part in [model, *model.findChildren(QObject)]:
            meta = part.metaObject()
            for number in range(QObject.staticMetaObject.methodCount(), meta.methodCount()):
                method = meta.method(number)
                name = bytes(method.name().data()).decode()
                private = name.startswith(("rows", "columns", "layout", "modelAbout", "headerData"))
                if method.methodType() is QMetaMethod.MethodType.Signal and not private:
                    self._heard[f"{meta.className()} {id(part)} {name}"] = Heard(getattr(part, name))

    def news(self) -> int:
        """How many came since last asked."""
        return sum(heard.news() for heard in self._heard.values())

"""The cars: one folder each, found by looking. A folder's `__init__.py` holds `CAR`; its DBC lies in `dbc/`."""

import importlib
import pkgutil

from headunit.kernel.errors import HeadunitError, did_you_mean
from headunit.vehicle.car import Car


def names() -> list[str]:
    """Every car that there is, in alphabetical order."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg)


def load(name: str) -> Car:
    """The car in the folder `name`. Raises UsageError, with the known names, where there is no such folder."""
    if name not in names():
        raise did_you_mean("car", name, names())
    car = getattr(importlib.import_module(f"{__name__}.{name}"), "CAR", None)
    if not isinstance(car, Car) or car.name != name:
        raise HeadunitError(f"headunit/vehicle/cars/{name}/__init__.py has no CAR of that name")
    return car

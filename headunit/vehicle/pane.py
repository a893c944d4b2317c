"""The vehicle pane, for the shell to find."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.presentation.pane import Pane, late

PANE = Pane(
    name="vehicle",
    uri="headunit.vehicle",
    component="VehiclePane",
    title=QT_TRANSLATE_NOOP("Pane", "Vehicle"),
    icon="car",
    order=20,
    view_model=late("headunit.vehicle", "VehicleViewModel"),
)

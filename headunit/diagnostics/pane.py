"""The check of the car, for the shell to find. Not in the dock: the vehicle pane leads to it."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.presentation.pane import Pane, late

PANE = Pane(
    name="diagnostics",
    uri="headunit.diagnostics",
    component="DiagnosticsPane",
    title=QT_TRANSLATE_NOOP("Pane", "Check the car"),
    icon="car-wrench",
    order=None,
    view_model=late("headunit.diagnostics", "DiagnosticsViewModel"),
)

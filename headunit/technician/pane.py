"""The technician's pane, for the shell to find."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.presentation.pane import Pane, late

PANE = Pane(
    name="technician",
    uri="headunit.technician",
    component="TechnicianPane",
    title=QT_TRANSLATE_NOOP("Pane", "Technician"),
    icon="wrench",
    order=None,  # behind a button of the settings: the dock is for every day
    view_model=late("headunit.technician", "TechnicianViewModel"),
)

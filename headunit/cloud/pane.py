"""The pane of the mirror, for the shell to find. Not in the dock: the settings lead to it."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.presentation.pane import Pane, late

PANE = Pane(
    name="cloud",
    uri="headunit.cloud",
    component="CloudPane",
    title=QT_TRANSLATE_NOOP("Pane", "Phone and PC"),
    icon="cloud",
    order=None,
    view_model=late("headunit.cloud", "CloudViewModel"),
)

"""The phone pane, for the shell to find."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.presentation.pane import Pane, late

PANE = Pane(
    name="phone",
    uri="headunit.phone",
    component="PhonePane",
    title=QT_TRANSLATE_NOOP("Pane", "Phone"),
    icon="phone",
    order=35,
    view_model=late("headunit.phone", "PhoneViewModel"),
)

"""The navigation pane, for the shell to find."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.presentation.pane import Pane, late

PANE = Pane(
    name="navigation",
    uri="headunit.navigation",
    component="NavigationPane",
    title=QT_TRANSLATE_NOOP("Pane", "Navigation"),
    icon="navigation",
    order=15,
    view_model=late("headunit.navigation", "NavigationViewModel"),
)

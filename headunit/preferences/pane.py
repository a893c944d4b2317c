"""The settings pane, for the shell to find."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.presentation.pane import Pane, late

PANE = Pane(
    name="settings",
    uri="headunit.preferences",
    component="PreferencesPane",
    title=QT_TRANSLATE_NOOP("Pane", "Settings"),
    icon="cog",
    order=90,
    view_model=late("headunit.preferences", "PreferencesViewModel"),
)

"""The pane of the maps, for the shell to find. Not in the dock: the settings and a map that is missing lead to it."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.presentation.pane import Pane, late

PANE = Pane(
    name="regions",
    uri="headunit.regions",
    component="RegionsPane",
    title=QT_TRANSLATE_NOOP("Pane", "Maps"),
    icon="map",
    order=None,
    view_model=late("headunit.regions", "RegionsViewModel"),
)

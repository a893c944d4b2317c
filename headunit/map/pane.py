"""The bare map as a pane, for pictures, tests and the curious. A driver meets it inside home and navigation."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.presentation.pane import Pane, late

PANE = Pane(
    name="map",
    uri="headunit.map",
    component="MapView",
    title=QT_TRANSLATE_NOOP("Pane", "Map"),
    icon="map-marker",
    order=None,
    view_model=late("headunit.map", "MapViewModel"),
)

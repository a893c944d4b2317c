"""The gallery, for developers: off the dock, opened with `headunit gallery`."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.presentation.pane import Pane, late

PANE = Pane(
    name="gallery",
    uri="headunit.ui.gallery",
    component="GalleryPane",
    title=QT_TRANSLATE_NOOP("Pane", "Gallery"),
    icon="palette",
    order=None,
    view_model=late("headunit.ui.gallery", "GalleryViewModel"),
)

"""The home pane, for the shell to find."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.presentation.pane import Pane
from headunit.ui.home.viewmodel import HomeViewModel

PANE = Pane(
    name="home",
    uri="headunit.ui.home",
    component="HomePane",
    title=QT_TRANSLATE_NOOP("Pane", "Home"),
    icon="home-variant",
    order=10,
    view_model=HomeViewModel,
)

"""The music pane, for the shell to find."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.viewmodel import MusicViewModel
from headunit.presentation.pane import Pane

PANE = Pane(
    name="music",
    uri="headunit.music",
    component="MusicPane",
    title=QT_TRANSLATE_NOOP("Pane", "Music"),
    icon="music",
    order=30,
    view_model=MusicViewModel,
)

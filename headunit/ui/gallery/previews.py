"""The gallery's own example: it opens on its sheet of controls."""

from headunit.presentation.pane import Preview

PREVIEWS = [Preview("controls", ())]

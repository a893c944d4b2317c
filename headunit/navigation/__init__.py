"""The navigation pane: map, search, choice of route and guidance on one screen. Holds no logic of theirs."""

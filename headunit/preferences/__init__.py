"""The driver's choices, and the settings pane."""

"""The frame around every pane: dock, status bar, climate bar, notices."""

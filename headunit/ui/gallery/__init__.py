"""Every control and every pane's examples, to look at and to test."""

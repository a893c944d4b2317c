"""The screen: theme, controls, shell, home, gallery."""

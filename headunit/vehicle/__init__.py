"""CAN frames in, VSS signals out, and the panes that show them."""

"""Driving state: what the screen may ask of the driver."""

"""The technician's room: what is on the buses, frame by frame; plots, recordings, replays. Listens, never sends."""

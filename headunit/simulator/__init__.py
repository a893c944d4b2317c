"""A car, a sky and a road to drive on. They reach the head unit through the same doors as the real ones."""

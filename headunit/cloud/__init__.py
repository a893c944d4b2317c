"""The car's side of the mirror: what leaves the car, who is paired with it, and what they ask of it."""

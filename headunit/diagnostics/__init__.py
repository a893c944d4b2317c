"""What the car's control units say of themselves: trouble codes, freeze frames, live values, health. No Qt."""

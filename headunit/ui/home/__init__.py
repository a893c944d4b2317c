"""The first screen: the road behind and the car at a glance."""

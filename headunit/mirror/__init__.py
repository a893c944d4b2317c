"""The language that a car, a hub and an owner's screens share: rows and lanes, frames, signed words, roles.

It opens no socket and no file, and knows neither the car's rooms nor how a hub keeps anything.
"""

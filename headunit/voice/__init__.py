"""Spoken commands: hear, understand, answer."""

"""Compiled translations; the sources lie in assets/translations."""

"""Libraries that a person may leave out: whether one is there, and the line that says how to get it. Imports none."""

import importlib.util
from dataclasses import dataclass

from headunit.kernel.errors import HeadunitError


@dataclass(frozen=True, slots=True)
class Extra:
    """`name`: in pyproject.toml. `module`: what must be importable. `gives`: what needs it, as a plural."""

    name: str
    module: str
    gives: str

    @property
    def installed(self) -> bool:
        """Whether it is there. Looks for it and loads nothing."""
        return importlib.util.find_spec(self.module) is not None

    def demand(self) -> None:
        """Raises HeadunitError, in one line, where it is not installed."""
        if not self.installed:
            lacking = f"{self.gives} need {self.module}, which is not installed"
            raise HeadunitError(f"{lacking}: install headunit[{self.name}]")


MF4 = Extra("mf4", "asammdf", "MDF 4 files (.mf4)")

"""Machines for the doctor to look at: this one, and one that has only what a test puts on it."""

import os
from pathlib import Path

from headunit.commands.doctor.machine import Machine


def this_machine() -> Machine:
    """This machine, without a display: a test must not depend on who is logged in."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_QUICK_BACKEND"}
    return Machine({name: value for name, value in os.environ.items() if name not in hidden})


def bare_machine(root: Path) -> Machine:
    """A machine with nothing on it but what is put under `root`."""
    return Machine({"PATH": str(root / "bin"), "HOME": str(root)}, root=root, site=(root,))


def put(machine: Machine, file: str, text: str = "") -> Path:
    path = machine.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def put_package(machine: Machine, name: str, version: str, *requires: str) -> None:
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {name}",
        f"Version: {version}",
        *(f"Requires-Dist: {r}" for r in requires),
    ]
    put(machine, f"{name.replace('-', '_')}-{version}.dist-info/METADATA", "\n".join(lines) + "\n")

"""A settings file as a person may have written it, and what the tests of both directions share."""

import tomllib
from pathlib import Path

from headunit.preferences.state import Preferences
from headunit.settings import Settings, load

NIGHT = Preferences(theme="night", language="de", distance="mi", temperature="F", pressure="psi", drive="right")

#: What a person may have written by hand, with everything that this file's own table could be mistaken for.
BY_HAND = """\
# Bus names as on the harness.
title = "ä 三 \\" [preferences]"

[preferences]          # written by the settings pane
# the owner likes it dark
theme = "day"

# what is connected
[run]
car = "demo"           # the one in the shed
can = [
  "socketcan:can0",
  "udp_multicast:239.74.163.2",
]
gps = "gpsd://localhost:2947"

[workshop]
nested = [
  [1, 2],
  ["[preferences]"],
]
"line\u2028separator" = "a\u2028b\u0085c"

[[workshop.bay]]
name = 'preferences'
"""


def read(file: Path, **environ: str) -> Settings:
    return load({"HOME": "/nowhere", "XDG_CONFIG_HOME": str(file.parents[1])} | environ)


def write(file: Path, content: str | bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def others(file: Path) -> dict[str, object]:
    return {name: table for name, table in tomllib.loads(file.read_text("utf-8")).items() if name != "preferences"}


def alone(file: Path) -> bool:
    """No half-written file lies beside it."""
    return [entry.name for entry in file.parent.iterdir()] == [file.name]

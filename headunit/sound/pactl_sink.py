"""Which loudspeakers there are, asked of `pactl` (apt: pulseaudio-utils): their name and how many. Blocks."""

import subprocess
from dataclasses import dataclass
from typing import Final

_PATIENCE_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class Sink:
    """The default one of the server. `name`: "" where there is none."""

    name: str = ""
    channels: int = 2


def _ask(*words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603
            ("pactl", *words),  # noqa: S607  as the system finds it
            capture_output=True,
            timeout=_PATIENCE_S,
            check=False,
            text=True,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


def default_sink() -> Sink:
    """The loudspeakers that we play to; those of a usual stereo without a name where nobody can say."""
    name = _ask("get-default-sink").strip()
    for line in _ask("list", "short", "sinks").splitlines():
        fields = line.split("\t")
        if len(fields) > 3 and fields[1] == name:  # noqa: PLR2004  number, name, driver, sample specification, state
            count = next((word[:-2] for word in fields[3].split() if word.endswith("ch")), "2")
            return Sink(name, int(count) if count.isdigit() else 2)
    return Sink(name)

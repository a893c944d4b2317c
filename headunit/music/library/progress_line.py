"""What a scan tells of itself: one JSON object a line, from the worker to whoever started it. Knows neither."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """`stage`: "waiting", "reading", "covers", "done", "cancelled", "failed". `share`: 0..1. `tracks`, `absent`:
    in the library at the end, after `took_s`. `fault`: one line."""

    stage: str
    share: float = 0.0
    found: int = 0
    unreadable: int = 0
    changed: bool = False
    tracks: int = 0
    absent: int = 0
    took_s: float = 0.0
    fault: str = ""


def write(told: Told) -> str:
    """As a line, without its end."""
    return json.dumps(asdict(told), ensure_ascii=False)


def read(line: str) -> Told | None:
    """From a line; None where it is something else."""
    try:
        found = json.loads(line)
        return Told(
            str(found["stage"]),
            float(found["share"]),
            int(found["found"]),
            int(found["unreadable"]),
            bool(found["changed"]),
            int(found["tracks"]),
            int(found["absent"]),
            float(found["took_s"]),
            str(found["fault"]),
        )
    except (ValueError, TypeError, KeyError):
        return None

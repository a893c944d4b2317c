"""How a build in another process tells how far it is: one JSON object a line. Written by `headunit map add --json`."""

import json

from headunit.regions.state import Build, Stage


def write(build: Build) -> str:
    """The line, without its end."""
    said: dict[str, object] = {"region": build.name, "stage": build.stage.value, "share": round(build.share, 3)}
    if build.fault:
        said["fault"] = build.fault
    return json.dumps(said, ensure_ascii=False)


def read(line: str) -> Build | None:
    """What a line says; None of a line that is none of ours."""
    try:
        said = json.loads(line)
        return Build(str(said["region"]), Stage(said["stage"]), float(said["share"]), str(said.get("fault", "")))
    except (ValueError, KeyError, TypeError):
        return None

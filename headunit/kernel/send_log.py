"""The send log: what was put on a bus, by whom and why, one JSON object a line, appended. Knows no bus and no frame."""

import contextlib
import json
import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from headunit.kernel.errors import UsageError

log = logging.getLogger(__name__)

type Entry = Mapping[str, object]


@contextlib.contextmanager
def send_log(path: Path | None) -> Iterator[Callable[[Entry], None]]:
    """What writes an entry to the log at `path`; without one, to the process's own log.

    It is opened before anything is sent: no frame may be on the bus and nowhere else. Raises UsageError where it cannot
    be. A line that the disk then does not take goes to the process's own log.
    """
    if path is None:
        yield lambda entry: log.info("request %s", _line(entry))
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Unbuffered: a line is appended whole, and nothing is left over that closing could stumble over.
        file = path.open("ab", buffering=0)
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"nothing is sent: the send log {path} cannot be written: {reason}") from error

    def write(entry: Entry) -> None:
        try:
            file.write(f"{_line(entry)}\n".encode())
        except OSError as error:
            log.error("the send log %s lacks %s: %s", path, _line(entry), error)  # noqa: TRY400

    with file:
        yield write


def _line(entry: Entry) -> str:
    return json.dumps(entry, ensure_ascii=False)

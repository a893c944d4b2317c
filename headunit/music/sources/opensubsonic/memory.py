"""What a server said last time, kept for when it does not answer. Knows no server."""

import contextlib
import hashlib
import json
from pathlib import Path

from headunit.kernel.kept_file import replace_file
from headunit.music.sources.opensubsonic.client import Client, Json
from headunit.music.streaming.web import Unreachable


class Memory:
    """`folder`: may be emptied at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def ask(self, client: Client, method: str, **words: str | int) -> tuple[Json, str]:
        """The answer, and why it is an old one: "" where it is not. Raises HeadunitError where there is none."""
        about = json.dumps([client.account.url, client.account.user, method, sorted(words.items())])
        file = self._folder / f"{hashlib.sha256(about.encode()).hexdigest()[:32]}.json"
        try:
            body = client.ask(method, **words)
        except Unreachable as error:
            with contextlib.suppress(OSError, ValueError):
                known = json.loads(file.read_text("utf-8"))
                if isinstance(known, dict):
                    return known, str(error)
            raise
        with contextlib.suppress(OSError):
            replace_file(file, json.dumps(body).encode())
        return body, ""

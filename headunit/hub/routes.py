"""The API's table: every route with who may use it, what it takes and what it does. Knows no web server.

The server makes its routes of it (starlette_app.py), the document of the API is made of it (openapi.py), and a test
walks along it with every role.
"""

import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from headunit.hub.hub import RefusedError
from headunit.hub.sessions import Who
from headunit.mirror.roles import Right

#: Longest body of a request (bytes).
MOST_BODY: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """One request, checked as far as its shape goes. `words`: the JSON body. `path`: parts of the path. `query`: as it
    came. `address`: of who asks. `origin`: of the page, as the hub is reached."""

    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, object] = field(default_factory=dict)
    who: Who | None = None
    address: str = ""
    origin: str = ""
    language: str = "en"

    @property
    def car(self) -> str:
        """Of the path."""
        return self.path["car"]

    @property
    def key(self) -> bytes:
        """Of the device that asks. Raises RefusedError where nobody is logged in."""
        if self.who is None:
            raise RefusedError(401, "log in first")
        return self.who.key

    def number(self, name: str, usual: float, least: float = 0.0, most: float = math.inf) -> float:
        """A number of the query. Raises RefusedError for what is none."""
        said = self.query.get(name)
        if said is None:
            return usual
        try:
            value = float(said)
        except ValueError:
            value = math.nan
        if not least <= value <= most:
            raise RefusedError(422, f"{name} is no number from {least:g} to {most:g}")
        return value

    def text(self, name: str, most: int = 200) -> str:
        """A text of the body. Raises RefusedError."""
        value = self.words.get(name)
        if not isinstance(value, str) or not 0 < len(value) <= most:
            raise RefusedError(422, f"{name} is missing, or no text of at most {most} letters")
        return value


@dataclass(frozen=True, slots=True)
class Reply:
    """`body`: to be told as JSON; or `data` as it is, of `media`, under the name of `file`. `session`: the cookie to
    set, "" to remove it."""

    body: Mapping[str, object] | None = None
    status: int = 200
    data: bytes | None = None
    media: str = "application/json"
    file: str = ""
    session: str | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """`right`: needed to read, None where the handler itself decides, or nobody needs to be known (`open`).
    `takes`: names of the body's words with their JSON schema. `asks`: of the query. `gives`: status of success."""

    method: str
    path: str
    summary: str
    run: Callable[[Wanted], Awaitable[Reply]]
    right: Right | None = None
    open: bool = False
    takes: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    asks: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    gives: int = 200
    media: str = "application/json"

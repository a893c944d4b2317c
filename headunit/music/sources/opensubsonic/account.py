"""The owner's account on a music server: a TOML file that nobody else may read. Never part of a log or an error.

url = "https://music.example"
user = "anna"
password = "..."
most_kbps = 0      # more is sent smaller by the server; 0: as it is
format = ""        # "opus", "mp3": what it is then made to be; "": the server chooses
"""

import contextlib
import json
import stat
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit, urlunsplit

from headunit.kernel.errors import HeadunitError, UsageError
from headunit.kernel.kept_file import replace_file
from headunit.music.streaming.web import is_web

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Account:
    """See the file above. `url`: without a slash at its end."""

    url: str
    user: str
    password: str = field(repr=False)
    most_kbps: int = 0
    format: str = ""

    @property
    def host(self) -> str:
        """For people."""
        return urlsplit(self.url).hostname or self.url

    @property
    def private(self) -> bool:
        """Whether nobody on the way can read what is said: https, or this computer."""
        return self.url.startswith("https:") or self.host in {"127.0.0.1", "localhost", "::1"}


def parse(text: str) -> Account:
    """https://user:password@host/path. Raises UsageError, and repeats no password."""
    if not is_web(text):
        raise UsageError("a music server is given as https://user:password@address/")
    parts = urlsplit(text)
    if not parts.username or parts.password is None:
        raise UsageError("user and password are missing: https://user:password@address/")
    address = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path.rstrip("/"), "", ""))
    return Account(address.removesuffix("/rest"), unquote(parts.username), unquote(parts.password))


def load(file: Path) -> Account | None:
    """None where there is no such file. Raises HeadunitError for one that is wrong."""
    try:
        if file.stat().st_mode & _OTHERS:
            with contextlib.suppress(OSError):
                file.chmod(stat.S_IRUSR | stat.S_IWUSR)
        said = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        # A parser's message may repeat what stands there.
        reason = error.strerror if isinstance(error, OSError) else "no TOML"
        raise HeadunitError(f"{file} cannot be read: {reason}") from None
    url, user, password = said.get("url"), said.get("user"), said.get("password")
    most, form = said.get("most_kbps", 0), said.get("format", "")
    if not (isinstance(url, str) and is_web(url) and isinstance(user, str) and isinstance(password, str)):
        raise HeadunitError(f"{file} needs url, user and password")
    if not isinstance(most, int) or not 0 <= most <= 10_000 or not isinstance(form, str):  # noqa: PLR2004
        raise HeadunitError(f"{file}: most_kbps is a number, 0 to 10000, and format a word")
    return Account(url.rstrip("/").removesuffix("/rest"), user, password, most, form)


def save(file: Path, account: Account) -> None:
    """A file of mode 600, whole or not at all. Raises HeadunitError."""
    said = {"url": account.url, "user": account.user, "password": account.password}
    # A JSON string is a TOML basic string, but for the escape of DEL, which JSON leaves as it is.
    lines = [f"{name} = {json.dumps(value).replace(chr(127), '\\u007f')}" for name, value in said.items()]
    lines += [f"most_kbps = {account.most_kbps}", f"format = {json.dumps(account.format)}", ""]
    try:
        replace_file(file, "\n".join(lines).encode())  # its temporary files are of mode 600 from the first byte
    except OSError as error:
        raise HeadunitError(f"{file} cannot be written: {error.strerror}") from error

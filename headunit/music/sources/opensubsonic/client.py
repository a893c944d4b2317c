"""Questions to a server by the OpenSubsonic API (opensubsonic.netlify.app/docs; Subsonic 1.16.1). Blocks.

A question carries a salt and md5(password + salt), new each time. Some servers keep passwords as hashes and cannot
check that (supysonic, LDAP): these get the password, hex-encoded, and only over https or on this computer.
"""

import hashlib
import json
import secrets
from typing import Final
from urllib.parse import urlencode

from headunit.kernel.errors import HeadunitError
from headunit.music.sources.opensubsonic.account import Account
from headunit.music.streaming.web import Answer, get

_VERSION: Final = "1.16.1"
_ANSWER_BYTES: Final = 40_000_000
#: Error codes of the API: a parameter is missing; token authentication is not supported.
_NO_TOKENS: Final = frozenset({10, 41, 42})

type Json = dict[str, object]


class SaidNo(HeadunitError):  # noqa: N818  a line for a person, as its parent
    """The server answers that it will not. `code`: of the API; 40 wrong user or password, 70 not found."""

    def __init__(self, line: str, code: int) -> None:
        super().__init__(line)
        self.code = code


class Client:
    """Any thread."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self._tokens = True

    def ask(self, method: str, **words: str | int) -> Json:
        """The answer's body. Raises SaidNo, Unreachable, HeadunitError."""
        try:
            return self._ask(method, words)
        except SaidNo as error:
            if error.code not in _NO_TOKENS or not self._tokens:
                raise
            if not self.account.private:
                raise HeadunitError(
                    f"{self.account.host} wants the password itself, and it is not sent without https"
                ) from error
        self._tokens = False
        try:
            return self._ask(method, words)
        except SaidNo as error:
            self._tokens = error.code in _NO_TOKENS  # then it was something else that it missed
            raise

    def _ask(self, method: str, words: dict[str, str | int]) -> Json:
        answer = get(self.address(method, words), _ANSWER_BYTES)
        assert answer is not None, "no validators, so no 304"
        return self._body(answer)

    def _body(self, answer: Answer) -> Json:
        try:
            body = json.loads(answer.data)["subsonic-response"]
            status = body["status"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise HeadunitError(f"{self.account.host} does not speak the Subsonic API") from None
        if status != "ok":
            said = body.get("error")
            error = said if isinstance(said, dict) else {}
            code = error.get("code")
            line = " ".join(str(error.get("message") or "no reason given").split())[:120]
            raise SaidNo(f"{self.account.host}: {line}", code if isinstance(code, int) else 0)
        return dict(body)

    def picture(self, cover: str, size: int) -> bytes | None:
        """A cover; None where the server has none."""
        answer = get(self.address("getCoverArt", {"id": cover, "size": size}), _ANSWER_BYTES)
        return answer.data if answer is not None and answer.media_type.startswith("image/") else None

    def stream(self, song: str) -> str:
        """Where a song is sent from, as small as the account wants it. Holds a secret."""
        words: dict[str, str | int] = {"id": song}
        if self.account.most_kbps:
            words["maxBitRate"] = self.account.most_kbps
        if self.account.format:
            words["format"] = self.account.format
        return self.address("stream", words)

    def address(self, method: str, words: dict[str, str | int]) -> str:
        """The whole question as an address. Holds a secret: never to be logged."""
        said: dict[str, str | int] = {"u": self.account.user, **self._proof(), "v": _VERSION, "c": "headunit"}
        return f"{self.account.url}/rest/{method}?{urlencode({**said, 'f': 'json', **words})}"

    def _proof(self) -> dict[str, str]:
        if not self._tokens:
            return {"p": "enc:" + self.account.password.encode().hex()}
        salt = secrets.token_hex(8)
        return {"t": token(self.account.password, salt), "s": salt}


def token(password: str, salt: str) -> str:
    """What proves that one knows the password (API 1.13.0, "Authentication")."""
    return hashlib.md5((password + salt).encode(), usedforsecurity=False).hexdigest()

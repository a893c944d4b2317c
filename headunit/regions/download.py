"""Files from the network, taken up again where an earlier try was cut off. Knows nothing of maps. Blocks: for a worker
process."""

import contextlib
import errno
import hashlib
import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from headunit.kernel.errors import HeadunitError

#: A server that says nothing for so long has gone (s).
SILENCE_S = 30.0
#: Connections that break half way are taken up so many times in one run, as long as each brought something.
TRIES = 5
_CHUNK = 1 << 18
_RANGE_NOT_SATISFIABLE = 416


def sha256_of(path: Path) -> str:
    """The hash of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def download(url: str, target: Path, progress: Callable[[float], None]) -> None:
    """Bring `url` to `target`. What has arrived waits in `target`.part and is asked for no second time.

    Raises HeadunitError in one line: no answer, refused, cut off. `progress` hears 0..1 where a length is told.
    """
    part, note = target.with_name(target.name + ".part"), target.with_name(target.name + ".from")
    for left in reversed(range(TRIES)):
        had = part.stat().st_size if part.exists() else 0
        try:
            _take(url, part, note, progress)
            break
        except urllib.error.HTTPError as error:
            error.close()
            raise HeadunitError(f"{url} cannot be fetched: {error.code} {error.reason}") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            if getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
                raise
            come = part.stat().st_size if part.exists() else 0
            if left == 0 or come <= had:
                raise HeadunitError(f"{url} cannot be fetched: {_reason(error)}") from error
    part.replace(target)
    note.unlink(missing_ok=True)


def _reason(error: Exception) -> str:
    inner = getattr(error, "reason", error)
    return str(inner) or type(inner).__name__


def _take(url: str, part: Path, note: Path, progress: Callable[[float], None]) -> None:
    """One connection: the rest of the file, or all of it where it has changed since."""
    request = urllib.request.Request(url, headers={"User-Agent": "headunit", "Accept-Encoding": "identity"})  # noqa: S310  the scheme was checked where the address was taken
    have, version = _kept(url, part, note)
    if have:
        request.add_header("Range", f"bytes={have}-")
        request.add_header("If-Range", version)
    try:
        answer = urllib.request.urlopen(request, timeout=SILENCE_S)  # noqa: S310
    except urllib.error.HTTPError as error:
        if error.code != _RANGE_NOT_SATISFIABLE or not have:
            raise
        error.close()
        part.unlink()  # nothing to add to it, or it has become shorter: take it anew
        _take(url, part, note, progress)
        return
    with answer:
        if answer.status != http.HTTPStatus.PARTIAL_CONTENT:
            have = 0
        length = answer.headers.get("Content-Length")
        total = have + int(length) if length and length.isdecimal() else 0
        version = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        if version.startswith("W/"):
            version = ""  # a weak one may not be used with ranges (RFC 9110, 13.1.5)
        note.write_text(json.dumps({"url": url, "version": version}), "utf-8")
        with part.open("r+b" if have else "wb") as file:
            file.seek(have)
            while chunk := answer.read(_CHUNK):
                file.write(chunk)
                have += len(chunk)
                if total:
                    progress(min(1.0, have / total))
        if total and have < total:
            raise http.client.IncompleteRead(b"", total - have)


def _kept(url: str, part: Path, note: Path) -> tuple[int, str]:
    """How much of this very file is there, and which version of it. 0 where that cannot be told."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads(note.read_text("utf-8"))
        if said["url"] == url and said["version"]:
            return part.stat().st_size, str(said["version"])
    return 0, ""

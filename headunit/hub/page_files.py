"""The page's own files, and the library of its map, as the server hands them out. Read once."""

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PAGE: Final = Path(__file__).parent / "page"
_MEDIA: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
#: Addresses that the page's script tells apart by itself.
_VIEWS: Final = ("/", "/p", "/s")


@dataclass(frozen=True, slots=True)
class PageFile:
    """`etag`: of its content (RFC 9110, 8.8.3)."""

    data: bytes
    media: str
    etag: str


def page_files() -> dict[str, PageFile]:
    """Address -> file."""
    found = {
        f"/{file.relative_to(_PAGE).as_posix()}": _file(file) for file in _PAGE.rglob("*") if file.suffix in _MEDIA
    }
    index = found.pop("/index.html")
    found |= dict.fromkeys(_VIEWS, index)
    # Found, never imported: of the Python package only MapLibre GL JS (BSD-3-Clause) is wanted, which it carries.
    package = importlib.util.find_spec("maplibre")
    for folder in (package.submodule_search_locations or ()) if package else ():
        for name in ("maplibre-gl.js", "maplibre-gl.css"):
            file = Path(folder, "srcjs", name)
            if file.is_file():
                found[f"/{name}"] = _file(file)
    return found


def _file(file: Path) -> PageFile:
    data = file.read_bytes()
    return PageFile(data, _MEDIA[file.suffix], f'"{hashlib.sha256(data).hexdigest()[:32]}"')

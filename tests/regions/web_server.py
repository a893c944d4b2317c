"""A real server for downloads: ranges, versions, connections that break half way."""

import contextlib
import http.server
import threading
from collections.abc import Iterator
from typing import ClassVar, override


class Site:
    """`content`: what it serves. `breaks_after`: so many bytes of a body, then the connection is cut; one for each
    request, None for a whole one. `asked`: the Range of each request."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.version = '"1"'
        self.ranges = True
        self.breaks_after: list[int | None] = []
        self.asked: list[str | None] = []
        self.url = ""


class _Handler(http.server.BaseHTTPRequestHandler):
    site: ClassVar[Site]

    @override
    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        site = self.site
        wanted = self.headers.get("Range")
        site.asked.append(wanted)
        if self.path.endswith("missing"):
            self.send_error(404)
            return
        body, start = site.content, 0
        if wanted and site.ranges and self.headers.get("If-Range") == site.version:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            if start >= len(body):
                self.send_error(416)
                return
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        else:
            self.send_response(200)
        body = body[start:]
        self.send_header("Content-Length", str(len(body)))
        if site.version:
            self.send_header("ETag", site.version)
        self.end_headers()
        cut = site.breaks_after.pop(0) if site.breaks_after else None
        with contextlib.suppress(OSError):
            self.wfile.write(body if cut is None else body[:cut])
            self.wfile.flush()
        self.close_connection = True


@contextlib.contextmanager
def serving(content: bytes) -> Iterator[Site]:
    site = Site(content)
    handler = type("Handler", (_Handler,), {"site": site})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        site.url = f"http://127.0.0.1:{server.server_address[1]}/andorra-latest.osm.pbf"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()

"""A station on loopback, after Icecast: a burst at first, then at its pace, titles between; it can die and come back.

Also a server that says exactly what a test hands it, byte for byte. Threads of ours, real sockets.
"""

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator

PATIENCE_S = 30.0
#: Bytes a second of a station's programme, and how many it sends at once to one who comes.
PACE = 160_000
BURST = 64_000


def wait_for[T](look: Callable[[], T], what: str) -> T:
    end = time.monotonic() + PATIENCE_S
    while not (found := look()):
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.01)
    return found


def programme(begin: int, count: int) -> bytes:
    """Bytes of the endless programme: numbers of 8 bytes, so that a gap or a repetition shows."""
    first = begin // 8
    last = (begin + count) // 8 + 1
    whole = struct.pack(f">{last - first}Q", *range(first, last))
    return whole[begin % 8 : begin % 8 + count]


def numbers(data: bytes) -> list[int]:
    """What `programme` counted, of data that starts at a number."""
    return list(struct.unpack(f">{len(data) // 8}Q", data[: len(data) // 8 * 8]))


class Server:
    """Accepts on loopback; `talk(connection, head)` answers on a thread of its own."""

    def __init__(
        self, talk: Callable[[socket.socket, str], None], tls: ssl.SSLContext | None = None, host: str = "localhost"
    ) -> None:
        self._talk, self._tls, self._host = talk, tls, host
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self.heads: list[str] = []
        self.port = 0
        self.alive = False
        self.open()

    def url(self, path: str = "/") -> str:
        return f"http{'s' if self._tls else ''}://{self._host}:{self.port}{path}"

    def open(self) -> None:
        self._listening = socket.create_server((socket.gethostbyname(self._host), self.port))
        self.port = self._listening.getsockname()[1]
        self.alive = True
        self._start(self._accept, self._listening)

    def _start(self, run: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=run, args=arguments)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listening.accept()
                with self._lock:
                    self._open.add(connection)
                self._start(self._serve, connection)

    def _serve(self, plain: socket.socket) -> None:
        connection = plain
        with contextlib.suppress(OSError):
            if self._tls is not None:
                connection = self._tls.wrap_socket(plain, server_side=True)
                with self._lock:
                    self._open.add(connection)
            head = b""
            while b"\r\n\r\n" not in head and (part := connection.recv(4096)):
                head += part
            self.heads.append(head.decode("latin-1"))
            self._talk(connection, head.decode("latin-1"))
        with self._lock:
            self._open.discard(connection)
            self._open.discard(plain)
        connection.close()

    def die(self) -> None:
        """As when the mast is out of sight: nobody listens, and every connection is cut."""
        self.alive = False
        # Closing alone does not wake a thread inside accept().
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        self.die()
        for thread in self._threads:
            thread.join(PATIENCE_S)


@contextlib.contextmanager
def server(
    talk: Callable[[socket.socket, str], None], tls: ssl.SSLContext | None = None, host: str = "localhost"
) -> Iterator[Server]:
    running = Server(talk, tls, host)
    try:
        yield running
    finally:
        running.end()


def saying(*parts: bytes, wait: bool = False) -> Callable[[socket.socket, str], None]:
    """Says this, then hangs up; or, with `wait`, says nothing more."""

    def talk(connection: socket.socket, _head: str) -> None:
        for part in parts:
            connection.sendall(part)
        if wait:
            while connection.recv(4096):
                pass

    return talk


def page(body: bytes, kind: str, status: str = "200 OK", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


class Programme:
    """What a station sends. `titles`: from which byte on which one holds. `lie`: noise where titles should stand."""

    def __init__(
        self,
        metaint: int = 0,
        titles: dict[int, str] | None = None,
        status: str = "HTTP/1.0 200 OK",
        kind: str = "audio/mpeg",
    ) -> None:
        self.metaint, self.titles, self.status, self.kind = metaint, titles or {}, status, kind
        self.lie = False
        self._began = time.monotonic()

    def now(self) -> int:
        return (int((time.monotonic() - self._began) * PACE) + BURST) // 8 * 8

    def _title(self, begin: int) -> bytes:
        if self.lie:
            return b"\x01" + programme(begin, 16)
        named = [title for at, title in sorted(self.titles.items()) if at <= begin]
        if not named:
            return b"\0"
        said = f"StreamTitle='{named[-1]}';StreamUrl='';".encode()
        count = -(-len(said) // 16)
        return bytes((count,)) + said.ljust(count * 16, b"\0")

    def talk(self, connection: socket.socket, head: str) -> None:
        every = self.metaint if "icy-metadata: 1" in head.lower() else 0
        more = f"icy-metaint: {every}\r\n" if every else ""
        connection.sendall(f"{self.status}\r\nContent-Type: {self.kind}\r\nicy-br:1280\r\n{more}\r\n".encode())
        at = self.now() - BURST
        left = every or 4000
        while True:
            count = min(left, self.now() - at, 4000)
            if count <= 0:
                time.sleep(0.01)
                continue
            connection.sendall(programme(at, count))
            at += count
            left -= count
            if not left:
                left = every or 4000
                if every:
                    connection.sendall(self._title(at))

"""A TCP server on which a test plays gpsd, well or badly. Real sockets; each connection runs the script on a thread."""

import contextlib
import queue
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from nmea_drive import DEVICE, VERSION, WATCH, devices


class Stage:
    """`script` plays one connection; when it returns, the connection closes."""

    def __init__(self, script: Callable[[socket.socket], None]) -> None:
        self._script = script
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.connections = 0
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._spawn(self._accept)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        for end in [self._listener, *self._open]:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        if error is None:  # else a script may wait for a test that is over
            for thread in self._threads:
                thread.join(10)
            assert not any(thread.is_alive() for thread in self._threads)

    def _spawn(self, target: Callable[[], None]) -> None:
        thread = threading.Thread(target=target, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                self._open.append(connection)
                self._spawn(lambda connection=connection: self._play(connection))

    def _play(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            self._script(connection)


class HonestGpsd:
    """A script: gpsd with one receiver. What is put into `lines` goes to the client; None ends the connection."""

    def __init__(self, *paths: str) -> None:
        self.lines: queue.Queue[str | None] = queue.Queue()
        self.paths = paths or (DEVICE,)
        self.answering = threading.Event()
        self.answering.set()

    def __call__(self, connection: socket.socket) -> None:
        connection.sendall(f"{VERSION}\r\n".encode())
        listener = threading.Thread(target=self._answer, args=(connection,), daemon=True)
        listener.start()
        while (line := self.lines.get()) is not None:
            connection.sendall(line.encode())
        connection.shutdown(socket.SHUT_RDWR)
        listener.join(10)

    def _answer(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection.makefile("r") as questions:
            for question in questions:
                self.answering.wait()
                reply = devices(*self.paths) + "\r\n"
                if question.startswith("?WATCH"):
                    reply += WATCH + "\r\n"
                connection.sendall(reply.encode())

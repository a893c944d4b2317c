"""The hub that a head unit runs for itself: a process beside it, on this computer alone, for as long as it runs."""

import logging
import secrets
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final, override

from headunit.kernel.link import Link

log = logging.getLogger(__name__)

#: Browsers keep a device's key by the page's address: so it is the same port each time, where that is free.
PORT: Final = 8765
#: After it died it is started again, after (s).
_AGAIN_S: Final = 2.0
_ENDS_S: Final = 2.0


class OwnHub(Link):
    """`page`: its address, "" while it is not there. `port`: 0 takes any."""

    name = "own hub"

    def __init__(self, folder: Path, port: int = PORT) -> None:
        self._folder, self._port = folder, port
        self.code = secrets.token_urlsafe(12)
        self.page = ""
        self._ending = threading.Event()
        self._process: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None

    @override
    def start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._keep, name="own hub", daemon=True)
            self._thread.start()

    def _keep(self) -> None:
        port = self._port
        while not self._ending.is_set():
            lived = self._live(port)
            port = self._port if lived else 0
            self._ending.wait(_AGAIN_S if lived else 0.0)

    def _live(self, port: int) -> bool:
        """Once. False where it could not even listen: somebody else has the port."""
        command = [sys.executable, "-m", "headunit", "hub", "serve", "--owned", "--port", str(port)]
        with subprocess.Popen(  # noqa: S603  our own program
            [*command, "--store", str(self._folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        ) as process:
            self._process = process
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                process.stdin.write(f"{self.code}\n")
                process.stdin.flush()
                self.page = process.stdout.readline().strip()
            except OSError:
                self.page = ""
            if self._ending.is_set():
                process.terminate()
            lived = bool(self.page)
            process.wait()
        self.page, self._process = "", None
        if not self._ending.is_set() and lived:
            log.warning("the hub of this computer has ended; it is started again")
        return lived

    @property
    def address(self) -> str:
        """For the car."""
        return self.page.replace("http", "ws", 1)

    @override
    def stop(self) -> None:
        self._ending.set()
        if (process := self._process) is not None:
            process.terminate()
        if self._thread is not None:
            self._thread.join(_ENDS_S)
            if (process := self._process) is not None:
                process.kill()
            self._thread = None

"""The real gpsd, fed by gpsfake over a pty (apt: gpsd, gpsd-clients). Nothing of it outlives the `with`."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from ear import PATIENCE_S, until


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class RealGpsd:
    """`log`: NMEA that the receiver sends over and over, or None for a gpsd without a receiver."""

    def __init__(self, log: Path | None, port: int, *, pause_s: float = 0.02) -> None:
        self.port = port
        self._log, self._pause_s = log, pause_s

    def __enter__(self) -> Self:
        # gpsfake puts its control socket there; a Unix socket's path must be short.
        self._folder = Path(tempfile.mkdtemp(prefix="gpsd"))
        if self._log is None:
            control = str(self._folder / "control")
            command = [_program("gpsd"), "-N", "-b", "-n", "-S", str(self.port), "-F", control]
        else:
            command = [_program("gpsfake"), "-q", "-n", "-c", str(self._pause_s), "-P", str(self.port), str(self._log)]
        with (self._folder / "output").open("wb") as output:
            self._process = subprocess.Popen(
                command,
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                env=os.environ | {"TMPDIR": str(self._folder)},
            )
        try:
            until(self._answers, "gpsd did not start")
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.kill()

    def kill(self) -> None:
        """End gpsd and gpsfake at once, as a crash would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(PATIENCE_S)
        shutil.rmtree(self._folder, ignore_errors=True)

    def freeze(self) -> None:
        """Stop the daemon: its port still accepts, but nothing answers."""
        os.kill(self._daemon(), signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self._daemon(), signal.SIGCONT)

    def unplug(self, device: str) -> None:
        self._control(f"-{device}")

    def plug(self, device: str) -> None:
        self._control(f"+{device}")

    def _answers(self) -> bool:
        assert self._process.poll() is None, (self._folder / "output").read_text()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as client:
            return client.recv(1000).startswith(b'{"class":"VERSION"')
        return False

    def _daemon(self) -> int:
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and (entry / "comm").read_text().strip() == "gpsd":
                    group = os.getpgid(int(entry.name))
                    if group == self._process.pid:
                        return int(entry.name)
        raise AssertionError("gpsd is gone")

    def _control(self, command: str) -> None:
        end = time.monotonic() + PATIENCE_S
        (path,) = self._folder.glob("gpsfake-*.sock")
        with socket.socket(socket.AF_UNIX) as control:
            control.settimeout(end - time.monotonic())
            control.connect(str(path))
            control.sendall(f"{command}\r\n".encode())
            assert control.recv(100).strip() == b"OK"


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    assert found, f"{name} is missing: apt install gpsd gpsd-clients"
    return found

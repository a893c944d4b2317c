"""The computer as `headunit doctor` sees it, and how it says what it found. It does not know what is needed.

Every place that is looked at can be put elsewhere, so that a machine that lacks something can be tried.
"""

import enum
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

APT = "sudo apt-get install "


class Status(enum.Enum):
    """How much it matters."""

    OK = "ok"
    MISSING = "missing"  # the head unit does not work without it
    ABSENT = "absent"  # something that not everybody needs is not there


@dataclass(frozen=True, slots=True)
class Finding:
    """`check`: the subject, a stable key. `mend`: a command, or "" where there is nothing to mend."""

    check: str
    status: Status
    detail: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    """`root`: where /sys, /run and /usr are. `site`: the folders that hold Python packages, None for Python's own."""

    environ: Mapping[str, str]
    root: Path = Path("/")
    python: tuple[int, int, int] = sys.version_info[:3]
    site: tuple[Path, ...] | None = None

    def program(self, name: str) -> str | None:
        """The path of a program, also where it lies in /usr/sbin, as gpsd does: that is not on everybody's PATH."""
        return shutil.which(name, path=f"{self.environ.get('PATH', '')}:{self.root / 'usr/sbin'}")

    def output(self, *command: str, environ: Mapping[str, str] | None = None) -> tuple[bool, str]:
        """Run a program, 20 s at most: whether it succeeded, and what it said (its complaint where it failed).

        `environ`: what differs from the machine's own.
        """
        try:
            done = subprocess.run(  # noqa: S603  the callers' own words
                command,
                env={**self.environ, **(environ or {})},
                capture_output=True,
                text=True,
                timeout=20.0,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return False, str(error)
        return done.returncode == 0, (done.stdout if done.returncode == 0 else done.stderr).strip()

    def package(self, name: str) -> metadata.Distribution | None:
        """An installed Python package."""
        path = sys.path if self.site is None else [str(folder) for folder in self.site]
        return next(iter(metadata.Distribution.discover(name=name, path=path)), None)

    def library(self, file: str) -> Path | None:
        """A shared library in one of the usual folders, such as "libvlc.so.5"."""
        folders = ("usr/lib/*-linux-gnu*", "usr/lib64", "usr/lib", "usr/local/lib")
        return next((found for folder in folders for found in self.root.glob(f"{folder}/{file}")), None)

    def can_interfaces(self) -> Iterator[tuple[str, str]]:
        """Each CAN interface with its state ("up", "down", "unknown"), from sysfs."""
        for kind in sorted(self.root.glob("sys/class/net/*/type")):
            # ARPHRD_CAN, linux/if_arp.h
            if kind.read_text("ascii").strip() == "280":
                yield kind.parent.name, (kind.parent / "operstate").read_text("ascii").strip()

    def bus_address(self, bus: str) -> str | None:
        """Where the "session" or the "system" D-Bus listens: a socket's path, an abstract one with a leading NUL."""
        told = self.environ.get(f"DBUS_{bus.upper()}_BUS_ADDRESS", "")
        if match := re.search(r"unix:(path|abstract)=([^,;]+)", told):
            return match[2] if match[1] == "path" else f"\0{match[2]}"
        if bus == "system":
            return str(self.root / "run/dbus/system_bus_socket")
        runtime = self.environ.get("XDG_RUNTIME_DIR")
        return f"{runtime}/bus" if runtime else None


def listens(address: str) -> bool:
    """Whether somebody listens on a Unix socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
        link.settimeout(2.0)
        try:
            link.connect(address)
        except OSError:
            return False
    return True


def speaks_can() -> bool:
    """Whether this kernel has CAN sockets."""
    try:
        socket.socket(socket.AF_CAN, socket.SOCK_RAW, socket.CAN_RAW).close()
    except OSError:
        return False
    return True

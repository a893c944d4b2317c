"""A private system bus with a real ofonod on it, whose phone is our AT gateway over TCP. Nothing of it has a radio."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

from headunit.kernel.clock import SystemClock
from headunit.kernel.supervision import IoThread
from headunit.simulator.phone.at_server import AtServer
from headunit.simulator.phone.simulated_phone import FarEnd, SimulatedPhone

PATIENCE_S = 20.0
#: Anybody may own org.bluez and org.ofono here.
BUS_CONF = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
    <allow send_type="method_call"/><allow send_type="signal"/><allow send_requested_reply="true"/>
    <allow receive_type="method_call"/><allow receive_type="method_return"/><allow receive_type="error"/>
    <allow receive_type="signal"/>
  </policy>
</busconfig>
"""


def program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    assert found, f"scripts/setup.sh installs {name}"
    return found


def until(true: Callable[[], object], what: str, patience_s: float = PATIENCE_S) -> None:
    ends = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < ends, f"never: {what}"
        time.sleep(0.005)


class SystemBus:
    """A bus of type "system"; `address` for DBUS_SYSTEM_BUS_ADDRESS."""

    def __init__(self) -> None:
        # The socket's path must be short: sun_path has 108 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="hu-bus-", dir="/tmp"))
        self.socket = self.folder / "bus"
        self.address = f"unix:path={self.socket}"
        self._daemon: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        conf = self.folder / "bus.conf"
        conf.write_text(BUS_CONF.format(socket=self.socket))
        words = [program("dbus-daemon"), f"--config-file={conf}", "--nofork", "--nopidfile"]
        self._daemon = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(self.socket.exists, "a bus")

    def end(self) -> None:
        if self._daemon is not None:
            self._daemon.kill()
            self._daemon.wait()
            self._daemon = None
        self.socket.unlink(missing_ok=True)

    def remove(self) -> None:
        self.end()
        shutil.rmtree(self.folder, ignore_errors=True)


class Ofonod:
    """The real daemon, with modems that find their phones at TCP ports. Its settings stay in the bus's folder."""

    def __init__(self, bus: SystemBus, ports: dict[str, int], **environ: str) -> None:
        self.bus = bus
        self._environ = environ
        self._conf = bus.folder / "phones.conf"
        # "Modem=hfp" selects the localhfp driver; any other value is a GSM modem, of which ofonod 1.31 dies here.
        self._conf.write_text(
            "".join(f"[{name}]\nModem=hfp\nAddress=127.0.0.1\nPort={port}\n" for name, port in ports.items())
        )
        self.process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        environ = os.environ | {
            "DBUS_SYSTEM_BUS_ADDRESS": self.bus.address,
            "OFONO_PHONESIM_CONFIG": str(self._conf),
            "OFONO_AT_DEBUG": "1",
            **self._environ,
        }
        with (self.bus.folder / "ofonod.log").open("ab") as log:
            self.process = subprocess.Popen([program("ofonod"), "-n", "-d"], env=environ, stdout=log, stderr=log)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


class Town:
    """A phone or more, each at a port of its own, and an ofonod that talks to them."""

    #: Pause between ends of the far side that the tests need.
    FAR_ENDS: ClassVar[dict[str, FarEnd]] = {
        "0441112233": FarEnd.BUSY,
        "0449990000": FarEnd.WAITS,
        "0445556677": FarEnd.UNKNOWN,
    }

    def __init__(self, *names: str) -> None:
        self.io = IoThread()
        self.io.start()
        self.bus = SystemBus()
        self.bus.begin()
        self.phones = {name: SimulatedPhone(f"/{name}", far_ends=self.FAR_ENDS) for name in names}
        self.servers = {name: AtServer(phone, SystemClock()) for name, phone in self.phones.items()}
        self.ofonod = Ofonod(self.bus, {name: server.start(self.io) for name, server in self.servers.items()})
        self.ofonod.begin()

    def end(self) -> None:
        self.ofonod.kill()
        for server in self.servers.values():
            server.stop()
        self.io.stop()
        self.bus.remove()


@contextlib.contextmanager
def town(*names: str) -> Iterator[Town]:
    found = Town(*names)
    try:
        yield found
    finally:
        found.end()

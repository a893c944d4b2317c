"""Vehicles of other makers: peykan on a multicast bus, and the ELM327 emulator on its pseudo-terminal.

Each runs in its own environment and process (scripts/setup_tools.sh), and shares no code of ours.
"""

import contextlib
import itertools
import os
import select
import signal
import socket
import subprocess
import threading
import time
import tty
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from can import Message
from can.interfaces.udp_multicast import UdpMulticastBus

TOOLS = Path(__file__).resolve().parents[2] / ".cache" / "tools"
#: How long anything may take on a loaded machine before a test gives up (s).
PATIENCE_S = 60.0
GROUP = "239.74.163.2"


def tool(name: str, program: str) -> str:
    """The path of a peer's program. Fails where it is not installed."""
    path = TOOLS / name / "bin" / program
    if not path.exists():
        pytest.fail(f"{name} is missing: scripts/setup.sh test installs it")
    return str(path)


def wait_for[T](look: Callable[[], T], what: str) -> T:
    """The first true value of `look`. Fails, naming `what`, when it never comes."""
    end = time.monotonic() + PATIENCE_S
    while not (found := look()):
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.05)
    return found


@contextlib.contextmanager
def running(words: list[str], folder: Path, **environ: str) -> Iterator[None]:
    """The program runs inside the block, in `folder`; what it says goes to `peer.log` there."""
    with (folder / "peer.log").open("wb") as log:
        process = subprocess.Popen(
            words,
            cwd=folder,
            env={**os.environ, **environ},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


#: Places of its fault presets in its own table (peykan/simulator/faults.py).
FAULTS = {"none": 0, "overheat": 1, "abs_fault": 2, "low_fuel": 3, "crash": 4, "door_ajar": 5, "misfire": 6}


class Peykan:
    """`spec`: its bus, for our command line."""

    def __init__(self, port: int) -> None:
        self.spec = f"udp_multicast:{GROUP}?port={port}"
        self._port = port

    def fault(self, name: str) -> None:
        """Choose what is wrong with the car; it takes a moment."""
        bus = UdpMulticastBus(GROUP, self._port, hop_limit=0)
        data = bytes((FAULTS[name],)).ljust(8, b"\0")
        bus.send(Message(arbitration_id=0x7F0, data=data, is_extended_id=False))
        bus.shutdown()


@contextlib.contextmanager
def peykan(folder: Path) -> Iterator[Peykan]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("", 0))
        port = probe.getsockname()[1]
    environ = {
        "PEYKAN_CAN_INTERFACE": "udp_multicast",
        "PEYKAN_CAN_CHANNEL": GROUP,
        "PEYKAN_SIMULATOR_ON_HARDWARE": "true",
        "PEYKAN_ALLOW_TRANSMIT": "true",
        "PEYKAN_ALLOW_WRITE_SERVICES": "true",
        # python-can's own default would put the frames on the local network.
        "CAN_CONFIG": f'{{"port": {port}, "hop_limit": 0}}',
    }
    with running([tool("peykan", "peykan"), "simulate"], folder, **environ):
        yield Peykan(port)


@contextlib.contextmanager
def slcan_emulator(folder: Path) -> Iterator[str]:
    """A bus spec that leads over an adapter with Lawicel firmware to the emulator's control units."""
    pairs = [os.openpty(), os.openpty()]
    for end in itertools.chain(*pairs):
        tty.setraw(end)
    (near, our_end), (far, its_end) = pairs
    stopping = threading.Event()

    def cable() -> None:
        while not stopping.is_set():
            for end in select.select([near, far], [], [], 0.05)[0]:
                os.write(far if end == near else near, os.read(end, 4096))

    thread = threading.Thread(target=cable)
    thread.start()
    try:
        words = [tool("elm327-emulator", "elm"), "-s", "car", "-c", os.ttyname(its_end), "-b", str(folder / "device")]
        with running(words, folder):
            wait_for((folder / "device").exists, "the emulator")
            yield f"slcan:{os.ttyname(our_end)}?bitrate=500000&sleep_after_open=0"
    finally:
        stopping.set()
        thread.join()
        for end in itertools.chain(*pairs):
            os.close(end)


@contextlib.contextmanager
def elm_emulator(folder: Path, scenario: str) -> Iterator[str]:
    """The device of an emulated adapter in a car."""
    batch = folder / "device"
    with running([tool("elm327-emulator", "elm"), "-s", scenario, "-b", str(batch)], folder):
        device = wait_for(
            lambda: batch.exists() and batch.read_text("utf-8").partition("\n")[0].strip(), "the emulator"
        )
        yield str(device)

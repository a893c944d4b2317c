"""Bench area `can`: how fast frames are decoded, and what three full buses cost while the screen draws.

The load: two classic buses of 500 kbit/s at 100 % (4,500 frames of 8 bytes a second each) and a CAN FD bus of
500 kbit/s and 2 Mbit/s at 100 % (2,990 frames of 64 bytes a second), sent by another process. The frames are those of
the recorded drive that lies beside the checkout, else random ones. They come twice: over udp_multicast that does not
leave the machine, as a development computer has them, and as SocketCAN hands them out in a car: the kernels of many
machines have no vcan, so the very `struct can_frame`s come through a UDP socket, which has the same buffer, time stamps
and counter of losses, to the very code that reads a SocketCAN socket.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from headunit.commands.bench import Figure, figure
from headunit.kernel.data import data_path
from headunit.kernel.errors import HeadunitError

CAR: Final = "toyota_rav4_2017"
#: One measurement of the load takes so long, after the screen has come to rest (s).
LOAD_S: Final = 8.0
#: So many frames are decoded in one measurement; without a drive, so many of four repeat the frame before.
FRAMES: Final = 37_740
_REPEATS: Final = 0.28


def drive_log() -> Path | None:
    """The recorded drive, where there is one."""
    log = data_path("..", "shared", "drives", "rav4", "can0.log")
    return log if log.is_file() else None


def drive_frames(dbc: Path) -> list[tuple[int, bytes]]:
    """Identifier and data of frames of the car that `dbc` knows, in the order in which they came."""
    from headunit.vehicle.cantools_dbc import load_dbc

    messages = load_dbc(dbc).by_id
    log = drive_log()
    if log is not None:
        from headunit.vehicle.python_can_log import read_log

        return [(frame.id, frame.data) for frame in read_log(log) if (frame.id, frame.extended) in messages]
    dice = random.Random(1)
    plain = [message for message in messages.values() if not (message.extended or len(message.groups()) > 1)]
    last = {message.id: dice.randbytes(message.length) for message in plain}
    frames = []
    for _ in range(FRAMES):
        message = dice.choice(plain)
        if dice.random() > _REPEATS:
            last[message.id] = dice.randbytes(message.length)
        frames.append((message.id, last[message.id]))
    return frames


def _dbc() -> Path:
    beside = drive_log()
    whole = beside.with_name("toyota_new_mc_pt_generated.dbc") if beside else None
    return whole if whole is not None and whole.is_file() else data_path("dbc", f"{CAR}.dbc")


def _rate(decode: Callable[[int, bytes], object], frames: Sequence[tuple[int, bytes]]) -> float:
    """Frames a second of processor time."""
    began = time.process_time()
    for identifier, data in frames:
        decode(identifier, data)
    return len(frames) / (time.process_time() - began)


def _decoding(runs: int) -> Figure:
    """Every signal of every frame as a number, ours and cantools' in turn."""
    from headunit.vehicle.cantools_dbc import cantools_decoder, load_dbc
    from headunit.vehicle.dbc_codec import RawCodec

    dbc = _dbc()
    frames = drive_frames(dbc)
    ours, theirs = RawCodec(load_dbc(dbc)).numbers, cantools_decoder(dbc)
    different = [data for identifier, data in frames if dict(ours(identifier, data) or {}) != theirs(identifier, data)]
    if different:
        raise HeadunitError(f"{len(different)} of {len(frames)} frames are not decoded as cantools decodes them")
    pairs = [(_rate(ours, frames), _rate(theirs, frames)) for _ in range(runs)]
    return figure("decode_frames_per_s", "1/s", [our for our, _ in pairs], [their for _, their in pairs])


def _load_once(wire: str) -> dict[str, list[float]]:
    """One run of the measured program, in a process of its own. See `bench_can_load`."""
    done = subprocess.run(  # noqa: S603  our own interpreter and module
        [sys.executable, "-m", "headunit.commands.bench_can_load", "receive", wire, str(LOAD_S)],
        capture_output=True,
        text=True,
        timeout=LOAD_S + 90,
        check=False,
    )
    if done.returncode != 0 or not done.stdout:
        raise HeadunitError(f"the measured program failed: {done.stderr.strip().splitlines()[-1:] or done.returncode}")
    result: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return result


def _share(values: Sequence[float], share: float) -> float:
    """The value below which `share` of `values` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def measure(runs: int) -> list[Figure]:
    """Decoding `runs` times; the load half as often on each wire, at least once: each takes ten seconds."""
    figures = [_decoding(runs)]
    times = range(max(1, runs // 2))
    loads, in_car = [_load_once("multicast") for _ in times], [_load_once("socketcan") for _ in times]
    delays = [load["delays_ms"] for load in loads]
    return [
        *figures,
        figure("load_frames_per_s", "1/s", [load["frames_per_s"][0] for load in loads]),
        figure("load_cpu_percent", "%", [load["cpu_percent"][0] for load in loads]),
        figure("load_cpu_percent_socketcan", "%", [load["cpu_percent"][0] for load in in_car]),
        figure("lost_frames", "", [load["lost"][0] for load in (*loads, *in_car)]),
        figure("frame_to_viewmodel_p50_ms", "ms", [_share(one, 0.5) for one in delays]),
        figure("frame_to_viewmodel_p99_ms", "ms", [_share(one, 0.99) for one in delays]),
    ]

"""One question to gpsd, by gpsd-py3: for `headunit doctor` and `headunit gps`. The live stream is gpsd.py's.

gpsd-py3 0.3.0 is fenced in here, because it: waits without a time-out; keeps its connection in module globals and never
closes it; raises on a line it does not expect, and is one answer behind from then on; raises IndexError as long as gpsd
has no TPV or no SKY; and answers 0.0 or 0 for whatever gpsd did not tell.
"""

import contextlib
import json
import math
import socket
import threading
import time
from typing import override

import gpsd

from headunit.position import plausible
from headunit.position.state import Fix, Mode
from headunit.position.tpv import MAX_LINE

#: Pause between two polls without a fix, in seconds.
POLL_EVERY_S = 0.2
#: Reports that may come between a question and its answer.
MOST_LINES = 100
#: The library's state is global: one question at a time.
_one_at_a_time = threading.Lock()
# It calls the deprecated Logger.warn to say that gpsd has no device; our answer says so.
gpsd.logger.warn = gpsd.logger.debug


def ask(host: str, port: int, timeout_s: float) -> Fix | str:
    """Where the receiver of the gpsd at `host`:`port` is: a fix with a place, or one line that says what to do.

    Returns within `timeout_s` and a second, whatever the other side does. Never raises. Any thread. IPv4 only.
    """
    with _one_at_a_time:
        question = _Question(host, port, timeout_s)
        question.start()
        question.join(timeout_s + 0.3)
        if question.is_alive():
            question.break_off()
            question.join(0.5)
        return question.answer


class _Question(threading.Thread):
    """Asks until there is a fix or the time is over. A thread, because the library's `connect` cannot be timed."""

    def __init__(self, host: str, port: int, timeout_s: float) -> None:
        super().__init__(name="gpsd question", daemon=True)
        self._host, self._port, self._timeout_s = host, port, timeout_s
        self._where = f"gpsd at {host}:{port}"
        self.answer: Fix | str = f"{self._where} does not answer; try: sudo systemctl restart gpsd"
        self._end = time.monotonic() + timeout_s
        self._over = threading.Event()

    @override
    def run(self) -> None:
        if not self._somebody_there():
            return
        while self._in_time():
            try:
                gpsd.connect(self._host, self._port)
                gpsd.gpsd_socket.settimeout(self._timeout_s)
                while self._in_time():
                    self.answer = self._poll()
                    self._over.wait(0 if isinstance(self.answer, Fix) else POLL_EVERY_S)
            except Exception as error:  # noqa: BLE001  it raises bare Exception, KeyError, IndexError, TypeError
                if not self._over.is_set():
                    self.answer = f"{self._where} does not talk like gpsd 3 ({plausible.words(str(error))})"
                    self._over.wait(POLL_EVERY_S)
            finally:
                _close()

    def _in_time(self) -> bool:
        return not isinstance(self.answer, Fix) and time.monotonic() < self._end and not self._over.is_set()

    def _somebody_there(self) -> bool:
        """A try with a time-out, before the library's own without one."""
        try:
            socket.create_connection((self._host, self._port), self._timeout_s).close()
        except TimeoutError:
            self.answer = f"nobody answers at {self._host}:{self._port}; check the address, the network, the firewall"
        except OSError as error:
            reason = error.strerror or str(error)
            self.answer = f"no {self._where} ({reason}); start it with: sudo systemctl start gpsd"
        else:
            return True
        return False

    def break_off(self) -> None:
        """Wake the thread from a read that would last for ever."""
        self._over.set()
        with contextlib.suppress(OSError, AttributeError):
            gpsd.gpsd_socket.shutdown(socket.SHUT_RDWR)

    def _poll(self) -> Fix | str:
        """One answer: the fix, or why there is none."""
        packet = _polled()
        if not packet.get("active"):
            return f"{self._where} has no receiver; plug one in, or: sudo gpsdctl add /dev/ttyACM0"
        if packet.get("tpv"):
            # Without SKY the library raises; an empty one it reads as "no satellite".
            fix = _fix(gpsd.GpsResponse.from_json(packet | {"sky": packet.get("sky") or [{}]}))
            if fix.mode is not Mode.NO_FIX:
                return fix
        return f"{self._where} has a receiver, but no fix within {self._timeout_s:g} s; it needs open sky"


def _polled() -> dict[str, object]:
    gpsd.gpsd_stream.write("?POLL;\n")
    gpsd.gpsd_stream.flush()
    for _ in range(MOST_LINES):
        # A line without an end must not fill the memory; cut short, it is no JSON.
        packet = json.loads(gpsd.gpsd_stream.readline(MAX_LINE))
        if packet["class"] == "POLL":
            return dict(packet)
    raise ValueError("no answer to ?POLL")


def _fix(response: gpsd.GpsResponse) -> Fix:
    mode = plausible.number(response.mode, Mode.NO_FIX, Mode.FIX_3D)
    errors_m = [_told(response.error.get(axis, 0)) for axis in "xy"]
    # The library keeps the errors along the axes, not gpsd's `eph`.
    eph_m = None if None in errors_m else math.hypot(*(error for error in errors_m if error is not None))
    return plausible.make_fix(
        Mode.NO_FIX if mode is None else Mode(int(mode)),
        utc=plausible.utc(response.time),
        lat_deg=response.lat,
        lon_deg=response.lon,
        alt_m=response.alt or None,  # 0.0 is also the library's "not told"
        speed_mps=_told(response.hspeed),
        track_deg=_told(response.track),
        eph_m=eph_m,
        satellites_used=response.sats_valid if response.sats else None,
    )


def _told(value: object) -> float | None:
    """A number that gpsd sent: it writes all of these with a point; the library's own "not told" is the int 0."""
    return value if isinstance(value, float) else None


def _close() -> None:
    for end in (gpsd.gpsd_stream, gpsd.gpsd_socket):
        with contextlib.suppress(OSError, AttributeError):
            end.close()
    gpsd.gpsd_stream = gpsd.gpsd_socket = None

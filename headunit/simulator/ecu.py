"""What the simulated control units answer: OBD-II (SAE J1979) by the engine's, ISO 14229 by all. Bytes in, bytes out.

Written from the standards and not with the head unit's own codecs: what both get wrong would agree.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from headunit.simulator.ecu_values import FROZEN, IDENTIFIED, PIDS, bit_map
from headunit.simulator.faults import StoredCode
from headunit.simulator.world import World

#: Made up, in the shape of ISO 3779.
VIN: Final = b"XHU5MU1ATE0000017"
SOFTWARE: Final = b"HU-SIM 1.0"
#: Negative answers (ISO 14229-1, A.1).
SERVICE_NOT_SUPPORTED, SUBFUNCTION_NOT_SUPPORTED, WRONG_LENGTH = 0x11, 0x12, 0x13
CONDITIONS_NOT_CORRECT, OUT_OF_RANGE = 0x22, 0x31
#: Status bytes (ISO 14229-1, D.2): failed now and this cycle, pending, failed since cleared; confirmed; warning lamp.
FAILED, CONFIRMED, LAMP = 0x27, 0x08, 0x80
#: Self-tests with a bit each in bytes C and D of PID 01 (SAE J1979), and the km after clearing until they have run.
MONITORS: Final = {0x01: 8.0, 0x04: 15.0, 0x20: 3.0, 0x40: 1.0, 0x80: 5.0}
#: Misfire, fuel system and components are watched all the time, so they are never incomplete.
CONTINUOUS: Final = 0x07
_STANDING_KMH: Final = 0.5


@dataclass(frozen=True, slots=True)
class Unit:
    """`answers_as`: its identifier (ISO 15765-4). `codes`: how the codes begin that it stores. `known`: all that it
    could store. `obd`: whether it speaks SAE J1979."""

    name: bytes
    answers_as: int
    codes: tuple[str, ...]
    known: tuple[str, ...]
    obd: bool = False

    @property
    def asked_as(self) -> int:
        """The identifier of requests to it alone."""
        return self.answers_as - 8


UNITS: Final = (
    Unit(
        b"ECM\0-EngineControl\0\0",
        0x7E8,
        ("P", "U"),
        ("P0171", "P0301", "P0420", "P0455", "P0524", "P0562", "U0121"),
        obd=True,
    ),
    Unit(b"ABS\0-BrakeControl\0\0\0", 0x7EA, ("C",), ("C0035", "C0561", "C1214")),
    Unit(b"RCM\0-Restraints\0\0\0\0\0", 0x7EC, ("B",), ("B0001",)),
)


def code_bytes(code: str) -> bytes:
    """A code's two bytes (SAE J2012, 4): two bits of letter, two of the first digit, then three hex digits."""
    return ("PCBU".index(code[0]) << 14 | int(code[1:], 16)).to_bytes(2, "big")


class Ecu:
    """One control unit of `world`. `answer` runs on the world's thread."""

    def __init__(self, unit: Unit, world: World) -> None:
        self.unit, self._world = unit, world
        self._services: Mapping[int, Callable[[bytes], bytes | int | None]] = {
            0x10: self._session,
            0x14: self._clear_uds,
            0x19: self._report_codes,
            0x22: self._identify,
            0x3E: lambda request: b"\x7e\x00" if request == b"\x3e\x00" else SUBFUNCTION_NOT_SUPPORTED,
        }
        if unit.obd:
            self._services = dict(self._services) | {
                0x01: self._values,
                0x02: self._frozen,
                0x03: lambda _: self._list(0x43, "stored"),
                0x04: self._clear_obd,
                0x07: lambda _: self._list(0x47, "pending"),
                0x09: self._information,
                0x0A: lambda _: self._list(0x4A, "permanent"),
            }

    def answer(self, request: bytes, *, functional: bool) -> bytes:
        """The answer from the service byte on; empty for silence: a request to all that is not for this unit."""
        if not request:
            return b""
        service = self._services.get(request[0])
        found = SERVICE_NOT_SUPPORTED if service is None else service(request)
        if found is None:
            return b""
        if isinstance(found, bytes):
            return found
        # ISO 14229-1, 7.5: what a unit does not have it does not refuse to all.
        silent = functional and found in {SERVICE_NOT_SUPPORTED, SUBFUNCTION_NOT_SUPPORTED, OUT_OF_RANGE}
        return b"" if silent else bytes((0x7F, request[0], found))

    def _codes(self, *memories: str) -> list[StoredCode]:
        world = self._world
        codes = world.faults.codes(world.powertrain.battery.volts, world.t_s)
        return [code for code in codes if code.code.startswith(self.unit.codes) and code.memory in memories]

    def _odometer_m(self) -> float:
        return float(self._world.values()["Vehicle.TraveledDistance"])

    def _values(self, request: bytes) -> bytes | None:
        pid = request[1] if len(request) > 1 else 0
        head = bytes((0x41, pid))
        if pid % 0x20 == 0:
            found = bit_map(pid, {0x01, 0x21, 0x31, *PIDS})
            return head + found if found else None
        if pid == 0x01:
            return head + self._monitors()
        if pid in {0x21, 0x31}:
            return head + self._distance_km(pid).to_bytes(2, "big")
        read = PIDS.get(pid)
        return None if read is None else head + read(self._world.values())

    def _distance_km(self, pid: int) -> int:
        """With the lamp on (21), and since the codes were cleared (31)."""
        now = self._odometer_m()
        begins = [self._world.faults.cleared_m or 0.0]
        if pid == 0x21:  # noqa: PLR2004
            begins = [float(code.frozen.get("Vehicle.TraveledDistance", now)) for code in self._codes("stored")]
        return min(0xFFFF, round((now - min(begins, default=now)) / 1000))

    def _monitors(self) -> bytes:
        stored, cleared_m = len(self._codes("stored")), self._world.faults.cleared_m
        driven_km = float("inf") if cleared_m is None else (self._odometer_m() - cleared_m) / 1000
        incomplete = sum(bit for bit, after_km in MONITORS.items() if driven_km < after_km)
        return bytes((stored | (0x80 if stored else 0), CONTINUOUS, sum(MONITORS), incomplete))

    def _frozen(self, request: bytes) -> bytes | None:
        """Frame 0: of the first code that was stored with one."""
        if len(request) != 3:  # noqa: PLR2004  service, PID, frame
            return None
        pid, number = request[1], request[2]
        frame = next((code for code in self._codes("stored") if code.frozen), None)
        head = bytes((0x42, pid, number))
        if number:
            return None
        if pid == 0x02:  # noqa: PLR2004
            return head + (b"\0\0" if frame is None else code_bytes(frame.code))
        if frame is None:
            return None
        if pid % 0x20 == 0:
            found = bit_map(pid, {0x02, *FROZEN})
            return head + found if found else None
        return head + PIDS[pid](frame.frozen) if pid in FROZEN else None

    def _list(self, head: int, memory: str) -> bytes:
        codes = self._codes(memory, "stored") if memory == "pending" else self._codes(memory)
        return bytes((head, len(codes))) + b"".join(code_bytes(code.code) for code in codes)

    def _information(self, request: bytes) -> bytes | None:
        item = request[1] if len(request) > 1 else 0
        items = {
            0x02: b"\x01" + VIN,
            0x04: b"\x01" + SOFTWARE.ljust(16, b"\0"),
            0x06: b"\x01\xc0\xde\x20\x26",
            0x0A: b"\x01" + self.unit.name,
        }
        if item == 0:
            return b"\x49\x00" + bit_map(0, set(items))
        return bytes((0x49, item)) + items[item] if item in items else None

    def _clear(self) -> bool:
        """At standstill only, whoever asks."""
        world = self._world
        if float(world.values()["Vehicle.Speed"]) > _STANDING_KMH:
            return False
        world.faults.clear(self.unit.codes, world.t_s, self._odometer_m())
        return True

    def _clear_obd(self, _request: bytes) -> bytes | int:
        return b"\x44" if self._clear() else CONDITIONS_NOT_CORRECT

    def _clear_uds(self, request: bytes) -> bytes | int:
        if len(request) != 4:  # noqa: PLR2004  service and group of codes
            return WRONG_LENGTH
        if request[1:] != b"\xff\xff\xff":
            return OUT_OF_RANGE
        return b"\x54" if self._clear() else CONDITIONS_NOT_CORRECT

    @staticmethod
    def _session(request: bytes) -> bytes | int:
        if request[1:] not in {b"\x01", b"\x03"}:
            return SUBFUNCTION_NOT_SUPPORTED
        # P2 of 50 ms, P2* of 5 s in steps of 10 ms (ISO 14229-2, 7.2).
        return b"\x50" + request[1:] + b"\x00\x32\x01\xf4"

    def _status(self, code: StoredCode) -> int:
        if code.memory == "pending":
            return FAILED
        return FAILED | CONFIRMED | (LAMP if self.unit.obd else 0)

    def _report_codes(self, request: bytes) -> bytes | int:
        kind = request[1] if len(request) > 1 else 0
        codes = {code.code: code for code in self._codes("stored", "pending")}
        if kind == 0x02 and len(request) == 3:  # noqa: PLR2004  by status mask
            listed = [(code.code, self._status(code)) for code in codes.values() if self._status(code) & request[2]]
        elif kind == 0x0A:  # noqa: PLR2004  supported
            listed = [(name, self._status(codes[name]) if name in codes else 0) for name in self.unit.known]
        elif kind in {0x04, 0x06} and len(request) == 6:  # noqa: PLR2004  records of one code
            return self._records(kind, request[2:5], codes)
        else:
            return SUBFUNCTION_NOT_SUPPORTED
        return bytes((0x59, kind, 0xFF)) + b"".join(code_bytes(name) + bytes((0, status)) for name, status in listed)

    def _records(self, kind: int, number: bytes, codes: Mapping[str, StoredCode]) -> bytes | int:
        code = next((code for name, code in codes.items() if code_bytes(name) + b"\0" == number), None)
        if code is None:
            return OUT_OF_RANGE
        head = bytes((0x59, kind)) + number + bytes((self._status(code),))
        if kind == 0x06:  # noqa: PLR2004  record 1: how often it came
            return head + b"\x01\x01"
        if not code.frozen:
            return head
        # Record 1 with identifiers F4xx, which are SAE J1979's PIDs (ISO 14229-1, C.1).
        items = b"".join(bytes((0xF4, pid)) + PIDS[pid](code.frozen) for pid in IDENTIFIED)
        return head + bytes((0x01, len(IDENTIFIED))) + items

    def _identify(self, request: bytes) -> bytes | int:
        known = {b"\xf1\x90": VIN, b"\xf1\x88": SOFTWARE, b"\xf1\x97": self.unit.name.replace(b"\0", b"")}
        if len(request) != 3:  # noqa: PLR2004  service and identifier
            return WRONG_LENGTH
        return b"\x62" + request[1:] + known[request[1:]] if request[1:] in known else OUT_OF_RANGE

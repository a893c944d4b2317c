"""Asks by SAE J1979: which units there are, their codes, monitors, freeze frames, values and names."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from headunit.diagnostics import obd_answers
from headunit.diagnostics.dtc import code_of
from headunit.diagnostics.obd_pids import PIDS, live_value
from headunit.diagnostics.ports import Answer, DiagnosticLine
from headunit.diagnostics.services import NEGATIVE
from headunit.diagnostics.state import EcuInfo, LiveValue, Memory, MonitorStatus, Snapshot, Trouble, TroubleCode

#: Every 32nd PID tells which of the next 32 there are.
_MAPS: Final = range(0x00, 0x100, 0x20)
_MEMORIES: Final = ((0x03, Memory.STORED), (0x07, Memory.PENDING), (0x0A, Memory.PERMANENT))
_SPEED: Final = 0x0D
_VIN: Final = 0x02
_CALIBRATION_BYTES: Final = 16
_VERIFICATION_BYTES: Final = 4
#: One after the service byte and the repeated parameter; in service 02 the frame's number comes in between.
_VALUE_AT: Final = 2
_FROZEN_AT: Final = 3
#: PIDs of freeze frames that are no values: the maps, and the code itself.
_FROZEN_CODE: Final = 0x02


class Obd:
    """One car on one line. Everything that went wrong on the way is collected in `troubles`."""

    def __init__(self, line: DiagnosticLine) -> None:
        self._line = line
        self.troubles: list[Trouble] = []
        #: Units that were asked for stored codes and told neither that they have some nor that they have none.
        self.untold: frozenset[str] = frozenset()

    def _all(self, request: bytes, why: str, expect: Iterable[str] = ()) -> list[Answer]:
        """Positive answers; the faults of others are noted, and a "no" is no fault."""
        found = []
        for answer in self._line.ask_all(request, why, frozenset(expect)):
            if answer.fault:
                self.troubles.append(Trouble(answer.ecu, f"{why}: {answer.fault}"))
            elif answer.data[0] != NEGATIVE:
                found.append(answer)
        return found

    def units(self) -> tuple[EcuInfo, ...]:
        """Every unit that answers service 01, with the PIDs that it has."""
        found: dict[str, frozenset[int]] = {}
        for first in _MAPS:
            # Each map's last bit says whether the next one exists.
            expect = [ecu for ecu, pids in found.items() if first in pids]
            if first and not expect:
                break
            for answer in self._all(bytes((0x01, first)), "which values there are", expect):
                pids = obd_answers.supported(first, answer.data[_VALUE_AT:])
                found[answer.ecu] = found.get(answer.ecu, frozenset()) | pids
        return tuple(EcuInfo(ecu, pids=pids) for ecu, pids in sorted(found.items()))

    def present(self, known: Iterable[str]) -> bool:
        """Whether any of these units still answers."""
        return bool(expect := list(known)) and bool(self._all(b"\x01\x00", "who still answers", expect))

    def codes(self, units: Iterable[EcuInfo]) -> tuple[TroubleCode, ...]:
        """The codes of all three memories; one that is in several is named once. A unit may have none to tell."""
        memories: dict[tuple[str, str], set[Memory]] = {}
        expect = [unit.ecu for unit in units]
        for service, memory in _MEMORIES:
            found = self._all(bytes((service,)), f"{memory.value} trouble codes", expect)
            # Older buses may stay silent where there is no code (SAE J1979, 6.3).
            if memory is Memory.STORED and self._line.is_can:
                self.untold = frozenset(expect) - {answer.ecu for answer in found}
            for answer in found:
                body = answer.data[1:]
                # On CAN a count comes first, so the rest is odd; an even one has no count, as on older buses.
                counted = self._line.is_can and len(body) % 2 == 1
                for code in obd_answers.trouble_codes(body, counted=counted):
                    memories.setdefault((answer.ecu, code), set()).add(memory)
                if counted and (short := obd_answers.short_of_codes(body)):
                    self.troubles.append(Trouble(answer.ecu, f"{memory.value} trouble codes: {short} are missing"))
        return tuple(TroubleCode(code, ecu, frozenset(where)) for (ecu, code), where in memories.items())

    def statuses(self, units: Iterable[EcuInfo]) -> tuple[MonitorStatus, ...]:
        """Lamp, number of codes and self-tests of each unit that has PID 01."""
        expect = [unit.ecu for unit in units if 0x01 in unit.pids]
        if not expect:
            return ()
        found = self._all(b"\x01\x01", "lamp and monitors", expect)
        statuses = (obd_answers.monitor_status(answer.ecu, answer.data[_VALUE_AT:]) for answer in found)
        return tuple(status for status in statuses if status is not None)

    def values(self, units: Iterable[EcuInfo], pids: Iterable[int]) -> tuple[LiveValue, ...]:
        """The present values of these `pids`, of each unit that has them."""
        found = []
        for pid in pids:
            expect = [unit.ecu for unit in units if pid in unit.pids]
            if pid not in PIDS or not expect:
                continue
            for answer in self._all(bytes((0x01, pid)), f"value of {PIDS[pid].name}", expect):
                value = live_value(answer.ecu, pid, answer.data[_VALUE_AT:])
                if value is not None:
                    found.append(value)
        return tuple(found)

    def speed_kmh(self) -> float | None:
        """The largest speed that any unit tells now (km/h); None where none does, or one makes no sense."""
        answers = self._all(bytes((0x01, _SPEED)), "does the car stand?")
        values = [live_value(answer.ecu, _SPEED, answer.data[_VALUE_AT:]) for answer in answers]
        speeds = [value.value for value in values if value is not None]
        known = [float(speed) for speed in speeds if isinstance(speed, int | float)]
        return max(known) if known and len(known) == len(speeds) else None

    def snapshots(self) -> tuple[Snapshot, ...]:
        """The freeze frame 0 of each unit that has one (SAE J1979, service 02)."""
        frames = []
        for answer in self._all(b"\x02\x02\x00", "which code froze a frame"):
            high_low = answer.data[_FROZEN_AT : _FROZEN_AT + 2]
            if len(high_low) == 2 and high_low != b"\0\0":  # noqa: PLR2004  the two bytes of a code
                frames.append(Snapshot(answer.ecu, code_of(*high_low), 0))
        if not frames:
            return ()
        owners = {frame.ecu for frame in frames}
        maps: dict[str, frozenset[int]] = dict.fromkeys(owners, frozenset())
        for first in _MAPS:
            expect = [ecu for ecu in owners if first == 0 or first in maps[ecu]]
            if not expect:
                break
            for answer in self._all(bytes((0x02, first, 0x00)), "what a freeze frame holds", expect):
                if answer.ecu in maps:
                    maps[answer.ecu] |= obd_answers.supported(first, answer.data[_FROZEN_AT:])
        return tuple(replace(frame, values=tuple(self._frozen(frame.ecu, maps[frame.ecu]))) for frame in frames)

    def _frozen(self, ecu: str, pids: frozenset[int]) -> Iterable[LiveValue]:
        for pid in sorted(pids & PIDS.keys() - {_FROZEN_CODE}):
            for answer in self._all(bytes((0x02, pid, 0x00)), f"frozen {PIDS[pid].name}", [ecu]):
                value = live_value(ecu, pid, answer.data[_FROZEN_AT:])
                if answer.ecu == ecu and value is not None:
                    yield value

    def named(self, units: Iterable[EcuInfo]) -> tuple[EcuInfo, ...]:
        """The same units with what service 09 tells of them: VIN, calibrations and their check sums, name."""
        found = {unit.ecu: unit for unit in units}
        offers = {
            answer.ecu: obd_answers.supported(0, answer.data[_VALUE_AT:])
            for answer in self._all(b"\x09\x00", "what units tell of themselves", found)
        }
        for item in (_VIN, 0x04, 0x06, 0x0A):
            expect = [ecu for ecu, items in offers.items() if item in items]
            # Some units leave the VIN out of the map and yet tell it.
            if not expect and item != _VIN:
                continue
            for answer in self._all(bytes((0x09, item)), "name, VIN and software of units", expect):
                unit = found.get(answer.ecu, EcuInfo(answer.ecu))
                found[answer.ecu] = self._with(unit, item, answer.data[_VALUE_AT:])
        return tuple(found[ecu] for ecu in sorted(found))

    @staticmethod
    def _with(unit: EcuInfo, item: int, data: bytes) -> EcuInfo:
        if item == _VIN:
            return replace(unit, vin=obd_answers.vin(data) or unit.vin)
        if item == 0x04:  # noqa: PLR2004  the standard's own numbers, as in `named`
            texts = (obd_answers.text(part) for part in obd_answers.info_items(data, _CALIBRATION_BYTES))
            return replace(unit, calibrations=tuple(text for text in texts if text))
        if item == 0x06:  # noqa: PLR2004
            parts = obd_answers.info_items(data, _VERIFICATION_BYTES)
            return replace(unit, verifications=tuple(part.hex().upper() for part in parts))
        # "ECM-EngineControl" behind a count that not every unit sends.
        return replace(unit, name=obd_answers.text(data) or unit.name)

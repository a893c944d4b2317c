"""The technician's four wishes: scan, live values, who is there, clear. Stands on a line, whatever its technology."""

from collections.abc import Callable, Iterable
from typing import Final

from headunit.diagnostics import udsoncan_codec as codec
from headunit.diagnostics.desk import SendDesk
from headunit.diagnostics.obd import Obd
from headunit.diagnostics.obd_pids import PIDS
from headunit.diagnostics.ports import DiagnosticLine
from headunit.diagnostics.state import Cleared, EcuInfo, LiveValue, Progress, Scan, Trouble, TroubleCode, UnitProgress
from headunit.diagnostics.uds import Uds
from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError

#: What the health report looks at: temperatures, trims, engine speed, supply, and since when.
HEALTH_PIDS: Final = (0x05, 0x06, 0x07, 0x08, 0x09, 0x0C, 0x0D, 0x21, 0x30, 0x31, 0x42, 0x4D, 0x4E)
#: SAE J1979 service 04, for all units.
_CLEAR: Final = b"\x04"


#: What follows the units' own memories in a scan: frozen frames, values. The first four steps ask all units at once.
_FIRST, _LAST = 4, 2


class Diagnostics:
    """`uds`: also ask by ISO 14229; on older buses than CAN that is never done."""

    def __init__(self, line: DiagnosticLine, clock: Clock, desk: SendDesk, *, uds: bool = True) -> None:
        self._line, self._clock, self._desk, self._uds = line, clock, desk, uds

    def _units(self, obd: Obd, uds: Uds) -> tuple[tuple[EcuInfo, ...], frozenset[str]]:
        """All units, and those of them that are to be asked by ISO 14229. Raises HeadunitError where there are none."""
        units = obd.units()
        speaking = frozenset[str]()
        if self._uds and self._line.is_can:
            # Engine units often leave the functional 3E unanswered, so those are asked in any case.
            speaking = uds.present() | {unit.ecu for unit in units}
        known = {unit.ecu: unit for unit in units}
        found = tuple(known.get(ecu, EcuInfo(ecu)) for ecu in sorted(known.keys() | speaking))
        if not found:
            raise HeadunitError(f"no control unit answers on {self._line.name}: is the ignition on?")
        return found, speaking

    def scan(self, tell: Callable[[Progress], None] = lambda _: None) -> Scan:
        """Everything that the health report needs. Takes some seconds; `tell` hears, on this thread, how far it is.

        Raises HeadunitError where nobody answers, or nobody any more at the end.
        """
        obd, uds = Obd(self._line), Uds(self._line)
        units, speaking = self._units(obd, uds)
        steps = _FIRST + len(speaking) + _LAST
        asked = set[str]()

        def come(step: int) -> None:
            tell(Progress(step / steps, tuple(UnitProgress(u.ecu, u.name, u.ecu in asked) for u in units)))

        def still_there() -> None:
            """What is silent now may have been silent when it was asked for its codes: that is not "no codes"."""
            if not (obd.present(unit.ecu for unit in talkers or units) or uds.present()):
                raise HeadunitError(f"the control units on {self._line.name} answered at first, and then no more")

        come(1)
        talkers = [unit for unit in units if unit.pids]
        codes = obd.codes(talkers) if talkers else ()
        if talkers and len(obd.untold) == len(talkers):
            still_there()
        come(2)
        statuses = obd.statuses(talkers)
        come(3)
        units = obd.named(units)
        asked |= {unit.ecu for unit in units} - speaking
        come(_FIRST)
        own: list[TroubleCode] = []
        for step, ecu in enumerate(sorted(speaking), _FIRST + 1):
            own += uds.codes(ecu)
            units = tuple(uds.named(unit) if unit.ecu == ecu and not unit.vin else unit for unit in units)
            asked.add(ecu)
            come(step)
        untold = [Trouble(ecu, "tells no stored trouble codes") for ecu in sorted(obd.untold - uds.told)]
        snapshots = (*(obd.snapshots() if talkers else ()), *uds.snapshots(own))
        come(steps - 1)
        values = obd.values(talkers, HEALTH_PIDS)
        still_there()
        come(steps)
        return Scan(
            taken=self._clock.local().isoformat(timespec="seconds"),
            line=self._line.name,
            units=units,
            codes=merged(codes, own),
            statuses=statuses,
            snapshots=snapshots,
            values=values,
            troubles=_once([*obd.troubles, *untold, *uds.troubles]),
        )

    def supported(self) -> tuple[TroubleCode, ...]:
        """Every code that the units could tell, by ISO 14229 service 19 0A, whatever its status.

        Raises HeadunitError where nobody answers, or no unit has such a list.
        """
        obd, uds = Obd(self._line), Uds(self._line)
        _units, speaking = self._units(obd, uds)
        found = [code for ecu in sorted(speaking) for code in uds.codes(ecu, supported=True)]
        if not found:
            raise HeadunitError(f"no control unit on {self._line.name} lists the trouble codes that it supports")
        return tuple(sorted(found, key=lambda code: (code.ecu, code.full)))

    def info(self) -> Scan:
        """Who is there, by service 09 and ISO 14229 service 22; no codes."""
        obd, uds = Obd(self._line), Uds(self._line)
        units, speaking = self._units(obd, uds)
        units = tuple(uds.named(unit) if unit.ecu in speaking else unit for unit in obd.named(units))
        return Scan(
            taken=self._clock.local().isoformat(timespec="seconds"),
            line=self._line.name,
            units=units,
            statuses=obd.statuses([unit for unit in units if unit.pids]),
            troubles=_once([*obd.troubles, *uds.troubles]),
        )

    def watch(self, pids: Iterable[int] = ()) -> "Watch":
        """Prepare to read `pids` (or all that the car has and we know) again and again."""
        obd = Obd(self._line)
        units = obd.units()
        if not units:
            raise HeadunitError(f"no control unit answers on {self._line.name}: is the ignition on?")
        have = frozenset[int]().union(*(unit.pids for unit in units))
        return Watch(obd, units, tuple(pid for pid in (tuple(pids) or sorted(PIDS)) if pid in have))

    def clear(self, *, confirmed: bool, speed_kmh: float | None = None) -> tuple[Cleared, ...]:
        """Have all units forget their codes: service 04 for all, then 14 for those that speak ISO 14229.

        `confirmed`: a person said so. The speed is read first, by 01 0D; `speed_kmh` (from the car's own signals)
        stands in where no unit tells it, and the larger one counts. Raises UsageError, and sends nothing that clears,
        where the car moves, its speed is unknown, or nobody confirmed.
        """
        obd, uds = Obd(self._line), Uds(self._line)
        speaking = frozenset[str]()
        if confirmed:
            _units, speaking = self._units(obd, uds)
        # Last of all: nothing may lie between the look at the speed and the clearing.
        speeds = [speed for speed in (obd.speed_kmh() if confirmed else None, speed_kmh) if speed is not None]
        with self._desk.clearing(max(speeds, default=None), confirmed=confirmed):
            outcome = {
                answer.ecu: Cleared(answer.ecu, answer.fault or codec.refused(answer.data))
                for answer in self._line.ask_all(_CLEAR, "clear trouble codes")
            }
            for ecu in sorted(speaking):
                answer = self._line.ask(ecu, codec.clear_request(), "clear trouble codes of ISO 14229")
                refusal = answer.fault or codec.refused(answer.data)
                # Cleared by one of the two is cleared: OBD units need not know ISO 14229, nor the other way round.
                if not refusal or ecu not in outcome:
                    outcome[ecu] = Cleared(ecu, refusal)
        if not outcome:
            raise HeadunitError(f"no control unit on {self._line.name} answered the wish to clear")
        return tuple(outcome[ecu] for ecu in sorted(outcome))


class Watch:
    """Live values of known units."""

    def __init__(self, obd: Obd, units: tuple[EcuInfo, ...], pids: tuple[int, ...]) -> None:
        self._obd, self._units, self.pids = obd, units, pids

    def read(self) -> tuple[LiveValue, ...]:
        """All values once."""
        return self._obd.values(self._units, self.pids)

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What went wrong so far."""
        return _once(self._obd.troubles)


def _once(troubles: Iterable[Trouble]) -> tuple[Trouble, ...]:
    return tuple(dict.fromkeys(troubles))


def merged(obd: Iterable[TroubleCode], uds: Iterable[TroubleCode]) -> tuple[TroubleCode, ...]:
    """One entry for each unit and code: what both ways told is put together; sorted by code."""
    found = {(code.ecu, code.code): code for code in obd}
    result: list[TroubleCode] = []
    for code in uds:
        other = found.get((code.ecu, code.code))
        memories = code.memories | (other.memories if other else frozenset())
        result.append(TroubleCode(code.code, code.ecu, memories, code.failure_type, code.status))
    told = {(code.ecu, code.code) for code in result}
    result += [code for key, code in found.items() if key not in told]
    return tuple(sorted(result, key=lambda code: (code.code, code.failure_type or 0, code.ecu)))

"""All that sentences say of one moment, as one Fix. Knows no text and no parser."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from headunit.position.nmea_sentences import Said
from headunit.position.plausible import GPS_EPOCH, make_fix
from headunit.position.state import Fix, Mode

#: NMEA tells an error in metres in GST alone. Else it is HDOP times an assumed range error (95 %, metres), the one that
#: gpsd assumes (P_UERE_NO_DGPS, P_UERE_WITH_DGPS in its libgpsd_core.c): both links tell the same of one receiver.
RANGE_ERROR_M = 19.0
RANGE_ERROR_DIFFERENTIAL_M = 4.75
#: For how many epochs GSA's "2D" or "3D" holds: some receivers send it less often than the place.
GSA_EPOCHS = 5
#: A flood of sentences without a time must not fill the memory.
MAX_SENTENCES = 64


@dataclass(slots=True)
class Lasting:
    """What holds for longer than one epoch: the day, the hour (to see midnight pass), GSA's mode and its age."""

    date: dt.date | None = None
    hour: int = 0
    dimensions: int | None = None
    dimensions_age: int = 0


class Epoch:
    """The sentences of one moment. `lasting`: taken over from the moment before, handed on to the next."""

    def __init__(self, lasting: Lasting) -> None:
        self.lasting = lasting
        self._said: list[Said] = []
        lasting.dimensions_age += 1
        if lasting.dimensions_age >= GSA_EPOCHS:
            lasting.dimensions = None

    def ended_by(self, said: Said) -> bool:
        """Whether `said` is of another moment: its time differs, or its kind comes again (a clock may stand still)."""
        if not said.timed:
            return len(self._said) >= MAX_SENTENCES
        timed = [earlier for earlier in self._said if earlier.timed]
        return any(earlier.time != said.time or earlier.kind == said.kind for earlier in timed)

    def add(self, said: Said) -> str:
        """Take `said` in. The answer is its place in the epoch: "GNGSA2" is the second sentence of that kind."""
        self._said.append(said)
        lasting = self.lasting
        if said.time is not None:
            # Only RMC and ZDA have a date. Where GGA comes first after midnight, or alone, the day is counted on.
            if lasting.date is not None and lasting.hour > said.time.hour + 12:
                lasting.date += dt.timedelta(days=1)
            lasting.hour = said.time.hour
        lasting.date = said.date or lasting.date
        if said.mode is not None:
            lasting.dimensions, lasting.dimensions_age = said.mode, 0
        return f"{said.kind}{sum(earlier.kind == said.kind for earlier in self._said)}"

    def fix(self) -> Fix:
        """The Fix. One sentence that says "invalid" outweighs all others."""
        place = self._first(lambda said: said.place) or (None, None)
        alt_m = self._first(lambda said: said.alt_m)
        return make_fix(
            self._mode(alt_m),
            utc=self._utc(),
            lat_deg=place[0],
            lon_deg=place[1],
            alt_m=alt_m,
            speed_mps=self._first(lambda said: said.speed_mps),
            track_deg=self._first(lambda said: said.track_deg),
            eph_m=self._eph_m(),
            satellites_used=self._first(lambda said: said.satellites),
        )

    def _first[T](self, what: Callable[[Said], T | None]) -> T | None:
        return next((value for said in self._said if (value := what(said)) is not None), None)

    def _mode(self, alt_m: float | None) -> Mode:
        verdicts = [said.valid for said in self._said if said.valid is not None]
        # With one GSA for each constellation, those without a satellite may say "no fix".
        modes = [said.mode for said in self._said if said.mode is not None]
        if not verdicts or not all(verdicts) or (modes and max(modes) == Mode.NO_FIX):
            return Mode.NO_FIX
        dimensions = max(modes) if modes else self.lasting.dimensions
        if dimensions is not None and dimensions > Mode.NO_FIX:
            return Mode(dimensions)
        return Mode.FIX_2D if alt_m is None else Mode.FIX_3D

    def _eph_m(self) -> float | None:
        stated, hdop = self._first(lambda said: said.error_m), self._first(lambda said: said.hdop)
        if stated is not None or hdop is None:
            return stated
        differential = any(said.differential for said in self._said)
        return hdop * (RANGE_ERROR_DIFFERENTIAL_M if differential else RANGE_ERROR_M)

    def _utc(self) -> dt.datetime | None:
        time = self._first(lambda said: said.time)
        if time is None or self.lasting.date is None:
            return None
        moment = dt.datetime.combine(self.lasting.date, time, dt.UTC)
        return moment if moment >= GPS_EPOCH else None

"""The technician's desk: hears every frame of every bus, and makes tables, plots and recordings of them on demand."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, override

from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError
from headunit.technician.bus_table import BitRates
from headunit.technician.ports import Decoder, LogWriter, Workbench
from headunit.technician.recorder import Recorder
from headunit.technician.series import Series, scale
from headunit.technician.state import (
    ZOOMS_S,
    BusFigures,
    Detail,
    MessageKey,
    MessageRow,
    PlotLane,
    Recording,
    RecordingState,
    TrafficState,
)
from headunit.technician.traffic import Traffic
from headunit.vehicle.ports import Frame

log = logging.getLogger(__name__)

#: Signals that are plotted at the same time.
MAX_LANES: Final = 4
#: What is in view is made anew at most this often (s): a person reads no faster.
SHOW_EVERY_S: Final = 0.19

type OpenWriter = Callable[[Path], LogWriter]


class Technician(Workbench):
    """`take` and `take_all` are called on the buses' threads; everything else on the house's."""

    def __init__(self, clock: Clock, board: Board, rates: BitRates | None = None) -> None:
        self._clock, self._board = clock, board
        self._folder: Path | None = None
        self._open_writer: OpenWriter | None = None
        self._traffic = Traffic(clock, rates)
        self._decoder: Decoder | None = None
        self._names: dict[MessageKey, str] = {}
        self._page = ""
        self._open: MessageKey | None = None
        self._plots: dict[tuple[MessageKey, str], tuple[Series, str]] = {}
        self._zoom_s = ZOOMS_S[1]
        self._recorder: Recorder | None = None
        self._shown_at = -SHOW_EVERY_S

    def take(self, frame: Frame) -> None:
        """Hear one frame. Any thread."""
        self.take_all((frame,))

    def take_all(self, frames: Sequence[Frame]) -> None:
        """Hear frames that arrived together. Any thread."""
        self._traffic.take_all(frames)
        recorder = self._recorder
        if recorder is not None:
            for frame in frames:
                recorder.put(frame)

    def record_to(self, folder: Path, open_writer: OpenWriter) -> None:
        """Where recordings go from now on, and who writes them. Any thread."""
        self._folder, self._open_writer = folder, open_writer

    def explain_with(self, decoder: Decoder | None) -> None:
        """The DBC in whose words frames are explained from now on. Any thread."""
        self._names, self._decoder = {}, decoder

    @override
    def look(self, page: str) -> None:
        self._page = page
        self._show()

    @override
    def open(self, key: MessageKey | None) -> None:
        self._open = key
        self._show()

    @override
    def plot(self, key: MessageKey, signal: str, on: bool) -> None:
        if not on:
            self._plots.pop((key, signal), None)
        elif (key, signal) not in self._plots:
            while len(self._plots) >= MAX_LANES:
                oldest = next(iter(self._plots))
                del self._plots[oldest]
                self._untail(oldest[0])
            self._plots[key, signal] = (Series(), "")
            self._traffic.tail(key, True)
        self._untail(key)
        self._show()

    def _untail(self, key: MessageKey) -> None:
        if not any(plotted == key for plotted, _ in self._plots):
            self._traffic.tail(key, False)

    @override
    def zoom(self, seconds: float) -> None:
        if seconds not in ZOOMS_S:
            raise ValueError(f"{seconds} s is none of {ZOOMS_S}")
        self._zoom_s = seconds
        self._show()

    @override
    def record(self, suffix: str) -> None:
        if self._recorder is not None:
            return
        if self._open_writer is None or self._folder is None:
            trouble = "this run has no place for recordings"
            self._board.publish(RecordingState(Recording.FAILED, trouble=trouble))
            return
        name = f"{self._clock.local():%Y-%m-%d_%H-%M-%S}{suffix}"
        try:
            self._recorder = Recorder(self._folder / name, self._open_writer, self._clock)
        except HeadunitError as error:
            log.warning("%s", error)
            self._board.publish(RecordingState(Recording.FAILED, name, trouble=str(error)))
            return
        self._board.publish(self._recorder.state())

    @override
    def stop_recording(self) -> None:
        # The screen does not wait for a disk: `tick` tells when the file is finished.
        if self._recorder is not None:
            self._recorder.finish()

    def end(self) -> None:
        """Finish a recording that runs, and wait for it."""
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            self._board.publish(recorder.stop())

    def tick(self) -> None:
        """Ten times a second, as the house's: keep the plots up to date, and publish what is in view."""
        self._feed_plots()
        if self._recorder is not None:
            state = self._recorder.state()
            if state.doing is not Recording.ON:
                self._recorder = None
            self._board.publish(state)
        if self._page and self._clock.now() - self._shown_at >= SHOW_EVERY_S:
            self._show()

    def _show(self) -> None:
        self._shown_at = self._clock.now()
        self._feed_plots()
        self._board.publish(self.state())

    def state(self) -> TrafficState:
        """What is in view, now."""
        rows = self.rows() if self._page == "messages" else []
        return TrafficState(
            buses=self._traffic.buses(),
            rows=tuple(rows),
            detail=self._detail() if self._page == "messages" else None,
            lanes=tuple(self._lanes()) if self._page == "plot" else (),
            zoom_s=self._zoom_s,
            page=self._page,
        )

    def rows(self) -> list[MessageRow]:
        """Every message on every bus, by bus and id."""
        self._name_new()
        return self._traffic.rows(self._names)

    def buses(self) -> tuple[BusFigures, ...]:
        """Every bus, by name."""
        return self._traffic.buses()

    def _name_new(self) -> None:
        decoder, names = self._decoder, self._names
        if decoder is not None:
            for key in self._traffic.keys():  # noqa: SIM118  a list, not a mapping's keys
                if key not in names:
                    names[key] = decoder.name(key.id, key.extended)

    def detail(self, key: MessageKey) -> Detail | None:
        """The message decoded, or None where it was not seen."""
        decoder = self._decoder
        row = self._traffic.row(key, "" if decoder is None else decoder.name(key.id, key.extended))
        if row is None:
            return None
        plotted = frozenset(signal for plotted, signal in self._plots if plotted == key)
        told = None if decoder is None else decoder.explain(_frame(key, row.data, row.fd))
        if told is None:
            return Detail(row, plotted=plotted)
        return Detail(row, told.signals, told.trouble, plotted)

    def _detail(self) -> Detail | None:
        return None if self._open is None else self.detail(self._open)

    def _feed_plots(self) -> None:
        decoder = self._decoder
        for key in {key for key, _ in self._plots}:
            for at, frame in self._traffic.fetch(key):
                told = None if decoder is None else decoder.explain(frame)
                for value in () if told is None else told.signals:
                    found = self._plots.get((key, value.name))
                    if found is not None and value.number is not None and not told.trouble:  # type: ignore[union-attr]
                        found[0].add(at, value.number)
                        self._plots[key, value.name] = (found[0], value.unit)

    def _lanes(self) -> list[PlotLane]:
        now = self._clock.now()
        lanes = []
        for (key, signal), (series, unit) in self._plots.items():
            extent = series.extent(self._zoom_s, now)
            if extent is None:
                lanes.append(PlotLane(key, signal, unit, series.latest))
                continue
            low, high = scale(extent)
            lines = series.lines(self._zoom_s, now, low, high)
            lanes.append(PlotLane(key, signal, unit, series.latest, *extent, low, high, lines))
        return lanes


def _frame(key: MessageKey, data: bytes, fd: bool) -> Frame:
    return Frame(key.bus, key.id, data, key.extended, fd=fd)

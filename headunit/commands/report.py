"""What came of a run without a screen, as JSON: for machines that test and people that compare."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError
from headunit.kernel.link import Links
from headunit.notices.state import NoticesState
from headunit.position.state import PositionState
from headunit.safety.state import SafetyState
from headunit.vehicle.state import VehicleState
from headunit.vehicle.vss import LEAVES


class Report:
    """Listens to the board of one run. Times are seconds since its start."""

    def __init__(self, board: Board, clock: Clock) -> None:
        self._clock = clock
        self._began = clock.now()
        self._signals: dict[str, dict[str, Any]] = {}
        self._seen: dict[str, float] = {}
        self._links: dict[str, dict[str, Any]] = {}
        self._link_changes: list[dict[str, Any]] = []
        self._notices: dict[str, dict[str, Any]] = {}
        self._qualities: list[dict[str, Any]] = []
        self._driving: list[dict[str, Any]] = []
        self._fix: dict[str, Any] | None = None
        self._car = ""
        self._others: dict[str, Callable[[], object]] = {}
        board.watch(VehicleState, self._vehicle)
        board.watch(PositionState, self._position)
        board.watch(NoticesState, self._notice)
        board.watch(SafetyState, self._safety)
        board.watch(Links, self._link)

    def _t(self) -> float:
        return round(self._clock.now() - self._began, 3)

    def _vehicle(self, state: VehicleState) -> None:
        self._car = state.car
        for path, reading in state.readings.items():
            if reading.value is None or self._seen.get(path) == reading.at:
                continue
            self._seen[path] = reading.at
            value = reading.value
            entry = self._signals.setdefault(path, {"unit": LEAVES[path].unit, "first": value})
            entry["last"] = value
            if not isinstance(value, str | bool):
                entry["min"] = min(value, entry.get("min", value))
                entry["max"] = max(value, entry.get("max", value))
        for path, entry in self._signals.items():
            entry["stale"] = state.value(path) is None

    def _position(self, state: PositionState) -> None:
        if not self._qualities or self._qualities[-1]["quality"] != state.quality.value:
            self._qualities.append({"t": self._t(), "quality": state.quality.value})
        fix = state.usable
        if fix is not None:
            self._fix = {
                "lat_deg": fix.lat_deg,
                "lon_deg": fix.lon_deg,
                "alt_m": fix.alt_m,
                "speed_mps": fix.speed_mps,
                "track_deg": fix.track_deg,
            }

    def _notice(self, state: NoticesState) -> None:
        for light in state.telltales:
            self._notices.setdefault(
                light.key,
                {"t": self._t(), "key": light.key, "urgency": light.urgency.name.lower(), "words": light.words},
            )

    def _safety(self, state: SafetyState) -> None:
        if not self._driving or self._driving[-1]["state"] != state.driving.value:
            self._driving.append({"t": self._t(), "state": state.driving.value})

    def _link(self, links: Links) -> None:
        for report in links.reports:
            before = self._links.get(report.name)
            now = {
                "name": report.name,
                "kind": report.kind,
                "state": report.state.value,
                "detail": report.detail,
                "counters": dict(report.counters),
            }
            self._links[report.name] = now
            if before is None or before["state"] != now["state"]:
                self._link_changes.append({"t": self._t(), "name": report.name, "state": now["state"]})

    def add(self, name: str, content: Callable[[], object]) -> None:
        """Add what `content` returns at the end, under `name`."""
        self._others[name] = content

    def content(self) -> dict[str, Any]:
        """The whole report."""
        return {
            "car": self._car,
            "duration_s": self._t(),
            "links": list(self._links.values()),
            "link_changes": self._link_changes,
            "signals": dict(sorted(self._signals.items())),
            "position": {"last": self._fix, "changes": self._qualities},
            "driving": self._driving,
            "telltales": list(self._notices.values()),
            **{name: content() for name, content in self._others.items()},
        }

    def write(self, file: Path) -> None:
        """As JSON into `file`. Raises HeadunitError where it cannot be written."""
        try:
            file.write_text(json.dumps(self.content(), indent=2, ensure_ascii=False) + "\n", "utf-8")
        except OSError as error:
            raise HeadunitError(f"the report cannot be written: {error}") from error

    def line(self) -> str:
        """The run in one line."""
        content = self.content()
        received = sum(link["counters"].get("received", 0) for link in content["links"])
        lit = ", ".join(light["words"] for light in content["telltales"] if light["urgency"] in {"soon", "stop"})
        return (
            f"{content['duration_s']:.1f} s, {received} frames, {len(content['signals'])} signals, "
            f"position {self._qualities[-1]['quality'] if self._qualities else 'absent'}, warnings: {lit or 'none'}"
        )

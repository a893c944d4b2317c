"""Counts what a bare DBC says of a log's frames: for a replay without a car."""

from pathlib import Path
from typing import Any

from headunit.vehicle.cantools_dbc import load_dbc
from headunit.vehicle.dbc_codec import RawCodec
from headunit.vehicle.ports import DecodeError, Frame


class Census:
    """Per message of the DBC: how many frames, and the range of each signal. Raises HeadunitError for a bad file."""

    def __init__(self, dbc: Path) -> None:
        self._codec = RawCodec(load_dbc(dbc))
        self._messages: dict[str, dict[str, Any]] = {}

    def count(self, frame: Frame) -> None:
        """Take one frame."""
        try:
            decoded = self._codec.decode(frame)
        except DecodeError:
            return
        if decoded is None:
            return
        entry = self._messages.setdefault(decoded.message, {"frames": 0, "signals": {}})
        entry["frames"] += 1
        for name, value in decoded.signals.items():
            signal = entry["signals"].setdefault(name, {})
            signal["last"] = value
            if not isinstance(value, str):
                signal["min"] = min(value, signal.get("min", value))
                signal["max"] = max(value, signal.get("max", value))

    def content(self) -> dict[str, Any]:
        """Everything counted so far, by message name."""
        return dict(sorted(self._messages.items()))

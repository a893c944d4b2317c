"""How music sounds: preset, balance and fader, from the driver to the engine, kept for the next start."""

import json
import logging
import math
from pathlib import Path
from typing import Final, override

from headunit.kernel.board import Board
from headunit.kernel.kept_file import KeptFile
from headunit.music.ports import Player, Tone
from headunit.music.presets import PRESETS
from headunit.music.state import ToneState

log = logging.getLogger(__name__)

#: From so many loudspeakers on there are some in front and some behind.
FADED_FROM: Final = 4


class ToneDesk(Tone):
    """`file`: None keeps nothing. Qt's thread."""

    def __init__(self, board: Board, file: Path | None) -> None:
        self._board = board
        self._player: Player | None = None
        self._file = None if file is None else KeptFile(file)
        self._state = ToneState() if file is None else _loaded(file)
        board.publish(self._state)

    def use(self, player: Player, channels: int) -> None:
        """Shape this engine's sound, for so many loudspeakers."""
        self._player = player
        self._show(ToneState(self._state.preset, self._state.balance, self._state.fader, channels >= FADED_FROM))
        self._equalise()
        self._place()

    @override
    def preset(self, name: str) -> None:
        if name in PRESETS and name != self._state.preset:
            self._show(ToneState(name, self._state.balance, self._state.fader, self._state.faded))
            self._equalise()
            self._keep()

    @override
    def place(self, balance: float, fader: float) -> None:
        balance, fader = (min(1.0, max(-1.0, one)) for one in (balance, fader))
        if (balance, fader) != (self._state.balance, self._state.fader):
            self._show(ToneState(self._state.preset, balance, fader, self._state.faded))
            self._place()
            self._keep()

    def _show(self, state: ToneState) -> None:
        self._state = state
        self._board.publish(state)

    def _equalise(self) -> None:
        if self._player is not None:
            self._player.equalise(PRESETS[self._state.preset])

    def _place(self) -> None:
        if self._player is not None:
            self._player.balance(self._state.balance, self._state.fader)

    def _keep(self) -> None:
        if self._file is not None:
            state = self._state
            content = {"preset": state.preset, "balance": state.balance, "fader": state.fader}
            self._file.save(lambda: json.dumps(content).encode())

    def end(self) -> None:
        """Wait until it is on the disk."""
        if self._file is not None:
            self._file.end()


def _loaded(file: Path) -> ToneState:
    try:
        content = json.loads(file.read_text("utf-8"))
        balance, fader = float(content["balance"]), float(content["fader"])
        if content["preset"] in PRESETS and math.isfinite(balance) and math.isfinite(fader):
            return ToneState(content["preset"], min(1.0, max(-1.0, balance)), min(1.0, max(-1.0, fader)))
    except FileNotFoundError:
        pass
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        log.warning("the tone before the restart cannot be read: %s", error)
    return ToneState()

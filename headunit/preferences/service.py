"""Changes a choice, keeps it, and tells the house. Does not know how choices are shown or stored."""

import dataclasses
import logging

from headunit.kernel.board import Board
from headunit.preferences import state
from headunit.preferences.ports import PreferenceStore
from headunit.preferences.state import Preferences

log = logging.getLogger(__name__)

CHOICES: dict[str, tuple[str, ...]] = {
    "theme": state.THEMES,
    "language": state.LANGUAGES,
    "distance": state.DISTANCES,
    "temperature": state.TEMPERATURES,
    "pressure": state.PRESSURES,
    "drive": state.SIDES,
    "cameras": state.CAMERAS,
    "map": state.MAPS,
}


class PreferenceService:
    """The one owner of the choices."""

    def __init__(self, board: Board, store: PreferenceStore | None, start: Preferences) -> None:
        self._board, self._store, self._now = board, store, start
        board.publish(start)

    def choose(self, name: str, value: str) -> None:
        """Set one choice. Raises ValueError for a name or value that is not in CHOICES."""
        if value not in CHOICES.get(name, ()):
            raise ValueError(f"no such choice: {name} = {value!r}")
        self._now = dataclasses.replace(self._now, **{name: value})
        self._board.publish(self._now)
        if self._store is not None:
            try:
                self._store.save(self._now)
            except OSError as error:
                log.error("the choice holds until the next start only: %s", error)  # noqa: TRY400  one line is enough

"""Radio, podcasts and music servers, put together for a house: imported and opened beside the first picture.

In virtual time there are none: nothing waits for a network.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from headunit.app import House
from headunit.app.record_shelf import TITLE, RecordShelf
from headunit.kernel.link import Link
from headunit.kernel.supervision import IoThread
from headunit.music.browser import LIBRARY
from headunit.music.ports import Collections, Streams
from headunit.settings import Settings

if TYPE_CHECKING:
    from headunit.music.sources import Ground

_LIBRARY_ICON: Final = "music-box-multiple"


def ground_of(settings: Settings, name: str) -> "Ground":
    """Where a source keeps what it has, as the head unit has it."""
    from headunit.kernel.clock import SystemClock  # noqa: PLC0415
    from headunit.music.sources import Ground  # noqa: PLC0415

    kept = _kept(settings)
    return Ground(kept / name, settings.file.parent, kept / "cache" / name, SystemClock())


def _kept(settings: Settings) -> Path:
    return settings.music / "sources"


class SourceShelf:
    """One for each house."""

    def __init__(self, house: House, records: RecordShelf, settings: Settings) -> None:
        self._house, self._records = house, records
        self._kept, self._config = _kept(settings), settings.file.parent

    def links(self, io: IoThread) -> Iterator[Link]:
        """On the opening thread: the sources, and the relay that their tracks are played through."""
        from headunit.music.sources_desk import TOPIC, SourcesDesk  # noqa: PLC0415  not before the first picture

        house, browser = self._house, self._records.browser
        desk = SourcesDesk(
            house.board,
            house.inbox,
            house.clock,
            data=self._kept,
            config=self._config,
            cache=self._kept / "cache",
            changed=browser.again,
        )
        desk.put(LIBRARY, TITLE, _LIBRARY_ICON)
        for name, title in desk.titles.items():
            self._records.add(name, title, desk.sources[name])
        house.hear(TOPIC, desk.take)
        house.offer(Streams, desk)
        house.offer(Collections, desk)
        desk.serve(io)
        yield desk

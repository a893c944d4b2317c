"""Radio, podcasts and music servers, put together for a house. All of it is imported and opened beside the first picture.

In virtual time there are none: nothing waits for a network.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from headunit.app import House
from headunit.app.record_shelf import TITLE, RecordShelf
from headunit.kernel.link import Link
from headunit.kernel.supervision import IoThread
from headunit.music.browser import LIBRARY
from headunit.music.ports import Collections, Streams

_LIBRARY_ICON: Final = "music-box-multiple"


class SourceShelf:
    """One for each house. `kept`: what is subscribed and kept for the road. `config`: the owner's accounts."""

    def __init__(self, house: House, records: RecordShelf, kept: Path, config: Path) -> None:
        self._house, self._records, self._kept, self._config = house, records, kept, config

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

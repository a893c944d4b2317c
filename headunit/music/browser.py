"""Looking through all sources: questions on threads, answers on the board, the newest question wins.

Knows a source as a Source and the player as a MusicDesk. Qt's thread, but for what the sources do.
"""

import collections
import dataclasses
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, override

from headunit.kernel.board import Board
from headunit.kernel.errors import HeadunitError
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.lane import Lane
from headunit.music.ports import Browser, LastKnownError, MusicDesk, Source
from headunit.music.state import Item, Listing, Lyrics, Medium, MusicState, Shelf, Track

log = logging.getLogger(__name__)

LIBRARY: Final = "library"
#: Who knows stations by their addresses.
RADIO: Final = "radio"
_DEFECT: Final = QT_TRANSLATE_NOOP("music", "This cannot be shown: see the log")
#: One cannot lose one's way back beyond this.
_DEEPEST: Final = 40


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one is. `key`: "" is the top. `text`: of a search, then `key` is of no account."""

    source: str
    key: str = ""
    title: str = ""
    text: str = ""


class SourceBrowser(Browser):
    """`desk`: asked for anew each time. `wake`: called on a source's thread when `flush` has something to do.

    `shelf_titles`: key of a shelf -> its name. `lyrics`: reads the words of a track; on the library's thread.
    """

    def __init__(
        self,
        board: Board,
        wake: Callable[[], None],
        desk: Callable[[], MusicDesk | None],
        shelf_titles: dict[str, str],
        lyrics: Callable[[str], Lyrics],
        *,
        at_once: bool = False,
    ) -> None:
        self._board, self._wake, self._desk, self._at_once = board, wake, desk, at_once
        self._shelf_titles, self._lyrics_of = shelf_titles, lyrics
        self._sources: dict[str, Source] = {}
        self._titles: dict[str, str] = {}
        self._lanes: dict[str, Lane] = {}
        self._answers: collections.deque[Callable[[], None]] = collections.deque()
        self._way: list[_Place] = []
        self._asked = 0
        self._lyrics_uri = ""
        board.watch(MusicState, self._follow)

    def add(self, name: str, title: str, source: Source) -> None:
        """One more source; of the same name, it takes the place of the older."""
        self._sources[name], self._titles[name] = source, title
        self._lanes.setdefault(name, Lane(f"music {name}", at_once=self._at_once))

    @override
    def open(self, source: str, key: str = "") -> None:
        if not key or not self._way or self._way[0].source != source:
            self._way = [_Place(source, title=self._titles.get(source, source))]
        if key:
            listing = self._board.latest(Listing)
            items = () if listing is None else listing.items
            title = next((item.title for item in items if item.key == key), self._shelf_titles.get(key, key))
            if len(self._way) < _DEEPEST and self._way[-1].key != key:
                self._way.append(_Place(source, key, title))
        self._ask()

    @override
    def shelf(self, shelf: Shelf) -> None:
        self._way = []
        self.open(LIBRARY, shelf.value)

    @override
    def search(self, source: str, text: str) -> None:
        self._way = [_Place(source, title=self._titles.get(source, source))]
        if text.strip():
            self._way.append(_Place(source, "", text, text))
        self._ask()

    @override
    def back(self) -> None:
        if len(self._way) > 1:
            self._way.pop()
            self._ask()

    def again(self, source: str) -> None:
        """What a source holds has changed: whoever looks at it sees it."""
        if self._way and self._way[-1].source == source:
            self._ask(quietly=True)

    def _ask(self, *, quietly: bool = False) -> None:
        place = self._way[-1]
        self._asked += 1
        number, path = self._asked, tuple(one.title for one in self._way)
        source = self._sources.get(place.source)
        asked = place.text or place.key
        if source is None:
            self._board.publish(
                Listing(place.source, asked, path, fault=QT_TRANSLATE_NOOP("music", "There is no such source"))
            )
            return
        listing = self._board.latest(Listing) or Listing()
        if not quietly:
            # What was there stays until the answer comes, in the same source: a blink at each letter is no news.
            items = listing.items if listing.source == place.source and place.text else ()
            self._board.publish(Listing(place.source, asked, path, items, pending=True))

        def job() -> None:
            items, fault = _answer(lambda: _looked(source, place))
            self._reply(lambda: self._show(number, Listing(place.source, asked, path, items, fault=fault)))

        self._lanes[place.source].put(job)

    def _show(self, number: int, listing: Listing) -> None:
        if number == self._asked and listing != self._board.latest(Listing):
            self._board.publish(listing)

    def _reply(self, answer: Callable[[], None]) -> None:
        self._answers.append(answer)
        self._wake()

    @override
    def play(self, item: Item) -> None:
        listing = self._board.latest(Listing) or Listing()
        if item.track is not None:
            around = [one for one in listing.items if one.track is not None and not one.absent]
            start = next((at for at, one in enumerate(around) if one.key == item.key), None)
            if start is None:
                around, start = [item], 0
            self._play(tuple(one.track for one in around if one.track is not None), start, listing.source)
            return
        self._play_inside(listing.source, item.key)

    @override
    def play_named(self, track: Track) -> None:
        name, key = (LIBRARY, f"uri:{track.uri}") if track.medium is Medium.FILE else (RADIO, track.uri)
        self._play_inside(name, key, (track,))

    def _play_inside(self, name: str, key: str, otherwise: tuple[Track, ...] = ()) -> None:
        source = self._sources.get(name)
        if source is None:
            self._play(otherwise, 0, name)
            return

        def job() -> None:
            tracks: tuple[Track, ...] = ()
            fault = ""
            try:
                tracks = tuple(source.tracks(key))
            except LastKnownError as known:
                tracks, fault = known.tracks, str(known)
            except HeadunitError as error:
                fault = str(error)
            except Exception:
                log.exception("a source failed in a way that its author did not foresee")
                fault = _DEFECT
            self._reply(lambda: self._play(tracks or otherwise, 0, name, fault))

        self._lanes[name].put(job, keep=True)

    def _play(self, tracks: tuple[Track, ...], start: int, source: str, fault: str = "") -> None:
        desk = self._desk()
        if tracks and desk is not None:
            desk.play(tracks, start, source)
        elif fault:
            listing = self._board.latest(Listing) or Listing()
            self._board.publish(dataclasses.replace(listing, fault=fault))

    def _follow(self, music: MusicState) -> None:
        """Another track: its words."""
        uri = "" if music.track is None else music.track.uri
        if uri == self._lyrics_uri:
            return
        self._lyrics_uri = uri
        if not uri.startswith("file:") or LIBRARY not in self._lanes:
            self._board.publish(Lyrics(uri))
            return

        def job() -> None:
            try:
                words = self._lyrics_of(uri)
            except Exception:  # a defect of ours must not end the library's thread
                log.exception("lyrics failed in a way that their author did not foresee")
                words = Lyrics(uri)
            self._reply(lambda: self._sing(words))

        self._lanes[LIBRARY].put(job, keep=True)

    def _sing(self, words: Lyrics) -> None:
        if words.uri == self._lyrics_uri:
            self._board.publish(words)

    def flush(self) -> None:
        """Bring the answers."""
        while self._answers:
            self._answers.popleft()()

    def tick(self) -> None:
        """Nothing: answers wake."""

    def end(self) -> None:
        """Ask no more."""
        for lane in self._lanes.values():
            lane.end()


def _looked(source: Source, place: _Place) -> list[Item]:
    if place.text:
        return source.search(place.text)
    return source.open(place.key) if place.key else source.top()


def _answer(ask: Callable[[], list[Item]]) -> tuple[tuple[Item, ...], str]:
    try:
        return tuple(ask()), ""
    except LastKnownError as known:
        return known.items, str(known)
    except HeadunitError as error:
        return (), str(error)
    except Exception:
        log.exception("a source failed in a way that its author did not foresee")
        return (), _DEFECT

"""The podcasts as a source: feeds asked for what is new, episodes brought onto this computer."""

import contextlib
import logging
from pathlib import Path
from typing import Final, override
from urllib.parse import urlsplit

from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError, UsageError
from headunit.kernel.kept_file import replace_file
from headunit.kernel.text.folding import fold
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music import opml
from headunit.music.library.sorting import letter, sort_key
from headunit.music.ports import LastKnownError
from headunit.music.sources import Relayed, Stocked
from headunit.music.sources.podcasts import feed as feeds
from headunit.music.sources.podcasts.store import Kept, Show, Store
from headunit.music.state import Item, Medium, Track
from headunit.music.streaming.file_stream import Upstream
from headunit.music.streaming.web import Unreachable, Work, download, get, is_web

log = logging.getLogger(__name__)

_SCHEME: Final = "podcast:"
_FEED_BYTES: Final = 30_000_000
_PICTURE_BYTES: Final = 4_000_000
_LIST_BYTES: Final = 5_000_000
#: An episode larger than this is not kept, and all that are kept take no more than that.
_EPISODE_BYTES: Final = 1_000_000_000
_ALL_BYTES: Final = 8_000_000_000
#: Of a whole podcast so many of the newest that were not heard are kept.
_NEWEST: Final = 5
_SHELF: Final = 60
#: Who leaves so near the end has heard it (s).
_END_S: Final = 30.0
#: Names that stand for http in addresses of feeds.
_FEED_SCHEMES: Final = ("feed:", "pcast:", "podcast:", "itpc:", "itms-podcast:")


class PodcastSource(Stocked, Relayed):
    """`data`: subscriptions and kept episodes. `cache`: pictures."""

    fault = ""

    def __init__(self, data: Path, cache: Path, clock: Clock) -> None:
        self._store = Store(data)
        self._folder, self._cache, self._clock = data / "episodes", cache, clock

    # What one sees

    @override
    def top(self) -> list[Item]:
        shows = self._store.shows()
        fresh = len(self._store.episodes("played = 0", (), _SHELF))
        first = [Item("fresh", QT_TRANSLATE_NOOP("music", "New episodes"), count=fresh)] if fresh else []
        kept = self._store.episodes("kept != ''")
        first += [Item("kept", QT_TRANSLATE_NOOP("music", "On this device"), count=len(kept))] if kept else []
        here = {one.show for one in kept}
        items = first + [self._show_item(show, kept=show.id in here) for show in shows]
        faults = [show.fault for show in shows if show.fault]
        if shows and len(faults) == len(shows):
            raise LastKnownError(faults[0], tuple(items))
        return items

    def _show_item(self, show: Show, *, kept: bool) -> Item:
        return Item(
            f"show:{show.id}",
            show.title,
            show.fault or show.author,
            letter(sort_key(show.title)),
            show.fresh,
            self._picture(show.id),
            kept=kept,
            keepable=True,
        )

    @override
    def open(self, key: str) -> list[Item]:
        return [self._episode_item(one) for one in self._inside(key)]

    def _inside(self, key: str) -> list[Kept]:
        kind, _, id_ = key.partition(":")
        if kind == "show":
            return self._store.episodes("show.id = ?", (id_,))
        if kind == "episode":
            return [self._store.episode(id_)]
        if key == "kept":
            return self._store.episodes("kept != ''")
        return self._store.episodes("played = 0", (), _SHELF)

    def _episode_item(self, one: Kept) -> Item:
        track = self._track(one)
        length = one.episode.duration_s
        share = min(1.0, one.position_s / length) if length else 0.0
        return Item(
            f"episode:{one.episode.id}",
            track.title,
            one.show_title,
            letter(track.sort_key),
            1,
            track.cover,
            track,
            playable=True,
            kept=bool(one.kept),
            progress=1.0 if one.played and not one.position_s else share,
            keepable=True,
        )

    def _track(self, one: Kept) -> Track:
        return Track(
            _SCHEME + one.episode.id,
            one.episode.title,
            artist=one.show_title,
            album=one.show_title,
            duration_s=one.episode.duration_s,
            cover=self._picture(one.show),
            medium=Medium.EPISODE,
            sort_key=sort_key(one.episode.title),
        )

    def _picture(self, show: str) -> Path | None:
        file = self._cache / show
        return file if file.exists() else None

    @override
    def search(self, text: str) -> list[Item]:
        wanted = fold(text).split()
        if not wanted:
            return []

        def fits(said: str) -> bool:
            folded = fold(said)
            return all(word in folded for word in wanted)

        here = {one.show for one in self._store.episodes("kept != ''")}
        shows = [
            self._show_item(show, kept=show.id in here)
            for show in self._store.shows()
            if fits(f"{show.title} {show.author}")
        ]
        found = [one for one in self._store.episodes() if fits(f"{one.episode.title} {one.show_title}")]
        return shows + [self._episode_item(one) for one in found[: 2 * _SHELF]]

    @override
    def tracks(self, key: str) -> list[Track]:
        return [self._track(one) for one in self._inside(key)]

    # What is played

    @override
    def locate(self, uri: str) -> Path | Upstream:
        one = self._store.episode(uri.removeprefix(_SCHEME))
        file = self._folder / one.kept
        return file if one.kept and file.exists() else Upstream(one.episode.url)

    @override
    def start_s(self, uri: str) -> float:
        return self._store.positions.get(uri.removeprefix(_SCHEME), 0.0)

    @override
    def heard(self, uri: str, position_s: float, finished: bool) -> None:
        one = self._store.episode(uri.removeprefix(_SCHEME))
        length = one.episode.duration_s
        over = finished or (length is not None and length > 2 * _END_S and position_s > length - _END_S)
        self._store.heard(one.episode.id, position_s, played=over)

    # What a driver puts in

    @override
    def add(self, text: str, work: Work) -> None:
        text = text.strip()
        for scheme in _FEED_SCHEMES:
            if text.lower().startswith(scheme):
                rest = text[len(scheme) :]
                text = rest if is_web(rest) else "https:" + rest
        if is_web(text):
            self._subscribe(text, "", work)
            return
        try:
            with Path(text).expanduser().open("rb") as file:
                outlines = opml.read(file.read(_LIST_BYTES))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise HeadunitError(f"{text[:100]} is no http(s) address and no OPML file: {reason}") from error
        for outline in outlines:
            self._store.subscribe(outline.url, outline.title)
        self.refresh(work)

    def _subscribe(self, url: str, title: str, work: Work) -> None:
        """One feed. Known at once where it is one, or where nobody answers; a page leads to its feed."""
        try:
            answer = get(url, _FEED_BYTES, ending=work.ending)
        except Unreachable as error:
            show = self._store.subscribe(url, title or urlsplit(url).hostname or url)
            self._store.blame(show, str(error))
            raise
        assert answer is not None, "no validators, so no 304"
        try:
            found = feeds.parse(answer.data, url, answer.url)
        except HeadunitError:
            address = feeds.found_in_page(answer.data, answer.url)
            if address is None or address == url:
                raise
            answer = get(address, _FEED_BYTES, ending=work.ending)
            assert answer is not None
            found, url = feeds.parse(answer.data, address, answer.url), address
        show = self._store.subscribe(url, found.title)
        self._store.take(show, found, answer.validators)
        self._fetch_picture(show, found.image, work)

    def _fetch_picture(self, show: str, address: str, work: Work) -> None:
        if not address or self._picture(show) is not None:
            return
        with contextlib.suppress(HeadunitError, OSError):
            answer = get(address, _PICTURE_BYTES, ending=work.ending)
            if answer is not None and answer.media_type.startswith("image/"):
                replace_file(self._cache / show, answer.data)

    @override
    def refresh(self, work: Work) -> None:
        shows = self._store.shows()
        faults = []
        for number, show in enumerate(shows):
            try:
                self._refresh(show, work)
            except HeadunitError as error:
                faults.append(f"{show.title}: {error}")
                self._store.blame(show.id, str(error))
            work.progress((number + 1) / len(shows))
            if work.ending():
                return
        if faults:
            more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
            raise HeadunitError(faults[0] + more)

    def _refresh(self, show: Show, work: Work) -> None:
        answer = get(show.url, _FEED_BYTES, show.validators, work.ending)
        if answer is None:
            self._store.blame(show.id, "")
            return
        found = feeds.parse(answer.data, show.url, answer.url)
        self._store.take(show.id, found, answer.validators)
        self._fetch_picture(show.id, found.image, work)

    @override
    def remove(self, key: str) -> None:
        kind, _, id_ = key.partition(":")
        if kind != "show":
            raise UsageError("only a podcast can be removed")
        for one in self._inside(key):
            self._drop(one)
        self._store.unsubscribe(id_)
        (self._cache / id_).unlink(missing_ok=True)

    @override
    def mark(self, key: str, heard: bool) -> None:
        kind, _, id_ = key.partition(":")
        if kind not in {"show", "episode"}:
            raise UsageError("mark a podcast or an episode")
        self._store.mark("show" if kind == "show" else "id", id_, played=heard)

    @override
    def export(self, file: Path) -> None:
        if file.suffix.lower() not in {".opml", ".xml"}:
            raise UsageError(f"podcasts are written as .opml, not as {file.name}")
        try:
            replace_file(file, self._store.export())
        except OSError as error:
            raise HeadunitError(f"{file} cannot be written: {error.strerror}") from error

    @override
    def keep(self, key: str, kept: bool, work: Work) -> None:
        inside = self._inside(key)
        if not kept:
            for one in inside:
                self._drop(one)
            return
        wanted = [one for one in inside if not one.kept]
        if not key.startswith("episode:"):
            wanted = [one for one in wanted if not one.played][:_NEWEST]
        for number, one in enumerate(wanted):

            def tell(share: float, number: int = number) -> None:
                work.progress((number + share) / len(wanted))

            self._fetch(one, Work(tell, work.ending))

    def _fetch(self, one: Kept, work: Work) -> None:
        self._make_room(one.episode.size or 0)
        end = Path(urlsplit(one.episode.url).path).suffix[:6].lower() or ".mp3"
        file = self._folder / f"{one.episode.id}{end if end[1:].isalnum() else '.mp3'}"
        try:
            download(one.episode.url, file, _EPISODE_BYTES, work)
        except OSError as error:
            raise HeadunitError(f"{file} cannot be written: {error.strerror}") from error
        self._store.keep(one.episode.id, file.name)

    def _make_room(self, size: int) -> None:
        """What was heard goes first, the oldest of it; what was not heard stays. Raises HeadunitError."""
        there = self._store.episodes("kept != ''")
        taken = size
        for one in there:
            with contextlib.suppress(OSError):
                taken += (self._folder / one.kept).stat().st_size
        for one in reversed(there):
            if taken > _ALL_BYTES and one.played:
                with contextlib.suppress(OSError):
                    taken -= (self._folder / one.kept).stat().st_size
                self._drop(one)
        if taken > _ALL_BYTES:
            raise HeadunitError(f"kept episodes fill {_ALL_BYTES / 1e9:g} GB: remove some first")

    def _drop(self, one: Kept) -> None:
        if one.kept:
            self._store.keep(one.episode.id, "")
            (self._folder / one.kept).unlink(missing_ok=True)

    @property
    @override
    def files(self) -> tuple[Path, ...]:
        return (self._store.list_file,)

    @override
    def close(self) -> None:
        self._store.close()

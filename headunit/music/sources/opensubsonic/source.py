"""A music server as a source. What it said last is shown where it does not answer; what was pinned is played then."""

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final, override

from headunit.kernel.clock import Clock
from headunit.kernel.errors import HeadunitError, UsageError
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.ports import LastKnownError
from headunit.music.sources import Relayed, Stocked
from headunit.music.sources.opensubsonic import account as accounts
from headunit.music.sources.opensubsonic.account import Account
from headunit.music.sources.opensubsonic.answers import SCHEME, listed, rows, song_item, songs, text
from headunit.music.sources.opensubsonic.client import Client, Json
from headunit.music.sources.opensubsonic.covers import CoverShelf
from headunit.music.sources.opensubsonic.memory import Memory
from headunit.music.sources.opensubsonic.pins import Pins
from headunit.music.sources.opensubsonic.scrobbles import Scrobbles
from headunit.music.state import Item, Track
from headunit.music.streaming.file_stream import Upstream
from headunit.music.streaming.web import Unreachable, Work

#: What is removed to know the server no more.
ACCOUNT: Final = "account"
_PAGE: Final = 500
_MOST_ALBUMS: Final = 10_000
_SHELF: Final = 100
_MIX: Final = 100
_MISSING: Final = QT_TRANSLATE_NOOP("music", "No music server yet")
#: What the top holds: key and title.
_TOP: Final = (
    ("artists", QT_TRANSLATE_NOOP("music", "Artists")),
    ("albums", QT_TRANSLATE_NOOP("music", "Albums")),
    ("playlists", QT_TRANSLATE_NOOP("music", "Playlists")),
    ("starred", QT_TRANSLATE_NOOP("music", "Starred")),
    ("newest", QT_TRANSLATE_NOOP("music", "Recently added")),
    ("random", QT_TRANSLATE_NOOP("music", "Random albums")),
    ("mix", QT_TRANSLATE_NOOP("music", "Random songs")),
)


class OpenSubsonicSource(Stocked, Relayed):
    """`file`: the account. `data`: what is kept for the road. `cache`: covers and what was said last."""

    def __init__(self, file: Path, data: Path, cache: Path, clock: Clock) -> None:
        self._file, self._cache = file, cache
        self._memory, self._pins = Memory(cache / "answers"), Pins(data)
        self._scrobbles = Scrobbles(data / "scrobbles.json", clock)
        self._client: Client | None = None
        self._shelf: CoverShelf | None = None
        self._known: dict[str, Track] = {}
        self._wrong = ""
        self._load()

    def _load(self) -> None:
        self._wrong, account = "", None
        try:
            account = accounts.load(self._file)
        except HeadunitError as error:
            self._wrong = str(error)
        if account is None:
            self.close()
            self._client = self._shelf = None
        elif self._client is None or self._client.account != account:
            self._use(account)

    def _use(self, account: Account) -> None:
        self.close()
        self._wrong = ""
        self._client = Client(account)
        self._shelf = CoverShelf(self._client, self._cache / "covers")

    @property
    @override
    def fault(self) -> str:
        """Why there is nothing."""
        return self._wrong or ("" if self._client else _MISSING)

    def _server(self) -> Client:
        if self._client is None:
            raise HeadunitError(self.fault)
        return self._client

    def _cover(self, cover: str) -> Path | None:
        return None if self._shelf is None else self._shelf.file(cover)

    # What one sees

    @override
    def top(self) -> list[Item]:
        if self._client is None:
            return []
        kept = self._pins.all()
        here = [Item("kept", QT_TRANSLATE_NOOP("music", "On this device"), count=len(kept))] if kept else []
        return [*here, *(Item(key, title) for key, title in _TOP)]

    @override
    def open(self, key: str) -> list[Item]:
        if key == "kept":
            return self._kept()
        shelf = {"artists": self._artists, "playlists": self._playlists, "starred": self._starred}.get(key)
        if shelf is not None:
            return self._fresh(*shelf())
        if key in {"albums", "newest", "random"}:
            return self._fresh(*self._albums(key))
        kind, _, id_ = key.partition(":")
        if kind == "artist":
            body, fault = self._ask("getArtist", id=id_)
            return self._fresh(self._rows("album", listed(body, "artist", "album")), fault)
        found, fault = self._songs(key)
        return self._fresh([song_item(track, self._pins.holds) for track in self._tracks(found)], fault)

    def _kept(self) -> list[Item]:
        items = []
        for key, row in self._pins.all().items():
            kind = key.partition(":")[0]
            if kind == "song":
                items += [song_item(track, self._pins.holds) for track in self._tracks([row])]
            else:
                items += self._rows(kind, [row])
        return items

    def _artists(self) -> tuple[list[Item], str]:
        body, fault = self._ask("getArtists")
        found = [one for index in listed(body, "artists", "index") for one in listed(index, "artist")]
        return self._rows("artist", found), fault

    def _playlists(self) -> tuple[list[Item], str]:
        body, fault = self._ask("getPlaylists")
        return self._rows("playlist", listed(body, "playlists", "playlist")), fault

    def _starred(self) -> tuple[list[Item], str]:
        body, fault = self._ask("getStarred2")
        return self._mixed(next(listed(body, "starred2"), {})), fault

    @override
    def search(self, text: str) -> list[Item]:
        if not text.strip() or self._client is None:
            return []
        body, fault = self._ask("search3", query=text, artistCount=10, albumCount=20, songCount=50)
        return self._fresh(self._mixed(next(listed(body, "searchResult3"), {})), fault)

    @override
    def tracks(self, key: str) -> list[Track]:
        kind, _, id_ = key.partition(":")
        if kind == "song" and id_ in self._known:
            return [self._known[id_]]
        try:
            found, fault = self._inside(key)
        except LastKnownError as known:
            found, fault = [], str(known)
        tracks = self._tracks(found)
        if fault:
            raise LastKnownError(fault, tracks=tuple(tracks))
        return tracks

    def _ask(self, method: str, **words: str | int) -> tuple[Json, str]:
        return self._memory.ask(self._server(), method, **words)

    def _fresh(self, items: list[Item], fault: str) -> list[Item]:
        if fault:
            raise LastKnownError(fault, tuple(items))
        return items

    def _rows(self, kind: str, found: Iterable[Json]) -> list[Item]:
        return rows(kind, found, self._cover, self._pins.holds)

    def _mixed(self, found: Json) -> list[Item]:
        return [
            *self._rows("artist", listed(found, "artist")),
            *self._rows("album", listed(found, "album")),
            *(song_item(track, self._pins.holds) for track in self._tracks(list(listed(found, "song")))),
        ]

    def _tracks(self, found: list[Json]) -> list[Track]:
        made = songs(found, self._cover)
        self._known.update((track.uri.removeprefix(SCHEME), track) for track in made)
        return made

    def _albums(self, key: str) -> tuple[list[Item], str]:
        if key != "albums":
            body, fault = self._ask("getAlbumList2", type=key, size=_SHELF)
            return self._rows("album", listed(body, "albumList2", "album")), fault
        items: list[Item] = []
        while len(items) < _MOST_ALBUMS:
            body, fault = self._ask("getAlbumList2", type="alphabeticalByName", size=_PAGE, offset=len(items))
            page = self._rows("album", listed(body, "albumList2", "album"))
            items += page
            if fault or len(page) < _PAGE:
                return items, fault
        return items, ""

    def _songs(self, key: str) -> tuple[list[Json], str]:
        """What is inside an album or a list; from what is kept where nobody answers."""
        kind, _, id_ = key.partition(":")
        asked = {"album": ("getAlbum", "album", "song"), "playlist": ("getPlaylist", "playlist", "entry")}
        try:
            if key == "mix":
                body, fault = self._ask("getRandomSongs", size=_MIX)
                return list(listed(body, "randomSongs", "song")), fault
            if kind == "song":
                body, fault = self._ask("getSong", id=id_)
                return list(listed(body, "song")), fault
            if kind not in asked:
                raise UsageError(f"no such item: {key}")
            method, name, inner = asked[kind]
            body, fault = self._ask(method, id=id_)
        except Unreachable as error:
            if kept := self._pins.songs(key):
                return kept, str(error)
            raise
        if self._shelf is not None and not fault:
            self._shelf.fetch(text(next(listed(body, name), {}), "coverArt"))
        return list(listed(body, name, inner)), fault

    def _inside(self, key: str) -> tuple[list[Json], str]:
        """All songs of an item."""
        kind, _, id_ = key.partition(":")
        if kind == "artist":
            body, fault = self._ask("getArtist", id=id_)
            albums = [f"album:{text(album, 'id')}" for album in listed(body, "artist", "album")]
        elif key in {"newest", "random", "albums"}:
            items, fault = self._albums(key)
            albums = [item.key for item in items[:_SHELF]]
        elif key == "starred":
            body, fault = self._ask("getStarred2")
            return list(listed(body, "starred2", "song")), fault
        elif key == "kept":
            return [song for pin in self._pins.all() for song in self._pins.songs(pin)], ""
        else:
            return self._songs(key)
        found: list[Json] = []
        for album in albums:
            inside, old = self._songs(album)
            found += inside
            fault = fault or old
        return found, fault

    # What is played

    @override
    def locate(self, uri: str) -> Path | Upstream:
        id_ = uri.removeprefix(SCHEME)
        return self._pins.file(id_) or Upstream(self._server().stream(id_))

    @override
    def start_s(self, uri: str) -> float:
        return 0.0

    @override
    def heard(self, uri: str, position_s: float, finished: bool) -> None:
        if self._client is None:
            return
        id_ = uri.removeprefix(SCHEME)
        known = self._known.get(id_)
        self._scrobbles.heard(
            self._client, id_, position_s, None if known is None else known.duration_s, finished=finished
        )

    # What a driver puts in

    @override
    def add(self, text: str, work: Work) -> None:
        account = accounts.parse(text.strip())
        with contextlib.suppress(Unreachable):  # in a garage it is believed
            Client(account).ask("ping")
        accounts.save(self._file, account)
        self._use(account)

    @override
    def remove(self, key: str) -> None:
        """Only "account": what was pinned goes with it."""
        if key != ACCOUNT:
            raise UsageError(f"only the {ACCOUNT} can be removed")
        for pin in self._pins.all():
            self._pins.unpin(pin)
        self._file.unlink(missing_ok=True)
        self.close()
        self._client = self._shelf = None

    @override
    def keep(self, key: str, kept: bool, work: Work) -> None:
        if not kept:
            self._pins.unpin(key)
            return
        found, fault = self._inside(key)
        if fault:
            raise Unreachable(fault)
        self._pins.pin(self._server(), key, self._row(key), found, work)

    def _row(self, key: str) -> Json:
        """What an item is called, to show it without the server."""
        kind, _, id_ = key.partition(":")
        method = {"album": "getAlbum", "playlist": "getPlaylist", "artist": "getArtist", "song": "getSong"}.get(kind)
        if method is None:
            raise UsageError("albums, artists, playlists and songs can be kept")
        body, _ = self._ask(method, id=id_)
        said = next(listed(body, kind), {})
        return {name: value for name, value in said.items() if not isinstance(value, list | dict)}

    @override
    def mark(self, key: str, heard: bool) -> None:
        raise UsageError("a music server counts by itself")

    @override
    def export(self, file: Path) -> None:
        raise UsageError("an account is not written anywhere else")

    @override
    def refresh(self, work: Work) -> None:
        client = self._server()
        client.ask("ping")
        self._scrobbles.send(client)

    @property
    @override
    def files(self) -> tuple[Path, ...]:
        return (self._file, self._pins.list_file)

    @override
    def reread(self) -> None:
        self._pins.load()
        self._load()

    @override
    def close(self) -> None:
        if self._shelf is not None:
            self._shelf.end()

"""Albums and lists of a server that are to be at hand without it: their songs as files, and what they were called."""

import contextlib
import hashlib
import json
import threading
from pathlib import Path
from typing import Final

from headunit.kernel.errors import HeadunitError
from headunit.kernel.kept_file import replace_file
from headunit.music.sources.opensubsonic.answers import listed, text
from headunit.music.sources.opensubsonic.client import Client, Json
from headunit.music.streaming.web import Work, download

_SONG_BYTES: Final = 2_000_000_000
_ALL_BYTES: Final = 30_000_000_000


class Pins:
    """`folder`: the files, and `pins.json` with what they are. Any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        #: By an item's key: its row, and the songs inside, as the server said them.
        self._pins: dict[str, Json] = {}
        self._files: dict[str, str] = {}
        self.list_file = folder / "pins.json"
        self.load()

    def load(self) -> None:
        """What the list says now; what cannot be read leaves all as it is."""
        with self._lock, contextlib.suppress(OSError, ValueError):
            said = json.loads(self.list_file.read_text("utf-8"))
            pins, files = said.get("pins"), said.get("files")
            if isinstance(pins, dict) and isinstance(files, dict):
                self._pins = {key: pin for key, pin in pins.items() if isinstance(pin, dict)}
                self._files = {str(song): str(file) for song, file in files.items()}

    def file(self, song: str) -> Path | None:
        """Where a song lies; None where it does not."""
        name = self._files.get(song)
        file = None if name is None else self._folder / name
        return file if file is not None and file.exists() else None

    def holds(self, key: str) -> bool:
        """Whether an item, or a song by its id, is here."""
        return key in self._pins or self.file(key) is not None

    def all(self) -> dict[str, Json]:
        """The rows of what was pinned, by key."""
        return {key: next(listed(pin, "row"), {}) for key, pin in dict(self._pins).items()}

    def songs(self, key: str) -> list[Json]:
        """What is inside a pinned item."""
        return list(listed(self._pins.get(key, {}), "songs"))

    def pin(self, client: Client, key: str, row: Json, songs: list[Json], work: Work) -> None:
        """Bring its songs here; what is here already is not asked for again. Raises HeadunitError."""
        with self._lock:
            self._pins[key] = {"row": row, "songs": songs}
        for number, song in enumerate(songs):
            id_ = text(song, "id")
            if id_ and self.file(id_) is None:

                def tell(share: float, number: int = number) -> None:
                    work.progress((number + share) / len(songs))

                self._fetch(client, id_, song, Work(tell, work.ending))
        self._save()

    def _fetch(self, client: Client, id_: str, song: Json, work: Work) -> None:
        if self._size() > _ALL_BYTES:
            raise HeadunitError(f"kept music fills {_ALL_BYTES / 1e9:g} GB: remove some first")
        account = client.account
        smaller = bool(account.most_kbps or account.format)
        end = (account.format or "bin") if smaller else (text(song, "suffix") or "bin")
        name = f"{hashlib.sha256(f'{account.url} {id_}'.encode()).hexdigest()[:32]}.{end if end.isalnum() else 'bin'}"

        def secret(_url: str) -> str:
            return client.stream(id_) if smaller else client.address("download", {"id": id_})

        try:
            # What is written beside it names the song, never the address with its secret.
            download(f"{account.url}#{id_}", self._folder / name, _SONG_BYTES, work, secret)
        except OSError as error:
            raise HeadunitError(f"{self._folder} cannot be written: {error.strerror}") from error
        with self._lock:
            self._files[id_] = name
        self._save()

    def _size(self) -> int:
        taken = 0
        with contextlib.suppress(OSError):
            for file in self._folder.iterdir():
                with contextlib.suppress(OSError):
                    taken += file.stat().st_size
        return taken

    def unpin(self, key: str) -> None:
        """Let it go, and the files that nothing else needs."""
        with self._lock:
            self._pins.pop(key, None)
            needed = {text(song, "id") for pin in self._pins.values() for song in listed(pin, "songs")}
            gone = {song: name for song, name in self._files.items() if song not in needed}
            for song, name in gone.items():
                del self._files[song]
                with contextlib.suppress(OSError):
                    (self._folder / name).unlink(missing_ok=True)
        self._save()

    def _save(self) -> None:
        with self._lock:
            content = json.dumps({"pins": self._pins, "files": self._files}).encode()
            try:
                replace_file(self.list_file, content)
            except OSError as error:
                raise HeadunitError(f"{self._folder} cannot be written: {error.strerror}") from error

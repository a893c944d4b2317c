"""The mirror, put together for a house: what the car tells, to which hub, who is paired, and what commands come to."""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

import headunit
from headunit.app import House
from headunit.app.mirror_effects import MirrorEffects
from headunit.app.own_hub import PORT, OwnHub
from headunit.cloud.car_key import KEYRING, CarKeyError, load_key, load_keyring
from headunit.cloud.desk import ARRIVED, MirrorDesk, privacy_of
from headunit.cloud.ports import Mirror
from headunit.cloud.post_room import PostRoom
from headunit.cloud.state import Privacy
from headunit.kernel.kept_file import KeptFile
from headunit.kernel.link import Link, Links
from headunit.kernel.supervision import IoThread
from headunit.mirror.frames import Envelope
from headunit.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

PRIVACY = "privacy.json"
_WAITING = "cloud.waiting"
_INTERRUPTED = "cloud.interrupted"
#: Rows that wait are counted so often (ticks).
_COUNT_EVERY = 10


class MirrorRoom:
    """One for each house; made on Qt's thread. `port`: of a hub of its own. Raises CarKeyError where the car can have
    no key."""

    def __init__(self, house: House, settings: Settings, *, title: str, port: int = PORT) -> None:
        folder = settings.cloud
        self._house, self._settings = house, settings
        self._key = load_key(folder)
        keyring = load_keyring(folder, self._key.public_key().public_bytes_raw())
        self._post = PostRoom(folder, lambda: house.clock.local().timestamp())
        self._own = OwnHub(settings.hub, port) if not settings.hub_address else None
        self._effects = MirrorEffects(house)
        self._files = (KeptFile(folder / KEYRING), KeptFile(folder / PRIVACY))
        self._desk = MirrorDesk(
            house.clock,
            house.board,
            self._key,
            keyring,
            _privacy(folder / PRIVACY),
            self._post,
            lambda: self._effects,
            lambda: self.page,
            {"name": title, "model": title, "software": headunit.__version__},
            *self._files,
        )
        self._ticks = 0
        self._post.arrived = lambda envelope: house.inbox.post_event(ARRIVED, envelope)
        house.offer(Mirror, self._desk)
        house.hear(ARRIVED, self._on_arrived)
        house.hear(_INTERRUPTED, self._on_interrupted)
        house.hear(_WAITING, self._on_waiting)
        house.board.watch(Links, self._on_links)
        self._post.open().add_done_callback(lambda done: house.inbox.post_event(_INTERRUPTED, done.result()))
        house.join(self)

    @property
    def page(self) -> str:
        """Where a browser finds the hub; "" none."""
        if self._own is not None:
            return self._own.page
        address = self._settings.hub_address
        return "" if address == "off" else address.replace("ws", "http", 1)

    def _address(self) -> str:
        return "" if not self.page else self.page.replace("http", "ws", 1)

    def _code(self) -> str:
        return self._own.code if self._own is not None else self._settings.hub_code

    def links(self, io: IoThread) -> Iterator[Link]:
        """The hub of this computer, where no other is named, and the line to whichever it is."""
        if self._settings.hub_address == "off":
            return
        from headunit.cloud.websockets_uplink import WebsocketsUplink  # noqa: PLC0415  not before the first picture

        house = self._house
        if self._own is not None:
            yield self._own
        yield WebsocketsUplink(io, house.clock, house.inbox, self._post, self._key, self._address, self._code)

    def _on_arrived(self, envelope: object) -> None:
        if isinstance(envelope, Envelope):
            self._desk.on_arrived(envelope)

    def _on_interrupted(self, names: object) -> None:
        if isinstance(names, list):
            self._desk.on_interrupted(names)

    def _on_waiting(self, told: object) -> None:
        if isinstance(told, tuple):
            self._desk.on_waiting(*told)

    def _on_links(self, links: Links) -> None:
        for report in links.reports:
            if report.kind == "hub":
                self._desk.on_link(report)

    def flush(self) -> None:
        """Nothing waits here."""

    def tick(self) -> None:
        """Ten times a second."""
        self._effects.tick()
        self._desk.tick()
        self._ticks += 1
        if self._ticks % _COUNT_EVERY == 0:
            self._post.waiting(lambda *told: self._house.inbox.post(_WAITING, told))

    def end(self) -> None:
        """What is to be told is on the disk."""
        self._post.close()
        for file in self._files:
            file.end()


def _privacy(file: "Path") -> Privacy:
    """What may leave the car; nothing where nobody has chosen yet."""
    try:
        return privacy_of(file.read_bytes())
    except FileNotFoundError:
        return Privacy()
    except (OSError, ValueError) as error:
        log.error("%s: %s: nothing leaves the car", file.name, error)  # noqa: TRY400  a line will do
        return Privacy()


class NoMirror:
    """Where the car can have no key: it drives all the same."""

    def links(self, _io: IoThread) -> Iterator[Link]:
        """None."""
        return iter(())


def furnish_mirror(house: House, settings: Settings, title: str) -> MirrorRoom | NoMirror:
    """Give a house its mirror; none, with a line in the log, where its key cannot be kept."""
    try:
        return MirrorRoom(house, settings, title=title)
    except CarKeyError as error:
        log.error("%s", error)  # noqa: TRY400  a line will do
        return NoMirror()

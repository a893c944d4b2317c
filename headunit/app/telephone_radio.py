"""The phones themselves, put together for a house: the car's radio, which phones it knows, what they play.

Part of the telephone, which brings what comes under the topics that several desks hear.
"""

import threading
from collections.abc import Iterator

from headunit.app import House
from headunit.kernel.link import Link
from headunit.kernel.supervision import IoThread
from headunit.phone.devices import DevicesDesk
from headunit.phone.known_phones import KnownPhones, erase, folder_of
from headunit.phone.ports import (
    RADIO_TOPIC,
    Answer,
    BookDoor,
    Devices,
    MediaDoor,
    Radio,
    RadioNews,
    TelephonyNews,
    TextDoor,
)
from headunit.phone.state import DevicesState
from headunit.settings import Settings


class TelephoneRadio:
    """One for each telephone. `virtual`: nothing is kept."""

    def __init__(self, house: House, settings: Settings, *, virtual: bool = False) -> None:
        self._house, self._settings = house, settings
        self._folder = None if virtual else settings.phones
        self._known = KnownPhones(self._folder)
        self._followed = ""
        self._desk = DevicesDesk(
            house.clock,
            house.board,
            radio=lambda: house.port(Radio),
            remembered=self._known.load(),
            keep=self._known.save,
            erase=self._erase,
        )
        house.offer(Devices, self._desk)
        house.hear(RADIO_TOPIC, self._on_radio)

    def links(self, io: IoThread) -> Iterator[Link]:
        """bluetoothd, where it is."""
        from headunit.phone.bluez_link import BluezLink  # noqa: PLC0415  not before the first picture
        from headunit.phone.bluez_media import BluezMedia  # noqa: PLC0415
        from headunit.phone.bluez_radio import BluezRadio  # noqa: PLC0415

        house = self._house
        link = BluezLink(io, house.clock, house.inbox, self._settings.system_bus)
        house.offer(Radio, BluezRadio(link, house.inbox))
        house.offer(MediaDoor, BluezMedia(link, house.clock, house.inbox))
        yield link

    def on_telephony(self, news: TelephonyNews) -> None:
        """What the phones tell of themselves."""
        self._desk.on_telephony(news)

    def on_answer(self, answer: Answer) -> None:
        """What came of a wish; of others', too."""
        self._desk.on_answer(answer)

    def _on_radio(self, news: object) -> None:
        if isinstance(news, RadioNews):
            self._desk.on_radio(news)

    def _erase(self, address: str) -> None:
        """Whoever holds something of this phone lets go first; a folder with thousands of portraits takes a while."""
        book, texts = self._house.port(BookDoor), self._house.port(TextDoor)
        if book is not None:
            book.drop(address)
        if texts is not None:
            texts.drop(address)
        if self._folder is not None:
            threading.Thread(target=erase, args=(folder_of(self._folder, address),), name="forgetting").start()

    def tick(self) -> None:
        """Ten times a second."""
        self._desk.tick()
        devices, media = self._house.board.latest(DevicesState), self._house.port(MediaDoor)
        current = None if devices is None else devices.current
        address = "" if current is None else current.address
        if media is not None and address != self._followed:
            self._followed = address
            media.follow(address)

    def end(self) -> None:
        """What is remembered is on the disk."""
        self._known.end()

"""The phone as one more thing that plays, put together for a house: beside the engine, steered by the same desk."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from headunit.app import House
from headunit.music.ports import Heard, MusicDesk, Player
from headunit.phone.ports import MEDIA_TOPIC, MediaDoor, PhonePlaying

if TYPE_CHECKING:
    from headunit.music.sources.bluetooth.deck import PhoneDeck
    from headunit.music.sources.bluetooth.owner import PhoneOwner


class PhoneMusic:
    """One for each house. `tell` hears the deck, as it hears the engine."""

    def __init__(self, house: House, desk: MusicDesk, tell: Callable[[Heard], None]) -> None:
        self._house, self._desk, self._tell = house, desk, tell
        self._deck: PhoneDeck | None = None
        self._owner: PhoneOwner | None = None
        self._playing: PhonePlaying | None = None
        house.hear(MEDIA_TOPIC, self._on_phone)

    def beside(self, engine: Player) -> Player:
        """The engine, and the phone beside it."""
        from headunit.music.sources.bluetooth.deck import PhoneDeck  # noqa: PLC0415  not before the first picture
        from headunit.music.sources.bluetooth.owner import PhoneOwner  # noqa: PLC0415

        house = self._house
        self._deck = PhoneDeck(engine, self._tell, house.clock, self._door)
        self._owner = PhoneOwner(house.board, self._desk, self._deck, self._door)
        self._on_phone(self._playing)
        return self._deck

    def _door(self) -> MediaDoor | None:
        return self._house.port(MediaDoor)

    def _on_phone(self, news: object) -> None:
        self._playing = news if isinstance(news, PhonePlaying) else None
        if self._deck is not None and self._owner is not None:
            self._deck.on_news(self._playing)
            self._owner.on_news(self._playing)

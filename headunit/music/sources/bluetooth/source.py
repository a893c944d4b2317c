"""One row: what the phone plays. Phones keep their music to themselves; what is on, AVRCP tells while it is played."""

from typing import Final, override

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.ports import Source
from headunit.music.state import Item, Medium, Track

NAME: Final = "bluetooth"
URI: Final = "phone:playing"
TITLE = QT_TRANSLATE_NOOP("music", "What the phone plays")
TRACK: Final = Track(URI, TITLE, medium=Medium.PHONE)


class PhoneSource(Source):
    """Always the same: whether a phone is there is seen when it is played."""

    @override
    def top(self) -> list[Item]:
        return [Item(URI, TITLE, count=1, track=TRACK, playable=True)]

    @override
    def open(self, key: str) -> list[Item]:
        return self.top() if key == URI else []

    @override
    def search(self, text: str) -> list[Item]:
        return []

    @override
    def tracks(self, key: str) -> list[Track]:
        return [TRACK] if key == URI else []

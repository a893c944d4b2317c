"""What the phone itself plays (A2DP, AVRCP). Its queue is the phone's: a touch here plays on, and steers it."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.ports import Source
from headunit.music.sources import Ground, Offer


def _open(_ground: Ground) -> Source:
    from headunit.music.sources.bluetooth.source import PhoneSource  # noqa: PLC0415  not before it is wanted

    return PhoneSource()


OFFER = Offer(QT_TRANSLATE_NOOP("music", "Bluetooth"), "cellphone", 50, _open)

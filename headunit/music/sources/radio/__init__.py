"""Internet radio: stations that the driver has put in. None are shipped: their addresses change, and are theirs."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.ports import Source
from headunit.music.sources import Ground, Offer


def _open(ground: Ground) -> Source:
    from headunit.music.sources.radio.source import RadioSource  # noqa: PLC0415  not before it is wanted

    return RadioSource(ground.data / "stations.m3u8")


OFFER = Offer(
    QT_TRANSLATE_NOOP("music", "Radio"),
    "radio",
    20,
    _open,
    QT_TRANSLATE_NOOP("music", "Add the address of a station, or a list of stations: m3u, pls or OPML."),
)

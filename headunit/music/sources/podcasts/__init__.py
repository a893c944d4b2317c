"""Podcasts: subscribed, refreshed, kept for the road, each episode at the place where one left it."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.ports import Source
from headunit.music.sources import Ground, Offer


def _open(ground: Ground) -> Source:
    from headunit.music.sources.podcasts.source import PodcastSource  # noqa: PLC0415  not before it is wanted

    return PodcastSource(ground.data, ground.cache, ground.clock)


OFFER = Offer(
    QT_TRANSLATE_NOOP("music", "Podcasts"),
    "podcast",
    30,
    _open,
    QT_TRANSLATE_NOOP("music", "Add the address of a podcast, or an OPML file from another player."),
    scheme="podcast",
)

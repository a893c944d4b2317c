"""Sounds to set balance, fader and equaliser by. The smallest source there can be: a model for others."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.ports import Source
from headunit.music.sources import Ground, Offer


def _open(ground: Ground) -> Source:
    from headunit.music.sources.tones.source import ToneSource  # noqa: PLC0415  not before it is wanted

    return ToneSource(ground.cache)


OFFER = Offer(QT_TRANSLATE_NOOP("music", "Test tones"), "tune-vertical", 90, _open)

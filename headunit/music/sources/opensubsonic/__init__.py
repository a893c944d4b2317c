"""A music server at home that speaks OpenSubsonic: Navidrome, gonic, Airsonic, supysonic and the like."""

from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.music.ports import Source
from headunit.music.sources import Ground, Offer


def _open(ground: Ground) -> Source:
    from headunit.music.sources.opensubsonic.source import OpenSubsonicSource  # noqa: PLC0415  not before it is wanted

    return OpenSubsonicSource(ground.config / "opensubsonic.toml", ground.data, ground.cache, ground.clock)


OFFER = Offer(
    QT_TRANSLATE_NOOP("music", "Music server"),
    "server-network",
    40,
    _open,
    QT_TRANSLATE_NOOP("music", "Add your server: https://user:password@address/"),
    scheme="subsonic",
)

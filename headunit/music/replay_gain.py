"""How much louder or quieter a track is played, so that all sound alike (ReplayGain 2.0, reference -18 LUFS). Pure."""

from typing import Final

from headunit.music.state import Track

#: Without a tag: what popular music needs on average, so that it does not stick out among tagged tracks (dB).
UNTAGGED_DB: Final = -6.0
#: A wrong tag must neither shout nor be mute (dB).
MOST_DB, LEAST_DB = 6.0, -20.0


def gain_db(track: Track, *neighbours: Track | None) -> float:
    """For `track` between `neighbours`: within an album the album's gain, so that its quiet pieces stay quiet."""
    in_album = any(one is not None and one.album and _album(one) == _album(track) for one in neighbours)
    wanted = (track.album_gain_db, track.gain_db) if in_album else (track.gain_db, track.album_gain_db)
    found = next((gain for gain in wanted if gain is not None and gain == gain), UNTAGGED_DB)  # noqa: PLR0124  no NaN
    return min(MOST_DB, max(LEAST_DB, found))


def _album(track: Track) -> tuple[str, str]:
    return track.album, track.album_artist or track.artist

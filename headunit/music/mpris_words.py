"""What is on, in MPRIS's words. Pure: no bus, no library.

Source: MPRIS D-Bus Interface Specification 2.2 and its metadata guidelines (xesam names).
"""

from collections.abc import Mapping
from typing import Final

from headunit.music.state import Medium, MusicState, Playing, Repeat

NO_TRACK: Final = "/org/mpris/MediaPlayer2/TrackList/NoTrack"
#: What the driver wants to hear is "Playing", also while somebody else speaks or a tunnel lasts: it goes on by itself.
STATUS: Final[Mapping[Playing, str]] = {
    Playing.STOPPED: "Stopped",
    Playing.LOADING: "Playing",
    Playing.PLAYING: "Playing",
    Playing.PAUSED: "Paused",
    Playing.HELD: "Playing",
    Playing.STALLED: "Playing",
}
_LOOPS: Final[Mapping[Repeat, str]] = {Repeat.OFF: "None", Repeat.ALL: "Playlist", Repeat.ONE: "Track"}


def loop_status(repeat: Repeat) -> str:
    """LoopStatus."""
    return _LOOPS[repeat]


def repeat_of(loop: str) -> Repeat | None:
    """The other way; None for a word that is none of MPRIS's."""
    return next((repeat for repeat, word in _LOOPS.items() if word == loop), None)


def track_path(entry: int) -> str:
    """The object path that names a queue entry."""
    return f"/org/headunit/track/{entry}" if entry >= 0 else f"/org/headunit/track/m{-entry}"


def bus_text(text: str) -> str:
    """Tags may hold what D-Bus closes the connection for: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def metadata(state: MusicState) -> dict[str, tuple[str, object]]:
    """D-Bus signature and value by name."""
    track = state.track
    if track is None or state.now is None:
        return {"mpris:trackid": ("o", NO_TRACK)}
    live = track.medium is Medium.STATION and state.stream_title != ""
    found: dict[str, tuple[str, object]] = {
        "mpris:trackid": ("o", track_path(state.queue[state.now].entry)),
        "xesam:title": ("s", bus_text(state.stream_title if live else track.title)),
        "xesam:url": ("s", bus_text(track.uri)),
    }
    texts = {"xesam:album": track.title if live else track.album}
    lists = {"xesam:artist": track.artist, "xesam:albumArtist": track.album_artist, "xesam:genre": track.genre}
    numbers = {"xesam:discNumber": track.disc, "xesam:trackNumber": track.number}
    found |= {name: ("s", bus_text(text)) for name, text in texts.items() if text}
    found |= {name: ("as", [bus_text(text)]) for name, text in lists.items() if text}
    found |= {name: ("i", number) for name, number in numbers.items() if number is not None and 0 <= number < 1 << 31}
    length_s = state.duration_s if state.duration_s is not None else track.duration_s
    if length_s is not None:
        found["mpris:length"] = ("x", round(length_s * 1_000_000))
    if track.cover is not None:
        found["mpris:artUrl"] = ("s", track.cover.absolute().as_uri())
    return found

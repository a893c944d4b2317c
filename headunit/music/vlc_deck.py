"""One track in libvlc (apt: libvlc5, vlc-plugin-base), decoded into a PcmQueue. Opens no sound device.

libvlc plays into memory ("amem"): it delivers a track to its last sample, some tenths of a second before it is due. So
seams, fades and balance are ours to the sample, and no track change opens a device anew, which costs VLC 60-225 ms.

Traps that were measured: `stop` inside a callback hangs; `play` returns 0 for a missing file; a new equaliser has a
preamplifier of 0, which is -12 dB; a corrupt file plays and ends; at the end of a track a flush follows the drain.
"""

import ctypes
from collections.abc import Callable
from typing import Any, Final

import vlc

from headunit.music.pcm_queue import FRAME_BYTES, PcmQueue
from headunit.sound.ports import RATE_HZ

#: The preamplifier that changes nothing (dB).
_FLAT_PREAMP_DB: Final = 12.0
_ARGUMENTS: Final = (
    "--quiet",
    "--no-xlib",
    "--no-video",
    "--no-spu",
    "--no-stats",
    "--no-lua",
    "--no-metadata-network-access",
    "--no-equalizer-vlcfreqs",  # octaves of ISO 266
    "--file-caching=400",
    "--network-caching=1500",
)
#: VLC's own reader of Ogg may end at a seek, or land seconds beside it; FFmpeg's does not.
_OGG: Final = (".ogg", ".oga", ".opus")
#: AAC fills its last frame of 1024 samples up, and libvlc does not read how far. At 22.05 kHz that is twice as long.
_AAC, _AAC_PADDING = (".m4a", ".m4b", ".mp4", ".aac"), 2112


def instance() -> Any:  # noqa: ANN401  python-vlc has no types
    """Libvlc itself. Raises OSError where it is not installed."""
    try:
        made = vlc.Instance(_ARGUMENTS)
    except (NameError, AttributeError) as error:
        raise OSError("libvlc is not installed") from error
    if made is None:
        raise OSError("libvlc has no plugins")
    return made


def equaliser(bands_db: tuple[float, ...]) -> Any:  # noqa: ANN401
    """For `VlcDeck.equalise`. As much quieter as the loudest band is louder: nothing clips."""
    made = vlc.AudioEqualizer()
    for band, gain_db in enumerate(bands_db):
        made.set_amp_at_index(gain_db, band)
    made.set_preamp(_FLAT_PREAMP_DB - max(0.0, *bands_db))
    return made


class VlcDeck:
    """`news` is called on VLC's threads when there is something to look at: frames, the end, a failure, a length.

    The methods may block for a moment: call them on a thread that may. `dispose` may block for seconds.
    """

    def __init__(
        self,
        vlc_instance: Any,  # noqa: ANN401
        token: int,
        uri: str,
        start_s: float,
        gain_db: float,
        news: Callable[[], None],
    ) -> None:
        self.token, self.uri, self.gain_db = token, uri, gain_db
        self.warming = self.held = self.started = self.failed = self.over = False
        self.duration_s: float | None = None
        self.speed = 1.0
        self.queue = PcmQueue(start_s, news)
        self._news, self._disposed = news, False
        self._padding = _AAC_PADDING if uri.lower().endswith(_AAC) else 0
        self._player = vlc_instance.media_player_new()
        media = vlc_instance.media_new(uri)
        if uri.lower().endswith(_OGG):
            media.add_option(":demux=avformat,any")
        if start_s > 0:
            media.add_option(f":start-time={start_s:.3f}")
        self._player.set_media(media)
        self._media = media
        decorators = vlc.CallbackDecorators
        # ctypes keeps no reference to what it calls.
        self._callbacks = (
            decorators.AudioPlayCb(self._take),
            decorators.AudioPauseCb(lambda _data, _pts: None),
            decorators.AudioResumeCb(lambda _data, _pts: None),
            decorators.AudioFlushCb(self._flush),
            decorators.AudioDrainCb(lambda _data: self.queue.finish(self._padding)),
        )
        self._player.audio_set_callbacks(*self._callbacks, None)
        self._player.audio_set_format("S16N", RATE_HZ, 2)
        events, kinds = self._player.event_manager(), vlc.EventType
        events.event_attach(kinds.MediaPlayerEncounteredError, self._on_error)
        events.event_attach(kinds.MediaPlayerEndReached, self._on_end)
        events.event_attach(kinds.MediaPlayerLengthChanged, self._on_length)

    def _take(self, _data: object, samples: int, count: int, _pts: int) -> None:
        self.queue.put(ctypes.string_at(samples, count * FRAME_BYTES), self.speed)

    def _flush(self, _data: object, _pts: int) -> None:
        if not self.queue.finished:  # a seek; after the drain it is only VLC that tidies up
            self.queue.clear()

    def _on_error(self, _event: object) -> None:
        self.failed = True
        self._news()

    def _on_end(self, _event: object) -> None:
        self.over = True
        self.queue.finish()

    def _on_length(self, event: Any) -> None:  # noqa: ANN401
        length_ms = event.u.new_length
        if length_ms > 0:
            self.duration_s = length_ms / 1000
            self._news()

    def start(self) -> None:
        """Begin to decode."""
        if not self.started and not self._disposed:
            self.started = True
            self._player.play()

    def pause(self, paused: bool) -> None:
        """Hold the decoder, or let it go on; start it where that was not done."""
        if self.started:
            self._player.set_pause(int(paused))
        elif not paused:
            self.start()

    def seek(self, position_s: float) -> None:
        """Go on from there."""
        self.queue.clear(position_s)
        self._player.set_time(round(position_s * 1000))

    def rate(self, factor: float) -> None:
        """How fast, at the same pitch."""
        self._player.set_rate(factor)
        self.speed = factor

    def equalise(self, bands: Any) -> None:  # noqa: ANN401
        """Lay an equaliser on it."""
        self._player.set_equalizer(bands)

    def now_playing(self) -> str:
        """What a station says it plays. libvlc tells no event for it."""
        return str(self._media.get_meta(vlc.Meta.NowPlaying) or "")

    def dispose(self) -> None:
        """Let go of everything."""
        if self._disposed:
            return
        self._disposed = True
        self.queue.close()
        self._player.stop()
        self._player.release()
        self._media.release()

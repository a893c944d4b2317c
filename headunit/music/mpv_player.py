"""The player by libmpv (apt: libmpv2; extra `mpv`): seams without a gap by its own means. Knows no queue and no focus.

libmpv plays to PulseAudio itself. `_hands` is the only thread that talks to it; its own thread only tells.
"""

import contextlib
import locale
import math
import queue
import threading
from collections.abc import Callable
from typing import Any, Final, override

from headunit.kernel.clock import SystemClock
from headunit.kernel.loudness import SILENCE_DB
from headunit.music.fader import matrix
from headunit.music.ports import Heard, Player
from headunit.music.uri import gone, why_not

#: Loudspeakers keep the machine's time, whatever the house's clock does in a replay.
CLOCK: Final = SystemClock()
#: A fade moves in such steps (s).
STEP_S: Final = 0.02
TELL_S: Final = 0.25
#: Without loudspeakers: tried again after (s).
RETRY_S: Final = 1.0
#: mpv's volume is an amplitude to the third power (player/audio.c): dB are 60 log10 of it.
_CUBIC: Final = 60.0
#: mpv/client.h: mpv_end_file_reason, mpv_error.
_EOF, _ERROR = 0, 4
_AO_INIT_FAILED: Final = -14
_OPTIONS: Final = {
    "ao": "pulse",
    "audio_fallback_to_null": "no",
    "vid": "no",
    "vo": "null",
    "sid": "no",
    "idle": "yes",
    "gapless_audio": "yes",
    "prefetch_playlist": "yes",
    "audio_buffer": 0.1,
    "audio_channels": "stereo",
    "audio_display": "no",
    "replaygain": "no",
    "volume": 100,
    "config": "no",
    "load_scripts": "no",
    "ytdl": "no",
    "osc": "no",
    "input_default_bindings": "no",
    "input_vo_keyboard": "no",
    "autoload_files": "no",
    "resume_playback": "no",
    "network_timeout": 10,
    "audio_client_name": "headunit",
}
#: AAC fills its last frame of 1024 samples up: only up to the length that the file tells.
_AAC: Final = (".m4a", ".m4b", ".mp4")


def load_library() -> Any:  # noqa: ANN401  python-mpv has no types
    """python-mpv. Half a second. Raises OSError where libmpv is not installed."""
    # libmpv refuses to start under a decimal comma, and Qt sets the driver's locale.
    locale.setlocale(locale.LC_NUMERIC, "C")
    import mpv  # noqa: PLC0415

    return mpv


class MpvPlayer(Player):
    """Plays left and right: the fader is left alone. `server`: of PulseAudio, "" the usual one.

    libmpv is loaded on a thread, at the first `load`."""

    def __init__(self, tell: Callable[[Heard], None], server: str = "") -> None:
        self._tell, self._server = tell, server
        self._wishes: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._mpv: Any = None
        #: Playlist entry -> our token and uri, from the loading thread to mpv's.
        self._entries: dict[int, tuple[int, str]] = {}
        self._current = 0
        self._prepared = 0
        self._seek_later_s: float | None = None
        self._latest = 0
        self._heard_any = self._ao_open = False
        self._paused, self._speed = False, 1.0
        self._bands: tuple[float, ...] = ()
        self._balance = (0.0, 0.0)
        self._level_db = self._goal_db = 0.0
        self._fade_left_s = 0.0
        self._told_at, self._position_s = -TELL_S, 0.0
        self._again: tuple[float, Callable[[], None]] | None = None
        self._thread = threading.Thread(target=self._hands, name="mpv hands", daemon=True)
        self._thread.start()

    @override
    def load(self, token: int, uri: str, *, start_s: float = 0.0, gain_db: float = 0.0, paused: bool = False) -> None:
        self._latest, self._paused = token, paused
        self._wishes.put(lambda: self._put_on(token, uri, start_s, gain_db))

    @override
    def prepare(self, token: int, uri: str, *, gain_db: float = 0.0) -> None:
        self._wishes.put(lambda: self._put_next(token, uri, gain_db))

    @override
    def pause(self, paused: bool) -> None:
        self._paused = paused
        self._wishes.put(lambda: self._set("pause", paused))

    @override
    def seek(self, position_s: float) -> None:
        self._wishes.put(lambda: self._seek(position_s))

    @override
    def stop(self) -> None:
        self._latest = 0
        self._wishes.put(self._stop)

    @override
    def fade(self, volume_db: float, seconds: float) -> None:
        def begin() -> None:
            self._goal_db, self._fade_left_s = max(SILENCE_DB, volume_db), seconds
            if seconds <= 0:
                self._step(0.0)

        self._wishes.put(begin)

    @override
    def speed(self, factor: float) -> None:
        self._speed = min(2.0, max(0.5, factor))
        self._wishes.put(lambda: self._set("speed", self._speed))

    @override
    def equalise(self, bands_db: tuple[float, ...]) -> None:
        self._wishes.put(lambda: self._set_bands(tuple(min(12.0, max(-12.0, band)) for band in bands_db)))

    @override
    def balance(self, left_right: float, front_rear: float) -> None:
        def lay() -> None:
            self._balance = (left_right, front_rear)
            self._set("af", self._filters())

        self._wishes.put(lay)

    @override
    def close(self) -> None:
        self._latest = 0
        self._wishes.put(None)
        self._thread.join(0.9)

    def _hands(self) -> None:
        stepped = CLOCK.now()
        while True:
            moving = self._fade_left_s > 0 or self._again is not None
            wish: Callable[[], None] | None = self._nothing
            with contextlib.suppress(queue.Empty):
                wish = self._wishes.get(timeout=STEP_S if moving else None)
            now = CLOCK.now()
            if moving:
                self._step(now - stepped)
            stepped = now
            if wish is None:
                break
            try:
                wish()
                if self._again is not None and now >= self._again[0]:
                    (_, again), self._again = self._again, None
                    again()
            except (OSError, SystemError, RuntimeError, ValueError, AttributeError, TypeError) as error:
                self._tell(Heard(self._latest, "failed", text=(str(error) or "libmpv refuses").splitlines()[0]))
        if self._mpv is not None:
            self._mpv.terminate()

    def _nothing(self) -> None:
        """A step of a fade, and no wish."""

    def _library(self) -> Any:  # noqa: ANN401  python-mpv has no types
        if self._mpv is None:
            self._mpv = load_library().MPV(**_OPTIONS, pulse_host=self._server)
            self._mpv.register_event_callback(self._on_event)
            for name in (
                "time-pos",
                "duration",
                "pause",
                "paused-for-cache",
                "current-ao",
                "metadata/by-key/icy-title",
            ):
                self._mpv.observe_property(name, self._on_property)
            self._step(0.0)
            self._set("speed", self._speed)
            self._set("af", self._filters())
        return self._mpv

    def _set(self, name: str, value: object) -> None:
        if self._mpv is not None:
            setattr(self._mpv, name, value)

    def _filters(self, gain_db: float = 0.0) -> str:
        """What the sound goes through: our gain of a track, the equaliser, the fader."""
        chain = []
        if gain_db:
            chain.append(f"lavfi=[volume={gain_db:.2f}dB]")
        if self._bands:
            chain.append(f"@eq:lavfi=[firequalizer=gain_entry='{_entries(self._bands)}']")
        if self._balance != (0.0, 0.0):
            rows = matrix(2, *self._balance)
            sums = "|".join(f"c{index}={row[0]:.3f}*c0+{row[1]:.3f}*c1" for index, row in enumerate(rows))
            chain.append(f"@fader:lavfi=[aformat=channel_layouts=stereo,pan=stereo|{sums}]")
        return ",".join(chain)

    def _load(self, token: int, uri: str, mode: str, options: dict[str, str]) -> int:
        """Values are quoted by their length: filters have commas of their own."""
        if uri.lower().endswith(_AAC):
            options = options | {"end": "100%"}
        text = ",".join(f"{name}=%{len(value.encode())}%{value}" for name, value in options.items())
        answer = self._library().command("loadfile", uri, mode, text)
        entry = int(answer["playlist_entry_id"])
        self._entries[entry] = (token, uri)
        return entry

    def _put_on(self, token: int, uri: str, start_s: float, gain_db: float) -> None:
        if token != self._latest:
            return
        self._again = None
        self._library()
        self._set("pause", self._paused)
        options = {"af": self._filters(gain_db)}
        if start_s > 0:
            options["start"] = f"{start_s:.3f}"
        self._current, self._heard_any, self._seek_later_s = 0, False, None
        self._entries.clear()
        self._prepared = 0
        self._load(token, uri, "replace", options)

    def _put_next(self, token: int, uri: str, gain_db: float) -> None:
        library = self._library()
        entry, self._prepared = self._prepared, 0
        if entry and entry != self._current:
            for index, one in enumerate(library.playlist):
                if one["id"] == entry:
                    library.command("playlist-remove", index)
            self._entries.pop(entry, None)
        if uri:
            self._prepared = self._load(token, uri, "append", {"af": self._filters(gain_db)})

    def _seek(self, position_s: float) -> None:
        if self._mpv is None:
            return
        if self._heard_any:
            self._mpv.command("seek", max(0.0, position_s), "absolute+exact")
        else:
            self._seek_later_s = position_s  # nothing is open yet, and mpv would refuse

    def _stop(self) -> None:
        self._again = None
        if self._mpv is not None:
            self._mpv.command("stop")

    def _set_bands(self, bands: tuple[float, ...]) -> None:
        if not self._bands and not any(bands):
            return
        attached, self._bands = bool(self._bands), bands
        if attached and self._mpv is not None:
            with contextlib.suppress(SystemError, ValueError):  # between two tracks there is no such filter
                self._mpv.command("af-command", "eq", "gain_entry", _entries(bands))
        else:
            self._set("af", self._filters())

    def _step(self, seconds: float) -> None:
        if self._fade_left_s <= seconds:
            self._level_db = self._goal_db
        else:
            self._level_db += (self._goal_db - self._level_db) * seconds / self._fade_left_s
        self._fade_left_s = max(0.0, self._fade_left_s - seconds)
        heard = self._level_db > SILENCE_DB
        self._set("volume", 100 * 10 ** (self._level_db / _CUBIC) if heard else 0.0)

    # On mpv's own thread.

    def _on_event(self, event: Any) -> None:  # noqa: ANN401
        match event.event_id.value:
            case _Event.START_FILE:
                self._current, self._heard_any = event.data.playlist_entry_id, False
            case _Event.PLAYBACK_RESTART:
                self._heard_any = True
                if (later_s := self._seek_later_s) is not None:
                    self._seek_later_s = None
                    self._wishes.put(lambda: self._seek(later_s))
                self._say_playing()
            case _Event.END_FILE:
                self._on_end(event.data.playlist_entry_id, event.data.reason, event.data.error)

    def _on_end(self, entry: int, reason: int, error: int) -> None:
        if reason not in {_EOF, _ERROR} or (found := self._entries.pop(entry, None)) is None:
            return
        token, uri = found
        if reason == _ERROR and error == _AO_INIT_FAILED:
            self._tell(Heard(token, "silent", text="no sound output"))
            self._wishes.put(lambda: self._try_again(token, uri))
        elif reason == _ERROR or gone(uri) or (entry == self._current and not self._heard_any):
            self._tell(Heard(token, "failed", text=why_not(uri)))
        elif not any(later > entry for later in self._entries):
            self._tell(Heard(token, "ended"))

    def _try_again(self, token: int, uri: str) -> None:
        if token == self._latest:
            place_s = max(0.0, self._position_s)
            self._again = (CLOCK.now() + RETRY_S, lambda: self._put_on(token, uri, place_s, 0.0))

    def _on_property(self, name: str, value: object) -> None:
        if name == "current-ao":
            # Before the loudspeakers are open it only believes that it plays.
            self._ao_open = bool(value)
            self._say_playing()
        token, _ = self._entries.get(self._current, (0, ""))
        if not token:
            return
        if isinstance(value, bool):
            if name == "pause" and self._heard_any:
                self._say("paused") if value else self._say_playing()
            elif name == "paused-for-cache" and self._heard_any:
                self._say("stalled") if value else self._say_playing()
        elif isinstance(value, int | float) and math.isfinite(value):
            if name == "duration" and value > 0:
                self._tell(Heard(token, "duration", float(value)))
            elif name == "time-pos":
                self._on_position(token, float(value))
        elif name == "metadata/by-key/icy-title" and value:
            self._tell(Heard(token, "title", text=str(value)))

    def _on_position(self, token: int, position_s: float) -> None:
        now = CLOCK.now()
        jumped = abs(position_s - self._position_s) > 2 * TELL_S
        if jumped or now - self._told_at >= TELL_S:
            self._told_at, self._position_s = now, position_s
            self._tell(Heard(token, "position", max(0.0, position_s)))

    def _say_playing(self) -> None:
        if self._heard_any and self._ao_open and not self._paused:
            self._say("playing")

    def _say(self, kind: str) -> None:
        if self._current in self._entries:
            self._tell(Heard(self._entries[self._current][0], kind))


class _Event:
    """mpv/client.h: mpv_event_id."""

    START_FILE: Final = 6
    END_FILE: Final = 7
    PLAYBACK_RESTART: Final = 21


def _entries(bands_db: tuple[float, ...]) -> str:
    return ";".join(f"entry({31.25 * 2**band:g},{gain_db:.2f})" for band, gain_db in enumerate(bands_db))

"""Sound out to PulseAudio, or to PipeWire in its clothes, by libpulse-simple (apt: libpulse0). Blocking, no mixing."""

import ctypes
import functools
from typing import Final, override

from headunit.sound.ports import BYTES_PER_SAMPLE, RATE_HZ, Output

#: pulse/def.h, pulse/sample.h, pulse/channelmap.h.
_PLAYBACK: Final = 1
_S16LE: Final = 3
_UNSET: Final = 0xFFFFFFFF
#: What the server holds of ours (ms): the least that survives a busy machine; it is heard so much later.
BUFFER_MS: Final = 120


class _Spec(ctypes.Structure):
    _fields_ = (("format", ctypes.c_int), ("rate", ctypes.c_uint32), ("channels", ctypes.c_uint8))


class _Buffer(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize"))


class _Map(ctypes.Structure):
    _fields_ = (("channels", ctypes.c_uint8), ("map", ctypes.c_int * 32))


#: Front left, front right, rear left, rear right (pulse/channelmap.h); without a map four channels mean something else.
_PLACES: Final = {2: (1, 2), 4: (1, 2, 5, 6)}


@functools.cache
def _library() -> ctypes.CDLL:
    """Raises OSError where it is not installed."""
    library = ctypes.CDLL("libpulse-simple.so.0")
    library.pa_simple_new.restype = ctypes.c_void_p
    library.pa_simple_get_latency.restype = ctypes.c_uint64
    library.pa_strerror.restype = ctypes.c_char_p
    return library


class PulseOutput(Output):
    """One stream of a connection of its own."""

    def __init__(self, name: str, channels: int = 2, server: str = "") -> None:
        """`server`: "" the usual one. Raises OSError, with one line, where there is nowhere to play to."""
        try:
            self._lib = _library()
        except OSError as error:
            raise OSError("libpulse is not installed") from error
        self.channels = channels
        spec = _Spec(_S16LE, RATE_HZ, channels)
        length = RATE_HZ * BUFFER_MS // 1000 * channels * BYTES_PER_SAMPLE
        buffer = _Buffer(_UNSET, length, length // 3, _UNSET, _UNSET)
        places = _Map(channels, (ctypes.c_int * 32)(*_PLACES[channels]))
        fault = ctypes.c_int(0)
        self._stream = ctypes.c_void_p(
            self._lib.pa_simple_new(
                server.encode() or None,
                b"headunit",
                _PLAYBACK,
                None,
                name.encode(),
                ctypes.byref(spec),
                ctypes.byref(places),
                ctypes.byref(buffer),
                ctypes.byref(fault),
            )
        )
        if self._stream.value is None:
            raise OSError(self._words(fault))

    def _words(self, fault: ctypes.c_int) -> str:
        return f"no sound output: {self._lib.pa_strerror(fault).decode(errors='replace')}"

    def _call(self, function: str, *arguments: object) -> int:
        fault = ctypes.c_int(0)
        answer = int(getattr(self._lib, function)(self._stream, *arguments, ctypes.byref(fault)))
        if fault.value:
            raise OSError(self._words(fault))
        return answer

    @override
    def write(self, frames: bytes) -> None:
        self._call("pa_simple_write", frames, ctypes.c_size_t(len(frames)))

    @override
    def flush(self) -> None:
        self._call("pa_simple_flush")

    @override
    def drain(self) -> None:
        self._call("pa_simple_drain")

    @override
    def latency_s(self) -> float:
        return self._call("pa_simple_get_latency") / 1e6

    @override
    def close(self) -> None:
        stream, self._stream = self._stream, ctypes.c_void_p(None)
        if stream.value is not None:
            self._lib.pa_simple_free(stream)

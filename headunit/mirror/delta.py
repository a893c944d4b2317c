"""One second of signals in few bytes: what changed, when in that second, and by how much less exactly than measured.

Body of a telemetry row: msgpack {"at": s since 1970, "d": {key: [[ms after "at", value], ...]}}. A key that did not
change is left out; None is unknown. Keys are VSS paths, and "Car.Lat", "Car.Lon" (degrees) beside them.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

import msgpack

from headunit.kernel.errors import HeadunitError

type Value = float | bool | str | None
#: key -> [(s since 1970, value)]
type Samples = Mapping[str, Sequence[tuple[float, Value]]]


class DeltaError(HeadunitError):
    """Not a second of signals."""


def pack(at_s: float, samples: Samples) -> bytes:
    """As it is kept and sent."""
    said = {key: [[round((when - at_s) * 1000), value] for when, value in some] for key, some in samples.items()}
    packed: bytes = msgpack.packb({"at": at_s, "d": said})
    return packed


def unpack(body: bytes) -> Iterator[tuple[str, float, Value]]:
    """(key, s since 1970, value), each key's in order. Raises DeltaError; what is not understood is passed over."""
    try:
        said = msgpack.unpackb(body, max_str_len=256, max_array_len=4096, max_map_len=1024)
        at, deltas = float(said["at"]), said["d"]
        rows = [(key, ms, value) for key, some in deltas.items() for ms, value in some]
    except (ValueError, TypeError, KeyError, AttributeError, msgpack.UnpackException) as error:
        raise DeltaError("not a second of signals") from error
    for key, ms, value in rows if math.isfinite(at) else ():
        if isinstance(key, str) and isinstance(ms, int) and not isinstance(ms, bool) and plain(value):
            yield key, at + ms / 1000, value


def plain(value: object) -> bool:
    """Whether it is a value that a signal may have."""
    return value is None or isinstance(value, bool | str | int) or (isinstance(value, float) and math.isfinite(value))

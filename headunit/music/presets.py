"""Equaliser presets. Knows no engine.

Ten bands, octaves of ISO 266 from 31.25 Hz to 16 kHz, in dB. Gentle on purpose: cabins differ more than tastes.
"""

from collections.abc import Mapping
from typing import Final

PRESETS: Final[Mapping[str, tuple[float, ...]]] = {
    "flat": (0.0,) * 10,
    "bass": (5.0, 5.0, 4.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    "treble": (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 3.0, 4.0, 4.0),
    "lively": (4.0, 3.0, 1.0, 0.0, -1.0, -1.0, 0.0, 2.0, 3.0, 4.0),
    # Speech lives between 300 Hz and 3.4 kHz (ITU-T G.712); road noise lies below.
    "voice": (-6.0, -4.0, -2.0, 0.0, 2.0, 3.0, 3.0, 2.0, 0.0, -2.0),
}

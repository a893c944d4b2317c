"""Who wants to be heard, who is, and how loud. Loudness in dB relative to full; the driver's volume in steps of
0..100."""

import enum
from dataclasses import dataclass, field


class Voiceprint(enum.Enum):
    """Who may be heard, the most important first. The order is the first rule of the table in sound/focus.py."""

    EMERGENCY = "emergency"  # eCall, warnings of the first order
    REVERSING = "reversing"  # the parking aid
    CALL = "call"
    GUIDANCE = "guidance"
    VOICE = "voice"  # the assistant: listening and answering
    MESSAGE = "message"  # read out, and chimes
    MUSIC = "music"


class Effect(enum.Enum):
    """What one who is heard does to one who already is."""

    MIX = "mix"
    DUCK = "duck"  # quieter as long as it lasts
    PAUSE = "pause"  # held, and goes on where it stopped
    DENY = "deny"  # the newcomer has to wait


@dataclass(frozen=True, slots=True)
class SoundState:
    """`volumes`: the driver's, 0..100 for each. `active`: who holds the focus, the most important first. `levels_db`:
    what each who is active is played at now.

    `held`: who pauses for somebody. `muted`: music and messages are silent; guidance, calls and warnings are not.
    """

    volumes: dict[Voiceprint, int] = field(default_factory=dict)
    active: tuple[Voiceprint, ...] = ()
    held: tuple[Voiceprint, ...] = ()
    levels_db: dict[Voiceprint, float] = field(default_factory=dict)
    muted: bool = False
    output: str = ""  # name of the sink; "" none found
    speed_step: int = 0  # steps added for the noise of the road

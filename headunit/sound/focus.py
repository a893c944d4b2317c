"""Who wins: for each pair of those who want to be heard at once. Pure: knows no volume, no loudspeaker, no time.

The more important one of a pair decides about the other, whichever came first:

    heard      | reversing  call   guidance  voice   message  music
    -----------+---------------------------------------------------
    emergency  |   mix      duck    pause    pause    pause    pause
    reversing  |     .      mix     mix      duck     duck     duck
    call       |     .       .      duck     pause    pause    pause
    guidance   |     .       .       .       pause    pause    duck
    voice      |     .       .       .        .       pause    pause
    message    |     .       .       .        .        .       duck

A newcomer that would be paused by one who is heard already is denied: it waits, and is heard when the other is done.
Of one kind: emergencies, the parking aid and calls mix; new music pauses the old; all others wait for their turn.
One who is held does nothing to others. So whoever is most important is always heard.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from headunit.sound.state import Effect, Voiceprint

MIX, DUCK, PAUSE, DENY = Effect.MIX, Effect.DUCK, Effect.PAUSE, Effect.DENY

#: The most important first.
ORDER: Final = tuple(Voiceprint)

_OVER: Final = {
    Voiceprint.EMERGENCY: (MIX, DUCK, PAUSE, PAUSE, PAUSE, PAUSE),
    Voiceprint.REVERSING: (MIX, MIX, DUCK, DUCK, DUCK),
    Voiceprint.CALL: (DUCK, PAUSE, PAUSE, PAUSE),
    Voiceprint.GUIDANCE: (PAUSE, PAUSE, DUCK),
    Voiceprint.VOICE: (PAUSE, PAUSE),
    Voiceprint.MESSAGE: (DUCK,),
}
_ALIKE: Final = {
    Voiceprint.EMERGENCY: MIX,
    Voiceprint.REVERSING: MIX,
    Voiceprint.CALL: MIX,
    Voiceprint.GUIDANCE: DENY,
    Voiceprint.VOICE: DENY,
    Voiceprint.MESSAGE: DENY,
    Voiceprint.MUSIC: PAUSE,
}


def effect(newcomer: Voiceprint, holder: Voiceprint) -> Effect:
    """What happens when `newcomer` asks while `holder` is heard: to the holder by MIX, DUCK, PAUSE; DENY to the
    newcomer. A less important newcomer leaves the holder alone: MIX, and is itself ducked where the table says so."""
    ours, theirs = ORDER.index(newcomer), ORDER.index(holder)
    if ours == theirs:
        return _ALIKE[newcomer]
    if ours < theirs:
        return _OVER[newcomer][theirs - ours - 1]
    return DENY if _OVER[holder][ours - theirs - 1] is PAUSE else MIX


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody who wants to be heard. Tickets grow: the smaller one came first."""

    ticket: int
    who: Voiceprint


@dataclass(frozen=True, slots=True)
class Verdict:
    """`held`, or heard, and then perhaps `ducked`."""

    held: bool = False
    ducked: bool = False


def judge(wishes: Sequence[Wish]) -> dict[int, Verdict]:
    """By ticket. Depends on who is here and, among those of one kind, on who came first; not on how they came here."""
    verdicts: dict[int, Verdict] = {}
    heard: list[Wish] = []

    def importance(wish: Wish) -> tuple[int, int]:
        newest_first = _ALIKE[wish.who] is PAUSE
        return ORDER.index(wish.who), -wish.ticket if newest_first else wish.ticket

    for wish in sorted(wishes, key=importance):
        acts = [_ALIKE[wish.who] if other.who is wish.who else effect(other.who, wish.who) for other in heard]
        verdict = Verdict(held=PAUSE in acts or DENY in acts, ducked=DUCK in acts)
        verdicts[wish.ticket] = verdict
        if not verdict.held:
            heard.append(wish)
    return verdicts

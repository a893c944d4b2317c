"""The one mixer: who is heard, and how loud. Tells each, and hangs SoundState on the board. Plays nothing itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, override

from headunit.kernel.board import Board
from headunit.kernel.loudness import SILENCE_DB, step_db
from headunit.sound.focus import ORDER, Verdict, Wish, judge
from headunit.sound.ports import Focus, Grant, Volume
from headunit.sound.speed_steps import DB_PER_STEP, SpeedSteps
from headunit.sound.state import SoundState, Voiceprint
from headunit.vehicle.state import VehicleState

SPEED: Final = "Vehicle.Speed"
#: How much quieter under somebody else (dB).
DUCK_DB: Final = -20.0
#: To get out of the way, to come back, and for the driver's own hand (s).
AWAY_S, BACK_S, HAND_S = 0.15, 0.6, 0.08
#: Volumes before the driver has chosen (0..100).
USUAL: Final = {
    Voiceprint.EMERGENCY: 90,
    Voiceprint.REVERSING: 75,
    Voiceprint.CALL: 75,
    Voiceprint.GUIDANCE: 80,
    Voiceprint.VOICE: 80,
    Voiceprint.MESSAGE: 70,
    Voiceprint.MUSIC: 65,
}
#: Warnings cannot be turned down further (0..100).
LEAST: Final = {Voiceprint.EMERGENCY: 60, Voiceprint.REVERSING: 40}
#: One detent of the knob (of 100).
DETENT: Final = 4
#: Silent while muted.
MUTABLE: Final = frozenset({Voiceprint.MUSIC, Voiceprint.MESSAGE})
#: Not raised with the noise of the road: warnings are loud anyway, and the other end of a call has its own microphone.
UNMOVED: Final = frozenset({Voiceprint.EMERGENCY, Voiceprint.REVERSING})


@dataclass(slots=True)
class _Guest:
    wish: Wish
    told: Callable[[Grant], None]
    grant: Grant | None = None


def _within(who: Voiceprint, volume: int) -> int:
    return max(LEAST.get(who, 0), min(100, volume))


class Mixer(Focus, Volume):
    """`volumes`: the driver's, from the last run. `keep`: hears of each change of them. Qt's thread."""

    def __init__(
        self,
        board: Board,
        volumes: Mapping[Voiceprint, int] | None = None,
        keep: Callable[[Mapping[Voiceprint, int]], None] = lambda _: None,
    ) -> None:
        self._board, self._keep = board, keep
        self._volumes = {who: _within(who, (volumes or {}).get(who, USUAL[who])) for who in ORDER}
        self._guests: dict[int, _Guest] = {}
        self._tickets = 0
        self._muted = False
        self._speed = SpeedSteps()
        self._output = ""
        self._telling = self._again = False
        board.watch(VehicleState, self._on_vehicle)
        self._publish({})

    @override
    def request(self, who: Voiceprint, told: Callable[[Grant], None]) -> int:
        self._tickets += 1
        ticket = self._tickets
        self._guests[ticket] = _Guest(Wish(ticket, who), told)
        self._judge()
        return ticket

    @override
    def release(self, ticket: int) -> None:
        if self._guests.pop(ticket, None) is not None:
            self._judge()

    @override
    def turn(self, steps: int) -> None:
        heard = self._board.latest(SoundState)
        who = Voiceprint.MUSIC
        if heard is not None:
            who = next((one for one in heard.active if one not in heard.held), who)
        if self._muted and who in MUTABLE:
            self._muted = False
            steps = max(0, steps)
        self.set(who, self._volumes[who] + steps * DETENT)

    @override
    def set(self, who: Voiceprint, volume: int) -> None:
        self._volumes[who] = _within(who, volume)
        self._keep(dict(self._volumes))
        self._judge(HAND_S)

    @override
    def mute(self, muted: bool) -> None:
        self._muted = muted
        self._judge(HAND_S)

    def output(self, name: str) -> None:
        """The loudspeakers' name has become known; "" where there are none."""
        if name != self._output:
            self._output = name
            self._judge()

    def _on_vehicle(self, vehicle: VehicleState) -> None:
        if self._speed.at(vehicle.number(SPEED)):
            self._judge(BACK_S)

    def _judge(self, fade_s: float | None = None) -> None:
        """Tell everybody whose grant has changed. Who is told may ask for something: then once more."""
        if self._telling:
            self._again = True
            return
        self._telling = True
        try:
            self._again = True
            while self._again:
                self._again = False
                verdicts = judge([guest.wish for guest in self._guests.values()])
                self._publish(verdicts)
                self._tell(verdicts, fade_s)
        finally:
            self._telling = False

    def _tell(self, verdicts: Mapping[int, Verdict], fade_s: float | None) -> None:
        for ticket, guest in sorted(self._guests.items(), key=lambda item: not verdicts[item[0]].held):
            verdict, old = verdicts[ticket], guest.grant
            level_db = self._level_db(guest.wish.who, ducked=verdict.ducked)
            if old is not None and (old.held, old.volume_db) == (verdict.held, level_db):
                continue
            louder = old is not None and not verdict.held and (old.held or level_db > old.volume_db)
            usual_s = 0.0 if old is None else BACK_S if louder else AWAY_S
            grant = Grant(verdict.held, level_db, usual_s if fade_s is None or old is None else fade_s)
            guest.grant = grant
            guest.told(grant)

    def _level_db(self, who: Voiceprint, *, ducked: bool) -> float:
        if self._muted and who in MUTABLE:
            return SILENCE_DB
        level_db = step_db(self._volumes[who])
        if level_db <= SILENCE_DB:
            return SILENCE_DB
        road_db = 0.0 if who in UNMOVED else self._speed.step * DB_PER_STEP
        return max(SILENCE_DB, min(0.0, level_db + road_db) + (DUCK_DB if ducked else 0.0))

    def _publish(self, verdicts: Mapping[int, Verdict]) -> None:
        guests = sorted(self._guests.values(), key=lambda guest: ORDER.index(guest.wish.who))
        levels = {
            guest.wish.who: self._level_db(guest.wish.who, ducked=verdicts[guest.wish.ticket].ducked)
            for guest in guests
            if not verdicts[guest.wish.ticket].held
        }
        active = tuple(dict.fromkeys(guest.wish.who for guest in guests))
        held = tuple(who for who in active if who not in levels)
        self._board.publish(
            SoundState(dict(self._volumes), active, held, levels, self._muted, self._output, self._speed.step)
        )

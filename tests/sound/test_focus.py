"""Who wins: every pair, and any order of asking and letting go."""

import itertools

import hypothesis
import pytest
from hypothesis import strategies as st

from headunit.kernel.board import Board
from headunit.kernel.reading import Reading
from headunit.sound.focus import ORDER, Wish, effect, judge
from headunit.sound.mixer import DUCK_DB, LEAST, Mixer
from headunit.sound.ports import Grant
from headunit.sound.speed_steps import DB_PER_STEP, SpeedSteps
from headunit.sound.state import Effect, SoundState, Voiceprint
from headunit.vehicle.state import VehicleState

EMERGENCY, REVERSING, CALL, GUIDANCE, VOICE, MESSAGE, MUSIC = ORDER
MIX, DUCK, PAUSE, DENY = Effect.MIX, Effect.DUCK, Effect.PAUSE, Effect.DENY

#: Newcomer: what it does to each who is heard, in the order of importance. Written out, not derived.
PAIRS = {
    EMERGENCY: (MIX, MIX, DUCK, PAUSE, PAUSE, PAUSE, PAUSE),
    REVERSING: (MIX, MIX, MIX, MIX, DUCK, DUCK, DUCK),
    CALL: (MIX, MIX, MIX, DUCK, PAUSE, PAUSE, PAUSE),
    GUIDANCE: (DENY, MIX, MIX, DENY, PAUSE, PAUSE, DUCK),
    VOICE: (DENY, MIX, DENY, DENY, DENY, PAUSE, PAUSE),
    MESSAGE: (DENY, MIX, DENY, DENY, DENY, DENY, DUCK),
    MUSIC: (DENY, MIX, DENY, MIX, DENY, MIX, PAUSE),
}


@pytest.mark.parametrize(("newcomer", "holder"), list(itertools.product(ORDER, ORDER)))
def test_every_pair(newcomer: Voiceprint, holder: Voiceprint) -> None:
    wanted = PAIRS[newcomer][ORDER.index(holder)]
    assert effect(newcomer, holder) is wanted
    verdicts = judge([Wish(1, holder), Wish(2, newcomer)])
    assert verdicts[2].held == (wanted is DENY)
    assert verdicts[1].held == (wanted is PAUSE)
    if ORDER.index(newcomer) <= ORDER.index(holder):
        assert verdicts[1].ducked == (wanted is DUCK)
    # Which one came first does not matter, but among those of one kind.
    if newcomer is not holder:
        swapped = judge([Wish(1, newcomer), Wish(2, holder)])
        assert (swapped[1], swapped[2]) == (verdicts[2], verdicts[1])


def heard_as_told(here: dict[int, Voiceprint], grants: dict[int, Grant]) -> None:
    """Whoever is most important is heard, and not ducked."""
    if here:
        first = min(here.values(), key=ORDER.index)
        heard = [grants[ticket] for ticket, one in here.items() if one is first and not grants[ticket].held]
        assert heard
        assert min(grant.volume_db for grant in heard) > DUCK_DB


@hypothesis.given(st.lists(st.tuples(st.booleans(), st.sampled_from(ORDER), st.integers(0, 20))))
def test_any_order_of_asking_and_letting_go(deeds: list[tuple[bool, Voiceprint, int]]) -> None:
    """Whoever is most important is heard; when all others have gone, each who was held is heard as before."""
    mixer = Mixer(Board())
    grants: dict[int, Grant] = {}
    here: dict[int, Voiceprint] = {}

    class Told:
        def __init__(self) -> None:
            self.ticket = 0

        def __call__(self, grant: Grant) -> None:
            self.grant = grant
            if self.ticket:
                grants[self.ticket] = grant

    def join(who: Voiceprint) -> None:
        told = Told()
        told.ticket = mixer.request(who, told)
        grants[told.ticket], here[told.ticket] = told.grant, who

    for asks, who, which in deeds:
        if asks or not here:
            join(who)
        else:
            gone = sorted(here)[which % len(here)]
            mixer.release(gone)
            del here[gone], grants[gone]
        heard_as_told(here, grants)
        assert {ticket: grant.held for ticket, grant in grants.items()} == {
            ticket: verdict.held for ticket, verdict in judge([Wish(*one) for one in here.items()]).items()
        }
    alone = next(iter(here), None)
    for ticket in list(here):
        if ticket != alone:
            mixer.release(ticket)
    if alone is not None:
        assert not grants[alone].held
        assert grants[alone].volume_db > DUCK_DB


class Listener:
    """Music that hears what it is granted."""

    def __init__(self) -> None:
        self.board = Board()
        self.mixer = Mixer(self.board)
        self.grants: list[Grant] = []
        self.mixer.request(MUSIC, self.grants.append)

    @property
    def now(self) -> Grant:
        return self.grants[-1]

    @property
    def state(self) -> SoundState:
        return self.board.latest(SoundState)


def test_a_call_during_guidance_during_music() -> None:
    music = Listener()
    usual_db = music.now.volume_db
    prompt = music.mixer.request(GUIDANCE, lambda _: None)
    assert music.now.volume_db == pytest.approx(usual_db + DUCK_DB)
    call = music.mixer.request(CALL, lambda _: None)
    assert music.now.held
    assert music.state.active == (CALL, GUIDANCE, MUSIC)
    assert music.state.held == (MUSIC,)
    music.mixer.release(prompt)
    assert music.now.held
    music.mixer.release(call)
    assert (music.now.held, music.now.volume_db) == (False, usual_db)
    music.mixer.release(call)
    music.mixer.release(999)


def test_one_who_asks_while_being_told() -> None:
    """A call ends, and the message that waited speaks at once: from inside `told`."""
    music = Listener()
    said: list[Grant] = []

    def told(grant: Grant) -> None:
        said.append(grant)
        if not grant.held and len(said) == 1:
            music.mixer.request(CALL, lambda _: None)

    music.mixer.request(VOICE, told)
    assert said[-1].held
    assert music.now.held


def test_the_knob_turns_what_is_heard() -> None:
    music = Listener()
    before = music.state.volumes
    music.mixer.turn(2)
    assert music.state.volumes[MUSIC] > before[MUSIC]
    call = music.mixer.request(CALL, lambda _: None)
    music.mixer.turn(-1)
    assert music.state.volumes[CALL] < before[CALL]
    music.mixer.release(call)
    music.mixer.set(EMERGENCY, 0)
    assert music.state.volumes[EMERGENCY] == LEAST[EMERGENCY]
    music.mixer.set(MUSIC, 500)
    assert music.state.volumes[MUSIC] == 100
    music.mixer.set(MUSIC, -4)
    assert music.now.volume_db <= -60


def test_mute_is_for_music_and_messages_only() -> None:
    music = Listener()
    guidance: list[Grant] = []
    music.mixer.request(GUIDANCE, guidance.append)
    music.mixer.mute(True)
    assert music.now.volume_db <= -60
    assert guidance[-1].volume_db > -20
    assert music.state.muted
    music.mixer.mute(False)
    assert music.now.volume_db > -60


def test_turning_up_ends_mute() -> None:
    music = Listener()
    music.mixer.mute(True)
    music.mixer.turn(1)
    assert not music.state.muted
    assert music.now.volume_db > -60


def at_speed(kmh: float | None) -> VehicleState:
    return VehicleState(0.0, "car", {"Vehicle.Speed": Reading(kmh, 0.0, "can0")}, {"Vehicle.Speed": 1.0})


def test_louder_with_the_road_and_no_pumping() -> None:
    music = Listener()
    usual_db = music.now.volume_db
    music.board.publish(at_speed(126.0))
    assert music.now.volume_db == pytest.approx(usual_db + 4 * DB_PER_STEP)
    told = len(music.grants)
    for kmh in (124.0, 126.0, 119.0, 125.5):
        music.board.publish(at_speed(kmh))
    assert len(music.grants) == told
    music.board.publish(at_speed(None))
    assert music.state.speed_step == 4
    music.board.publish(at_speed(0.0))
    assert music.now.volume_db == pytest.approx(usual_db)


@hypothesis.given(st.lists(st.floats(0, 250)))
def test_steps_follow_the_speed(speeds: list[float]) -> None:
    steps = SpeedSteps()
    for kmh in speeds:
        before = steps.step
        changed = steps.at(kmh)
        assert changed == (steps.step != before)
        plain = SpeedSteps()
        plain.at(kmh)
        assert plain.step <= steps.step <= plain.step + 1

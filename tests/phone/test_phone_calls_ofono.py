"""Calls from the ring to the end, through a real ofonod whose phone is ours: what the driver does, and what becomes of
the sound. `pytest -s` prints the times."""

import time
from collections.abc import Callable, Iterator

import pytest
from ofono_stage import PATIENCE_S, Town, town

from headunit.kernel.board import Board
from headunit.kernel.clock import SystemClock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import LinkReport, LinkState
from headunit.phone.calls import NO_PHONE, CallDesk
from headunit.phone.ofono_telephony import OfonoTelephony
from headunit.phone.ports import Answer, TelephonyNews
from headunit.phone.state import Call, CallEnd, CallPhase, CallsState
from headunit.simulator.phone.simulated_phone import Status
from headunit.sound.mixer import Mixer
from headunit.sound.ports import Grant, Ringing, Tune
from headunit.sound.state import SoundState, Voiceprint

ANN, BOB = "+4917012345", "+4930555777"


class Bell(Ringing):
    """Writes down what it is to sound like."""

    def __init__(self) -> None:
        self.tune = Tune.NONE

    def ring(self, tune: Tune) -> None:
        self.tune = tune

    def on_grant(self, grant: Grant) -> None:
        """The mixer's word is of no account here."""


class Car:
    """A house's calls, without the house."""

    def __init__(self, city: Town) -> None:
        self.city, self.phone = city, city.phones["ann"]
        self.clock, self.board, self.inbox, self.bell = SystemClock(), Board(), Inbox(lambda: None), Bell()
        self.mixer = Mixer(self.board)
        self.door = OfonoTelephony(city.io, self.clock, self.inbox, city.bus.address)
        self.desk = CallDesk(
            self.clock, self.board, telephony=lambda: self.door, focus=lambda: self.mixer, ringing=lambda: self.bell
        )
        self.link, self.online = LinkState.OFF, False
        self.log: list[tuple[float, str]] = []
        self.board.watch(CallsState, self._note)

    def _note(self, state: CallsState) -> None:
        line = ", ".join(f"{call.number or 'withheld'} {call.phase.value}" for call in state.calls) or "no call"
        self.log.append((time.monotonic(), line))

    def run(self) -> None:
        batch = self.inbox.drain()
        for value in batch.latest.values():
            if isinstance(value, LinkReport):
                self.link = value.state
        for _, value in batch.events:
            if isinstance(value, TelephonyNews):
                self.online = any(handset.online for handset in value.handsets)
                self.desk.on_news(value)
            elif isinstance(value, Answer):
                self.desk.on_answer(value)
        self.desk.tick()

    def until(self, true: Callable[[], object], what: str) -> None:
        ends = time.monotonic() + PATIENCE_S
        while not true():
            assert time.monotonic() < ends, f"never: {what}; {self.state}"
            time.sleep(0.002)
            self.run()

    @property
    def state(self) -> CallsState:
        return self.board.latest(CallsState) or CallsState()

    def phases(self) -> dict[str, CallPhase]:
        return {call.number: call.phase for call in self.state.calls}

    def are(self, **phases: CallPhase | None) -> None:
        wanted = {{"ann": ANN, "bob": BOB}[name]: phase for name, phase in phases.items()}
        self.until(lambda: self.phases() == wanted and not self.state.pending, f"{phases}")

    def ended(self) -> Call:
        self.until(lambda: self.state.calls and self.state.calls[0].phase is CallPhase.ENDED, "the end")
        return self.state.calls[0]

    @property
    def heard(self) -> tuple[Voiceprint, ...]:
        sound = self.board.latest(SoundState)
        return () if sound is None else sound.active


@pytest.fixture
def car() -> Iterator[Car]:
    with town("ann") as city:
        car = Car(city)
        car.door.start()
        try:
            car.until(lambda: car.online and car.link is LinkState.ONLINE, "a phone")
            yield car
        finally:
            car.desk.end()
            car.door.stop()


def test_from_the_ring_to_hanging_up(car: Car) -> None:
    began = time.monotonic()
    assert car.phone.ring(ANN)
    car.are(ann=CallPhase.INCOMING)
    assert (car.bell.tune, car.heard) == (Tune.RING, (Voiceprint.CALL,))
    car.desk.answer()
    car.are(ann=CallPhase.ACTIVE)
    assert (car.bell.tune, car.heard) == (Tune.NONE, (Voiceprint.CALL,))
    car.desk.tones("12#")
    car.until(lambda: car.phone.tones == "12#", "the keys at the far end")
    car.desk.hang_up()
    assert car.ended().end is CallEnd.HERE
    assert car.heard == ()
    car.until(lambda: not car.state.calls, "a clear screen")
    print()
    for at, line in car.log:
        if at >= began:
            print(f"{(at - began) * 1000:8.1f} ms  {line}")


def test_refused_missed_and_ended_there(car: Car) -> None:
    car.phone.ring(ANN)
    car.are(ann=CallPhase.INCOMING)
    car.desk.reject()
    assert car.ended().end is CallEnd.REFUSED
    car.phone.ring(BOB)
    car.until(lambda: car.phases().get(BOB) is CallPhase.INCOMING, "the next one")
    car.phone.hang_up_there()
    car.until(lambda: any(call.end is CallEnd.MISSED for call in car.state.calls), "a missed call")
    car.until(lambda: not car.state.calls, "a clear screen")
    car.phone.ring(ANN)
    car.are(ann=CallPhase.INCOMING)
    car.desk.answer()
    car.are(ann=CallPhase.ACTIVE)
    car.phone.hang_up_there()
    assert car.ended().end is CallEnd.THERE


def test_a_second_call_knocks_is_taken_swapped_and_joined(car: Car) -> None:
    car.phone.ring(ANN)
    car.are(ann=CallPhase.INCOMING)
    car.desk.answer()
    car.are(ann=CallPhase.ACTIVE)
    car.phone.ring(BOB)
    car.are(ann=CallPhase.ACTIVE, bob=CallPhase.WAITING)
    assert car.bell.tune is Tune.KNOCK
    car.desk.answer()
    car.are(ann=CallPhase.HELD, bob=CallPhase.ACTIVE)
    car.desk.swap()
    car.are(ann=CallPhase.ACTIVE, bob=CallPhase.HELD)
    car.desk.merge()
    car.until(lambda: all(call.conference for call in car.state.calls) and not car.state.pending, "one conversation")
    car.desk.hang_up()
    car.until(lambda: {call.phase for call in car.state.calls} == {CallPhase.ENDED}, "the end of both")


def test_dialled_answered_and_busy(car: Car) -> None:
    car.desk.dial("+49 170 123-45")
    assert car.state.pending == "dial"
    car.until(lambda: car.phases().get(ANN) is CallPhase.ALERTING, "it rings there")
    car.phone.answer_there()
    car.are(ann=CallPhase.ACTIVE)
    car.desk.hang_up()
    car.until(lambda: not car.state.calls, "a clear screen")
    car.desk.dial("0441112233")
    car.until(lambda: any(call.end for call in car.state.calls), "the busy tone")
    car.until(lambda: not car.state.calls, "a clear screen")
    car.desk.dial("no number")
    assert car.state.fault


def test_the_link_is_lost_in_the_middle_and_comes_back(car: Car) -> None:
    car.phone.ring(ANN)
    car.are(ann=CallPhase.INCOMING)
    car.desk.answer()
    car.are(ann=CallPhase.ACTIVE)
    car.phone.drop()
    assert car.ended().end is CallEnd.LOST
    assert car.heard == ()
    car.until(lambda: not car.online, "no phone")
    car.desk.dial(BOB)
    assert car.state.fault == NO_PHONE
    car.phone.come_back()
    car.until(lambda: car.phases().get(ANN) is CallPhase.ACTIVE, "the call that went on at the ear")


def test_the_daemon_dies_and_is_started_again(car: Car) -> None:
    car.phone.ring(ANN)
    car.are(ann=CallPhase.INCOMING)
    car.city.ofonod.kill()
    car.until(lambda: car.link is LinkState.LOST and not car.online, "its death")
    assert car.bell.tune is Tune.NONE
    car.phone.hang_up_there()
    car.city.ofonod.begin()
    car.until(lambda: car.online and car.link is LinkState.ONLINE, "its return")
    car.phone.ring(BOB)
    car.until(lambda: car.phases().get(BOB) is CallPhase.INCOMING, "a ring")


def test_what_the_phone_tells_of_itself(car: Car) -> None:
    told: list[TelephonyNews] = []
    take = car.desk.on_news
    car.desk.on_news = lambda news: (told.append(news), take(news))[1]  # type: ignore[method-assign]
    car.phone.report(Status(2, 1, "Landline", roaming=True))
    car.until(lambda: told and told[-1].handsets[0].operator == "Landline", "the operator")
    car.until(lambda: told[-1].handsets[0].battery == pytest.approx(0.2), "the battery")
    car.until(lambda: told[-1].handsets[0].signal == pytest.approx(0.4), "the signal")
    assert told[-1].handsets[0].roaming

"""Calls as the driver knows them, out of what the phones tell. Pure: time from the clock, doors by ports, no bus.

A wish is pending until the phone has answered; the calls change only when the phone says so.
"""

import dataclasses
from collections.abc import Callable
from typing import Final, override

from headunit.kernel.board import Board
from headunit.kernel.clock import Clock
from headunit.kernel.words import QT_TRANSLATE_NOOP
from headunit.phone.call_log import CallLog
from headunit.phone.dialled import number_of, tones_of
from headunit.phone.emergency import is_emergency
from headunit.phone.ports import ANSWERED_S, Answer, Calls, Handset, Phonebook, Telephony, TelephonyNews
from headunit.phone.quiet import Quiet
from headunit.phone.state import Call, CallPhase, CallsState, DevicesState, PhonebookState
from headunit.safety.state import Driving, SafetyState
from headunit.sound.ports import Focus, Grant, Ringing, Tune
from headunit.sound.state import Voiceprint

#: Why nothing came of a wish: source texts in context "Phone".
NO_PHONE = QT_TRANSLATE_NOOP("Phone", "No phone is connected")
NO_PHONE_EMERGENCY = QT_TRANSLATE_NOOP("Phone", "No phone is connected: make the emergency call by hand")
NOT_A_NUMBER = QT_TRANSLATE_NOOP("Phone", "This is not a number")
NO_ANSWER = QT_TRANSLATE_NOOP("Phone", "The phone does not answer")
NO_CALL = QT_TRANSLATE_NOOP("Phone", "There is no such call any more")
TWO_CALLS = QT_TRANSLATE_NOOP("Phone", "Two calls are on already")
#: A fault is shown so long (s).
FAULT_S: Final = 8.0
#: The door answers within ANSWERED_S; one that does not is given up after this (s).
GIVE_UP_S: Final = ANSWERED_S + 2.0
#: An emergency call waits for the others to end no longer than this (s).
URGENT_S: Final = 2.0
#: A phone takes an active and a held one (3GPP TS 22.083 clause 1.3).
MOST_CALLS: Final = 2
COMES: Final = frozenset({CallPhase.INCOMING, CallPhase.WAITING})


class CallDesk(Calls):
    """Every argument after `board` is asked for anew each time: None where nobody offers it. Qt's thread."""

    def __init__(
        self,
        clock: Clock,
        board: Board,
        *,
        telephony: Callable[[], Telephony | None],
        book: Callable[[], Phonebook | None] = lambda: None,
        focus: Callable[[], Focus | None] = lambda: None,
        ringing: Callable[[], Ringing | None] = lambda: None,
    ) -> None:
        self._clock, self._board = clock, board
        self._telephony, self._book, self._focus, self._ringing = telephony, book, focus, ringing
        self._log = CallLog(clock)
        self._quiet = Quiet(clock)
        self._handsets: tuple[Handset, ...] = ()
        self._pending: tuple[str, str, float] | None = None  # wish, the door's word for it, since
        self._fault, self._fault_at = "", 0.0
        self._urgent: tuple[str, str, float] | None = None  # address, number, since: waits for other calls to end
        self._ticket: int | None = None
        self._tune = Tune.NONE
        board.watch(PhonebookState, lambda _: self._publish())
        board.watch(DevicesState, lambda _: self._publish())
        board.watch(SafetyState, lambda _: self._publish())
        self._publish()

    # The phones speak.

    def on_news(self, news: TelephonyNews) -> None:
        """What the phones tell."""
        before = self._handsets
        self._handsets = news.handsets
        ended = self._log.take(news)
        self._quiet.note(ended)
        for handset in news.handsets:
            was_on = any(old.address == handset.address and _on(old) for old in before)
            if handset.muted and was_on and not _on(handset) and (door := self._telephony()) is not None:
                door.mute(handset.address, False)  # the next call begins with an open microphone
        self._dial_urgent()
        self._publish()

    def on_answer(self, answer: Answer) -> None:
        """What came of a wish."""
        if self._pending is not None and answer.wish == self._pending[1]:
            wish, self._pending = self._pending[0], None
            if answer.fault and not (wish == "dial" and self._urgent is not None):
                self._blame(answer.fault)
            self._publish()

    def tick(self) -> None:
        """Ten times a second."""
        now = self._clock.now()
        changed = self._log.forget()
        if self._pending is not None and now - self._pending[2] >= GIVE_UP_S:
            self._pending = None
            self._blame(NO_ANSWER)
            changed = True
        if self._fault and now - self._fault_at >= FAULT_S:
            self._fault, changed = "", True
        self._dial_urgent()
        if changed:
            self._publish()

    def end(self) -> None:
        """Ring no more."""
        self._tune_in(Tune.NONE)
        self._hold_focus(False)

    # The driver's hand.

    @override
    def dial(self, number: str) -> None:
        wanted, urgent = number_of(number), is_emergency(number)
        handset = self._handset(urgent=urgent)
        if not wanted:
            self._refuse(NOT_A_NUMBER)
        elif handset is None:
            self._refuse(NO_PHONE_EMERGENCY if urgent else NO_PHONE)
        elif urgent:
            self._make_room(handset, wanted)
        elif len(self._on(handset.address)) >= MOST_CALLS:
            self._refuse(TWO_CALLS)
        else:
            self._wish("dial", lambda door: door.dial(handset.address, wanted))

    @override
    def answer(self) -> None:
        call = self._coming()
        if call is None:
            self._refuse(NO_CALL)
            return
        address = self._log.address(call.key)
        if call.phase is CallPhase.WAITING:
            self._wish("answer", lambda door: door.hold_and_answer(address), "hold_and_answer")
        else:
            self._wish("answer", lambda door: door.answer(address, call.key))

    @override
    def reject(self) -> None:
        call = self._coming()
        if call is None:
            self._refuse(NO_CALL)
        else:
            self._end(call, "reject")

    @override
    def hang_up(self, key: str = "") -> None:
        calls = [call for call in self._log.calls if call.phase is not CallPhase.ENDED]
        talked = [call for call in calls if call.phase not in COMES] or calls
        first = next((call for call in calls if call.key == key), None) if key else _first(talked)
        if first is None:
            self._refuse(NO_CALL)
            return
        all_of_it = [first]
        if not key and first.conference:
            all_of_it = [call for call in calls if call.conference and call.phase is first.phase]
        for call in all_of_it:
            self._end(call)

    def _end(self, call: Call, wish: str = "hang_up") -> None:
        self._log.end_by_hand(call.key)
        self._wish(wish, lambda door: door.hang_up(self._log.address(call.key), call.key), "hang_up")

    @override
    def swap(self) -> None:
        self._with_call("swap", lambda door, address: door.swap(address))

    @override
    def hold(self, on: bool) -> None:
        call = _first([call for call in self._log.calls if call.phase in {CallPhase.ACTIVE, CallPhase.HELD}])
        if call is None or (call.phase is CallPhase.HELD) is not on:
            self._with_call("hold", lambda door, address: door.swap(address), "swap")

    @override
    def merge(self) -> None:
        self._with_call("merge", lambda door, address: door.merge(address))

    @override
    def tones(self, digits: str) -> None:
        keys = tones_of(digits)
        if not keys:
            self._refuse(NOT_A_NUMBER)
        else:
            self._with_call("tones", lambda door, address: door.tones(address, keys))

    @override
    def mute(self, muted: bool) -> None:
        self._with_call("mute", lambda door, address: door.mute(address, muted))

    @override
    def on_phone(self, on: bool) -> None:
        self._with_call("on_phone", lambda door, address: door.on_phone(address, on))

    # Wishes on their way.

    def _with_call(self, wish: str, act: Callable[[Telephony, str], None], word: str = "") -> None:
        call = _first([call for call in self._log.calls if call.phase is not CallPhase.ENDED])
        if call is None:
            self._refuse(NO_CALL)
        else:
            address = self._log.address(call.key)
            self._wish(wish, lambda door: act(door, address), word)

    def _wish(self, wish: str, act: Callable[[Telephony], None], word: str = "") -> None:
        door = self._telephony()
        if door is None:
            self._refuse(NO_PHONE)
            return
        self._pending, self._fault = (wish, word or wish, self._clock.now()), ""
        self._publish()
        act(door)

    def _refuse(self, why: str) -> None:
        self._blame(why)
        self._publish()

    def _blame(self, why: str) -> None:
        self._fault, self._fault_at = why, self._clock.now()

    def _make_room(self, handset: Handset, number: str) -> None:
        """An emergency call waits for nobody: who rings is refused, and of two calls the held one is ended."""
        calls = self._on(handset.address)
        in_the_way = [call for call in calls if call.phase in COMES]
        if len(calls) - len(in_the_way) >= MOST_CALLS:
            in_the_way += [call for call in calls if call.phase is CallPhase.HELD]
        door = self._telephony()
        if door is not None:
            for call in in_the_way:
                door.hang_up(handset.address, call.key)
        self._urgent = (handset.address, number, self._clock.now())
        self._dial_urgent()

    def _dial_urgent(self) -> None:
        if self._urgent is None:
            return
        address, number, since = self._urgent
        calls = self._on(address)
        crowded = len(calls) >= MOST_CALLS or any(call.phase in COMES for call in calls)
        if not crowded or self._clock.now() - since >= URGENT_S:
            self._urgent = None
            self._wish("dial", lambda door: door.dial(address, number))

    # Who is who.

    def _handset(self, *, urgent: bool) -> Handset | None:
        """The one to call with: the phone in use; an emergency call takes any."""
        online = [handset for handset in self._handsets if handset.online]
        devices = self._board.latest(DevicesState)
        current = None if devices is None else devices.current
        if current is None:
            return next(iter(online), None)
        chosen = [handset for handset in online if handset.address == current.address]
        return next(iter(chosen or (online if urgent else [])), None)

    def _on(self, address: str) -> list[Call]:
        return [
            call
            for call in self._log.calls
            if call.phase is not CallPhase.ENDED and self._log.address(call.key) == address
        ]

    def _coming(self) -> Call | None:
        """Who rings, those first who may be heard."""
        coming = [call for call in self._log.calls if call.phase in COMES]
        return next((call for call in coming if not self._quiet.keeps(call.key)), next(iter(coming), None))

    def _named(self, call: Call) -> Call:
        book = self._book()
        person = book.who(call.number) if book is not None and call.number else None
        favourite = person is not None and person.favourite
        if person is not None:
            call = dataclasses.replace(call, name=person.name or call.name, photo=person.photo)
        devices, safety = self._board.latest(DevicesState), self._board.latest(SafetyState)
        asked = devices is not None and devices.dnd
        driving = safety is None or safety.driving is not Driving.PARKED
        quiet = call.phase in COMES and self._quiet.judge(call, favourite=favourite, wanted=asked and driving)
        urgent = call.emergency or (call.outgoing and is_emergency(call.number))
        return dataclasses.replace(call, quiet=quiet, emergency=urgent)

    # What is shown and heard.

    def _publish(self) -> None:
        calls = sorted((self._named(call) for call in self._log.calls), key=_importance)
        address = self._log.address(calls[0].key) if calls else ""
        handset = next((one for one in self._handsets if one.address == address), None)
        state = CallsState(
            tuple(calls),
            handset is not None and handset.muted,
            handset is not None and handset.on_phone,
            "" if self._pending is None else self._pending[0],
            self._fault,
        )
        self._sound(state, handset)
        if state != self._board.latest(CallsState):
            self._board.publish(state)

    def _sound(self, state: CallsState, handset: Handset | None) -> None:
        heard = [call for call in state.calls if call.phase is not CallPhase.ENDED and not call.quiet]
        self._hold_focus(bool(heard))
        tune = Tune.NONE
        if (caller := state.ringing) is not None and self._pending_word not in {"answer", "reject"}:
            knocks = caller.phase is CallPhase.WAITING
            rings = handset is not None and handset.rings
            tune = Tune.KNOCK if knocks else Tune.NONE if rings else Tune.RING
        self._tune_in(tune)

    @property
    def _pending_word(self) -> str:
        return "" if self._pending is None else self._pending[0]

    def _hold_focus(self, on: bool) -> None:
        if on and self._ticket is None and (focus := self._focus()) is not None:
            self._ticket = focus.request(Voiceprint.CALL, self._on_grant)
        elif not on and self._ticket is not None:
            ticket, self._ticket = self._ticket, None
            if (focus := self._focus()) is not None:
                focus.release(ticket)

    def _on_grant(self, grant: Grant) -> None:
        if (ringing := self._ringing()) is not None:
            ringing.on_grant(grant)

    def _tune_in(self, tune: Tune) -> None:
        if tune is not self._tune and (ringing := self._ringing()) is not None:
            self._tune = tune
            ringing.ring(tune)


def _on(handset: Handset) -> bool:
    return any(call.phase is not CallPhase.ENDED for call in handset.calls)


def _importance(call: Call) -> int:
    """Who rings first, who is talked to, who waits on hold, who is not to disturb, who has gone."""
    order = (CallPhase.ACTIVE, CallPhase.ALERTING, CallPhase.DIALING, CallPhase.HELD)
    if call.phase is CallPhase.ENDED:
        return len(order) + 2
    if call.phase in COMES:
        return len(order) + 1 if call.quiet else -1
    return order.index(call.phase)


def _first(calls: list[Call]) -> Call | None:
    return min(calls, key=_importance, default=None)

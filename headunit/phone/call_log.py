"""Calls with their phases and times, kept from one news to the next, and how each of them ended. Pure."""

import dataclasses
from typing import Final

from headunit.kernel.clock import Clock
from headunit.phone.ports import TelephonyNews
from headunit.phone.state import Call, CallEnd, CallPhase

#: One that has ended stays in sight so long (s).
KEPT_S: Final = 3.0
_COMES: Final = frozenset({CallPhase.INCOMING, CallPhase.WAITING})
_GOES: Final = frozenset({CallPhase.DIALING, CallPhase.ALERTING})


class CallLog:
    """`calls`: in the order in which they came; those that have ended for KEPT_S more."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._calls: dict[str, tuple[str, Call]] = {}  # by key: the phone's address, the call
        self._by_hand: set[str] = set()  # keys of those that the driver has asked to end

    @property
    def calls(self) -> tuple[Call, ...]:
        """All of them."""
        return tuple(call for _, call in self._calls.values())

    def address(self, key: str) -> str:
        """Of the phone whose call it is; "" unknown."""
        return self._calls[key][0] if key in self._calls else ""

    def end_by_hand(self, key: str) -> None:
        """The driver wants this one to end. A phone does not tell who of the two refused a call."""
        self._by_hand.add(key)

    def take(self, news: TelephonyNews) -> list[Call]:
        """What the phones tell. Returns the calls that have ended with it."""
        told = {call.key: (handset.address, call) for handset in news.handsets for call in handset.calls}
        online = {handset.address for handset in news.handsets if handset.online}
        ended: list[Call] = []
        for key, (address, call) in told.items():
            old = self._calls[key][1] if key in self._calls else None
            if old is not None and old.phase is CallPhase.ENDED:
                continue
            fresh = self._followed(old, call)
            self._calls[key] = (address, fresh)
            if fresh.phase is CallPhase.ENDED:
                ended.append(fresh)
        for key, (address, call) in self._calls.items():
            if key not in told and call.phase is not CallPhase.ENDED:
                # Nobody told its end. Without the phone it is lost; with it, the other side must have gone.
                how = CallEnd.THERE if address in online else CallEnd.LOST
                gone = self._followed(call, dataclasses.replace(call, phase=CallPhase.ENDED, end=how))
                self._calls[key] = (address, gone)
                ended.append(gone)
        return ended

    def _followed(self, old: Call | None, new: Call) -> Call:
        now = self._clock.now()
        if old is None:
            answered = now if new.phase in {CallPhase.ACTIVE, CallPhase.HELD} else None
            outgoing = new.outgoing or new.phase in _GOES
            return dataclasses.replace(new, since=now, answered=answered, outgoing=outgoing)
        answered = old.answered
        if answered is None and new.phase is CallPhase.ACTIVE:
            answered = now
        return dataclasses.replace(
            new,
            number=new.number or old.number,
            name=new.name or old.name,
            outgoing=old.outgoing or new.phase in _GOES,
            emergency=old.emergency or new.emergency,
            since=old.since if old.phase is new.phase else now,
            answered=answered,
            end=_how(old, new.end, by_hand=old.key in self._by_hand) if new.phase is CallPhase.ENDED else None,
        )

    def forget(self) -> bool:
        """Drop what has ended long ago. True when there was any."""
        now = self._clock.now()
        old = [
            key
            for key, (_, call) in self._calls.items()
            if call.phase is CallPhase.ENDED and now - call.since >= KEPT_S
        ]
        for key in old:
            del self._calls[key]
            self._by_hand.discard(key)
        return bool(old)


def _how(before: Call, end: CallEnd | None, *, by_hand: bool) -> CallEnd:
    """What the driver would call it. HFP does not tell busy from unanswered."""
    if by_hand and end is not CallEnd.LOST:
        end = CallEnd.HERE
    if end is CallEnd.LOST or before.answered is not None:
        return end or CallEnd.THERE
    if before.phase in _COMES:
        return CallEnd.REFUSED if end is CallEnd.HERE else CallEnd.MISSED
    return CallEnd.HERE if end is CallEnd.HERE else CallEnd.FAILED

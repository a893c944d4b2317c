"""What is heard of calls: they take the floor from whatever plays, and ring. Pure; the mixer and the bell by ports."""

from collections.abc import Callable

from headunit.phone.state import CallPhase, CallsState
from headunit.sound.ports import Focus, Grant, Ringing, Tune
from headunit.sound.state import Voiceprint


class CallSound:
    """Both are asked for anew each time: None where nobody offers them."""

    def __init__(self, focus: Callable[[], Focus | None], ringing: Callable[[], Ringing | None]) -> None:
        self._focus, self._ringing = focus, ringing
        self._ticket: int | None = None
        self._tune = Tune.NONE

    def follow(self, state: CallsState, *, rings_itself: bool) -> None:
        """What is heard now. `rings_itself`: the phone sends its own tone (HFP 1.8, 4.13.1)."""
        self._take_floor(any(call.phase is not CallPhase.ENDED and not call.quiet for call in state.calls))
        tune, caller = Tune.NONE, state.ringing
        if caller is not None and state.pending not in {"answer", "reject"}:
            knocks = caller.phase is CallPhase.WAITING
            tune = Tune.KNOCK if knocks else Tune.NONE if rings_itself else Tune.RING
        self._tune_in(tune)

    def end(self) -> None:
        """Nothing more."""
        self._tune_in(Tune.NONE)
        self._take_floor(False)

    def _take_floor(self, on: bool) -> None:
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

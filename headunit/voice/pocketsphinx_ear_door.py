"""The app's end of the ear: sends wishes, posts what came of them. Whoever asked hears an answer, whatever dies."""

import dataclasses
import threading
from collections.abc import Sequence
from typing import Final, override

from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.voice import pocketsphinx_ear_wire as wire
from headunit.voice.ear import (
    LEVEL_TOPIC,
    STATE_TOPIC,
    TOPIC,
    Dictated,
    EarState,
    Heard,
    Hearing,
    NotUnderstood,
    Sentences,
    SpeechBegan,
    SpeechEnded,
    Woken,
)
from headunit.voice.pocketsphinx_ear_link import PROCESS, EarProcess

#: While it listens it tells the level many times a second; without, after so long, it hangs (s). Dictation is slow.
HUNG_S: Final = 6.0


class PocketsphinxEar(Hearing):
    """`link`: to be started and stopped by whoever builds the house. `device`: name of a source of PulseAudio,
    `server`: its address; "" the usual ones."""

    def __init__(
        self, clock: Clock, inbox: Inbox, device: str = "", server: str = "", process: Sequence[str] = PROCESS
    ) -> None:
        self._clock, self._inbox = clock, inbox
        self._lock = threading.Lock()
        self._lesson: wire.Teach | None = None
        self._wake = wire.Wake(wanted=False, held=False)
        self._asked: wire.Listen | None = None
        self._turn = 0
        self._sign_at = 0.0
        self.link = EarProcess(
            clock,
            inbox,
            process,
            (device, server),
            greeting=self._greeting,
            told=self._on_told,
            lost=self._on_lost,
            hung=self._hung,
        )

    # Qt's thread.

    @override
    def teach(self, commands: Sequence[Sentences]) -> None:
        with self._lock:
            self._lesson = wire.Teach(tuple(commands))
            self.link.send(self._lesson)

    @override
    def listen(self, among: Sequence[Sentences] = ()) -> int:
        return self._ask(tuple(among), free=False)

    @override
    def dictate(self) -> int:
        return self._ask((), free=True)

    def _ask(self, among: tuple[Sentences, ...], *, free: bool) -> int:
        with self._lock:
            self._turn += 1
            asked = wire.Listen(self._turn, among, free)
            self._asked, self._sign_at = asked, self._clock.now()
            if not self.link.send(asked):
                self._give_up("the ear is not there")
            return asked.turn

    @override
    def stop(self) -> None:
        self.link.send(wire.End())

    @override
    def cancel(self) -> None:
        with self._lock:
            self._asked = None
        self.link.send(wire.End(forget=True))

    @override
    def wake(self, *, on: bool) -> None:
        self._waking(dataclasses.replace(self._wake, wanted=on))

    @override
    def hold(self, *, on: bool) -> None:
        self._waking(dataclasses.replace(self._wake, held=on))

    def _waking(self, wish: wire.Wake) -> None:
        with self._lock:
            if wish != self._wake:
                self._wake = wish
                self.link.send(wish)

    # The link's thread.

    def _greeting(self) -> list[object]:
        with self._lock:
            wishes: list[object] = [self._wake]
            if self._lesson is not None:
                wishes.append(self._lesson)
            return wishes

    def _hung(self) -> bool:
        with self._lock:
            return self._asked is not None and self._clock.now() - self._sign_at > HUNG_S

    def _on_lost(self, fault: str) -> None:
        self._inbox.post(STATE_TOPIC, EarState(fault=fault))
        with self._lock:
            self._give_up(fault)

    def _give_up(self, fault: str) -> None:
        """With the lock."""
        asked, self._asked = self._asked, None
        if asked is not None:
            told = Dictated(asked.turn, "", fault=fault) if asked.free else NotUnderstood(asked.turn, "fault")
            self._inbox.post_event(TOPIC, told)

    def _on_told(self, told: object) -> None:
        self._sign_at = self._clock.now()
        match told:
            case wire.Sign(level):
                self._inbox.post(LEVEL_TOPIC, level)
            case wire.Condition():
                state = EarState(told.microphone, told.taught >= 0, told.dictation, self._wake.wanted, told.fault)
                self._inbox.post(STATE_TOPIC, state)
            case wire.News(Heard() | NotUnderstood() | Dictated() as event, ago):
                with self._lock:
                    if self._asked is not None and self._asked.turn == event.turn:
                        self._asked = None
                self._inbox.post_event(TOPIC, dataclasses.replace(event, ended_at=self._clock.now() - ago))
            case wire.News(Woken() | SpeechBegan() | SpeechEnded() as event, ago):
                self._inbox.post_event(TOPIC, dataclasses.replace(event, at=self._clock.now() - ago))

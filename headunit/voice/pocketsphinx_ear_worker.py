"""What the ear's process does: hears a microphone, follows the app's wishes, tells what it understood. No process yet.

The microphone is open only while somebody is listened to: in a turn, or for the wake word.
"""

import dataclasses
from collections.abc import Callable
from typing import Final

import numpy as np

from headunit.kernel.clock import Clock
from headunit.voice import faster_whisper_dictation
from headunit.voice import pocketsphinx_ear_wire as wire
from headunit.voice.ear import Dictated, NotUnderstood, SpeechBegan, SpeechEnded, Woken
from headunit.voice.faster_whisper_dictation import Dictation
from headunit.voice.grammar import ANYTHING, Grammar
from headunit.voice.microphone import RATE_HZ, Microphone, Samples, level_of
from headunit.voice.pocketsphinx_ear import Recogniser, Spotter
from headunit.voice.pocketsphinx_ear_turn import Began, Ended, Turn, answer
from headunit.voice.said import words_of
from headunit.voice.wake import PHRASE, Waking

#: The searches of the recogniser.
COMMANDS, AMONG = "commands", "among"
#: A microphone that delivers nothing is none (s).
SILENT_S: Final = 3.0
_DEAD: Final = "the microphone delivers nothing"
_WAIT_S: Final = 0.05
#: How often the level is told (s).
_SIGN_S: Final = 0.07


class Worker:
    """One for each process, one thread. `tell`: to the app."""

    def __init__(
        self, recogniser: Recogniser, microphone: Microphone, clock: Clock, tell: Callable[[object], None]
    ) -> None:
        self._recogniser, self._microphone, self._clock, self._tell = recogniser, microphone, clock, tell
        self._dictation = None if faster_whisper_dictation.absent() else Dictation()
        self._condition = wire.Condition(dictation=self._dictation is not None)
        self._grammar = Grammar(())
        self._lesson: wire.Teach | None = None
        self._turn: tuple[wire.Listen, Turn, Grammar | None] | None = None
        self._waking = Waking()
        self._spotter: Spotter | None = None
        self._sound_at = self._sign_at = 0.0

    @property
    def hearing(self) -> bool:
        """Whether the microphone is wanted now: then `hear` must be called again and again."""
        return self._turn is not None or self._waking.listening

    @property
    def whole(self) -> bool:
        """Whether there is a microphone."""
        return self._condition.microphone

    def look(self) -> None:
        """Whether there is a microphone: it is heard for a moment."""
        fault = ""
        try:
            self._microphone.open()
            if not self._microphone.read(SILENT_S):
                fault = _DEAD
        except OSError as error:
            fault = str(error)
        self._become(microphone=not fault, fault=fault)
        self._settle()

    def obey(self, wish: object) -> None:
        """One wish of the app."""
        match wish:
            case wire.Teach():
                self._lesson = wish
            case wire.Listen():
                self._listen(wish)
            case wire.End(forget) if self._turn is not None:
                _, turn, _ = self._turn
                if forget:
                    turn.forget()
                    self._turn = None
                else:
                    self._answer(turn.end())
            case wire.Wake(wanted, held):
                self._waking.wanted, self._waking.held = wanted, held
        self._settle()

    def hear(self) -> None:
        """What the microphone has, if anything comes within a moment."""
        try:
            self._microphone.open()
            sound = self._microphone.read(_WAIT_S)
        except OSError as error:
            self._break(str(error))
            return
        now = self._clock.now()
        if not sound and now - self._sound_at > SILENT_S:
            self._break(_DEAD)
            return
        if sound:
            self._sound_at = now
            samples = np.frombuffer(sound, "<i2").astype(np.int16)
            if now - self._sign_at > _SIGN_S:
                self._sign_at = now
                self._tell(wire.Sign(level_of(samples)))
            self._take(samples)
        self._settle()

    def _take(self, samples: Samples) -> None:
        if self._turn is None:
            if self._spotter is not None and self._spotter.hear(samples):
                self._tell(wire.News(Woken(0.0)))
            return
        asked, turn, _ = self._turn
        for news in turn.hear(samples):
            if isinstance(news, Began):
                self._tell(wire.News(SpeechBegan(asked.turn, 0.0)))
            else:
                self._answer(news)

    def _answer(self, ended: Ended) -> None:
        assert self._turn is not None
        asked, _, grammar = self._turn
        self._turn = None
        began = self._clock.now()
        if ended.decoded is not None:
            self._tell(wire.News(SpeechEnded(asked.turn, 0.0), ended.silent_s))
        if grammar is None:
            told: object = self._dictated(asked.turn, ended)
        else:
            told = answer(asked.turn, self._with_text(ended), grammar)
        self._tell(wire.News(told, ended.silent_s + self._clock.now() - began))

    def _dictated(self, turn: int, ended: Ended) -> Dictated:
        if self._dictation is None:
            return Dictated(turn, "", fault=faster_whisper_dictation.absent())
        text = "" if ended.samples is None else self._dictation.text(ended.samples)
        return Dictated(turn, text, seconds=ended.seconds)

    def _with_text(self, ended: Ended) -> Ended:
        """Free text in place of what only sounded like some."""
        decoded = ended.decoded
        if decoded is None or decoded.free_s is None or self._dictation is None or ended.samples is None:
            return ended
        text = words_of(self._dictation.text(ended.samples[int(decoded.free_s * RATE_HZ) :]))
        begin = decoded.words.index(ANYTHING)
        after = tuple(word for word in decoded.words[begin:] if word != ANYTHING)
        words = (*decoded.words[:begin], *text, *after)
        return dataclasses.replace(ended, decoded=dataclasses.replace(decoded, words=words))

    def _listen(self, asked: wire.Listen) -> None:
        if self._turn is not None:
            self._turn[1].forget()
            self._turn = None
        if asked.free and self._dictation is None:
            self._tell(wire.News(self._dictated(asked.turn, Ended(None))))
            return
        grammar: Grammar | None = self._grammar
        if asked.free:
            grammar = None
        elif asked.among:
            try:
                grammar = Grammar(asked.among)
            except ValueError as error:
                self._become(fault=str(error))
                self._tell(wire.News(NotUnderstood(asked.turn, "fault")))
                return
            self._recogniser.teach(AMONG, grammar)
        self._turn = (asked, Turn(self._recogniser, AMONG if asked.among else COMMANDS, grammar), grammar)

    def _break(self, fault: str) -> None:
        """There is no microphone any more."""
        self._microphone.close()
        turn, self._turn = self._turn, None
        self._become(microphone=False, fault=fault)
        if turn is not None:
            turn[1].forget()
            asked = turn[0]
            self._tell(wire.News(Dictated(asked.turn, "", fault=fault) if asked.free else _fault(asked.turn)))

    def _settle(self) -> None:
        """After each wish: learn between two turns; open the microphone, or close it."""
        if self._turn is None and self._lesson is not None:
            lesson, self._lesson = self._lesson, None
            self._learn(lesson)
        self._waking.busy = self._turn is not None or not self.whole
        if not self._waking.listening:
            self._spotter = None
        elif self._spotter is None:
            self._spotter = Spotter(PHRASE)
        if not self.hearing:
            self._microphone.close()
            self._sound_at = 0.0
        elif self._sound_at == 0.0:
            self._sound_at = self._clock.now()

    def _learn(self, lesson: wire.Teach) -> None:
        try:
            grammar = Grammar(lesson.commands, free=self._dictation is not None)
        except ValueError as error:
            self._become(fault=str(error))
            return
        mute = self._recogniser.teach(COMMANDS, grammar)
        self._grammar = grammar
        self._become(taught=len(lesson.commands), mute=mute)

    def _become(self, **changes: object) -> None:
        self._condition = dataclasses.replace(self._condition, **changes)  # type: ignore[arg-type]
        self._tell(self._condition)


def _fault(turn: int) -> NotUnderstood:
    return NotUnderstood(turn, "fault")

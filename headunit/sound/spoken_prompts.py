"""Says prompts: one after the other, on a thread of its own, when the focus lets it. Knows no mixer and no language.

There may be several who speak, each with a name and with a focus of its own.
Neither a missing program nor a missing loudspeaker is an error of the screen: the link's state tells it.
"""

import collections
import logging
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, override

from headunit.guidance.ports import Voice
from headunit.guidance.state import Prompt
from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link, LinkReport, LinkState
from headunit.kernel.loudness import Fade
from headunit.kernel.samples import STEREO, scaled
from headunit.sound.espeak_ng import ABSENT, PROGRAM, frames, spoken_wav
from headunit.sound.ports import BYTES_PER_SAMPLE, RATE_HZ, Focus, Grant, Output, OutputMaker
from headunit.sound.speech_queue import SpeechQueue
from headunit.sound.state import Voiceprint

log = logging.getLogger(__name__)

#: The name of guidance's voice, and its topic of the inbox.
NAME: Final = "voice"
TOPIC: Final = f"{NAME}.wants"
#: Sentences that are kept, the ones used last: most are said again.
CACHED: Final = 64
CHUNK_BYTES: Final = RATE_HZ // 50 * 2 * BYTES_PER_SAMPLE
#: Music has got out of the way by then (s).
LEAD_IN_S: Final = 0.2
#: No mixer answers: it is spoken all the same after (s).
UNANSWERED_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Ended:
    """A prompt of which no more will be heard. `whole`: all was said. `fault`: why it could not be, one line."""

    prompt: Prompt
    whole: bool
    fault: str = ""


class SpokenPrompts(Voice, Link):
    """Counters: `said` to the end, `cut`, `dropped` because they had become misleading, `failed`.

    After a failure the next sentence is tried all the same: a loudspeaker may come.
    `topic`: of the inbox: whether it has something to say. Its hearer, on Qt's thread, is `Mouth.take`.
    `ended_topic`: an event `Ended` for each prompt whose turn came; none for those that never had one.
    """

    def __init__(
        self, clock: Clock, inbox: Inbox, open_output: OutputMaker, program: str = PROGRAM, name: str = NAME
    ) -> None:
        self.name, self.topic, self.ended_topic = name, f"{name}.wants", f"{name}.ended"
        self._clock, self._inbox, self._open_output, self._program = clock, inbox, open_output, program
        self._queue = SpeechQueue()
        self._news = threading.Condition()
        self._stopping = self._cut = self._speaking = False
        self._grant: Grant | None = None
        self._failed = ""
        self._fade = Fade()
        self._said: collections.OrderedDict[tuple[str, str], bytes] = collections.OrderedDict()
        self._thread: threading.Thread | None = None
        self._counters = {"said": 0, "cut": 0, "dropped": 0, "failed": 0}
        self._report = LinkReport(self.name, "voice", LinkState.OFF, clock.now())

    @override
    def start(self) -> None:
        if self._thread is None:
            self._tell(LinkState.CONNECTING)
            self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
            self._thread.start()

    @override
    def stop(self) -> None:
        with self._news:
            self._stopping = self._cut = True
            self._queue.clear()
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join(0.9)
            self._thread = None
        self._tell(LinkState.OFF)

    @override
    def say(self, prompt: Prompt) -> None:
        with self._news:
            if self._queue.say(prompt).cut:
                self._cut = self._speaking
            self._news.notify_all()

    @override
    def hush(self) -> None:
        with self._news:
            self._queue.clear()
            self._cut = self._speaking
            self._news.notify_all()

    def on_grant(self, grant: Grant | None) -> None:
        """How it may be heard; None before anything was asked for. Any thread."""
        with self._news:
            if grant is not None and not grant.held:
                self._fade.to(grant.volume_db, 0.0 if self._grant is None else grant.fade_s)
            self._grant = grant
            self._news.notify_all()

    def _run(self) -> None:
        self._tell(LinkState.LOST if shutil.which(self._program) is None else LinkState.ONLINE, self._absent())
        asked = False
        while True:
            with self._news:
                prompt = self._queue.next(self._clock.now())
                self._counters["dropped"] = self._queue.dropped
                if self._stopping or (prompt is None and not asked):
                    if self._stopping:
                        break
                    self._news.wait()
                    continue
                self._cut, self._speaking = False, prompt is not None
            if prompt is None:
                asked = False
                self._inbox.post(self.topic, False)  # the focus is given back between two sentences only if none waits
                continue
            self._failed = ""
            sound, whole = self._rendered(prompt), False
            if sound is not None:
                if not asked:
                    with self._news:
                        self._grant = None
                    self._inbox.post(self.topic, True)
                    asked = True
                whole = self._speak(sound, prompt)
            with self._news:
                self._speaking = False
            self._inbox.post_event(self.ended_topic, Ended(prompt, whole, self._failed))
        if asked:
            self._inbox.post(self.topic, False)

    def _absent(self) -> str:
        return ABSENT if shutil.which(self._program) is None else ""

    def _rendered(self, prompt: Prompt) -> bytes | None:
        key = (prompt.text, prompt.language)
        if (found := self._said.get(key)) is not None:
            self._said.move_to_end(key)
            return found
        try:
            sound = frames(spoken_wav(prompt.text, prompt.language, self._program), RATE_HZ)
        except OSError as error:
            self._fail(error)
            return None
        self._said[key] = sound
        if len(self._said) > CACHED:
            self._said.popitem(last=False)
        return sound

    def _fail(self, error: OSError) -> None:
        self._failed = str(error)
        self._counters["failed"] += 1
        self._tell(LinkState.LOST if self._failed == ABSENT else LinkState.FAULT, self._failed)

    def _speak(self, sound: bytes, prompt: Prompt) -> bool:
        """True where all was said."""
        if not self._wait_for_turn(prompt):
            return False
        try:
            output = self._open_output(self.name, False)
        except OSError as error:
            self._fail(error)
            return False
        whole = False
        try:
            whole = self._play(output, sound)
        except OSError as error:
            self._fail(error)
        else:
            self._counters["said" if whole else "cut"] += 1
            self._tell(LinkState.ONLINE)
        finally:
            output.close()
        return whole

    def _wait_for_turn(self, prompt: Prompt) -> bool:
        """Until it may be heard; false where it must not be said any more."""
        with self._news:
            self._news.wait_for(lambda: self._grant is not None or self._cut, UNANSWERED_S)
            while self._grant is not None and self._grant.held and not self._cut:
                if self._clock.now() - prompt.at > prompt.valid_s:
                    self._queue.dropped += 1
                    return False
                self._news.wait(0.1)
            if self._cut:
                self._counters["cut"] += 1
            return not self._cut

    def _play(self, output: Output, sound: bytes) -> bool:
        """True where all was said."""
        stereo = STEREO
        output.write(bytes(int(LEAD_IN_S * RATE_HZ) * 2 * BYTES_PER_SAMPLE))
        at = 0
        while at < len(sound):
            with self._news:
                self._news.wait_for(lambda: self._cut or self._grant is None or not self._grant.held)
                if self._cut:
                    output.flush()
                    return False
                part = sound[at : at + CHUNK_BYTES]
                begin, end = self._fade.step(len(part) / (2 * BYTES_PER_SAMPLE) / RATE_HZ)
            output.write(scaled(part, begin, end, stereo))
            at += len(part)
        output.drain()
        return True

    def _tell(self, state: LinkState, detail: str = "") -> None:
        if (state, detail) != (self._report.state, self._report.detail) or self._counters != self._report.counters:
            since = self._report.since if state is self._report.state else self._clock.now()
            self._report = LinkReport(self.name, "voice", state, since, detail, dict(self._counters))
            self._inbox.post(f"link:{self.name}", self._report)


class Mouth:
    """On Qt's thread: asks the focus for a speaker on another, and hands on what it grants."""

    def __init__(self, focus: Focus, who: Voiceprint, on_grant: Callable[[Grant | None], None]) -> None:
        self._focus, self._who, self._on_grant = focus, who, on_grant
        self._ticket: int | None = None

    def take(self, wants: object) -> None:
        """From the inbox: whether there is something to say."""
        if wants and self._ticket is None:
            self._ticket = self._focus.request(self._who, self._on_grant)
        elif not wants and self._ticket is not None:
            ticket, self._ticket = self._ticket, None
            self._focus.release(ticket)

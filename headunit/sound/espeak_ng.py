"""The voice by eSpeak NG (apt: espeak-ng): one process a sentence, played through the system's default output.

Neither a missing program nor a missing loudspeaker is an error of the screen: the link's state tells it.
"""

import contextlib
import logging
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Final, override

from headunit.guidance.ports import Voice
from headunit.guidance.state import Prompt
from headunit.kernel.clock import Clock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import Link, LinkReport, LinkState
from headunit.sound.speech_queue import SpeechQueue

log = logging.getLogger(__name__)

PROGRAM: Final = "espeak-ng"
#: BCP 47 primary tag -> eSpeak's voice, where the names differ; for all others they are the same.
VOICES: Final = {"zh": "cmn", "en": "en-gb"}
#: Words a minute: a little slower than its default of 175, for noise on the road; it drawls in Chinese.
WORDS_PER_MINUTE: Final = {"zh": 210}
USUAL_WORDS_PER_MINUTE: Final = 160
#: A sentence takes less; a program that takes longer hangs (s).
LONGEST_S: Final = 30.0
#: Longest text that is said (characters): a street name from a map may be anything.
MOST_TEXT: Final = 400
ABSENT: Final = "espeak-ng is not installed"


def command(program: str, language: str, *more: str) -> list[str]:
    """The words that start the program; the text comes on its standard input, so that no name can be an option."""
    tag = language.partition("-")[0].lower()
    return [
        program,
        "-v",
        VOICES.get(tag, tag),
        "-s",
        str(WORDS_PER_MINUTE.get(tag, USUAL_WORDS_PER_MINUTE)),
        "-b",
        "1",
        *more,
        "--stdin",
    ]


def spoken_wav(text: str, language: str, program: str = PROGRAM) -> bytes:
    """The sentence as a WAV file (mono, 16 bit). Raises OSError where the program is missing or fails."""
    done = subprocess.run(  # noqa: S603  a program of the system, the text on its standard input
        command(program, language, "--stdout"),
        input=text[:MOST_TEXT].encode(),
        capture_output=True,
        timeout=LONGEST_S,
        check=False,
    )
    if done.returncode != 0 or not done.stdout:
        raise OSError(done.stderr.decode(errors="replace").strip() or f"{program} ended with {done.returncode}")
    return done.stdout


class EspeakVoice(Voice, Link):
    """Says one prompt after the other on a thread of its own.

    Counters: `said` to the end, `cut`, `dropped` because they had become misleading, `failed`. `output`: a file that is
    written instead of what would be heard. After a failure the next sentence is tried all the same: a loudspeaker may
    come.
    """

    name = "voice"

    def __init__(self, clock: Clock, inbox: Inbox, program: str = PROGRAM, output: Path | None = None) -> None:
        self._clock, self._inbox, self._program, self._output = clock, inbox, program, output
        self._queue = SpeechQueue()
        self._news = threading.Condition()
        self._stopping = False
        self._process: subprocess.Popen[bytes] | None = None
        self._cut = False
        self._thread: threading.Thread | None = None
        self._counters = {"said": 0, "cut": 0, "dropped": 0, "failed": 0}
        self._report = LinkReport(self.name, "voice", LinkState.OFF, clock.now())

    @override
    def start(self) -> None:
        if self._thread is None:
            self._tell(LinkState.CONNECTING)
            self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
            self._thread.start()

    @override
    def stop(self) -> None:
        with self._news:
            self._stopping = True
            self._queue.clear()
            self._interrupt()
            self._news.notify()
        if self._thread is not None:
            self._thread.join(0.9)
            self._thread = None
        self._tell(LinkState.OFF)

    @override
    def say(self, prompt: Prompt) -> None:
        with self._news:
            if self._queue.say(prompt).cut:
                self._interrupt()
            self._news.notify()

    @override
    def hush(self) -> None:
        with self._news:
            self._queue.clear()
            self._interrupt()

    def _interrupt(self) -> None:
        """Stop what is being said. Under the lock."""
        if self._process is not None:
            self._cut = True
            with contextlib.suppress(OSError):
                self._process.kill()

    def _run(self) -> None:
        if shutil.which(self._program) is None:
            self._tell(LinkState.LOST, ABSENT)
        else:
            self._tell(LinkState.ONLINE)
        while True:
            with self._news:
                prompt = self._queue.next(self._clock.now())
                self._counters["dropped"] = self._queue.dropped
                if self._stopping:
                    return
                if prompt is None:
                    self._news.wait()
                    continue
                process = self._open(prompt)
            if process is not None:
                self._speak(process, prompt)

    def _open(self, prompt: Prompt) -> subprocess.Popen[bytes] | None:
        """Start the program. Under the lock, so that `hush` finds it."""
        to_wav = () if self._output is None else ("-w", str(self._output))
        try:
            self._process = subprocess.Popen(  # noqa: S603  a program of the system, the text on its standard input
                command(self._program, prompt.language, *to_wav),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        except OSError as error:
            self._counters["failed"] += 1
            self._tell(LinkState.LOST, ABSENT if isinstance(error, FileNotFoundError) else str(error))
            return None
        self._cut = False
        return self._process

    def _speak(self, process: subprocess.Popen[bytes], prompt: Prompt) -> None:
        try:
            _, complaint = process.communicate(prompt.text[:MOST_TEXT].encode(), LONGEST_S)
        except subprocess.TimeoutExpired:
            process.kill()
            _, complaint = process.communicate()
            complaint = f"{self._program} hung".encode()
        except (OSError, ValueError) as error:  # killed while the text was written
            process.kill()
            process.wait()
            complaint = str(error).encode()
        with self._news:
            self._process = None
            cut = self._cut
        if cut:
            self._counters["cut"] += 1
        elif process.returncode == 0 and b"error:" not in complaint.lower():
            self._counters["said"] += 1
            self._tell(LinkState.ONLINE)
        else:
            # Without a sound device eSpeak NG ends with 0 and complains on standard error.
            self._counters["failed"] += 1
            lines = complaint.decode(errors="replace").strip().splitlines()
            no_device = any("alsa" in line.lower() or "pulse" in line.lower() for line in lines)
            self._tell(LinkState.FAULT, "no sound device" if no_device else (lines[-1] if lines else "it failed")[:80])

    def _tell(self, state: LinkState, detail: str = "") -> None:
        if (state, detail) != (self._report.state, self._report.detail) or self._counters != self._report.counters:
            since = self._report.since if state is self._report.state else self._clock.now()
            self._report = LinkReport(self.name, "voice", state, since, detail, dict(self._counters))
            self._inbox.post(f"link:{self.name}", self._report)

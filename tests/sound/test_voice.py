"""The voice by the real eSpeak NG: speech of sensible length, what is dropped and cut, and machines without sound."""

import io
import os
import time
import wave
from pathlib import Path

import pytest

from headunit.guidance.phrases import Step, System, rounded
from headunit.guidance.state import Prompt
from headunit.guidance.words import languages, words
from headunit.kernel.clock import ManualClock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import LinkReport, LinkState
from headunit.routing.state import Turn
from headunit.sound.espeak_ng import ABSENT, EspeakVoice, spoken_wav
from headunit.sound.speech_queue import MOST_WAITING, SpeechQueue

STREETS = {"en": "Church Street", "de": "Bahnhofstraße", "zh": "中山路"}
PATIENCE_S = 20.0


def length_s(wav: bytes) -> float:
    with wave.open(io.BytesIO(_with_sizes(wav))) as file:
        return file.getnframes() / file.getframerate()


def _with_sizes(wav: bytes) -> bytes:
    """On standard output eSpeak NG cannot go back to write the length into the header."""
    size = len(wav) - 44
    return wav[:4] + (size + 36).to_bytes(4, "little") + wav[8:40] + size.to_bytes(4, "little") + wav[44:]


def prompt(text: str = "Turn right.", at: float = 0.0, **more) -> Prompt:
    return Prompt(at, text, "en", **more)


@pytest.mark.parametrize("language", languages())
def test_speech_is_no_longer_than_it_is_reckoned(language: str) -> None:
    spoken = words(language)
    street = STREETS.get(language, "A13")
    for text in (
        spoken.now([Step(Turn.RIGHT)]),
        spoken.now([Step(Turn.LEFT, street), Step(Turn.RIGHT)]),
        spoken.ahead(rounded(450, System.METRIC), [Step(Turn.ROUNDABOUT, street, exit_count=3)]),
        spoken.ahead(rounded(1480, System.METRIC), [Step(Turn.EXIT_RIGHT, "A13", exit_number="12", toward="Bregenz")]),
        spoken.follow(rounded(23000, System.METRIC), street),
    ):
        wav = spoken_wav(text, language)
        said_s = length_s(wav)
        assert max(wav[44:]) > 0
        assert said_s > 0.4, text
        assert said_s <= spoken.seconds(text) * 1.05, f"{text}: {said_s:.1f} s, reckoned {spoken.seconds(text):.1f} s"
        assert said_s >= spoken.seconds(text) * 0.4, f"{text}: {said_s:.1f} s, reckoned {spoken.seconds(text):.1f} s"


def test_urgent_things_drop_what_waits() -> None:
    queue = SpeechQueue()
    queue.say(prompt("one"))
    queue.say(prompt("two"))
    assert queue.say(prompt("now", urgent=True)).cut
    assert queue.next(0.0).text == "now"
    assert queue.next(0.0) is None
    assert queue.dropped == 2


def test_what_would_mislead_is_not_said() -> None:
    queue = SpeechQueue()
    queue.say(prompt("old", 0.0, valid_s=2.0))
    queue.say(prompt("newer", 3.0))
    assert queue.next(4.0).text == "newer"
    for number in range(MOST_WAITING + 3):
        queue.say(prompt(str(number)))
    assert queue.next(0.0).text == "3"


class Mouth:
    """A voice and what its link says."""

    def __init__(self, **how) -> None:
        self.clock, self.inbox = ManualClock(), Inbox()
        self.voice = EspeakVoice(self.clock, self.inbox, **how)
        self.report = LinkReport("voice", "voice", LinkState.OFF, 0.0)

    def until(self, true) -> None:
        end = time.monotonic() + PATIENCE_S
        while not true(self.look()):
            assert time.monotonic() < end, self.report
            time.sleep(0.005)

    def look(self) -> LinkReport:
        found = self.inbox.drain().latest.get("link:voice")
        if isinstance(found, LinkReport):
            self.report = found
        return self.report


def test_a_sentence_is_spoken_by_the_real_program(tmp_path: Path) -> None:
    mouth = Mouth(output=tmp_path / "said.wav")
    mouth.voice.start()
    try:
        mouth.until(lambda report: report.state is LinkState.ONLINE)
        mouth.voice.say(prompt("In 400 metres, turn right onto Church Street."))
        mouth.until(lambda report: report.counters.get("said") == 1)
        with wave.open(str(tmp_path / "said.wav")) as file:
            assert 2 < file.getnframes() / file.getframerate() < 6
    finally:
        mouth.voice.stop()
    assert mouth.look().state is LinkState.OFF


def test_urgent_words_cut_a_real_sentence_short(tmp_path: Path) -> None:
    """The program writes into a pipe that nobody empties: so it is in the middle of a sentence that never ends."""
    pipe = tmp_path / "pipe.wav"
    os.mkfifo(pipe)
    mouth = Mouth(output=pipe)
    mouth.voice.start()
    try:
        mouth.voice.say(prompt("In 400 metres, turn right."))
        mouth.until(lambda _: mouth.voice._process is not None)
        mouth.voice.say(prompt("Turn right.", urgent=True))
        mouth.until(lambda _: mouth.voice._counters["cut"] == 1 and mouth.voice._process is not None)
        mouth.voice.hush()
        mouth.until(lambda _: mouth.voice._counters["cut"] == 2)
    finally:
        mouth.voice.stop()


def test_a_missing_program_is_a_state_of_the_link() -> None:
    mouth = Mouth(program="espeak-ng-that-is-not-there")
    mouth.voice.start()
    try:
        mouth.until(lambda report: report.state is LinkState.LOST)
        assert mouth.report.detail == ABSENT
        mouth.voice.say(prompt())
        mouth.until(lambda _: mouth.voice._counters["failed"] == 1)
    finally:
        mouth.voice.stop()


def test_a_machine_without_sound_says_so(monkeypatch, tmp_path: Path) -> None:
    """ALSA is told of no card at all; eSpeak NG then ends with 0 and a complaint."""
    config = tmp_path / "asound.conf"
    config.write_text("")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(config))
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    mouth = Mouth()
    mouth.voice.start()
    try:
        mouth.voice.say(prompt())
        mouth.until(lambda report: report.state is LinkState.FAULT)
        assert mouth.report.detail == "no sound device"
    finally:
        mouth.voice.stop()


def test_stopping_in_the_middle_of_a_word_is_quick(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.wav"
    os.mkfifo(pipe)
    mouth = Mouth(output=pipe)
    mouth.voice.start()
    mouth.voice.say(prompt("A long sentence."))
    mouth.until(lambda _: mouth.voice._process is not None)
    mouth.voice.stop()
    assert mouth.voice._thread is None

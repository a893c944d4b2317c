"""The voice by the real eSpeak NG on a real PulseAudio: speech of sensible length, what is dropped and cut, and
machines without sound."""

import time
import wave
from pathlib import Path

import pytest
from null_sink import RATE, Ear, level_db, null_sink

from headunit.app.jukebox import open_output
from headunit.guidance.phrases import Step, System, rounded
from headunit.guidance.state import Prompt
from headunit.guidance.words import languages, words
from headunit.kernel.board import Board
from headunit.kernel.clock import ManualClock
from headunit.kernel.inbox import Inbox
from headunit.kernel.link import LinkReport, LinkState
from headunit.routing.state import Turn
from headunit.sound.espeak_ng import ABSENT, frames, spoken_wav
from headunit.sound.mixer import Mixer
from headunit.sound.pypinyin_speech import pinyin
from headunit.sound.speech_queue import MOST_WAITING, SpeechQueue
from headunit.sound.spoken_prompts import TOPIC, Mouth, SpokenPrompts
from headunit.sound.state import SoundState, Voiceprint

STREETS = {"en": "Church Street", "de": "Bahnhofstraße", "zh": "中山路"}
PATIENCE_S = 20.0


def length_s(wav: bytes) -> float:
    return len(frames(wav, RATE)) / 4 / RATE


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


def test_chinese_is_read_as_pinyin() -> None:
    assert pinyin("重庆银行行长。") == "chong2 qing4 yin2 hang2 hang2 zhang3."
    assert pinyin("往Bregenz方向、A13") == "wang3 Bregenz fang1 xiang4, A13"


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


class Speaker:
    """A voice, the mixer of its house, and what its link says."""

    def __init__(self, **how) -> None:
        self.clock, self.inbox, self.board = ManualClock(), Inbox(), Board()
        self.mixer = Mixer(self.board)
        self.voice = SpokenPrompts(self.clock, self.inbox, open_output, **how)
        self.mouth = Mouth(self.mixer, Voiceprint.GUIDANCE, self.voice.on_grant)
        self.report = LinkReport("voice", "voice", LinkState.OFF, 0.0)

    def until(self, true) -> None:
        end = time.monotonic() + PATIENCE_S
        while not true(self.look()):
            assert time.monotonic() < end, self.report
            time.sleep(0.005)

    def look(self) -> LinkReport:
        latest = self.inbox.drain().latest
        if TOPIC in latest:
            self.mouth.take(latest[TOPIC])
        if isinstance(found := latest.get("link:voice"), LinkReport):
            self.report = found
        return self.report

    @property
    def active(self) -> tuple[Voiceprint, ...]:
        return self.board.latest(SoundState).active


@pytest.fixture(scope="module")
def sink():
    with null_sink() as folder:
        yield folder


@pytest.fixture
def speaker(sink):
    speaker = Speaker()
    speaker.voice.start()
    yield speaker
    speaker.voice.stop()
    assert speaker.look().state is LinkState.OFF


@pytest.fixture(scope="module")
def ear(sink):
    ear = Ear()
    yield ear
    ear.close()


def test_a_sentence_is_heard_and_the_focus_is_given_back(speaker: Speaker, ear: Ear) -> None:
    begin = ear.now
    speaker.voice.say(prompt("In 400 metres, turn right onto Church Street."))
    speaker.until(lambda _: speaker.active == (Voiceprint.GUIDANCE,))
    speaker.until(lambda report: report.counters.get("said") == 1)
    speaker.until(lambda _: not speaker.active)
    sound = ear.since(begin)
    loud = [level_db(sound[at : at + RATE // 10]) > -45 for at in range(0, len(sound), RATE // 10)]
    assert 1.5 < 0.1 * sum(loud) < 6


def test_it_waits_for_one_more_important(speaker: Speaker, ear: Ear) -> None:
    warning = speaker.mixer.request(Voiceprint.EMERGENCY, lambda _: None)
    speaker.voice.say(prompt("Turn right."))
    speaker.until(lambda _: Voiceprint.GUIDANCE in speaker.active)
    begin = ear.now
    speaker.until(lambda _: ear.now - begin > RATE // 2)
    assert level_db(ear.since(begin)) < -80
    speaker.mixer.release(warning)
    speaker.until(lambda report: report.counters.get("said") == 1)
    assert level_db(ear.since(begin)) > -50


def test_what_waits_too_long_is_not_said(speaker: Speaker) -> None:
    speaker.mixer.request(Voiceprint.EMERGENCY, lambda _: None)
    speaker.voice.say(prompt("Turn right.", valid_s=3.0))
    speaker.until(lambda _: Voiceprint.GUIDANCE in speaker.active)
    speaker.clock.advance(4.0)
    speaker.until(lambda _: Voiceprint.GUIDANCE not in speaker.active)
    assert not speaker.report.counters["said"]


def test_urgent_words_cut_a_sentence_short(speaker: Speaker, ear: Ear) -> None:
    long = "In 400 metres, turn right onto Church Street, then keep left, then keep right, then turn around. " * 3
    speaker.voice.say(prompt(long))
    speaker.until(lambda _: level_db(ear.last(0.1)) > -45)
    speaker.voice.say(prompt("Turn right.", urgent=True))
    speaker.until(lambda report: report.counters.get("said") == 1 and report.counters.get("cut") == 1)
    speaker.voice.say(prompt(long))
    speaker.until(lambda _: level_db(ear.last(0.1)) > -45)
    speaker.voice.hush()
    speaker.until(lambda _: not speaker.active)
    speaker.until(lambda _: level_db(ear.last(0.3)) < -80)


def test_stopping_in_the_middle_of_a_word_is_quick(speaker: Speaker, ear: Ear) -> None:
    speaker.voice.say(prompt("A long sentence. " * 10))
    speaker.until(lambda _: level_db(ear.last(0.1)) > -45)
    speaker.voice.stop()
    assert speaker.voice._thread is None


def test_a_missing_program_is_a_state_of_the_link() -> None:
    speaker = Speaker(program="espeak-ng-that-is-not-there")
    speaker.voice.start()
    try:
        speaker.until(lambda report: report.state is LinkState.LOST)
        assert speaker.report.detail == ABSENT
        speaker.voice.say(prompt())
        speaker.until(lambda _: speaker.voice._counters["failed"] == 1)
    finally:
        speaker.voice.stop()


def test_a_machine_without_sound_says_so(monkeypatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    speaker = Speaker()
    speaker.voice.start()
    try:
        speaker.voice.say(prompt())
        speaker.until(lambda report: report.state is LinkState.FAULT)
        assert speaker.report.detail.startswith("no sound output")
        speaker.until(lambda _: not speaker.active)
    finally:
        speaker.voice.stop()


def test_a_program_that_fails_is_told_in_a_line(tmp_path: Path) -> None:
    broken = tmp_path / "espeak-ng"
    broken.write_text("#!/bin/sh\necho 'first' >&2; echo 'no such voice' >&2; exit 1\n")
    broken.chmod(0o755)
    with pytest.raises(OSError, match=r"\Ano such voice\Z"):
        spoken_wav("Turn right.", "en", str(broken))


def test_wav_becomes_stereo_frames(tmp_path: Path) -> None:
    file = tmp_path / "one.wav"
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(22050)
        out.writeframes(b"\x00\x10" * 2205)
    assert len(frames(file.read_bytes(), RATE)) == 4410 * 4

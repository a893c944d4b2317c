"""The whole ear: a process, a real microphone on a null sink, synthetic speech out of its loudspeaker."""

import os
import signal
import subprocess
import time

import numpy as np
import pytest

from headunit.commands.bench_voice_speakers import TUNING, spoken
from headunit.kernel.clock import SystemClock
from headunit.kernel.inbox import Inbox
from headunit.voice.ear import STATE_TOPIC, TOPIC, Dictated, EarState, Heard, NotUnderstood, Sentences, SpeechEnded
from headunit.voice.microphone import RATE_HZ
from headunit.voice.pocketsphinx_ear_door import PocketsphinxEar
from headunit.voice.pocketsphinx_ear_sure import LEAST, Part, confidence, evidence
from headunit.voice.ports import Entry
from tests.null_sink import Ear, null_sink, wait_until

PLACES = tuple(Entry(name, name.lower()) for name in ("Vaduz", "Zurich Airport", "City Hall"))
COMMANDS = (
    Sentences("drive", ("(navigate|take me) to {place}",), {"place": PLACES}),
    Sentences("genre", ("play some {genre} [music]",), {"genre": (Entry("jazz", "jazz"), Entry("soul", "soul"))}),
    Sentences("stop", ("stop the music",)),
)
YES_NO = (Sentences("yes", ("yes [please]",)), Sentences("no", ("no", "never mind")))


class Stage:
    """An ear, and what it has said."""

    def __init__(self, device="car.monitor", process=None):
        self.inbox = Inbox()
        more = {} if process is None else {"process": process}
        self.ear = PocketsphinxEar(SystemClock(), self.inbox, device, **more)
        self.events, self.state = [], EarState()
        self.ear.link.start()

    def drain(self):
        batch = self.inbox.drain()
        self.events += [event for topic, event in batch.events if topic == TOPIC]
        self.state = batch.latest.get(STATE_TOPIC, self.state)

    def until(self, true, what):
        def look():
            self.drain()
            return true()

        wait_until(look, 40, what=what)

    def answer(self, turn):
        found = []

        def look():
            kinds = (Heard, NotUnderstood, Dictated)
            found[:] = [one for one in self.events if isinstance(one, kinds) and one.turn == turn]
            return bool(found)

        self.until(look, "an answer")
        return found[0]


@pytest.fixture
def stage():
    with null_sink():
        keeper = Ear()  # keeps the null sink's latency low
        made = Stage()
        try:
            made.until(lambda: made.state.present, "a microphone")
            made.ear.teach(COMMANDS)
            made.until(lambda: made.state.taught, "its lesson")
            yield made
        finally:
            made.ear.link.stop()
            keeper.close()


def say(text, speaker=TUNING[4]):
    sound = spoken(speaker, text)
    samples = (np.concatenate([sound * 0.5 / np.abs(sound).max(), np.zeros(RATE_HZ // 2)]) * 32767).astype("<i2")
    line = ["pacat", "-p", "--raw", "--format=s16le", f"--rate={RATE_HZ}", "--channels=1", "--latency-msec=50"]
    subprocess.run(line, input=samples.tobytes(), check=True)


def test_it_hears_commands_of_a_loudspeaker(stage):
    turn = stage.ear.listen()
    time.sleep(0.5)
    say("take me to Zurich Airport")
    heard = stage.answer(turn)
    assert isinstance(heard, Heard)
    assert (heard.name, dict(heard.slots), heard.text) == (
        "drive",
        {"place": "zurich airport"},
        "take me to Zurich Airport",
    )
    assert heard.confidence >= LEAST
    assert 0.5 < heard.seconds < 3
    ended = next(one for one in stage.events if isinstance(one, SpeechEnded))
    assert abs(ended.at - heard.ended_at) < 0.2

    turn = stage.ear.listen(among=YES_NO)
    time.sleep(0.5)
    say("yes please")
    assert stage.answer(turn).name == "yes"


def test_what_is_no_command_is_sent_back_and_silence_is_told(stage):
    turn = stage.ear.listen()
    time.sleep(0.5)
    say("her brother bought a new bicycle in the city")
    told = stage.answer(turn)
    assert isinstance(told, NotUnderstood)
    assert told.reason == "unknown"
    turn = stage.ear.listen()
    stage.ear.stop()
    assert stage.answer(turn).reason == "silence"
    turn = stage.ear.dictate()
    assert "faster-whisper" in stage.answer(turn).fault or stage.state.dictation


def test_who_asked_is_told_when_the_process_dies_and_a_new_one_knows_its_lesson(stage, expect_log):
    expect_log("the ear is started anew: it ended with -9")
    turn = stage.ear.listen()
    os.kill(stage.ear.link.pid, signal.SIGKILL)
    assert stage.answer(turn) == NotUnderstood(turn, "fault")
    stage.until(lambda: stage.state.present and stage.state.taught, "a new process")
    turn = stage.ear.listen()
    time.sleep(0.5)
    say("play some jazz")
    assert stage.answer(turn).name == "genre"


def test_without_a_microphone_it_says_so_and_answers():
    with null_sink():
        made = Stage("no.such.source")
        try:
            made.until(lambda: bool(made.state.fault), "a fault")
            assert not made.state.present
            assert made.answer(made.ear.listen()).reason == "fault"
        finally:
            made.ear.link.stop()


def test_a_program_that_is_not_there_is_no_end_of_the_app(expect_log):
    expect_log("the ear is started anew: .*No such file")
    made = Stage(process=("/no/such/program",))
    try:
        made.until(lambda: bool(made.state.fault), "a fault")
        assert made.answer(made.ear.listen()) == NotUnderstood(1, "fault")
        made.ear.cancel()
        made.ear.wake(on=True)
        made.ear.hold(on=True)
    finally:
        made.ear.link.stop()


def sure(whole, words):
    """Of words and phones of 10 frames each."""
    spoken_ = [Part(10 * number, 10 * number + 9, score, speech=True) for number, score in enumerate(words)]
    phones = [Part(10 * number, 10 * number + 9, -1.0, speech=True) for number in range(4)]
    return confidence(evidence(spoken_, phones, whole))


def test_it_is_less_sure_of_what_is_less_likely_than_babble_and_of_what_it_leaves_out():
    assert sure(0.0, [-1.0] * 4) > LEAST
    assert sure(0.0, [-1.0] * 4) > sure(-0.001, [-1.0] * 4)
    assert sure(0.0, [-1.0] * 4) > sure(0.0, [-1.0] * 3 + [-1.1])
    assert sure(0.0, [-1.0] * 4) > sure(0.0, [-1.0] * 2)
    assert evidence([], [], 0.0) is None
    assert confidence(None) == 0.0

import itertools
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.kernel.inbox import Batch, Inbox

TOPICS = st.sampled_from("abc")
#: ("post", topic), ("event", topic) and ("drain", ""), in any order.
DEEDS = st.lists(st.tuples(st.sampled_from(["post", "event", "drain"]), TOPICS), max_size=40)


def test_latest_wins_and_events_queue() -> None:
    inbox = Inbox()
    inbox.post("speed", 1)
    inbox.post_event("dtc", "first")
    inbox.post("speed", 2)
    inbox.post_all({"speed": 3, "rpm": 900})
    inbox.post_event("dtc", "second")
    inbox.post_event("key", "third")
    batch = inbox.drain()
    assert batch == Batch({"speed": 3, "rpm": 900}, [("dtc", "first"), ("dtc", "second"), ("key", "third")])
    assert batch
    assert inbox.drain() == Batch()
    assert not Batch()


def test_a_batch_is_the_drainers_own() -> None:
    inbox = Inbox()
    inbox.post("speed", 1)
    inbox.post_event("dtc", 1)
    batch = inbox.drain()
    inbox.post("speed", 2)
    inbox.post_event("dtc", 2)
    assert batch == Batch({"speed": 1}, [("dtc", 1)])


@given(DEEDS)
def test_one_wake_per_batch_and_nothing_lost(deeds: list[tuple[str, str]]) -> None:
    wakes: list[None] = []
    inbox = Inbox(lambda: wakes.append(None))
    latest: dict[str, object] = {}
    events: list[tuple[str, object]] = []
    expected_wakes = 0
    for number, (deed, topic) in enumerate([*deeds, ("drain", "")]):
        if deed == "drain":
            assert inbox.drain() == Batch(latest, events)
            latest, events = {}, []
            continue
        expected_wakes += not (latest or events)
        if deed == "post":
            inbox.post(topic, number)
            latest[topic] = number
        else:
            inbox.post_event(topic, number)
            events.append((topic, number))
        assert len(wakes) == expected_wakes


def test_wake_may_drain_at_once() -> None:
    seen: list[Batch] = []
    inbox = Inbox(lambda: seen.append(inbox.drain()))
    inbox.post("a", 1)
    inbox.post_event("b", 2)
    assert seen == [Batch({"a": 1}), Batch({}, [("b", 2)])]


def test_memory_is_bounded_when_nobody_drains() -> None:
    inbox = Inbox()
    beyond = 25
    for number in range(Inbox.MAX_EVENTS + beyond):
        inbox.post_event("dtc", number)
        inbox.post("speed", number)
    assert inbox.dropped_events == beyond
    batch = inbox.drain()
    assert [value for _topic, value in batch.events] == list(range(beyond, Inbox.MAX_EVENTS + beyond))
    assert batch.latest == {"speed": Inbox.MAX_EVENTS + beyond - 1}


@pytest.fixture
def restless():
    """Threads take turns as often as Python lets them."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_many_threads_lose_and_double_nothing(restless) -> None:
    posters, each = 6, 1600  # all together fit in the inbox, however late the drainer is
    assert posters * each < Inbox.MAX_EVENTS
    filled = threading.Semaphore(0)
    wakes: list[None] = []
    inbox = Inbox(lambda: (wakes.append(None), filled.release()))
    done = threading.Event()
    batches: list[Batch] = []

    def post(who: int) -> None:
        for number in range(each):
            inbox.post_event(f"event{who}", number)
            inbox.post_all({f"left{who}": number, f"right{who}": number})

    def drain() -> None:
        while not done.is_set():
            filled.acquire()
            batches.append(inbox.drain())

    drainer = threading.Thread(target=drain)
    threads = [threading.Thread(target=post, args=(who,)) for who in range(posters)]
    for thread in [drainer, *threads]:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    filled.release()
    drainer.join()
    batches.append(inbox.drain())

    assert inbox.dropped_events == 0
    assert len(wakes) == sum(map(bool, batches)), "one wake for each batch that held something"
    events = list(itertools.chain.from_iterable(batch.events for batch in batches))
    assert len(events) == posters * each
    for who in range(posters):
        assert [value for topic, value in events if topic == f"event{who}"] == list(range(each))
        posted = [batch.latest for batch in batches if f"left{who}" in batch.latest]
        # What was posted together arrived together, in rising order, up to the last.
        assert all(latest[f"left{who}"] == latest[f"right{who}"] for latest in posted)
        values = [latest[f"left{who}"] for latest in posted]
        assert values == sorted(set(values))
        assert values[-1] == each - 1

"""`headunit phone` as a technician types it, with a real ofonod on a bus of its own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from ofono_stage import Town, town, until

from headunit.simulator.phone.line import Stage
from tests.commands.run_headunit import Said, headunit

ANN = "+4917012345"


class Bench:
    """A phone, an ofonod, and what one types."""

    def __init__(self, city: Town, home: Path) -> None:
        self.city, self.home, self.phone = city, home, city.phones["ann"]

    def type(self, *words: str) -> Said:
        return headunit(self.home, "phone", *words, DBUS_SYSTEM_BUS_ADDRESS=self.city.bus.address)

    def stages(self) -> list[Stage]:
        return [call.stage for call in self.phone.line.calls.values()]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with town("ann") as city:
        yield Bench(city, tmp_path)


def test_a_call_from_ring_to_end(bench: Bench) -> None:
    said = bench.type("status", "--json")
    assert said.code == 0, said.err
    # Whoever asks first brings the modem up.
    said = bench.type("dial", "+49 170 123-45", "--json")
    assert said.code == 0, said.err
    until(lambda: bench.stages() == [Stage.ACTIVE], "somebody answers")
    told = json.loads(bench.type("status", "--json").out)
    assert told["calls"] == [{"number": ANN, "phase": "active", "end": None}]
    assert told["phones"][0]["operator"] == "Rheintal Mobile"
    assert bench.type("hangup").code == 0
    until(lambda: bench.stages() == [], "the end")
    bench.phone.ring(ANN)
    said = bench.type("answer")
    assert said.code == 0, said.err
    assert f"{ANN}: active" in said.out
    assert bench.stages() == [Stage.ACTIVE]
    assert "hangup" not in bench.type("hangup").err
    assert bench.stages() == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("dial", "pizza please"), "This is not a number"),
        (("answer",), "There is no such call any more"),
        (("hangup",), "There is no such call any more"),
    ],
)
def test_what_cannot_be_done_is_one_line(bench: Bench, words: tuple[str, ...], why: str) -> None:
    said = bench.type(*words)
    assert (said.code, said.out, said.err) == (1, "", f"headunit phone: {why}\n")


def test_without_a_bus_and_without_ofono(bench: Bench, tmp_path: Path) -> None:
    bench.city.ofonod.kill()
    assert bench.type("status").err == "headunit phone: The telephone service is not running\n"
    nowhere = headunit(tmp_path, "phone", "status", DBUS_SYSTEM_BUS_ADDRESS=f"unix:path={tmp_path}/none")
    assert (nowhere.code, nowhere.err) == (1, "headunit phone: The telephone service is not running\n")


@pytest.mark.parametrize("words", [(), ("call",), ("dial",), ("status", "now"), ("dial", "1", "2")])
def test_what_is_typed_wrongly(tmp_path: Path, words: tuple[str, ...]) -> None:
    said = headunit(tmp_path, "phone", *words)
    assert said.code == 2
    assert said.err.startswith("headunit")
    assert said.err.count("\n") == 1

"""The simulated control units against the standards, byte by byte; the head unit's own codecs are not asked."""

import isotp
import pytest
from sim_stage import Wire, a_scenario, a_world, run

from headunit.kernel.clock import ManualClock
from headunit.simulator.commands import command
from headunit.simulator.ecu import UNITS, Ecu, code_bytes
from headunit.simulator.simulation import Simulation
from headunit.simulator.world import World
from headunit.vehicle import cars
from headunit.vehicle.codec import TableCodec
from headunit.vehicle.ports import Frame, FrameKind

ENGINE, BRAKES, RESTRAINTS = UNITS
PARKED = {"state": "parked", "speed_kmh": 0.0}


def asked(world: World, request: str, unit: int = 0, *, functional: bool = False) -> str:
    return Ecu(UNITS[unit], world).answer(bytes.fromhex(request), functional=functional).hex().upper()


@pytest.fixture
def parked() -> World:
    return a_world(begin=PARKED)


@pytest.mark.parametrize(
    ("code", "number"), [("P0301", "0301"), ("C0035", "4035"), ("B0001", "8001"), ("U0121", "C121"), ("P1A2F", "1A2F")]
)
def test_codes_as_the_standard_packs_them(code: str, number: str) -> None:
    assert code_bytes(code).hex().upper() == number


def test_a_car_without_faults(parked: World) -> None:
    assert asked(parked, "03") == "4300"
    assert asked(parked, "07") == "4700"
    assert asked(parked, "0A") == "4A00"
    assert asked(parked, "0101") == "410100" + "07E500"
    assert asked(parked, "020200") == "4202000000"
    assert asked(parked, "010D") == "410D00"
    assert asked(parked, "1902FF", 1) == "5902FF"


def test_maps_name_what_is_answered(parked: World) -> None:
    offered: set[int] = set()
    for first in range(0, 0x100, 0x20):
        answer = bytes.fromhex(asked(parked, f"01{first:02X}"))
        if not answer:
            break
        assert first == 0 or first in offered
        bits = int.from_bytes(answer[2:], "big")
        offered |= {first + 1 + place for place in range(32) if bits >> (31 - place) & 1}
    assert {0x01, 0x0C, 0x0D, 0x42, 0xA6} <= offered
    for pid in range(1, 0x100):
        assert bool(asked(parked, f"01{pid:02X}")) is (pid in offered), f"{pid:02X}"


def test_values_are_the_cars(parked: World) -> None:
    drive = run(a_world(), 20)
    values = drive.values()
    assert int(asked(drive, "010D")[4:], 16) == round(float(values["Vehicle.Speed"])) > 0
    assert int(asked(parked, "0105")[4:], 16) - 40 == round(parked.powertrain.engine.coolant_celsius)
    assert int(asked(parked, "01A6")[4:], 16) / 10 == pytest.approx(23_418.0, abs=0.1)


def test_a_fault_is_stored_with_its_frame_and_cleared(parked: World) -> None:
    parked.do(command("fault", part="engine", on=True))
    parked.do(command("trouble_code", code="P0171", memory="pending", on=True))
    parked.do(command("trouble_code", code="P0420", memory="permanent", on=True))
    assert asked(parked, "03") == "43010301"
    assert asked(parked, "07") == "470203010171"
    assert asked(parked, "0A") == "4A010420"
    assert asked(parked, "0101")[:6] == "410181"
    assert asked(parked, "020200") == "4202000301"
    assert asked(parked, "020C00") == "420C00" + "0000"
    assert asked(parked, "022F00") == ""
    assert asked(parked, "1902FF") == "5902FF" + "030100AF" + "01710027"
    assert asked(parked, "190208") == "5902FF" + "030100AF"
    assert asked(parked, "1904030100FF").startswith("5904030100AF0103F405")
    assert asked(parked, "1906030100FF") == "5906030100AF0101"
    assert asked(parked, "1904042000FF") == "7F1931"
    assert "017100" in asked(parked, "190A")
    assert asked(parked, "04") == "44"
    assert asked(parked, "03") == "4300"
    assert asked(parked, "0A") == "4A010420"
    assert asked(parked, "0101") == "410100" + "07E5E5"
    assert asked(parked, "0131") == "41310000"


def test_what_is_still_broken_comes_back(parked: World) -> None:
    parked.do(command("fault", part="abs", on=True))
    assert asked(parked, "14FFFFFF", 1) == "54"
    assert asked(parked, "1902FF", 1) == "5902FF"
    assert parked.values()["Vehicle.Diagnostics.DTCCount"] == 0
    parked.ticks += round(300 / 0.02)
    assert asked(parked, "1902FF", 1) == "5902FF4035002F"


def test_self_tests_run_again_as_the_car_is_driven() -> None:
    world = a_world(begin=PARKED)
    asked(world, "04")
    left = []
    for driven_m in (0.0, 2_000.0, 4_000.0, 9_000.0, 16_000.0):
        world.motion.driven_m = driven_m
        left.append(int(asked(world, "0101")[-2:], 16))
    assert left == [0xE5, 0xA5, 0x85, 0x04, 0x00]


def test_a_moving_car_forgets_nothing() -> None:
    world = a_world()
    world.do(command("fault", part="engine", on=True))
    assert asked(world, "04") == "7F0422"
    assert asked(world, "14FFFFFF") == "7F1422"
    assert asked(world, "03") == "43010301"


@pytest.mark.parametrize(
    ("unit", "request_", "alone", "to_all"),
    [
        (0, "2711", "7F2711", ""),
        (1, "0100", "7F0111", ""),
        (1, "03", "7F0311", ""),
        (0, "1005", "7F1012", ""),
        (0, "1003", "5003003201F4", "5003003201F4"),
        (0, "3E00", "7E00", "7E00"),
        (0, "14000001", "7F1431", ""),
        (0, "14", "7F1413", "7F1413"),
        (2, "22F190", "62F190" + b"XHU5MU1ATE0000017".hex().upper(), None),
        (2, "221234", "7F2231", ""),
        (2, "22", "7F2213", "7F2213"),
        (0, "01FE", "", ""),
        (0, "", "", ""),
    ],
)
def test_no_is_said_to_who_asks_alone(parked: World, unit: int, request_: str, alone: str, to_all: str | None) -> None:
    assert asked(parked, request_, unit) == alone
    if to_all is not None:
        assert asked(parked, request_, unit, functional=True) == to_all


class Garage:
    """Speaks to the simulated car by ISO-TP from the library alone, in lockstep."""

    def __init__(self) -> None:
        self.wire = Wire()
        self.drive = Simulation(a_scenario(begin=PARKED), None, TableCodec(cars.load("demo")), self.wire, ManualClock())
        self._waiting: list[isotp.CanMessage] = []
        self.stack = isotp.TransportLayerLogic(
            rxfn=lambda _timeout: self._waiting.pop(0) if self._waiting else None,
            txfn=lambda m: self.drive.on_frame(Frame("x", m.arbitration_id, bytes(m.data))),
            address=isotp.Address(isotp.AddressingMode.Normal_11bits, txid=0x7E0, rxid=0x7E8),
            params={"tx_padding": 0},
        )

    def turn(self) -> bytes | None:
        seen = len(self.wire.frames)
        self.drive.step(0.02)
        for frame in self.wire.frames[seen:]:
            if frame.id == 0x7E8 and frame.kind is FrameKind.DATA:
                self._waiting.append(isotp.CanMessage(frame.id, len(frame.data), frame.data))
        self.stack.process()
        return self.stack.recv()

    def ask(self, request: str) -> bytes:
        self.stack.send(bytes.fromhex(request))
        self.stack.process()
        for _ in range(50):
            if (answer := self.turn()) is not None:
                return bytes(answer)
        pytest.fail(f"no answer to {request}")


def test_long_answers_wait_for_flow_control() -> None:
    garage = Garage()
    assert garage.ask("0902") == b"\x49\x02\x01XHU5MU1ATE0000017"
    # Nobody sends flow control now: after the first frame nothing more comes.
    garage.drive.on_frame(Frame("x", 0x7DF, bytes.fromhex("0209020000000000")))
    before = len(garage.wire.frames)
    garage.drive.step(0.2)
    heads = [frame.data[0] >> 4 for frame in garage.wire.frames[before:] if frame.id == 0x7E8]
    assert heads == [1]
    garage.drive.stop()


def test_a_bus_that_is_off_answers_nobody() -> None:
    garage = Garage()
    garage.drive.post(command("can", state="silent"))
    garage.drive.step(0.1)
    garage.drive.on_frame(Frame("x", 0x7E0, bytes.fromhex("013E000000000000")))
    garage.drive.on_frame(Frame("x", 0x7DF, bytes.fromhex("0201000000000000")))
    garage.drive.on_frame(Frame("x", 0x18DB33F1, bytes.fromhex("0201000000000000"), extended=True))
    before = len(garage.wire.frames)
    garage.drive.step(1)
    assert garage.wire.frames[before:] == []
    garage.drive.post(command("can", state="ok"))
    garage.drive.step(0.1)
    assert garage.ask("0100")[:2] == b"\x41\x00"
    garage.drive.stop()

"""The bytes of answers: worked examples of the standards, and anything else that may come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headunit.diagnostics import obd_answers
from headunit.diagnostics import udsoncan_codec as codec
from headunit.diagnostics.obd_pids import PIDS, live_value
from headunit.diagnostics.state import Memory


@pytest.mark.parametrize(
    ("pid", "data", "value"),
    [
        (0x04, "FF", 100.0),
        (0x05, "7B", 83.0),
        (0x06, "80", 0.0),
        (0x06, "00", -100.0),
        (0x0C, "1AF8", 1726.0),
        (0x0D, "FF", 255.0),
        (0x0E, "80", 0.0),
        (0x10, "FFFF", 655.35),
        (0x1C, "06", "EOBD"),
        (0x1C, "FF", None),
        (0x1F, "012C", 300.0),
        (0x32, "FFFF", -0.25),
        (0x42, "3458", 13.4),
        (0x51, "04", "diesel"),
        (0xA6, "00012345", 7456.5),
        (0x0C, "1A", None),
        (0x0C, "1AF8AAAA", 1726.0),
    ],
)
def test_a_value(pid: int, data: str, value: object) -> None:
    found = live_value("7E8", pid, bytes.fromhex(data))
    assert found is not None
    assert found.value == value


@given(st.integers(0, 255), st.binary(max_size=12))
def test_any_value_at_all(pid: int, data: bytes) -> None:
    found = live_value("7E8", pid, data)
    assert (found is None) == (pid not in PIDS)
    if found is not None:
        assert len(data) >= PIDS[pid].length or found.value is None


def test_which_pids_there_are() -> None:
    """SAE J1979's own example: BE 1F A8 13."""
    assert obd_answers.supported(0, bytes.fromhex("BE1FA813")) == frozenset(
        {1, 3, 4, 5, 6, 7, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x13, 0x15, 0x1C, 0x1F, 0x20}
    )
    assert obd_answers.supported(0xE0, b"\xff" * 4) == frozenset(range(0xE1, 0x100))
    assert obd_answers.supported(0, b"\xff\xff\xff") == frozenset()


@pytest.mark.parametrize(
    ("data", "counted", "codes"),
    [
        ("0203010420", True, ("P0301", "P0420")),
        ("00", True, ()),
        ("", True, ()),
        ("030301", True, ("P0301",)),
        ("0103010420", True, ("P0301",)),
        ("02030104", True, ("P0301",)),
        ("030104200000", False, ("P0301", "P0420")),
        ("000000000000", False, ()),
        ("0203010301", True, ("P0301",)),
    ],
)
def test_codes_of_obd(data: str, counted: bool, codes: tuple[str, ...]) -> None:
    assert obd_answers.trouble_codes(bytes.fromhex(data), counted=counted) == codes


def test_how_many_codes_are_missing() -> None:
    assert obd_answers.short_of_codes(bytes.fromhex("0303010420")) == 1
    assert obd_answers.short_of_codes(bytes.fromhex("0203010420")) == 0
    assert obd_answers.short_of_codes(b"") == 0


def test_lamp_and_monitors() -> None:
    petrol = obd_answers.monitor_status("7E8", bytes.fromhex("8107E501"))
    assert petrol is not None
    assert (petrol.mil, petrol.confirmed, petrol.compression_ignition) == (True, 1, False)
    assert {m.key: m.complete for m in petrol.monitors} == {
        "misfire": True,
        "fuel_system": True,
        "components": True,
        "catalyst": False,
        "evaporative_system": True,
        "oxygen_sensor": True,
        "oxygen_sensor_heater": True,
        "egr_vvt": True,
    }
    diesel = obd_answers.monitor_status("7E8", bytes.fromhex("002A4202"))
    assert diesel is not None
    assert diesel.compression_ignition
    assert {m.key: m.complete for m in diesel.monitors} == {
        "fuel_system": False,
        "nox_aftertreatment": False,
        "particulate_filter": True,
    }
    assert obd_answers.monitor_status("7E8", b"\x81\x07\xe5") is None


def test_vehicle_identification_number() -> None:
    vin = b"WVWZZZ1KZAW000123"
    assert obd_answers.vin(b"\x01" + vin) == vin.decode()
    assert obd_answers.vin(b"\x01\x00\x00\x00" + vin) == vin.decode()
    assert obd_answers.vin(vin) == vin.decode()
    assert obd_answers.vin(b"\x01" + vin[:16]) == ""
    assert obd_answers.vin(b"\x01WVWZZZ1KZAW00O123") == ""
    assert obd_answers.vin(b"\xff" * 18) == ""


def test_items_of_service_09() -> None:
    assert obd_answers.info_items(b"\x02" + b"A" * 16 + b"B" * 16, 16) == (b"A" * 16, b"B" * 16)
    assert obd_answers.info_items(b"\x02" + b"A" * 16 + b"B" * 15, 16) == (b"A" * 16,)
    assert obd_answers.info_items(b"\x01" + b"A" * 16 + b"B" * 16, 16) == (b"A" * 16,)
    assert obd_answers.info_items(b"", 4) == ()


@given(st.binary(max_size=300), st.booleans(), st.sampled_from(range(0, 256, 32)))
def test_no_obd_answer_breaks_a_parser(data: bytes, counted: bool, first: int) -> None:
    assert all(len(code) == 5 for code in obd_answers.trouble_codes(data, counted=counted))
    assert all(0 < pid < 256 for pid in obd_answers.supported(first, data))
    obd_answers.monitor_status("7E8", data)
    assert len(obd_answers.vin(data)) in {0, 17}
    assert obd_answers.text(data).isascii()
    assert obd_answers.short_of_codes(data) >= 0
    assert all(len(item) == 16 for item in obd_answers.info_items(data, 16))


def test_codes_of_uds() -> None:
    found, fault = codec.codes("7E8", bytes.fromhex("5902FF0301002FC1008708"))
    assert not fault
    assert [(code.full, code.status, code.memories) for code in found] == [
        ("P0301-00", 0x2F, frozenset({Memory.UDS})),
        ("U0100-87", 0x08, frozenset({Memory.UDS})),
    ]


@pytest.mark.parametrize(
    ("data", "count", "said"),
    [
        ("5902FF0301002FC10087", 1, "breaks off"),
        ("5902FF", 0, ""),
        ("5902", 0, "too short"),
        ("59", 0, "too short"),
        ("7F1911", 0, "ServiceNotSupported (11)"),
        ("7F19EE", 0, "unknown reason (EE)"),
        ("590AFF0301002F", 1, ""),
    ],
)
def test_uds_answers_that_are_odd(data: str, count: int, said: str) -> None:
    found, fault = codec.codes("7E8", bytes.fromhex(data))
    assert len(found) == count
    assert said in fault
    assert bool(said) == bool(fault)


@given(st.one_of(st.binary(max_size=60), st.binary(max_size=60).map(lambda tail: b"\x59\x02" + tail)))
def test_no_uds_answer_breaks_a_parser(data: bytes) -> None:
    found, _fault = codec.codes("7E8", data)
    assert all(len(code.code) == 5 for code in found)
    codec.refused(data)
    codec.records(data)
    codec.wants_another_session(data)
    codec.read_value(0xF190, data)


def test_uds_requests_by_the_book() -> None:
    """ISO 14229-1: service, sub-function, parameters."""
    assert codec.codes_request().hex() == "19028d"
    assert codec.supported_codes_request().hex() == "190a"
    assert codec.snapshot_request(0x030100).hex() == "1904030100ff"
    assert codec.extended_data_request(0x030100).hex() == "1906030100ff"
    assert codec.clear_request().hex() == "14ffffff"
    assert codec.read_request(0xF190).hex() == "22f190"
    assert codec.session_request(codec.EXTENDED_SESSION).hex() == "1003"
    assert codec.tester_present_request().hex() == "3e00"

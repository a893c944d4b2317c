import pytest

from headunit.kernel.errors import UsageError
from headunit.vehicle.bus_spec import FORMS, bus_names, parse_spec


@pytest.mark.parametrize("form", FORMS.values())
def test_every_form_that_is_shown_is_accepted(form: str) -> None:
    assert parse_spec(form).text == form


def test_a_spec_taken_apart() -> None:
    spec = parse_spec("socketcand:vcan0?host=127.0.0.1&port=29536")
    assert (spec.interface, spec.channel) == ("socketcand", "vcan0")
    assert spec.options == {"host": "127.0.0.1", "port": 29536}
    serial = parse_spec("slcan:/dev/ttyACM0?bitrate=500000&rtscts=yes&sleep_after_open=0.5")
    assert serial.channel == "/dev/ttyACM0"
    assert serial.options == {"bitrate": 500_000, "rtscts": True, "sleep_after_open": 0.5}
    assert parse_spec("udp_multicast:ff15::1?port=1").channel == "ff15::1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "udp_multicast:239.74.163.2"),
        ("can0", "use one of socketcan:can0"),
        ("socketcan:", "use one of"),
        ("pcan:USB1", "no CAN bus is called 'pcan:USB1'"),
        ("socketcan:can0?bitrate=1", "no option 'bitrate'; known: fd"),
        ("virtual:x?a=b", "known: none"),
        ("udp_multicast:239.74.163.2?port=high", "port is a whole number, not 'high'"),
        ("udp_multicast:239.74.163.2?hop_limit=-1", "cannot be negative"),
        ("udp_multicast:239.74.163.2?fd=perhaps", "fd is yes or no"),
        ("slcan:/dev/ttyACM0", "bitrate is missing, as in slcan:"),
        ("slcan:/dev/ttyACM0?bitrate=1&sleep_after_open=x", "sleep_after_open is a number"),
        ("socketcand:can0?port=1", "host is missing"),
    ],
)
def test_a_wrong_spec_says_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_spec(text)
    assert said in str(raised.value)


def test_names_are_short_and_unique() -> None:
    texts = [
        "udp_multicast:239.74.163.2",
        "socketcan:can1",
        "slcan:/dev/ttyACM0?bitrate=500000",
        "udp_multicast:239.74.163.3",
        "virtual:can0",
        "socketcand:vcan0?host=h&port=1",
    ]
    assert bus_names(parse_spec(text) for text in texts) == ["can0", "can1", "ttyACM0", "can2", "can3", "vcan0"]

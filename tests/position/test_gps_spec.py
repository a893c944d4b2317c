"""The words that name a receiver."""

import pytest
from ear import Ear

from headunit.kernel.clock import ManualClock
from headunit.kernel.errors import UsageError
from headunit.kernel.supervision import IoThread
from headunit.position.gpsd import GpsdLink
from headunit.position.pyserial_nmea import SerialNmeaLink
from headunit.position.spec import GpsdSpec, GpsSpec, SerialSpec, open_gps, parse_gps_spec


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("gpsd://localhost", GpsdSpec("localhost", 2947)),
        ("gpsd://127.0.0.1:29470", GpsdSpec("127.0.0.1", 29470)),
        ("gpsd://car.local/", GpsdSpec("car.local", 2947)),
        ("gpsd://[::1]:2948", GpsdSpec("::1", 2948)),
        ("serial:/dev/ttyACM0@9600", SerialSpec("/dev/ttyACM0", 9600)),
        ("serial:/dev/serial/by-id/usb-u-blox@1@115200", SerialSpec("/dev/serial/by-id/usb-u-blox@1", 115200)),
    ],
)
def test_accepted_forms(text: str, spec: GpsSpec) -> None:
    assert parse_gps_spec(text) == spec
    assert parse_gps_spec(str(spec)) == spec


@pytest.mark.parametrize(
    "text",
    [
        *("", "gpsd", "gpsd:", "gpsd://", "gpsd://:2947", "gpsd://host:port", "gpsd://host:0", "gpsd://host:99999"),
        *("gpsd://host/path", "gpsd://me@host", "gpsd://[::1", "gpsd://host?x=1", "tcp://host", "/dev/ttyACM0"),
        *("serial:/dev/ttyACM0", "serial:/dev/ttyACM0@", "serial:@9600", "serial:/dev/ttyACM0@fast", "serial:/dev/x@0"),
        *("serial:/dev/x@99999999", "serial:/dev/x@-9600"),
    ],
)
def test_anything_else_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(UsageError) as refusal:
        parse_gps_spec(text)
    assert repr(text) in str(refusal.value)
    assert "gpsd://HOST:PORT" in str(refusal.value)
    assert "serial:DEVICE@BAUD" in str(refusal.value)


def test_each_form_opens_its_link(ear: Ear, io: IoThread) -> None:
    gpsd = open_gps(GpsdSpec("127.0.0.1"), ManualClock(), ear, io)
    serial = open_gps(SerialSpec("/dev/ttyACM0", 9600), ManualClock(), ear, io)
    assert isinstance(gpsd, GpsdLink)
    assert isinstance(serial, SerialNmeaLink)
    assert (gpsd.name, serial.name) == ("gpsd", "gps")

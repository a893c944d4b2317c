"""The serial link over a pty: garbage, silence, unplugging, and another device behind the same name."""

import os
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
from ear import Ear, until
from nmea_drive import drive, nmea_lines

from headunit.kernel.clock import SystemClock
from headunit.kernel.link import LinkState
from headunit.position.pyserial_nmea import SerialNmeaLink

LINES = "".join(nmea_lines(list(drive(30)))).encode()


class Pty:
    """A serial cable: `master` is the receiver's end, `name` the port."""

    def __init__(self) -> None:
        self.master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.name = os.ttyname(self._slave)

    def unplug(self) -> None:
        for end in (self.master, self._slave):
            os.close(end)


@pytest.fixture
def port(tmp_path: Path) -> Path:
    """The name by which the link knows the port, as udev's /dev/serial/by-id: a symbolic link."""
    return tmp_path / "gps"


@pytest.fixture
def link(port: Path, clock: SystemClock, ear: Ear) -> Iterator[SerialNmeaLink]:
    link = SerialNmeaLink(str(port), 38400, clock, ear)
    yield link
    link.stop()


def feed_until_fixes(pty: Pty, ear: Ear, more: int = 3) -> None:
    done = len(ear.placed)

    def sent() -> bool:
        os.write(pty.master, LINES)
        return len(ear.placed) >= done + more

    until(sent)


def test_absent_then_plugged_then_unplugged_then_another(port: Path, link: SerialNmeaLink, ear: Ear) -> None:
    link.start()
    assert "No such file" in ear.until_state(LinkState.LOST).detail
    for _ in range(2):
        pty = Pty()
        port.symlink_to(pty.name)
        feed_until_fixes(pty, ear)
        ear.until_state(LinkState.ONLINE)
        pty.unplug()
        port.unlink()
        ear.until_state(LinkState.LOST)
    link.stop()
    assert ear.reports[-1].counters["reconnects"] == 1


def test_garbage_between_sentences_is_dropped(port: Path, link: SerialNmeaLink, ear: Ear) -> None:
    pty = Pty()
    port.symlink_to(pty.name)
    link.start()
    torn = LINES.replace(b"GPRMC", b"GP\x00\xffMC", 5).replace(b",E,", b",E,\xb5b\x01\x07", 3)
    done = len(ear.placed)

    def sent() -> bool:
        os.write(pty.master, b"\xb5\x62\x01\x07\x5c\x00" + torn + b"$GPGGA,2359")
        return len(ear.placed) >= done + 30

    until(sent)
    until(lambda: ear.reports[-1].counters["rejected"] >= 5)
    link.stop()
    pty.unplug()
    assert all(47.13 < (fix.lat_deg or 0) < 47.15 and 9.51 < (fix.lon_deg or 0) < 9.54 for fix in ear.placed)


@pytest.mark.usefixtures("impatient")
def test_a_wrong_speed_is_told(port: Path, link: SerialNmeaLink, ear: Ear) -> None:
    """Bytes come, sentences do not."""
    pty = Pty()
    port.symlink_to(pty.name)
    link.start()

    def silent() -> bool:
        os.write(pty.master, bytes(range(128, 256)) * 4)
        return "wrong speed" in ear.reports[-1].detail

    until(silent)
    assert ear.reports[-1].state is LinkState.SILENT
    feed_until_fixes(pty, ear)
    ear.until_state(LinkState.ONLINE)
    link.stop()
    pty.unplug()


@pytest.mark.usefixtures("impatient")
def test_an_open_port_without_data_is_silent(port: Path, link: SerialNmeaLink, ear: Ear) -> None:
    pty = Pty()
    port.symlink_to(pty.name)
    link.start()
    assert "no data" in ear.until_state(LinkState.SILENT).detail
    feed_until_fixes(pty, ear)
    ear.until_state(LinkState.ONLINE)
    link.stop()
    pty.unplug()


def test_what_is_no_port_is_lost(port: Path, link: SerialNmeaLink, ear: Ear) -> None:
    port.write_text("not a terminal")
    link.start()
    assert ear.until_state(LinkState.LOST).detail

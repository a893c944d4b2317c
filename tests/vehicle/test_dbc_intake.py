"""`headunit dbc check`, the repairs it lists, the formats beside DBC, and files that mean harm."""

import argparse
import json
import resource
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import cantools
import pytest

from headunit.commands import dbc
from headunit.kernel.data import data_path
from headunit.kernel.errors import HeadunitError
from headunit.vehicle import dbc_limits, dbc_xml
from headunit.vehicle.cantools_dbc import load_dbc, read_dbc
from headunit.vehicle.dbc_codec import RawCodec
from headunit.vehicle.dbc_repair import Repair, repair
from headunit.vehicle.ports import Frame


def check(file: Path, *words: str) -> int:
    parser = argparse.ArgumentParser()
    dbc.register(parser.add_subparsers())
    args = parser.parse_args(["dbc", "check", str(file), *words])
    return int(args.func(args))


def test_all_94_files_of_opendbc_load_and_every_repair_has_its_line(opendbc: Path) -> None:
    files = sorted(opendbc.glob("*.dbc"))
    generated = [file for file in files if file.stem.endswith("_generated")]
    assert (len(files), len(generated)) == (94, 36)
    repaired: Counter[str] = Counter()
    messages = 0
    for file in files:
        intake = read_dbc(file)
        messages += len(intake.dbc.messages)
        lines = file.read_bytes().count(b"\n") + 1
        assert all(1 <= one.line <= lines and one.defect and one.mend for one in intake.repairs), file
        repaired[file.name] = len(intake.repairs)
    assert messages == 5_714, "none is left out"
    assert len(+repaired) == 34
    assert repaired.total() == 182


def test_a_line_that_is_named_is_the_line_that_is_wrong(opendbc: Path) -> None:
    file = opendbc / "mazda_2017.dbc"
    lines = file.read_text(encoding="utf-8").splitlines()
    named = [one for one in read_dbc(file).repairs if "begins with a digit" in one.defect]
    assert named
    for one in named:
        assert f" {one.mend.split(' became ')[0]}" in lines[one.line - 1]


def test_the_command_lists_file_line_defect_and_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "small.dbc"
    text = 'VERSION ""\nBU_: A\nBO_ 419368966 1st: 8 A\n SG_ S : 0|8@1+ (.5,0) [0|1] "" A\nCM_ SG_ 304 "?";\n'
    file.write_text(text, encoding="utf-8")
    assert check(file) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{file}:3: a 29-bit identifier that is not marked as one: 419368966 became 2566852614",
        f"{file}:3: a name that begins with a digit: 1st became _1st",
        f"{file}:4: a number without a digit before its point: 0 put before it",
        f"{file}:5: a comment that cannot be read: left out",
        f"{file}: 1 messages, 1 signals, 4 repairs",
    ]
    assert check(file, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["file"], told["messages"], told["signals"], len(told["repairs"])) == (str(file), 1, 1, 4)
    assert told["repairs"][3] == {"line": 5, "defect": "a comment that cannot be read", "mend": "left out"}


def test_a_good_file_needs_no_mending(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(data_path("dbc", "demo.dbc")) == 0
    assert capsys.readouterr().out.endswith("nothing to mend\n")


def test_what_cannot_be_loaded_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "no.dbc"
    file.write_text("this is a letter\nto a friend\n", encoding="utf-8")
    with pytest.raises(HeadunitError) as raised:
        check(file)
    assert str(file) in str(raised.value)
    assert "\n" not in str(raised.value)


COMMENTS = """\
CM_ "about the file, \\"quoted\\"";
CM_ BU_ Engine "about a node";
CM_ BO_ 419368966 "about a message
over two lines";
CM_ SG_ 100 Speed "about a signal";
CM_ SG_ 100 "about nothing";
CM_ SG_ 100 Speed "ends badly" too
CM_ SG_ 100 "about nothing
over two lines";
CM_ BO_ 100 "never ends
BO_ 100 Good: 8 A
"""


def test_good_comments_stay_and_bad_ones_go() -> None:
    mended, repairs = repair(COMMENTS)
    assert mended.splitlines() == [
        'CM_ "about the file, \\"quoted\\"";',
        'CM_ BU_ Engine "about a node";',
        'CM_ BO_ 2566852614 "about a message',
        'over two lines";',
        'CM_ SG_ 100 Speed "about a signal";',
        *[""] * 5,
        "BO_ 100 Good: 8 A",
    ]
    unreadable = "a comment that cannot be read"
    assert [one for one in repairs if one.defect == unreadable] == [
        Repair(n, unreadable, "left out") for n in (6, 7, 8)
    ]
    assert Repair(10, "a comment that does not end", "left out") in repairs


def test_kcd_and_sym_come_through_cantools(tmp_path: Path) -> None:
    """Our own demo car, written in both formats by cantools, says the same in each."""
    theirs = cantools.database.load_file(data_path("dbc", "demo.dbc"), strict=False)
    kcd, sym = tmp_path / "demo.kcd", tmp_path / "demo.sym"
    kcd.write_text(theirs.as_kcd_string(), encoding="utf-8")
    sym.write_text(theirs.as_sym_string(), encoding="utf-8")
    frame = Frame("can0", 0x101, bytes([0x10, 0x27, 50, 1, 0, 0, 0, 0]))
    said = []
    for file in (data_path("dbc", "demo.dbc"), kcd, sym):
        loaded = load_dbc(file)
        assert len(loaded.messages) == len(theirs.messages)
        decoded = RawCodec(loaded, words=False).decode(frame)
        assert decoded is not None
        said.append(decoded.signals)
    assert said[0] == said[1] == said[2]


ARXML = """<?xml version="1.0" encoding="UTF-8"?>
<AUTOSAR xmlns="http://autosar.org/schema/r4.0"><AR-PACKAGES><AR-PACKAGE><SHORT-NAME>P</SHORT-NAME><ELEMENTS>
<I-SIGNAL><SHORT-NAME>Speed</SHORT-NAME><LENGTH>16</LENGTH>
<SYSTEM-SIGNAL-REF DEST="SYSTEM-SIGNAL">/P/SpeedSystem</SYSTEM-SIGNAL-REF></I-SIGNAL>
<SYSTEM-SIGNAL><SHORT-NAME>SpeedSystem</SHORT-NAME></SYSTEM-SIGNAL>
<I-SIGNAL-I-PDU><SHORT-NAME>Pdu</SHORT-NAME><LENGTH>8</LENGTH><I-SIGNAL-TO-PDU-MAPPINGS><I-SIGNAL-TO-I-PDU-MAPPING>
<SHORT-NAME>Map</SHORT-NAME><I-SIGNAL-REF DEST="I-SIGNAL">/P/Speed</I-SIGNAL-REF>
<PACKING-BYTE-ORDER>MOST-SIGNIFICANT-BYTE-LAST</PACKING-BYTE-ORDER><START-POSITION>8</START-POSITION>
</I-SIGNAL-TO-I-PDU-MAPPING></I-SIGNAL-TO-PDU-MAPPINGS></I-SIGNAL-I-PDU>
<CAN-FRAME><SHORT-NAME>Motion</SHORT-NAME><FRAME-LENGTH>8</FRAME-LENGTH><PDU-TO-FRAME-MAPPINGS><PDU-TO-FRAME-MAPPING>
<SHORT-NAME>Map</SHORT-NAME><PDU-REF DEST="I-SIGNAL-I-PDU">/P/Pdu</PDU-REF><START-POSITION>0</START-POSITION>
</PDU-TO-FRAME-MAPPING></PDU-TO-FRAME-MAPPINGS></CAN-FRAME>
<CAN-CLUSTER><SHORT-NAME>Cluster</SHORT-NAME><CAN-CLUSTER-VARIANTS><CAN-CLUSTER-CONDITIONAL><BAUDRATE>500000</BAUDRATE>
<PHYSICAL-CHANNELS><CAN-PHYSICAL-CHANNEL><SHORT-NAME>Channel</SHORT-NAME><FRAME-TRIGGERINGS><CAN-FRAME-TRIGGERING>
<SHORT-NAME>T</SHORT-NAME><FRAME-REF DEST="CAN-FRAME">/P/Motion</FRAME-REF>
<CAN-ADDRESSING-MODE>STANDARD</CAN-ADDRESSING-MODE><IDENTIFIER>291</IDENTIFIER></CAN-FRAME-TRIGGERING>
</FRAME-TRIGGERINGS></CAN-PHYSICAL-CHANNEL></PHYSICAL-CHANNELS></CAN-CLUSTER-CONDITIONAL></CAN-CLUSTER-VARIANTS>
</CAN-CLUSTER></ELEMENTS></AR-PACKAGE></AR-PACKAGES></AUTOSAR>
"""


def test_arxml_comes_through_cantools(tmp_path: Path) -> None:
    file = tmp_path / "car.arxml"
    file.write_text(ARXML, encoding="utf-8")
    decoded = RawCodec(load_dbc(file)).decode(Frame("can0", 0x123, bytes([0, 0x39, 0x30, 0, 0, 0, 0, 0])))
    assert decoded is not None
    assert (decoded.message, decoded.signals) == ("Motion", {"Speed": 12345})


HEAD = 'VERSION ""\nBU_: A\nBO_ 100 M: 8 A\n'
SIGNAL = ' SG_ S{0} : 0|8@1+ (1,0) [0|1] "" A\n'
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)

HOSTILE = {
    "a field of a billion bits": ("x.dbc", HEAD + ' SG_ S : 0|1000000000@1+ (1,0) [0|1] "" A\n', "line 4: no field"),
    "a field far away": ("x.dbc", HEAD + ' SG_ S : 99999|8@1+ (1,0) [0|1] "" A\n', "line 4: no field"),
    "a message of a billion bytes": ("x.dbc", HEAD + "BO_ 101 Huge: 1000000000 A\n", "line 4: no message"),
    "a range of four billion": ("x.dbc", HEAD + "SG_MUL_VAL_ 100 S M 0-4294967295;\n", "line 4: ranges"),
    "many ranges": ("x.dbc", HEAD + "SG_MUL_VAL_ 100 S M 0-60000, 1-60000;\n", "line 4: ranges"),
    "a range of endless numbers": ("x.dbc", HEAD + f"SG_MUL_VAL_ 100 S M 0-{'9' * 5000};\n", "line 4 has a number"),
    "a number of many digits": (
        "x.dbc",
        HEAD + f' SG_ S : 0|8@1+ ({"9" * 4000},0) [0|1] "" A\n',
        "line 4 has a number",
    ),
    "a long line": ("x.dbc", HEAD + "CM_ " + "x" * dbc_limits.MAX_LINE + "\n", "line 4 has 65540 characters"),
    "many signals": ("x.dbc", HEAD + "".join(map(SIGNAL.format, range(dbc_limits.MAX_SIGNALS + 1))), "more than 20000"),
    "many open brackets": ("x.dbc", HEAD + "(" * 60_000 + "\n", "not a DBC file"),
    "an entity bomb": ("x.kcd", BOMB + "]><x>&j;</x>", "DOCTYPE"),
    "an outside entity": ("x.arxml", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "DOCTYPE"),
    "endless nesting": ("x.kcd", "<a>" * 100_000, f"nested more than {dbc_xml.MAX_DEPTH} deep"),
    "many elements": ("x.kcd", "<x>" + "<a/>" * (dbc_xml.MAX_ELEMENTS + 1), "more than 500000 elements"),
    "a wide KCD field": ("x.kcd", '<x><Signal offset="0" length="4000000000"/></x>', "length is 4000000000"),
    "a wide ARXML field": ("x.arxml", "<x><LENGTH>4000000000</LENGTH></x>", "length is 4000000000"),
    "no XML": ("x.arxml", "no XML", "it is not XML"),
    "a SYM file of all identifiers": (
        "x.sym",
        "FormatVersion=6.0\n{SENDRECEIVE}\n[M]\nID=00000000h-1FFFFFFFh\nLen=8\n",
        "line 4: ranges",
    ),
    "a SYM field of a billion bits": ("x.sym", "[M]\nID=100h\nVar=S unsigned 0,1000000000\n", "line 3: no field"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_before_it_costs_anything(tmp_path: Path, case: str) -> None:
    name, content, said = HOSTILE[case]
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_SELF)
    with pytest.raises(HeadunitError, match=said) as raised:
        read_dbc(file)
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert str(file) in str(raised.value)
    assert len(str(raised.value)) < 500
    # Not a stop watch: a thousand times what these need, and a thousandth of what they were made to take.
    assert after.ru_utime - before.ru_utime < 60
    assert after.ru_maxrss - before.ru_maxrss < 1_000_000, "kilobytes"


def test_multiplexers_nested_too_deep_are_left_out(tmp_path: Path, expect_log: Callable[[str], None]) -> None:
    depth = dbc_limits.MAX_DEPTH + 3
    lines = ['VERSION ""', "BU_: A", f"BO_ 100 M: {depth} A", ' SG_ S0 M : 0|8@1+ (1,0) [0|1] "" A']
    lines += [f' SG_ S{n} m1M : {8 * n}|8@1+ (1,0) [0|1] "" A' for n in range(1, depth)]
    lines += [f"SG_MUL_VAL_ 100 S{n} S{n - 1} 1-1;" for n in range(1, depth)]
    file = tmp_path / "deep.dbc"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    expect_log("left out: M.S9, M.S10")
    names = [signal.name for signal in load_dbc(file).messages[0].signals]
    assert names == [f"S{n}" for n in range(dbc_limits.MAX_DEPTH + 1)]

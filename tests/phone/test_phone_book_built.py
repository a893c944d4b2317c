"""A phone's vCards become a phone book, by the real worker: what phones write, what nobody should, and a great many."""

import json
import quopri
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from headunit.phone import vcard, vcard_stream
from headunit.phone.book_shelf import Shelf
from headunit.phone.book_worker import INCOMING, SHELF
from headunit.phone.state import Direction, NumberKind

ROOT = Path(__file__).resolve().parents[2]


def card(name: str, number: str, *more: str) -> str:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"TEL;TYPE=CELL:{number}", *more, "END:VCARD", ""])


def work(folder: Path, **books: bytes) -> list[dict[str, object]]:
    """Let the worker read these. What it told."""
    (folder / INCOMING).mkdir(parents=True, exist_ok=True)
    for book, content in books.items():
        (folder / INCOMING / f"{book}.vcf").write_bytes(content)
    words = [sys.executable, "-m", "headunit.phone.book_worker", str(folder), *books]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=True, cwd=ROOT)
    assert done.stderr == ""
    assert not list((folder / INCOMING).iterdir())
    return [json.loads(line) for line in done.stdout.splitlines()]


@contextmanager
def shelf(folder: Path) -> Iterator[Shelf]:
    with closing(Shelf(folder / SHELF)) as found:
        yield found


def test_people_in_order_and_found(tmp_path: Path) -> None:
    names = ["Zoë Åkerlund", "李小明", "ann Miller", "Ärzte Nord", "王芳", "Bob"]
    told = work(tmp_path, pb="".join(card(name, f"+4179000{at:04}") for at, name in enumerate(names)).encode())
    assert (told[-1]["count"], told[-1]["fault"]) == (6, "")
    with shelf(tmp_path) as book:
        assert [person.name for person in book.people(0, 10)] == [
            "ann Miller",
            "Ärzte Nord",
            "Bob",
            "李小明",
            "王芳",
            "Zoë Åkerlund",
        ]
        for text, name in (
            ("zoe", "Zoë Åkerlund"),
            ("aker", "Zoë Åkerlund"),
            ("lxm", "李小明"),
            ("xiaoming", "李小明"),
            ("王", "王芳"),
            ("mil", "ann Miller"),
            ("0000002", "ann Miller"),
        ):
            assert name in [person.name for person in book.search(text, 5)], text


def test_what_phones_write(tmp_path: Path) -> None:
    """2.1 with quoted-printable in UTF-8 and GBK, groups, no name, an empty FN whose line end was swallowed."""
    soft = quopri.encodestring("Müller;Jürgen".encode()).replace(b"=\n", b"=\r\n").strip()
    cards = [
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"
        + soft
        + b"\r\nTEL;CELL:1111\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=GBK:"
        + "陈静".encode("gbk")
        + b"\r\nTEL;HOME;VOICE:2222\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nitem1.TEL:3333\r\nitem1.X-ABLABEL:other\r\nFN:Grouped\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:TEL:+494444\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\r\nTEL:5555\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Nobody calls me\r\nEND:VCARD\r\n",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cut in the mid",
    ]
    told = work(tmp_path, pb=b"".join(cards))
    assert told[-1]["fault"] == ""
    with shelf(tmp_path) as book:
        people = {person.name: person.numbers[0] for person in book.people(0, 20)}
    assert set(people) == {"Jürgen Müller", "陈静", "Grouped", "+494444", "5555"}
    assert people["Jürgen Müller"].kind is NumberKind.MOBILE
    assert people["陈静"].kind is NumberKind.HOME


_names = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)


@given(_names, st.from_regex(r"\+?[0-9]{3,14}", fullmatch=True), st.sampled_from(["CELL", "HOME", "WORK"]))
def test_read_as_vobject_does(name: str, number: str, kind: str) -> None:
    written = vobject.vCard()
    written.add("fn").value = name
    written.add("n").value = vobject.vcard.Name(family=name)
    telephone = written.add("tel")
    telephone.value, telephone.type_param = number, kind
    text = written.serialize().encode()
    theirs = vobject.readOne(text.decode())
    (raw,) = vcard_stream.cards(_file(text))
    ours = vcard.read(raw.lines)
    assert ours.name == " ".join(theirs.fn.value.split())
    assert [one.number for one in ours.numbers] == [theirs.tel.value]
    assert ours.numbers[0].kind is {"CELL": NumberKind.MOBILE, "HOME": NumberKind.HOME, "WORK": NumberKind.WORK}[kind]


def _file(content: bytes):  # type: ignore[no-untyped-def]
    import io

    return io.BytesIO(content)


@given(
    st.lists(
        st.sampled_from(
            [b"BEGIN:VCARD", b"END:VCARD", b"FN:", b"TEL:1", b"\xff\xfe", b" x", b"PHOTO;ENCODING=b:AA", b"="]
        )
        | st.binary(max_size=30),
        max_size=30,
    )
)
def test_nothing_that_a_phone_sends_stops_it(lines: list[bytes]) -> None:
    for raw in vcard_stream.cards(_file(b"\r\n".join(lines))):
        found = vcard.read(raw.lines)
        assert found.name.isprintable() or not found.name


def test_a_photo_of_five_megabytes_costs_its_photo_alone(tmp_path: Path) -> None:
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * (5 << 20)
    folded = "\r\n ".join(photo[at : at + 75] for at in range(0, len(photo), 75))
    content = card("Before", "1000") + card("Large", "2000", folded) + card("After", "3000")
    told = work(tmp_path, pb=content.encode())
    assert told[-1]["count"] == 3
    with shelf(tmp_path) as book:
        assert [person.name for person in book.people(0, 5)] == ["After", "Before", "Large"]


def test_histories_have_direction_and_time(tmp_path: Path) -> None:
    content = card("Ann", "1234", "X-IRMC-CALL-DATETIME;TYPE=MISSED:20261101T120000Z") + card(
        "", "", "X-IRMC-CALL-DATETIME;TYPE=RECEIVED:20261101T130000Z"
    )
    (told,) = work(tmp_path, mch=content.encode())
    rows = json.loads(Path(str(told["file"])).read_text())
    assert rows[0] == {"name": "Ann", "number": "1234", "direction": Direction.MISSED.value, "when": 1793534400.0}
    assert (rows[1]["number"], rows[1]["direction"]) == ("", Direction.IN.value)


@pytest.mark.parametrize("count", [5_000, 100_000])
def test_many_people(tmp_path: Path, count: int) -> None:
    """`pytest -s` prints how long it took: no claim is made of another machine."""
    content = "".join(card(f"Person {at:06}", f"+41{at:09}") for at in range(count)).encode()
    began = time.monotonic()
    told = work(tmp_path, pb=content)
    built_s = time.monotonic() - began
    assert told[-1]["count"] == count
    with shelf(tmp_path) as book:
        began = time.monotonic()
        found = book.search("person 000042", 5)
        searched_s = time.monotonic() - began
        assert [person.name for person in found] == ["Person 000042"]
        assert book.people(count - 1, 5)[0].name == f"Person {count - 1:06}"
    print(f"\n{count} contacts: {built_s:.2f} s from vCards to a phone book, a search {searched_s * 1000:.1f} ms")


def test_a_book_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / SHELF).write_bytes(b"no book " * 99)
    with pytest.raises(OSError, match="no phone book"):
        Shelf(tmp_path / SHELF)

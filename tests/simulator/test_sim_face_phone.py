"""The control window's page of the phones: a touch reaches them, and what they do is shown."""

from PySide6.QtCore import QObject
from test_sim_face import Face, application, opened

from headunit.kernel.inbox import Inbox
from headunit.simulator.phone.line import Stage
from headunit.simulator.viewmodel_phone import PhoneControls

__all__ = ["application"]


def phone_of(face: Face) -> PhoneControls:
    found = face.controls.phone
    assert isinstance(found, PhoneControls)
    return found


def test_calls_by_touch() -> None:
    with opened() as face:
        ann, ben = face.drive.world.pocket.phones.values()
        face.tap("Page: Phone")
        face.tap("Let it ring: who calls: Friend")
        assert [call.number for call in ann.line.having(Stage.INCOMING)] == ["+423555101"]
        assert phone_of(face).property("ringing") is True
        face.tap("They hang up")
        assert ann.line.calls == {}
        assert face.item("They hang up").property("enabled") is False
        face.tap("Whose phone: Passenger")
        face.tap("Let it ring: who calls: Hidden")
        assert [call.number for call in ben.line.having(Stage.INCOMING)] == [""]
        face.tap("Whose phone: Driver")
        ann.dial("+423555003")
        ann.far_ends.clear()
        face.step()
        face.tap("They pick up")
        assert ann.line.having(Stage.ACTIVE)
        assert phone_of(face).property("talking") is True
        assert face.problems == []


def test_what_goes_wrong_by_touch() -> None:
    with opened() as face:
        ann = face.drive.world.pocket.phones["driver"]
        face.tap("Page: Phone")
        face.tap("Linked to the car")
        assert (ann.linked, phone_of(face).property("linked")) == (False, False)
        face.tap("Linked to the car")
        assert ann.linked
        face.tap("Battery flat")
        assert (ann.running, ann.linked) == (False, False)
        face.tap("Linked to the car")
        assert not ann.linked  # it is flat
        face.tap("Battery flat")
        assert ann.running
        assert face.problems == []


def test_sliders_and_the_adapter() -> None:
    with opened(window=False) as face:
        phone, ann = phone_of(face), face.drive.world.pocket.phones["driver"]
        for share in (0.4, 0.0, 7.0):
            phone.slide("battery", share)
            phone.slide("signal", share)
            face.step()
            assert phone.property("battery") == phone.property("signal") == min(1.0, share)
            assert bool(ann.status.operator) is (share > 0)
        face.drive.world.pocket.meet(Inbox())
        phone.turn("bluetooth", False)
        face.step()
        assert (phone.property("bluetooth"), ann.linked) == (False, False)
        phone.turn("link", True)
        face.step()
        assert not ann.linked  # there is nothing to link to
        phone.turn("bluetooth", True)
        phone.turn("link", True)
        face.step()
        assert ann.linked


def test_nothing_is_said_when_nothing_changed() -> None:
    with opened(window=False) as face:
        phone, said = phone_of(face), list[int]()
        phone.changed.connect(lambda: said.append(1))
        face.step()
        phone.take(0)
        phone.take(9)
        assert said == []
        phone.take(1)
        assert said == [1]
        assert isinstance(phone.parent(), QObject)

import QtQuick
import QtTest
import headunit.notices
import headunit.ui.controls
import headunit.ui.theme

Item {
    id: stage

    width: 600
    height: 600

    Chip {
        id: chip

        icon: "car"
        text: "Car"
    }

    EmptyState {
        id: empty

        y: 60
        width: 500
        icon: "car"
        what: "Nothing here"
        advice: "Look elsewhere."
    }

    NoticeCard {
        id: notice

        y: 400
        width: 500
        key: "abs"
        icon: "car-brake-abs"
        urgency: "soon"
        title: "ABS fault"
        advice: "Brake gently."
    }

    Label {
        id: mixed

        y: 560
        text: "Speed"
        strength: Theme.strong
    }

    MouseArea {
        id: below

        y: notice.y
        width: stage.width
        height: notice.height
        z: -1
    }

    SignalSpy {
        id: acted

        target: empty
        signalName: "acted"
    }

    SignalSpy {
        id: dismissed

        target: notice
        signalName: "dismissed"
    }

    SignalSpy {
        id: clicked

        target: below
        signalName: "clicked"
    }

    TestCase {
        name: "Words"
        when: windowShown

        function init() {
            failOnWarning(/.?/);
            chip.brief = false;
            empty.action = "";
            acted.clear();
            dismissed.clear();
            clicked.clear();
        }

        function test_a_brief_chip_keeps_its_name() {
            const full = chip.width;
            compare(full, chip.fullWidth);
            chip.brief = true;
            tryVerify(() => chip.width < full);
            compare(chip.Accessible.name, "Car");
            compare(chip.fullWidth, full);
        }

        function test_an_empty_state_offers_a_button_only_where_there_is_something_to_do() {
            const button = empty.children.find(child => child.label !== undefined);
            verify(!button.visible);
            empty.action = "Do it";
            tryVerify(() => button.visible && button.y > empty.children[2].y);
            mouseClick(button);
            compare(acted.count, 1);
        }

        function test_a_notice_is_put_away_by_its_cross() {
            const cross = notice.children.find(child => child.label !== undefined);
            mouseClick(cross);
            compare(dismissed.count, 1);
            compare(dismissed.signalArguments[0][0], "abs");
            compare(cross.Accessible.name, "Put away: ABS fault");
        }

        function test_a_notice_lets_nothing_through() {
            mouseClick(notice, 20, 20);
            compare(dismissed.count, 0);
            compare(clicked.count, 0);
            mouseClick(stage, 550, notice.y + 20);
            compare(clicked.count, 1);
        }

        function test_a_notice_is_read_out() {
            compare(notice.Accessible.role, Accessible.AlertMessage);
            compare(notice.Accessible.name, "ABS fault. Brake gently.");
        }

        function test_strong_chinese_takes_the_face_that_has_a_bold() {
            compare(mixed.font.family, Theme.family);
            mixed.text = "车速";
            compare(mixed.font.family, Theme.hanFamily);
            mixed.strength = Theme.regular;
            compare(mixed.font.family, Theme.family);
        }
    }
}

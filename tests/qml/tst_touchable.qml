import QtQuick
import QtTest
import headunit.ui.controls
import headunit.ui.theme

Item {
    id: stage

    width: 400
    height: 200

    PushButton {
        id: button

        x: 20
        y: 20
        label: "Press"
        icon: "car"
    }

    SignalSpy {
        id: touched

        target: button
        signalName: "touched"
    }

    TestCase {
        name: "Touchable"
        when: windowShown

        function init() {
            failOnWarning(/.?/);
            button.enabled = true;
            button.checked = false;
            button.lead = false;
            button.forceActiveFocus();
            touched.clear();
        }

        function test_a_touch_is_a_press_and_a_release_inside() {
            mousePress(button);
            verify(button.pressed);
            compare(touched.count, 0);
            mouseRelease(button);
            verify(!button.pressed);
            compare(touched.count, 1);
        }

        function test_a_press_is_seen_within_a_frame() {
            const before = grabImage(button).pixel(button.width / 2, 8);
            mousePress(button);
            verify(!Qt.colorEqual(grabImage(button).pixel(button.width / 2, 8), before));
            mouseRelease(button);
        }

        function test_a_release_outside_is_no_touch() {
            mousePress(button);
            mouseMove(button, button.width + 60, button.height / 2, -1, Qt.LeftButton);
            mouseRelease(button, button.width + 60, button.height / 2);
            verify(!button.pressed);
            compare(touched.count, 0);
        }

        function test_a_press_outside_is_no_touch() {
            mousePress(stage, 300, 150);
            mouseMove(button);
            mouseRelease(button);
            compare(touched.count, 0);
        }

        function test_keys_touch_data() {
            return [
                {
                    "tag": "Return",
                    "key": Qt.Key_Return,
                    "count": 1
                },
                {
                    "tag": "Space",
                    "key": Qt.Key_Space,
                    "count": 1
                },
                {
                    "tag": "A",
                    "key": Qt.Key_A,
                    "count": 0
                }
            ];
        }

        function test_keys_touch(data: var) {
            keyClick(data.key);
            compare(touched.count, data.count);
        }

        function test_disabled_does_nothing_and_looks_it() {
            button.enabled = false;
            mousePress(button);
            verify(!button.pressed);
            mouseRelease(button);
            keyClick(Qt.Key_Return);
            compare(touched.count, 0);
            compare(button.opacity, Theme.disabled);
        }

        function test_the_focus_is_shown() {
            const ring = button.children.find(child => child.shown !== undefined);
            verify(ring.visible);
            stage.forceActiveFocus();
            verify(!ring.visible);
        }

        function test_assistive_technology_is_told() {
            compare(button.Accessible.role, Accessible.Button);
            compare(button.Accessible.name, "Press");
            verify(button.Accessible.focusable);
            verify(!button.Accessible.checkable);
            button.Accessible.pressAction();
            compare(touched.count, 1);
        }

        function test_it_is_as_large_as_a_finger() {
            verify(button.width >= 76);
            verify(button.height >= 76);
        }
    }
}

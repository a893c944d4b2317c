import QtQuick
import QtTest
import headunit.ui.controls
import headunit.ui.theme

Item {
    id: stage

    width: 600
    height: 300

    Segmented {
        id: segmented

        label: "Unit"
        choices: ["bar", "kPa", "psi"]
        current: 1
    }

    Toggle {
        id: toggle

        y: 150
        label: "Light"
    }

    SignalSpy {
        id: chosen

        target: segmented
        signalName: "chosen"
    }

    SignalSpy {
        id: touched

        target: toggle
        signalName: "touched"
    }

    TestCase {
        name: "Choices"
        when: windowShown

        function segment(index: int): Touchable {
            const row = segmented.children.find(child => child.children.length >= 3);
            return row.children[index] as Touchable;
        }

        function init() {
            failOnWarning(/.?/);
            segmented.current = 1;
            segmented.enabled = true;
            toggle.checked = false;
            chosen.clear();
            touched.clear();
        }

        function test_a_touched_segment_is_asked_for_but_not_taken() {
            mouseClick(segment(2));
            compare(chosen.count, 1);
            compare(chosen.signalArguments[0][0], 2);
            compare(segmented.current, 1); // the world answers, and only then it moves
            segmented.current = 2;
            verify(segment(2).checked);
            verify(!segment(1).checked);
        }

        function test_keys_choose() {
            segment(0).forceActiveFocus();
            keyClick(Qt.Key_Space);
            compare(chosen.signalArguments[0][0], 0);
        }

        function test_disabled_chooses_nothing() {
            segmented.enabled = false;
            mouseClick(segment(0));
            compare(chosen.count, 0);
            compare(segmented.opacity, Theme.disabled);
        }

        function test_segments_are_as_large_as_a_finger() {
            for (let index = 0; index < 3; index++) {
                verify(segment(index).width >= 76);
                verify(segment(index).height >= 76);
            }
        }

        function test_segments_have_names_and_roles() {
            compare(segment(0).Accessible.name, "Unit: bar");
            compare(segment(0).Accessible.role, Accessible.RadioButton);
            verify(segment(0).Accessible.checkable);
            verify(!segment(0).Accessible.checked);
            verify(segment(1).Accessible.checked);
        }

        function test_a_toggle_asks_and_waits() {
            mouseClick(toggle);
            compare(touched.count, 1);
            verify(!toggle.checked);
            compare(toggle.Accessible.role, Accessible.CheckBox);
            compare(toggle.Accessible.name, "Light");
            verify(!toggle.Accessible.checked);
            toggle.checked = true;
            verify(toggle.Accessible.checked);
        }

        function test_a_toggle_tells_its_state_by_shape() {
            const off = grabImage(toggle);
            toggle.checked = true;
            tryVerify(() => !off.equals(grabImage(toggle)));
        }
    }
}

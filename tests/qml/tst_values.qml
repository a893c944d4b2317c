import QtQuick
import QtTest
import headunit.ui.controls
import headunit.ui.theme

Item {
    id: stage

    width: 600
    height: 300

    ValueText {
        id: value

        label: "Speed"
        text: "83"
        unit: "km/h"
        freshness: "live"
    }

    Stepper {
        id: stepper

        y: 120
        label: "Fan"
        text: "40"
        unit: "%"
        freshness: "live"
    }

    Bar {
        id: bar

        y: 220
        share: 0.5
        freshness: "live"
    }

    SignalSpy {
        id: stepped

        target: stepper
        signalName: "stepped"
    }

    TestCase {
        name: "Values"
        when: windowShown

        function init() {
            failOnWarning(/.?/);
            value.text = "83";
            value.freshness = "live";
            stepper.pending = false;
            stepper.enabled = true;
            bar.freshness = "live";
            stepped.clear();
        }

        function texts(of: Item): list<var> {
            return of.children.filter(child => child.visible).map(child => [child.text, String(child.color)]);
        }

        function test_a_live_number_has_its_unit() {
            compare(texts(value), [["83", String(Theme.ink)], ["km/h", String(Theme.faint)]]);
            compare(value.Accessible.name, "Speed 83 km/h");
            compare(value.Accessible.role, Accessible.StaticText);
        }

        function test_an_ageing_number_is_greyed() {
            value.freshness = "ageing";
            compare(texts(value), [["83", String(Theme.old)], ["km/h", String(Theme.old)]]);
        }

        function test_an_unknown_number_is_dashes_without_unit() {
            value.text = "--";
            value.freshness = "stale";
            compare(texts(value), [["--", String(Theme.faint)]]);
            compare(value.Accessible.name, "Speed unknown");
        }

        function test_figures_do_not_dance() {
            value.text = "111";
            const narrow = value.implicitWidth;
            value.text = "888";
            compare(value.implicitWidth, narrow);
        }

        function test_less_and_more() {
            const [less, shown, face, more] = stepper.children;
            verify(!face.active);
            mouseClick(less);
            mouseClick(more);
            compare(stepped.signalArguments.map(call => call[0]), [-1, 1]);
            compare(less.Accessible.name, "Fan: less");
            compare(more.Accessible.name, "Fan: more");
            compare(shown.Accessible.name, "Fan 40 %");
        }

        function test_a_wish_on_its_way_is_greyed() {
            stepper.pending = true;
            compare(stepper.children[1].freshness, "ageing");
        }

        function test_a_disabled_stepper_does_not_step() {
            stepper.enabled = false;
            mouseClick(stepper.children[0]);
            compare(stepped.count, 0);
        }

        function test_a_bar_of_an_unknown_amount_is_empty() {
            verify(bar.children[1].visible);
            bar.freshness = "stale";
            verify(!bar.children[1].visible);
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The car itself: doors, belts, tyres, lights, wipers, what is in the tank and in the battery.
Column {
    id: page

    required property ControlsViewModel controls
    readonly property real fifth: (width - 4 * Theme.gap) / 5

    spacing: Theme.gap

    PlanView {
        width: page.width
        controls: page.controls
    }

    Row {
        spacing: Theme.gap

        PushButton {
            width: page.fifth
            label: qsTr("Lock the doors")
            text: ""
            icon: checked ? "lock" : "lock-open-variant"
            checked: page.controls.locked
            onTouched: page.controls.turn("lock", !checked)
        }

        PushButton {
            width: page.fifth
            label: qsTr("Somebody in the passenger seat")
            text: ""
            icon: "car-select"
            checked: page.controls.passenger
            onTouched: page.controls.turn("passenger", !checked)
        }

        PushButton {
            width: page.fifth
            label: qsTr("Front fog lights")
            text: ""
            icon: "car-light-fog"
            checked: page.controls.fogFront
            onTouched: page.controls.turn("fogFront", !checked)
        }

        PushButton {
            width: page.fifth
            label: qsTr("Rear fog light")
            text: ""
            icon: "car-light-dimmed"
            checked: page.controls.fogRear
            onTouched: page.controls.turn("fogRear", !checked)
        }

        PushButton {
            width: page.fifth
            label: qsTr("Charging cable")
            text: ""
            icon: "ev-station"
            checked: page.controls.plugged
            onTouched: page.controls.turn("charge", !checked)
        }
    }

    ChoiceRow {
        width: page.width
        label: qsTr("Lights")
        choices: [qsTr("Auto"), qsTr("Off"), qsTr("Side"), qsTr("Low"), qsTr("High")]
        current: page.controls.lights
        onChosen: index => page.controls.choose("lights", index)
    }

    ChoiceRow {
        width: page.width
        label: qsTr("Wipers")
        choices: [qsTr("Off"), qsTr("Pause"), qsTr("Slow"), qsTr("Fast")]
        current: page.controls.wipers
        onChosen: index => page.controls.choose("wipers", index)
    }

    Lever {
        width: page.width
        label: qsTr("Fuel")
        text: qsTr("%1 %").arg(Math.round(share * 100))
        share: page.controls.fuel
        onMoved: share => page.controls.slide("fuel", share)
    }

    Lever {
        width: page.width
        label: qsTr("Traction battery")
        text: qsTr("%1 %").arg(Math.round(share * 100))
        share: page.controls.charge
        onMoved: share => page.controls.slide("charge", share)
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The world around, and what may go wrong: weather, road, satellites, links, defects.
Column {
    id: page

    required property ControlsViewModel controls
    readonly property list<string> parts: ["car-brake-abs", "car-esp", "airbag", "oil", "car-brake-fluid-level", "engine"]
    readonly property list<string> names: [qsTr("ABS fault"), qsTr("ESC fault"), qsTr("Airbag fault"), qsTr("Oil level low"), qsTr("Brake fluid low"), qsTr("Engine fault")]

    spacing: Theme.gap

    ChoiceRow {
        width: page.width
        label: qsTr("Satellites")
        choices: [qsTr("Good"), qsTr("2D"), qsTr("Lost"), qsTr("Jump")]
        current: page.controls.gps
        onChosen: index => page.controls.choose("gps", index)
    }

    ChoiceRow {
        width: page.width
        label: qsTr("gpsd")
        choices: [qsTr("Works"), qsTr("Dead"), qsTr("Hangs"), qsTr("Empty")]
        current: page.controls.gpsd
        onChosen: index => page.controls.choose("gpsd", index)
    }

    ChoiceRow {
        width: page.width
        label: qsTr("CAN bus")
        choices: [qsTr("Works"), qsTr("Bus-off"), qsTr("Silent")]
        current: page.controls.can
        onChosen: index => page.controls.choose("can", index)
    }

    Label {
        text: qsTr("Defects; trouble codes: %1").arg(page.controls.troubleCodes)
        quiet: true
    }

    Grid {
        columns: 4
        spacing: Theme.gap

        Repeater {
            model: page.parts

            PlanButton {
                required property int index
                required property string modelData

                width: (page.width - 3 * Theme.gap) / 4
                label: page.names[index]
                text: ""
                icon: modelData
                checked: page.controls.faults[index]
                onTouched: page.controls.breakPart(index, !checked)
            }
        }

        PlanButton {
            width: (page.width - 3 * Theme.gap) / 4
            label: qsTr("12 V battery weak")
            text: ""
            icon: "car-battery"
            checked: page.controls.weakBattery
            onTouched: page.controls.turn("weakBattery", !checked)
        }
    }

    Lever {
        width: page.width
        label: qsTr("Outside temperature")
        text: qsTr("%1 °C").arg(page.controls.outsideText)
        share: page.controls.outside
        onMoved: share => page.controls.slide("outside", share)
    }

    ChoiceRow {
        width: page.width
        label: qsTr("Road")
        choices: [qsTr("Dry"), qsTr("Wet"), qsTr("Snow"), qsTr("Ice")]
        current: page.controls.road
        onChosen: index => page.controls.choose("road", index)
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// The car from above, front up: tap a door to open it, a tyre to puncture it, a belt to fasten it.
Grid {
    id: plan

    required property ControlsViewModel controls
    readonly property real middle: 3 * Theme.target + 2 * Theme.unit
    readonly property real side: (width - middle - 2 * Theme.gap) / 2
    readonly property list<string> doors: [qsTr("Front left door"), qsTr("Front right door"), qsTr("Rear left door"), qsTr("Rear right door")]
    readonly property list<string> wheels: [qsTr("Front left tyre"), qsTr("Front right tyre"), qsTr("Rear left tyre"), qsTr("Rear right tyre")]

    columns: 3
    spacing: Theme.gap

    component Tyre: PlanButton {
        required property int wheel

        width: plan.side
        label: plan.wheels[wheel]
        text: plan.controls.tyres[wheel]
        checked: plan.controls.leaking[wheel]
        onTouched: plan.controls.puncture(wheel)
    }

    component Opening: PlanButton {
        required property int door

        text: door < 4 ? (checked ? qsTr("Open") : qsTr("Shut")) : checked ? qsTr("%1 open").arg(label) : label
        checked: plan.controls.openings[door]
        onTouched: plan.controls.openDoor(door, !checked)
    }

    component Belts: Item {
        id: belts

        required property list<int> seats

        width: plan.middle
        height: Theme.target

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.unit

            Repeater {
                model: belts.seats

                PlanButton {
                    required property int modelData

                    label: qsTr("Belt %1").arg(modelData + 1)
                    text: ""
                    icon: "seatbelt"
                    alarming: false
                    checked: plan.controls.belts[modelData]
                    onTouched: plan.controls.fasten(modelData, !checked)
                }
            }
        }
    }

    Tyre {
        wheel: 0
    }

    Opening {
        width: plan.middle
        door: 4
        label: qsTr("Hood")
    }

    Tyre {
        wheel: 1
    }

    Opening {
        width: plan.side
        door: 0
        label: plan.doors[0]
    }

    Belts {
        seats: [0, 1]
    }

    Opening {
        width: plan.side
        door: 1
        label: plan.doors[1]
    }

    Opening {
        width: plan.side
        door: 2
        label: plan.doors[2]
    }

    Belts {
        seats: [2, 3, 4]
    }

    Opening {
        width: plan.side
        door: 3
        label: plan.doors[3]
    }

    Tyre {
        wheel: 2
    }

    Opening {
        width: plan.middle
        door: 5
        label: qsTr("Trunk")
    }

    Tyre {
        wheel: 3
    }
}

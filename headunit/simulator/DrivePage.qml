pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Who drives, and how: pedals, gear, steering wheel, lever.
Column {
    id: page

    required property ControlsViewModel controls

    spacing: Theme.gap

    Item {
        width: page.width
        height: autopilot.height

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Driven by the simulator")
            strength: Theme.medium
        }

        Toggle {
            id: autopilot

            anchors.right: parent.right
            label: qsTr("Driven by the simulator")
            checked: page.controls.autopilot
            onTouched: page.controls.turn("autopilot", !checked)
        }
    }

    Item {
        width: page.width
        height: miss.height

        Label {
            anchors.left: parent.left
            anchors.right: miss.left
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Follows the navigator")
            strength: Theme.medium
            elide: Text.ElideRight
        }

        PushButton {
            id: miss

            anchors.right: follows.left
            anchors.rightMargin: Theme.gap
            label: qsTr("Miss the next turn")
            icon: "directions-fork"
            text: ""
            enabled: page.controls.followsNavigator && page.controls.autopilot
            onTouched: page.controls.missTurn()
        }

        Toggle {
            id: follows

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            label: qsTr("Follows the navigator")
            checked: page.controls.followsNavigator
            onTouched: page.controls.turn("follow_navigator", !checked)
        }
    }

    Row {
        width: page.width
        spacing: Theme.gap

        Pedal {
            width: (page.width - 2 * Theme.gap) / 3
            height: buttons.height
            label: qsTr("Brake")
            share: page.controls.brake
            fill: Theme.stop
            onMoved: share => page.controls.slide("brake", share)
        }

        Pedal {
            width: (page.width - 2 * Theme.gap) / 3
            height: buttons.height
            label: qsTr("Accelerator")
            share: page.controls.accelerator
            fill: Theme.go
            onMoved: share => page.controls.slide("accelerator", share)
        }

        Column {
            id: buttons

            width: (page.width - 2 * Theme.gap) / 3
            spacing: Theme.gap

            PushButton {
                width: parent.width
                label: qsTr("Parking brake")
                icon: "car-brake-parking"
                text: ""
                checked: page.controls.parkingBrake
                onTouched: page.controls.turn("parking_brake", !checked)
            }

            PushButton {
                width: parent.width
                label: qsTr("Hazard lights")
                icon: "hazard-lights"
                text: ""
                checked: page.controls.hazard
                onTouched: page.controls.turn("hazard", !checked)
            }

            PushButton {
                width: parent.width
                label: qsTr("Cruise control at this speed")
                icon: "car-cruise-control"
                text: ""
                checked: page.controls.cruise
                onTouched: page.controls.turn("cruise", !checked)
            }
        }
    }

    Segmented {
        width: page.width
        label: qsTr("Gear")
        choices: ["P", "R", "N", "D"]
        current: page.controls.gear
        onChosen: index => page.controls.choose("gear", index)
    }

    ChoiceRow {
        width: page.width
        label: qsTr("Indicator")
        choices: [qsTr("Route"), qsTr("Off"), qsTr("Left"), qsTr("Right")]
        current: page.controls.indicator
        onChosen: index => page.controls.choose("indicator", index)
    }

    Lever {
        width: page.width
        label: qsTr("Steering wheel")
        text: page.controls.steeringByHand ? qsTr("held") : qsTr("follows the road")
        share: 1 - page.controls.steering
        onMoved: share => page.controls.slide("steering", 1 - share)
        onReleased: page.controls.letGo()
    }

    // The keys on the steering wheel, in the order of commands.MEDIA_KEYS.
    Row {
        spacing: Theme.gap

        Repeater {
            model: [["play", qsTr("Steering wheel: play or pause")], ["skip-next", qsTr("Steering wheel: next")], ["skip-previous", qsTr("Steering wheel: previous")], ["volume-plus", qsTr("Steering wheel: louder")], ["volume-minus", qsTr("Steering wheel: quieter")], ["volume-off", qsTr("Steering wheel: mute")]]

            PushButton {
                required property int index
                required property var modelData

                width: Math.floor((page.width - 5 * Theme.gap) / 6)
                label: modelData[1]
                text: ""
                icon: modelData[0]
                onTouched: page.controls.pressKey(index)
            }
        }
    }
}

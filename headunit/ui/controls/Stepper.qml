pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// Less, the value, more. `pending` says that the wish is on its way and the world has not answered yet.
Item {
    id: stepper

    required property string label
    required property string text
    required property string unit
    required property string freshness
    property bool pending: false

    signal stepped(int direction)

    implicitWidth: 2 * Theme.target + Math.max(Math.round(100 * Theme.scale), value.implicitWidth + Theme.gap)
    implicitHeight: Theme.target

    PushButton {
        id: less

        label: qsTr("%1: less").arg(stepper.label)
        text: ""
        icon: "minus"
        onTouched: stepper.stepped(-1)
    }

    ValueText {
        id: value

        anchors.centerIn: parent
        label: stepper.label
        text: stepper.text
        unit: stepper.unit
        freshness: stepper.pending ? "ageing" : stepper.freshness
        size: Theme.primary
    }

    PushButton {
        anchors.right: parent.right
        label: qsTr("%1: more").arg(stepper.label)
        text: ""
        icon: "plus"
        onTouched: stepper.stepped(1)
    }
}

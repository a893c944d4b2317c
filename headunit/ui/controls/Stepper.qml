pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// Less, the value, more. `pending` says that the wish is on its way and the world has not answered yet. `face`: stands in
// the middle, as large as a target, where the value is to be more than a number.
Item {
    id: stepper

    required property string label
    required property string text
    required property string unit
    required property string freshness
    property bool pending: false
    property Component face: null

    signal stepped(int direction)

    implicitWidth: 2 * Theme.target + Math.max(Math.round(100 * Theme.scale), face === null ? value.implicitWidth + Theme.gap : Theme.target + 2 * Theme.gap)
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
        visible: stepper.face === null
        label: stepper.label
        text: stepper.text
        unit: stepper.unit
        freshness: stepper.pending ? "ageing" : stepper.freshness
        size: Theme.primary
    }

    Loader {
        anchors.centerIn: parent
        active: stepper.face !== null
        sourceComponent: stepper.face
    }

    PushButton {
        anchors.right: parent.right
        label: qsTr("%1: more").arg(stepper.label)
        text: ""
        icon: "plus"
        onTouched: stepper.stepped(1)
    }
}

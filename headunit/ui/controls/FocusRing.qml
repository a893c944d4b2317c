pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// Where the keyboard or the rotary knob is. Dark and light side by side, so that it is seen on the accent too.
Rectangle {
    id: ring

    required property bool shown

    anchors.fill: parent
    visible: shown
    color: "transparent"
    radius: Theme.radius
    border.width: 2 * Theme.line
    border.color: Theme.ink

    Rectangle {
        anchors.fill: parent
        anchors.margins: ring.border.width
        color: "transparent"
        radius: ring.radius - ring.border.width
        border.width: Theme.line
        border.color: Theme.ground
    }
}

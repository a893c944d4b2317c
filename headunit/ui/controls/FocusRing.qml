pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// Where the keyboard or the rotary knob is.
Rectangle {
    required property bool shown

    anchors.fill: parent
    visible: shown
    color: "transparent"
    radius: Theme.radius
    border.width: 2 * Theme.line
    border.color: Theme.accentInk
}

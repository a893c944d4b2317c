pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The one thing that may blink: 90 flashes a minute, as UN R6 has the lamps do.
Icon {
    id: arrow

    required property string icon
    required property bool signalling
    required property string label
    property bool bright: true

    name: icon
    color: Theme.go
    opacity: signalling && (bright || Theme.still) ? 1 : 0
    Accessible.ignored: !signalling
    Accessible.role: Accessible.Indicator
    Accessible.name: label

    Timer {
        running: arrow.signalling && !Theme.still
        repeat: true
        interval: 333
        onTriggered: arrow.bright = !arrow.bright
        onRunningChanged: arrow.bright = true
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// A pedal: pressed as far as the finger is up, let go with it. `share` 0..1 is where the car has it.
Rectangle {
    id: pedal

    required property string label
    required property real share
    property color fill: Theme.accentInk

    signal moved(real share)

    // A touch at the lower edge presses a little, one in the upper quarter all the way.
    function press(y: real) {
        pedal.moved(Math.max(0, Math.min(1, 1.25 * (1 - y / pedal.height))));
    }

    implicitWidth: 2 * Theme.target
    implicitHeight: 3 * Theme.target
    radius: Theme.radius
    color: touch.pressed ? Theme.pressed : Theme.raised
    activeFocusOnTab: true
    clip: true
    Accessible.role: Accessible.Slider
    Accessible.name: pedal.label
    Keys.onUpPressed: pedal.moved(Math.min(1, pedal.share + 0.1))
    Keys.onDownPressed: pedal.moved(Math.max(0, pedal.share - 0.1))

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: parent.height * pedal.share
        radius: pedal.radius
        color: pedal.fill
        opacity: Theme.disabled
    }

    Label {
        anchors.centerIn: parent
        text: pedal.label
        strength: Theme.medium
        Accessible.ignored: true
    }

    MouseArea {
        id: touch

        anchors.fill: parent
        preventStealing: true // the page under it must not scroll away
        onPressed: pedal.press(mouseY)
        onPositionChanged: pedal.press(mouseY)
        onReleased: pedal.moved(0)
        onCanceled: pedal.moved(0)
    }

    FocusRing {
        shown: pedal.activeFocus
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// One name, number or symbol. It stays upright and rides on the ground: its place follows from the camera's pose.
Item {
    id: label

    required property var pose
    required property bool gliding
    required property real wx
    required property real wy
    required property string text
    required property int pixels
    required property int strength
    required property string ink
    required property string halo
    required property string plate
    required property string icon
    required property bool shown
    property bool ready: false
    readonly property real east: wx - pose[9]
    readonly property real south: wy - pose[10]
    readonly property real depth: pose[6] * east + pose[7] * south + pose[8]
    readonly property real atX: (pose[0] * east + pose[1] * south + pose[2]) / depth
    readonly property real atY: (pose[3] * east + pose[4] * south + pose[5]) / depth

    // Between two pixels a letter is blurred: while nothing moves it stands on whole ones.
    x: gliding ? atX : Math.round(atX)
    y: gliding ? atY : Math.round(atY)
    opacity: shown && ready ? 1 : 0
    Component.onCompleted: ready = true

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.calm
        }
    }

    Rectangle {
        visible: label.plate !== ""
        anchors.centerIn: label.icon === "" ? word : disc
        width: label.icon === "" ? word.width + 0.6 * Theme.secondary : 1.4 * Theme.secondary
        height: label.icon === "" ? word.height : width
        radius: label.icon === "" ? Theme.half : width / 2
        color: label.plate === "" ? "transparent" : label.plate
        border.width: Theme.line
        border.color: label.halo
    }

    Icon {
        id: disc

        visible: label.icon !== ""
        x: -Math.round(width / 2)
        y: -Math.round(height / 2)
        name: label.icon
        size: label.plate === "" ? Theme.iconSmall : Theme.secondary
        color: label.plate === "" ? label.ink : label.halo
        style: label.plate === "" ? Text.Outline : Text.Normal
        styleColor: label.halo
    }

    Label {
        id: word

        visible: label.text !== ""
        x: -Math.round(width / 2)
        y: label.icon === "" ? -Math.round(height / 2) : Math.round(0.75 * Theme.secondary)
        text: label.text
        size: label.pixels
        strength: label.strength
        color: label.ink
        style: label.plate === "" || label.icon !== "" ? Text.Outline : Text.Normal
        styleColor: label.halo
        font.features: ({})
        Accessible.ignored: true
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Where in the track it is; a finger anywhere on it goes elsewhere. While it is held, the bar shows where one would land.
Item {
    id: seek

    required property NowViewModel now
    required property color fill
    property real held: -1
    readonly property real share: held >= 0 ? held : now.share

    implicitHeight: Theme.target
    Accessible.role: Accessible.Slider
    Accessible.name: qsTr("Position %1 of %2").arg(now.position).arg(now.length)
    Accessible.onDecreaseAction: now.skip(-1)
    Accessible.onIncreaseAction: now.skip(1)

    Rectangle {
        id: track

        y: Theme.unit + knob.height / 2 - height / 2
        width: parent.width
        height: Theme.stroke
        radius: height / 2
        color: Qt.alpha(Theme.ink, 0.18)

        Rectangle {
            width: Math.max(height, parent.width * seek.share)
            height: parent.height
            radius: height / 2
            color: seek.fill
        }
    }

    Rectangle {
        id: knob

        x: Math.max(0, Math.min(parent.width - width, parent.width * seek.share - width / 2))
        y: Theme.unit
        width: Theme.gutter
        height: width
        radius: width / 2
        scale: seek.held >= 0 ? 1.3 : 1
        visible: seek.now.seekable
        color: Theme.ink
    }

    Label {
        anchors.bottom: parent.bottom
        text: seek.held >= 0 ? seek.now.textAt(seek.held) : seek.now.position
        color: seek.held >= 0 ? Theme.ink : Theme.faint
        strength: seek.held >= 0 ? Theme.strong : Theme.regular
        Accessible.ignored: true
    }

    Label {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        text: seek.now.length
        quiet: true
        Accessible.ignored: true
    }

    MouseArea {
        function shareAt(x: real): real {
            return Math.max(0, Math.min(1, x / width));
        }

        anchors.fill: parent
        enabled: seek.now.seekable
        preventStealing: true
        onPressed: mouse => seek.held = shareAt(mouse.x)
        onPositionChanged: mouse => seek.held = shareAt(mouse.x)
        onReleased: {
            seek.now.seekTo(seek.held);
            seek.held = -1;
        }
        onCanceled: seek.held = -1
    }
}

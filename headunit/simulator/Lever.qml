pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// A value that is set by sliding sideways. `share` 0..1 is where the world has it; the finger only asks.
Column {
    id: lever

    required property string label
    required property string text
    required property real share

    signal moved(real share)
    signal released

    function slide(share: real) {
        lever.moved(Math.max(0, Math.min(1, share)));
    }

    spacing: Theme.half
    opacity: enabled ? 1 : Theme.disabled

    Item {
        width: lever.width
        height: name.height

        Label {
            id: name

            text: lever.label
            quiet: true
        }

        Label {
            anchors.right: parent.right
            text: lever.text
            strength: Theme.medium
        }
    }

    Item {
        id: slot

        width: lever.width
        height: Theme.target
        activeFocusOnTab: true
        Accessible.role: Accessible.Slider
        Accessible.name: lever.label + " " + lever.text
        Keys.onLeftPressed: lever.slide(lever.share - 0.05)
        Keys.onRightPressed: lever.slide(lever.share + 0.05)

        Bar {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            share: Math.max(0, Math.min(1, lever.share))
            freshness: "live"
        }

        Rectangle {
            x: (slot.width - width) * Math.max(0, Math.min(1, lever.share))
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.icon
            height: Theme.icon
            radius: width / 2
            color: touch.pressed ? Theme.accent : Theme.ink
        }

        MouseArea {
            id: touch

            anchors.fill: parent
            preventStealing: true // the page under it must not scroll away
            onPressed: lever.slide(mouseX / width)
            onPositionChanged: lever.slide(mouseX / width)
            onReleased: lever.released()
            onCanceled: lever.released()
        }

        FocusRing {
            shown: slot.activeFocus
        }
    }
}

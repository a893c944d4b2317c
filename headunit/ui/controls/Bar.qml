pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// How full something is. `share` 0..1; an unknown bar is an empty, faded track.
Item {
    id: bar

    required property real share
    required property string freshness
    property color fill: Theme.accentInk

    implicitWidth: Math.round(200 * Theme.scale)
    implicitHeight: Theme.gap
    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: Theme.track
        opacity: bar.freshness === "stale" ? Theme.disabled : 1
    }

    Rectangle {
        width: Math.max(height, parent.width * bar.share)
        height: parent.height
        radius: height / 2
        color: bar.freshness === "ageing" ? Theme.old : bar.fill
        visible: bar.freshness !== "stale"

        Behavior on width {
            NumberAnimation {
                duration: Theme.calm
                easing.type: Easing.OutCubic
            }
        }
    }
}

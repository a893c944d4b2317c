pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// A place in a recording: touch it to go there, or step with the keys.
Item {
    id: bar

    required property string label
    required property real share

    signal sought(real share)

    implicitHeight: Theme.target
    activeFocusOnTab: true
    opacity: enabled ? 1 : Theme.disabled
    Accessible.role: Accessible.Button
    Accessible.name: label
    Accessible.focusable: true
    Keys.onLeftPressed: bar.sought(Math.max(0, bar.share - 0.02))
    Keys.onRightPressed: bar.sought(Math.min(1, bar.share + 0.02))

    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: point => bar.sought(Math.max(0, Math.min(1, point.position.x / bar.width)))
    }

    Bar {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        share: bar.share
        freshness: "live"
    }

    FocusRing {
        shown: bar.activeFocus
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// The lanes before a maneuver, left to right; those to use stand on a lit ground.
Row {
    id: lanes

    required property QtObject model
    property real laneHeight: Math.round(64 * Theme.scale)

    spacing: Theme.half
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Lanes")

    Repeater {
        model: lanes.model

        Rectangle {
            id: cell

            required property int arrows
            required property int use

            width: Math.round(lanes.laneHeight * 0.78)
            height: lanes.laneHeight
            radius: Theme.unit
            color: use !== 0 ? Theme.pressed : "transparent"

            LaneArrow {
                anchors.fill: parent
                anchors.margins: Theme.half
                arrows: cell.arrows
                use: cell.use
            }
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import headunit.ui.theme

// The car: an arrow that lies on the ground. Blue, for the route is teal. Faded where its place is not believed.
Item {
    id: puck

    required property real course // on the ground, clockwise from up
    required property real tilt // degrees
    required property bool certain
    required property real accuracy // radius in pixels
    readonly property real reach: Theme.iconLarge * 0.68

    opacity: certain ? 1 : Theme.disabled
    transform: Scale {
        yScale: Math.cos(puck.tilt * Math.PI / 180)
    }

    Rectangle {
        visible: puck.certain && puck.accuracy > 1.5 * puck.reach
        anchors.centerIn: parent
        width: 2 * puck.accuracy
        height: width
        radius: width / 2
        color: Qt.alpha(Theme.beam, 0.12)
        border.width: Theme.line
        border.color: Qt.alpha(Theme.beam, 0.5)
    }

    Rectangle {
        anchors.centerIn: parent
        width: 2.5 * puck.reach
        height: width
        radius: width / 2
        color: Qt.alpha(Theme.surface, 0.7)
    }

    Shape {
        rotation: puck.course
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            fillColor: Theme.beam
            strokeColor: Theme.surface
            strokeWidth: Theme.half
            joinStyle: ShapePath.RoundJoin
            scale: Qt.size(puck.reach, puck.reach)

            PathPolyline {
                path: [Qt.point(0, -1), Qt.point(0.78, 0.8), Qt.point(0, 0.42), Qt.point(-0.78, 0.8), Qt.point(0, -1)]
            }
        }
    }
}

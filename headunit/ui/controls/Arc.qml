pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import headunit.ui.theme

// A range as an arc that opens at the bottom. `share` 0..1 fills from `origin` (0..1): power has its zero inside.
Item {
    id: arc

    required property real share
    required property string freshness
    property real origin: 0
    property color fill: Theme.accentInk
    readonly property real start: 150
    readonly property real sweep: 240
    readonly property real thick: Theme.stroke

    implicitWidth: Math.round(220 * Theme.scale)
    implicitHeight: implicitWidth
    Accessible.ignored: true

    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: Theme.track
            strokeWidth: arc.thick
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathAngleArc {
                centerX: arc.width / 2
                centerY: arc.height / 2
                radiusX: arc.width / 2 - arc.thick
                radiusY: radiusX
                startAngle: arc.start
                sweepAngle: arc.sweep
            }
        }

        ShapePath {
            strokeColor: arc.freshness === "stale" ? "transparent" : arc.freshness === "ageing" ? Theme.old : arc.fill
            strokeWidth: arc.thick
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathAngleArc {
                centerX: arc.width / 2
                centerY: arc.height / 2
                radiusX: arc.width / 2 - arc.thick
                radiusY: radiusX
                startAngle: arc.start + arc.sweep * arc.origin
                sweepAngle: arc.sweep * (arc.share - arc.origin)
            }
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import headunit.ui.theme

// A maneuver as the road will look: in from below, out at its true angle. The way not taken, the rest of a roundabout, stays faint.
Item {
    id: arrow

    required property string shape // as GuidanceViewModel.shape
    required property real angle // degrees to the right of straight on
    property int other: 0
    property int exits: 0
    property bool leftHand: false
    property color ink: Theme.ink
    property color rest: Theme.track
    readonly property real unit: Math.min(width, height) / 100
    readonly property real thick: 11 * unit
    readonly property bool round: shape === "roundabout"
    readonly property bool bends: shape === "turn" || shape === "fork"
    readonly property real turned: angle * Math.PI / 180
    readonly property point joint: round ? Qt.point(50, 46) : Qt.point(shape === "fork" || Math.abs(angle) < 20 ? 50 : 50 - 18 * Math.sin(turned), 44)
    readonly property real reach: round ? 34 : shape === "fork" ? 30 : Math.abs(angle) < 20 ? 24 : 34
    readonly property point tip: Qt.point(joint.x + reach * Math.sin(turned), joint.y - reach * Math.cos(turned))

    implicitWidth: Math.round(96 * Theme.scale)
    implicitHeight: implicitWidth
    Accessible.ignored: true

    function place(x: real, y: real): point {
        return Qt.point(x * unit + (width - 100 * unit) / 2, y * unit + (height - 100 * unit) / 2);
    }

    function along(from: point, degrees: real, length: real): point {
        const a = degrees * Math.PI / 180;
        return Qt.point(from.x + length * Math.sin(a), from.y - length * Math.cos(a));
    }

    // The way that is not taken.
    Shape {
        anchors.fill: parent
        visible: arrow.shape === "fork" || arrow.round
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: arrow.rest
            strokeWidth: arrow.thick
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            startX: arrow.place(50, 52).x
            startY: arrow.place(50, 52).y

            PathLine {
                readonly property point to: {
                    const there = arrow.along(Qt.point(50, 52), arrow.angle > 20 || arrow.angle < -20 ? 0 : 40 * arrow.other, arrow.shape === "fork" ? 36 : 0);
                    return arrow.place(there.x, there.y);
                }

                x: to.x
                y: to.y
            }
        }

        ShapePath {
            strokeColor: arrow.round ? arrow.rest : "transparent"
            strokeWidth: arrow.thick * 0.8
            fillColor: "transparent"

            PathAngleArc {
                centerX: arrow.place(50, 46).x
                centerY: arrow.place(50, 46).y
                radiusX: 20 * arrow.unit
                radiusY: radiusX
                startAngle: 0
                sweepAngle: 360
            }
        }
    }

    // A turn or a fork: shaft, bend, head.
    Shape {
        anchors.fill: parent
        visible: arrow.bends
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: arrow.ink
            strokeWidth: arrow.thick
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            startX: arrow.place(arrow.joint.x, 92).x
            startY: arrow.place(arrow.joint.x, 92).y

            PathLine {
                x: arrow.place(arrow.joint.x, 0).x
                y: arrow.place(0, Math.min(84, arrow.joint.y + 12)).y
            }

            PathQuad {
                readonly property point to: arrow.along(arrow.joint, arrow.angle, Math.abs(arrow.angle) > 100 ? 20 : 14)

                controlX: arrow.place(arrow.joint.x, 0).x
                controlY: arrow.place(0, arrow.joint.y).y
                x: arrow.place(to.x, 0).x
                y: arrow.place(0, to.y).y
            }

            PathLine {
                x: arrow.place(arrow.tip.x, 0).x
                y: arrow.place(0, arrow.tip.y).y
            }
        }
    }

    // A U-turn: up one side, over, down the other.
    Shape {
        id: uturn

        readonly property real hand: arrow.angle < 0 ? -1 : 1

        anchors.fill: parent
        visible: arrow.shape === "uturn"
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: arrow.ink
            strokeWidth: arrow.thick
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            startX: arrow.place(50 - 18 * uturn.hand, 92).x
            startY: arrow.place(0, 92).y

            PathLine {
                x: arrow.place(50 - 18 * uturn.hand, 0).x
                y: arrow.place(0, 36).y
            }

            PathArc {
                x: arrow.place(50 + 18 * uturn.hand, 0).x
                y: arrow.place(0, 36).y
                radiusX: 18 * arrow.unit
                radiusY: radiusX
                direction: uturn.hand > 0 ? PathArc.Clockwise : PathArc.Counterclockwise
            }

            PathLine {
                x: arrow.place(50 + 18 * uturn.hand, 0).x
                y: arrow.place(0, 58).y
            }
        }
    }

    // A roundabout: in from below, round as far as it goes, out.
    Shape {
        anchors.fill: parent
        visible: arrow.round
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: arrow.ink
            strokeWidth: arrow.thick
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            startX: arrow.place(50, 94).x
            startY: arrow.place(0, 94).y

            PathLine {
                x: arrow.place(50, 0).x
                y: arrow.place(0, 66).y
            }
        }

        ShapePath {
            strokeColor: arrow.ink
            strokeWidth: arrow.thick
            fillColor: "transparent"

            PathAngleArc {
                // Qt counts clockwise from east: the way in is at 90, the way out at angle - 90.
                readonly property real part: arrow.leftHand ? 180 + arrow.angle : 180 - arrow.angle

                centerX: arrow.place(50, 46).x
                centerY: arrow.place(50, 46).y
                radiusX: 20 * arrow.unit
                radiusY: radiusX
                startAngle: 90
                sweepAngle: (arrow.leftHand ? 1 : -1) * (part <= 5 ? part + 360 : part)
            }
        }

        ShapePath {
            readonly property point from: arrow.along(arrow.joint, arrow.angle, 20)

            strokeColor: arrow.ink
            strokeWidth: arrow.thick
            fillColor: "transparent"
            startX: arrow.place(from.x, 0).x
            startY: arrow.place(0, from.y).y

            PathLine {
                x: arrow.place(arrow.tip.x, 0).x
                y: arrow.place(0, arrow.tip.y).y
            }
        }
    }

    // The head.
    Shape {
        id: head

        readonly property bool back: arrow.shape === "uturn"
        readonly property real course: back ? 180 : arrow.angle
        readonly property point foot: back ? Qt.point(50 + 18 * (arrow.angle < 0 ? -1 : 1), 60) : arrow.tip
        readonly property point wingLeft: arrow.along(foot, course - 90, 15)
        readonly property point wingRight: arrow.along(foot, course + 90, 15)
        readonly property point front: arrow.along(foot, course, 18)

        anchors.fill: parent
        visible: arrow.bends || arrow.round || back
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: arrow.ink
            strokeWidth: 4 * arrow.unit
            joinStyle: ShapePath.RoundJoin
            fillColor: arrow.ink
            startX: arrow.place(head.wingLeft.x, 0).x
            startY: arrow.place(0, head.wingLeft.y).y

            PathLine {
                x: arrow.place(head.front.x, 0).x
                y: arrow.place(0, head.front.y).y
            }

            PathLine {
                x: arrow.place(head.wingRight.x, 0).x
                y: arrow.place(0, head.wingRight.y).y
            }

            PathLine {
                x: arrow.place(head.wingLeft.x, 0).x
                y: arrow.place(0, head.wingLeft.y).y
            }
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import headunit.ui.theme

// One lane as painted on the road: an arrow for each direction; the one to follow is lit.
Item {
    id: lane

    required property int arrows // bits of routing.state.Arrow
    required property int use
    readonly property real unit: Math.min(width / 60, height / 100)
    readonly property var angles: ({
            "1": 0,
            "2": -135,
            "4": -90,
            "8": -45,
            "16": 45,
            "32": 90,
            "64": 135,
            "128": 180,
            "256": -30,
            "512": 30
        })
    readonly property var bits: Object.keys(angles).map(Number).filter(bit => arrows & bit).sort((a, b) => (use & a ? 1 : 0) - (use & b ? 1 : 0))

    implicitWidth: Math.round(44 * Theme.scale)
    implicitHeight: Math.round(64 * Theme.scale)
    Accessible.ignored: true

    Repeater {
        model: lane.bits.length > 0 ? lane.bits : [1]

        Shape {
            id: painted

            required property int modelData
            readonly property real angle: lane.angles[modelData]
            readonly property real turned: angle * Math.PI / 180
            readonly property real reach: Math.abs(angle) > 100 ? 22 : 26
            readonly property bool lit: (lane.use & modelData) !== 0
            readonly property color ink: lit ? Theme.ink : lane.use !== 0 ? Theme.old : Theme.old
            readonly property point tip: Qt.point(30 + reach * Math.sin(turned), 52 - (angle === 0 ? 30 : reach) * Math.cos(turned))

            anchors.fill: parent
            preferredRendererType: Shape.CurveRenderer
            opacity: lit ? 1 : 0.55

            function across(value: real): real {
                return (lane.width - 60 * lane.unit) / 2 + value * lane.unit;
            }

            function down(value: real): real {
                return (lane.height - 100 * lane.unit) / 2 + value * lane.unit;
            }

            ShapePath {
                strokeColor: painted.ink
                strokeWidth: (painted.lit ? 12 : 9) * lane.unit
                fillColor: "transparent"
                capStyle: ShapePath.FlatCap
                joinStyle: ShapePath.RoundJoin
                startX: painted.across(30)
                startY: painted.down(96)

                PathLine {
                    x: painted.across(30)
                    y: painted.down(64)
                }

                PathQuad {
                    controlX: painted.across(30)
                    controlY: painted.down(52)
                    x: painted.across(30 + (painted.tip.x - 30) * 0.5)
                    y: painted.down(52 + (painted.tip.y - 52) * 0.5)
                }

                PathLine {
                    x: painted.across(painted.tip.x)
                    y: painted.down(painted.tip.y)
                }
            }

            ShapePath {
                readonly property real half: 15

                strokeColor: "transparent"
                fillColor: painted.ink
                startX: painted.across(painted.tip.x - half * Math.cos(painted.turned))
                startY: painted.down(painted.tip.y - half * Math.sin(painted.turned))

                PathLine {
                    x: painted.across(painted.tip.x + 18 * Math.sin(painted.turned))
                    y: painted.down(painted.tip.y - 18 * Math.cos(painted.turned))
                }

                PathLine {
                    x: painted.across(painted.tip.x + 15 * Math.cos(painted.turned))
                    y: painted.down(painted.tip.y + 15 * Math.sin(painted.turned))
                }
            }
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import headunit.ui.controls
import headunit.ui.theme

// The way driven, heading up, under a puck that stays. Rings tell the distance. All lengths in metres, turned to pixels here.
Item {
    id: view

    required property list<point> trail
    required property point here
    required property real heading
    required property bool placed
    readonly property real zoom: 0.55 * Theme.scale // pixels a metre
    readonly property real ringM: 200
    readonly property point eye: Qt.point(width * 0.56, height * 0.56)

    clip: true

    Repeater {
        model: 3

        Rectangle {
            required property int index

            visible: view.placed

            width: 2 * (index + 1) * view.ringM * view.zoom
            height: width
            radius: width / 2
            x: view.eye.x - width / 2
            y: view.eye.y - height / 2
            color: "transparent"
            border.width: Theme.line
            border.color: Theme.hairline
        }
    }

    Item {
        id: world

        x: view.eye.x
        y: view.eye.y
        rotation: -view.heading
        visible: view.placed

        Behavior on rotation {
            RotationAnimation {
                duration: Theme.glide
                direction: RotationAnimation.Shortest
            }
        }

        Shape {
            x: -view.here.x * view.zoom
            y: -view.here.y * view.zoom
            preferredRendererType: Shape.CurveRenderer

            Behavior on x {
                enabled: !Theme.still
                NumberAnimation {
                    duration: Theme.glide
                }
            }

            Behavior on y {
                enabled: !Theme.still
                NumberAnimation {
                    duration: Theme.glide
                }
            }

            ShapePath {
                strokeColor: Theme.accentInk
                strokeWidth: Theme.stroke
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap
                joinStyle: ShapePath.RoundJoin
                scale: Qt.size(view.zoom, view.zoom)

                PathPolyline {
                    path: view.trail
                }
            }
        }
    }

    Rectangle {
        visible: view.placed
        x: view.eye.x - width / 2
        y: view.eye.y - height / 2
        width: Theme.iconLarge + Theme.gap
        height: width
        radius: width / 2
        color: Theme.raised

        Icon {
            anchors.centerIn: parent
            name: "navigation"
            size: Theme.iconLarge
            color: Theme.accentInk
        }
    }
}

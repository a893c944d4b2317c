pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import headunit.ui.controls
import headunit.ui.theme

// One signal over time, with its own scale. `lines`: points in the unit square, y downwards.
Card {
    id: lane

    required property string source
    required property string signalName
    required property string unit
    required property string latest
    required property string least
    required property string most
    required property string low
    required property string high
    required property var lines
    readonly property bool known: latest !== ""

    signal dropped

    clip: true

    Verbatim {
        id: title

        elide: Text.ElideRight
        x: Theme.gap
        y: Theme.unit
        width: Math.min(implicitWidth, value.x - 2 * Theme.gap)
        text: lane.source + " " + lane.signalName
        strength: Theme.medium
    }

    Verbatim {
        id: value

        elide: Text.ElideRight
        anchors.right: close.left
        anchors.rightMargin: Theme.gap
        y: Theme.unit
        text: lane.known ? (lane.latest + " " + lane.unit).trim() : "--"
        strength: Theme.strong
    }

    PushButton {
        id: close

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.rightMargin: Theme.unit
        label: qsTr("Take %1 out of the plot").arg(lane.signalName)
        text: ""
        icon: "close"
        fill: "transparent"
        onTouched: lane.dropped()
    }

    Item {
        id: scale

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.top: title.bottom
        anchors.topMargin: Theme.unit
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.unit
        width: Math.max(top.implicitWidth, bottom.implicitWidth)
        visible: lane.lines.length > 0

        Verbatim {
            id: top

            elide: Text.ElideRight
            anchors.right: parent.right
            text: lane.high
            color: Theme.faint
        }

        Verbatim {
            id: bottom

            elide: Text.ElideRight
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            text: lane.low
            color: Theme.faint
        }
    }

    Label {
        anchors.left: scale.right
        anchors.leftMargin: Theme.gap
        anchors.top: title.bottom
        visible: lane.lines.length === 0
        text: qsTr("Nothing to draw yet.")
        quiet: true
    }

    Item {
        id: field

        anchors.left: scale.right
        anchors.leftMargin: Theme.gap
        anchors.right: close.left
        anchors.rightMargin: Theme.gap
        anchors.top: title.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        clip: true

        Repeater {
            model: 3

            Rectangle {
                required property int index

                y: Math.round((field.height - height) * index / 2)
                width: field.width
                height: Theme.line
                color: Theme.hairline
            }
        }

        Shape {
            anchors.fill: parent
            preferredRendererType: Shape.CurveRenderer

            ShapePath {
                strokeColor: Theme.accentInk
                strokeWidth: Theme.half
                fillColor: "transparent"
                joinStyle: ShapePath.RoundJoin
                capStyle: ShapePath.RoundCap
                scale: Qt.size(Math.max(1, field.width), Math.max(1, field.height))

                PathMultiline {
                    paths: lane.lines
                }
            }
        }
    }
}

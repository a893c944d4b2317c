pragma ComponentBehavior: Bound

import QtQuick
import headunit.notices
import headunit.ui.controls
import headunit.ui.theme

// One line above everything: time, outside air, turn signals, tell-tales, position and bus. Where the tell-tales need
// the room, position and bus speak by their symbols alone.
Item {
    id: bar

    required property ShellViewModel shell
    required property QtObject telltales
    readonly property var gpsIcons: ({
            "2D": "crosshairs",
            "3D": "crosshairs-gps",
            "searching": "crosshairs-question",
            "lost": "crosshairs-off",
            "jumped": "crosshairs-question",
            "no receiver": "crosshairs-off",
            "absent": "crosshairs-off"
        })
    readonly property var gpsWords: ({
            "2D": qsTr("2D fix"),
            "3D": qsTr("GPS"),
            "searching": qsTr("Searching"),
            "lost": qsTr("GPS lost"),
            "jumped": qsTr("GPS unsure"),
            "no receiver": qsTr("No receiver"),
            "absent": qsTr("No GPS")
        })
    readonly property var canWords: ({
            "online": qsTr("Car"),
            "connecting": qsTr("Connecting"),
            "silent": qsTr("Car silent"),
            "fault": qsTr("Bus off"),
            "lost": qsTr("No car"),
            "off": qsTr("No car")
        })

    readonly property real words: gps.fullWidth + can.fullWidth + right.spacing
    readonly property bool crowded: left.width + signals.rest + row.wanted + words + 4 * Theme.gutter > width

    implicitHeight: Theme.statusBar

    Row {
        id: left

        anchors.left: parent.left
        anchors.leftMargin: Theme.gutter
        height: parent.height
        spacing: Theme.gutter

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: bar.shell.time
            size: Theme.primary
            strength: Theme.strong
        }

        ValueText {
            anchors.verticalCenter: parent.verticalCenter
            visible: bar.shell.hasOutside
            label: qsTr("Outside")
            text: bar.shell.outside.text
            unit: bar.shell.outside.unit
            freshness: bar.shell.outside.freshness
            size: Theme.secondary
        }
    }

    Row {
        id: signals

        readonly property real from: left.x + left.width + Theme.gutter
        readonly property real to: right.x - Theme.gutter
        readonly property real rest: 2 * (Theme.icon + spacing)

        x: Math.max(from, Math.min(to - width, (parent.width - width) / 2))
        height: parent.height
        spacing: Theme.gutter

        TurnSignal {
            anchors.verticalCenter: parent.verticalCenter
            icon: "arrow-left-bold"
            signalling: bar.shell.leftSignal
            label: qsTr("Turn signal left")
        }

        TelltaleRow {
            id: row

            anchors.verticalCenter: parent.verticalCenter
            telltales: bar.telltales
            room: signals.to - signals.from - signals.rest
        }

        TurnSignal {
            anchors.verticalCenter: parent.verticalCenter
            icon: "arrow-right-bold"
            signalling: bar.shell.rightSignal
            label: qsTr("Turn signal right")
        }
    }

    Row {
        id: right

        anchors.right: parent.right
        anchors.rightMargin: Theme.gutter
        height: parent.height
        spacing: Theme.gutter

        Chip {
            id: gps

            anchors.verticalCenter: parent.verticalCenter
            brief: bar.crowded
            icon: bar.gpsIcons[bar.shell.gpsQuality]
            text: bar.gpsWords[bar.shell.gpsQuality]
            tone: bar.shell.gpsGood ? "live" : bar.shell.gpsQuality === "absent" ? "quiet" : "soon"
        }

        Chip {
            id: can

            anchors.verticalCenter: parent.verticalCenter
            brief: bar.crowded
            icon: bar.shell.canState === "online" ? "car" : bar.shell.canState === "connecting" ? "lan-pending" : "lan-disconnect"
            text: bar.canWords[bar.shell.canState]
            tone: bar.shell.canState === "online" ? "live" : bar.shell.canState === "fault" || bar.shell.canState === "lost" ? "stop" : bar.shell.canState === "silent" ? "soon" : "quiet"
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.notices
import headunit.ui.controls
import headunit.ui.theme

// One line above everything: time, outside air, turn signals, tell-tales, position and bus.
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
        anchors.centerIn: parent
        height: parent.height
        spacing: Theme.gutter

        TurnSignal {
            anchors.verticalCenter: parent.verticalCenter
            icon: "arrow-left-bold"
            signalling: bar.shell.leftSignal
            label: qsTr("Turn signal left")
        }

        TelltaleRow {
            anchors.verticalCenter: parent.verticalCenter
            telltales: bar.telltales
            room: bar.width - 2 * Math.max(left.width, right.width) - 6 * Theme.gutter - 2 * Theme.icon
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
            anchors.verticalCenter: parent.verticalCenter
            icon: bar.gpsIcons[bar.shell.gpsQuality]
            text: bar.gpsWords[bar.shell.gpsQuality]
            tone: bar.shell.gpsGood ? "live" : bar.shell.gpsQuality === "absent" ? "quiet" : "soon"
        }

        Chip {
            anchors.verticalCenter: parent.verticalCenter
            icon: bar.shell.canState === "online" ? "car" : bar.shell.canState === "connecting" ? "lan-pending" : "lan-disconnect"
            text: bar.canWords[bar.shell.canState]
            tone: bar.shell.canState === "online" ? "live" : bar.shell.canState === "fault" || bar.shell.canState === "lost" ? "stop" : bar.shell.canState === "silent" ? "soon" : "quiet"
        }
    }
}

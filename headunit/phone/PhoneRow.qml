pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// One phone that the car knows: connected by a touch; forgotten by two.
Item {
    id: row

    required property string name
    required property string contact
    required property bool inUse
    required property real battery
    required property string fault
    required property bool mayConfigure
    property bool going: false

    signal used
    signal released
    signal forgotten

    implicitHeight: Math.max(Theme.target, words.height)

    Timer {
        interval: 5000
        running: row.going
        onTriggered: row.going = false
    }

    Column {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - keys.width - Theme.gap

        Verbatim {
            width: parent.width
            text: row.name
            strength: Theme.medium
            wrapMode: Text.Wrap
        }

        Label {
            width: parent.width
            text: row.fault !== "" ? row.fault : row.contact === "connected" ? row.battery >= 0 ? qsTr("Connected, battery %1 %").arg(Math.round(row.battery * 100)) : qsTr("Connected") : row.contact === "connecting" ? qsTr("Connecting") : qsTr("Not connected")
            color: row.fault !== "" ? Theme.soon : Theme.faint
            wrapMode: Text.Wrap
        }
    }

    Row {
        id: keys

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap

        PushButton {
            label: row.contact === "away" ? qsTr("Connect %1").arg(row.name) : qsTr("Disconnect %1").arg(row.name)
            text: ""
            icon: row.contact === "away" ? "link-variant" : "link-variant-off"
            onTouched: row.contact === "away" ? row.used() : row.released()
        }

        PushButton {
            label: row.going ? qsTr("Forget") : qsTr("Forget %1").arg(row.name)
            text: row.going ? label : ""
            icon: row.going ? "" : "delete"
            enabled: row.mayConfigure
            onTouched: {
                if (row.going)
                    row.forgotten();
                row.going = !row.going;
            }
        }
    }
}

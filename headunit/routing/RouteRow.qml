pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// One way to go: how long, how far, when one would be there, and what it costs to take it.
Touchable {
    id: row

    required property int hours
    required property int minutes
    required property string length
    required property string via
    required property string arrival
    required property int delay
    required property bool toll
    required property bool ferry
    required property bool unpaved
    required property int charge
    required property int calls
    readonly property string time: hours > 0 ? qsTr("%1 h %2 min").arg(hours).arg(minutes) : qsTr("%1 min").arg(minutes)
    readonly property list<string> costs: [delay > 0 ? qsTr("+%1 min traffic").arg(delay) : "", toll ? qsTr("toll") : "", ferry ? qsTr("ferry") : "", unpaved ? qsTr("unpaved") : "", calls > 0 ? qsTr("charge on the way") : charge >= 0 ? qsTr("%1 % left").arg(charge) : ""].filter(word => word !== "")

    label: [time, length, via, ...costs].filter(word => word !== "").join(", ")
    role: Accessible.RadioButton
    implicitHeight: Math.max(Theme.target, words.height + Theme.gap)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: row.pressed ? Theme.pressed : row.checked ? Theme.raised : "transparent"

        Rectangle {
            visible: row.checked
            width: Theme.half
            height: parent.height - 2 * Theme.gap
            x: Theme.half
            anchors.verticalCenter: parent.verticalCenter
            radius: width / 2
            color: Theme.accent
        }
    }

    Column {
        id: words

        x: Theme.gap
        width: parent.width - 2 * Theme.gap
        anchors.verticalCenter: parent.verticalCenter

        Item {
            width: parent.width
            height: howLong.height

            Label {
                id: howLong

                text: row.time
                size: Theme.primary
                strength: Theme.strong
                Accessible.ignored: true
            }

            Label {
                anchors.right: parent.right
                anchors.baseline: howLong.baseline
                text: row.length
                Accessible.ignored: true
            }
        }

        Verbatim {
            width: parent.width
            visible: text !== ""
            text: row.via
            quiet: true
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }

        Label {
            width: parent.width
            visible: text !== ""
            text: row.costs.join(" · ")
            color: Theme.soon
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
    }

    FocusRing {
        shown: row.activeFocus
    }
}

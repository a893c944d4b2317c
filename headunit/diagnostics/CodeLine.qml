pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// One trouble code in the list: what it is in words, how soon it matters, who says so. A touch opens it.
Touchable {
    id: line

    required property string key
    required property string code
    required property string words
    required property string severity
    required property string ecu
    required property string unit
    required property list<string> found

    label: qsTr("%1: %2").arg(code + " " + ecu).arg(words)
    implicitHeight: Math.max(Theme.target, content.height + 2 * Theme.gap)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: line.pressed ? Theme.pressed : Theme.surface
    }

    Column {
        id: content

        anchors.left: parent.left
        anchors.leftMargin: Theme.gutter
        anchors.right: more.left
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.half

        Row {
            spacing: Theme.gap

            SeverityChip {
                severity: line.severity
            }

            Label {
                text: line.code
                strength: Theme.strong
            }
        }

        Label {
            width: parent.width
            text: line.words
            strength: Theme.medium
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }

        Label {
            width: parent.width
            text: (line.unit === "" ? qsTr("Control unit %1").arg(line.ecu) : line.unit) + ", " + line.found.map(word => qsTranslate("Diagnostics", word)).join(", ")
            quiet: true
            wrapMode: Text.Wrap
        }
    }

    Icon {
        id: more

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-right"
        color: Theme.faint
    }

    FocusRing {
        shown: line.activeFocus
    }
}

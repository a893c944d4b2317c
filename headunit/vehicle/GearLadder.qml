pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// P R N D with the one in force lit. An unknown gear lights none.
Row {
    id: ladder

    required property string gear
    property int size: Theme.primary

    spacing: Theme.gap
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Gear %1").arg(gear === "--" ? qsTr("unknown") : gear)

    Repeater {
        model: ["P", "R", "N", "D"]

        Rectangle {
            id: rung

            required property string modelData
            readonly property bool lit: ladder.gear.startsWith(modelData)

            width: Math.max(letter.implicitWidth + Theme.gap, height)
            height: letter.implicitHeight + Theme.unit
            radius: Theme.unit
            color: lit ? Theme.accent : "transparent"

            Label {
                id: letter

                anchors.centerIn: parent
                text: rung.lit ? ladder.gear : rung.modelData
                size: ladder.size
                strength: rung.lit ? Theme.strong : Theme.regular
                color: rung.lit ? Theme.inkOnAccent : Theme.faint
                Accessible.ignored: true
            }
        }
    }
}

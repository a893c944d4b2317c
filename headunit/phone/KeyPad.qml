pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The twelve keys of a telephone, with their letters (ITU-T E.161).
Grid {
    id: pad

    readonly property real key: Math.max(Theme.target, Math.min(Math.round(136 * Theme.scale), (width - 2 * spacing) / 3))

    signal pressed(string digit)

    columns: 3
    spacing: Theme.gap
    horizontalItemAlignment: Grid.AlignHCenter

    Repeater {
        model: [["1", ""], ["2", "ABC"], ["3", "DEF"], ["4", "GHI"], ["5", "JKL"], ["6", "MNO"], ["7", "PQRS"], ["8", "TUV"], ["9", "WXYZ"], ["*", ""], ["0", "+"], ["#", ""]]

        Touchable {
            id: key

            required property var modelData

            width: pad.key
            height: Theme.target
            label: modelData[0]
            onTouched: pad.pressed(modelData[0])

            Rectangle {
                anchors.fill: parent
                radius: Theme.radius
                color: key.pressed ? Theme.pressed : Theme.raised
            }

            Row {
                anchors.centerIn: parent
                spacing: Theme.half

                Verbatim {
                    anchors.verticalCenter: parent.verticalCenter
                    text: key.modelData[0]
                    size: Theme.primary
                    strength: Theme.medium
                    Accessible.ignored: true
                }

                Verbatim {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: text !== ""
                    text: key.modelData[1]
                    quiet: true
                    Accessible.ignored: true
                }
            }

            FocusRing {
                shown: key.activeFocus
            }
        }
    }
}

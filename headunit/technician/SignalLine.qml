pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// One signal of the open message; a touch puts it into the plot, or takes it out.
Touchable {
    id: line

    required property string name
    required property string value
    required property string unit
    required property string quality
    required property bool numeric
    required property bool plotted
    readonly property var words: ({
            "good": "",
            "range": qsTr("out of range"),
            "absent": qsTr("not available"),
            "damaged": qsTr("damaged")
        })

    label: qsTr("Plot %1").arg(name)
    role: Accessible.CheckBox
    checked: plotted
    enabled: numeric || plotted
    opacity: 1
    implicitHeight: Math.max(Theme.target, words_.implicitHeight + 2 * Theme.unit)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: line.pressed ? Theme.pressed : Theme.raised
    }

    Column {
        id: words_

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.gap
        width: parent.width - mark.width - 3 * Theme.gap

        Verbatim {
            elide: Text.ElideRight
            width: parent.width
            text: line.name
            color: Theme.faint
            Accessible.ignored: true
        }

        Row {
            spacing: Theme.gap

            Verbatim {
                elide: Text.ElideRight
                text: line.unit === "" ? line.value : line.value + " " + line.unit
                strength: Theme.medium
                color: line.quality === "good" ? Theme.ink : Theme.old
            }

            Label {
                visible: text !== ""
                text: line.words[line.quality]
                color: line.quality === "damaged" ? Theme.stop : Theme.soon
            }
        }
    }

    Icon {
        id: mark

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        name: line.plotted ? "check" : "plus"
        visible: line.enabled
        color: line.plotted ? Theme.accentInk : Theme.faint
    }

    FocusRing {
        shown: line.activeFocus
    }
}

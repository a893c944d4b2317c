pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Whether all is well, in words: what glows in the status bar, the most urgent first. A touch asks the control units.
Touchable {
    id: card

    required property QtObject telltales
    required property int count
    required property bool tells
    readonly property int most: Math.max(1, Math.floor((lead.y - Theme.gap + Theme.unit) / (2 * Theme.secondary + Theme.gap)))

    label: qsTr("Check the car")

    Card {
        anchors.fill: parent
        color: card.pressed ? Theme.pressed : Theme.surface
    }

    Column {
        y: (lead.y - height) / 2
        x: Theme.gap
        width: parent.width - 2 * Theme.gap
        spacing: Theme.unit

        Repeater {
            model: card.telltales

            Row {
                id: line

                required property int index
                required property string icon
                required property string urgency
                required property string words
                readonly property color ink: urgency === "stop" ? Theme.stop : urgency === "soon" ? Theme.soon : urgency === "far" ? Theme.beam : Theme.go

                visible: index < card.most
                width: parent.width
                spacing: Theme.unit

                Icon {
                    id: symbol

                    anchors.verticalCenter: parent.verticalCenter
                    name: line.icon
                    color: line.ink
                }

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    width: line.width - symbol.width - line.spacing
                    text: qsTranslate("Notices", line.words)
                    strength: Theme.medium
                    color: line.ink
                    wrapMode: Text.Wrap
                    maximumLineCount: 2
                    lineHeight: 0.9
                }
            }
        }

        Column {
            visible: card.count === 0
            width: parent.width
            spacing: Theme.unit

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: card.tells ? "check" : "information"
                size: Theme.iconLarge
                color: card.tells ? Theme.go : Theme.faint
            }

            Label {
                width: parent.width
                text: card.tells ? qsTr("No warnings") : qsTr("This car tells of no faults")
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                quiet: true
            }
        }
    }

    Row {
        id: lead

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.unit
        x: Theme.gap
        width: parent.width - 2 * Theme.gap
        spacing: Theme.unit

        Icon {
            id: tool

            anchors.verticalCenter: parent.verticalCenter
            name: "car-wrench"
            color: Theme.accentInk
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            width: lead.width - tool.width - lead.spacing
            text: card.label
            strength: Theme.medium
            color: Theme.accentInk
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
    }

    FocusRing {
        shown: card.activeFocus
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// One region: what it is, and what can be done with it. Removing asks for a second touch.
Card {
    id: card

    required property string title
    required property string size
    required property string day
    required property string countries
    required property bool inUse
    required property string trouble
    required property bool mayConfigure
    readonly property bool broken: trouble !== ""
    property bool asked: false

    signal used
    signal updated
    signal removed

    implicitHeight: content.height + 2 * Theme.gap
    height: implicitHeight

    Timer {
        interval: 5000
        running: card.asked
        onTriggered: card.asked = false
    }

    Flow {
        id: content

        x: Theme.gutter
        y: Theme.gap
        width: parent.width - 2 * Theme.gutter
        spacing: Theme.gap

        Column {
            width: buttons.width + Theme.gap + Math.round(280 * Theme.scale) > content.width ? content.width : content.width - buttons.width - Theme.gap
            spacing: Theme.unit

            Verbatim {
                wrapMode: Text.Wrap
                width: parent.width
                text: card.title
                size: Theme.primary
                strength: Theme.medium
            }

            Label {
                width: parent.width
                visible: !card.broken
                text: card.day === "" ? qsTr("%1 · %2").arg(card.countries).arg(card.size) : qsTr("%1 · %2 · as of %3").arg(card.countries).arg(card.size).arg(card.day)
                quiet: true
                wrapMode: Text.Wrap
            }

            Chip {
                visible: card.broken
                icon: "alert"
                tone: "soon"
                text: qsTr("Damaged: build it again")
            }

            Chip {
                visible: card.inUse
                icon: "check"
                tone: "live"
                text: qsTr("In use")
            }
        }

        Flow {
            id: buttons

            readonly property real wanted: use.width * use.visible + update.width + remove.width + Theme.gap * (1 + use.visible)

            width: Math.min(wanted, content.width)
            enabled: card.mayConfigure
            spacing: Theme.gap

            PushButton {
                id: use

                visible: !card.inUse && !card.broken
                label: qsTr("Use %1").arg(card.title)
                text: qsTr("Use")
                onTouched: card.used()
            }

            PushButton {
                id: update

                label: card.broken ? qsTr("Build %1 again").arg(card.title) : qsTr("Update %1").arg(card.title)
                text: card.broken ? qsTr("Build again") : ""
                icon: "refresh"
                lead: card.broken
                onTouched: card.updated()
            }

            PushButton {
                id: remove

                label: card.asked ? qsTr("Remove %1 now").arg(card.title) : qsTr("Remove %1").arg(card.title)
                text: card.asked ? qsTr("Remove?") : ""
                icon: "delete"
                ink: card.asked ? Theme.stop : Theme.ink
                onTouched: {
                    if (card.asked)
                        card.removed();
                    card.asked = !card.asked;
                }
            }
        }
    }
}

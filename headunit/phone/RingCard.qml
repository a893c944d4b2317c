pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Somebody calls: over any pane, with two large targets. It stands at the lower edge, so that the next turn stays in sight.
Card {
    id: card

    required property CallViewModel call

    implicitHeight: content.height + 2 * Theme.gap
    color: Theme.raised

    Column {
        id: content

        x: Theme.gap
        y: Theme.gap
        width: parent.width - 2 * Theme.gap
        spacing: Theme.gap

        Row {
            width: parent.width
            spacing: Theme.gap

            Face {
                id: face

                photo: card.call.caller.photo
                letters: card.call.caller.letters
                color: Theme.surface
            }

            Column {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - face.width - Theme.gap

                Verbatim {
                    width: parent.width
                    text: card.call.caller.title !== "" ? card.call.caller.title : qsTr("Number withheld")
                    size: Theme.primary
                    strength: Theme.strong
                    maximumLineCount: 1
                    elide: Text.ElideRight
                }

                Label {
                    width: parent.width
                    text: card.call.waiting ? qsTr("Calls too; the other one is held") : qsTr("Calls")
                    quiet: true
                    maximumLineCount: 1
                    elide: Text.ElideRight
                }
            }
        }

        Row {
            width: parent.width
            spacing: Theme.gap
            layoutDirection: Theme.rightHandDrive ? Qt.RightToLeft : Qt.LeftToRight

            PushButton {
                width: (parent.width - Theme.gap) / 2
                label: qsTr("Answer")
                icon: "phone"
                fill: Theme.go
                ink: Theme.inkOnSignal
                onTouched: card.call.answer()
            }

            PushButton {
                width: (parent.width - Theme.gap) / 2
                label: qsTr("Reject")
                icon: "phone-hangup"
                fill: Theme.stop
                ink: Theme.inkOnSignal
                onTouched: card.call.reject()
            }
        }
    }
}

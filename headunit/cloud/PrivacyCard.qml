pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// What may leave the car, kind by kind, how exact a place, and how much has left.
Card {
    id: card

    required property CloudViewModel viewModel

    height: content.height + 2 * Theme.gap

    Column {
        id: content

        x: Theme.gutter
        y: Theme.gap
        width: parent.width - 2 * Theme.gutter
        spacing: Theme.gap

        Label {
            width: parent.width
            text: qsTr("What may leave the car")
            size: Theme.primary
            strength: Theme.strong
            wrapMode: Text.Wrap
        }

        Label {
            width: parent.width
            text: card.viewModel.privateDrive ? qsTr("Private drive: nothing but alarms leaves the car.") : card.viewModel.anyScreen ? qsTr("Sent since the start: %1").arg(card.viewModel.sent) : qsTr("Nothing leaves before a device is paired.")
            quiet: true
            wrapMode: Text.Wrap
        }

        Repeater {
            model: card.viewModel.kinds

            Item {
                id: row

                required property string kind
                required property string title
                required property bool on

                width: content.width
                height: Math.max(Theme.target, word.height)

                Label {
                    id: word

                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - choice.width - Theme.gap
                    text: row.title
                    wrapMode: Text.Wrap
                }

                Toggle {
                    id: choice

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    label: row.title
                    checked: row.on
                    enabled: card.viewModel.mayConfigure
                    onTouched: card.viewModel.allow(row.kind, !row.on)
                }
            }
        }

        Label {
            text: qsTr("How exact a place")
        }

        Segmented {
            width: parent.width
            label: qsTr("How exact a place")
            choices: [qsTr("Exact"), qsTr("100 m"), qsTr("Town"), qsTr("None")]
            current: card.viewModel.exactness
            enabled: card.viewModel.mayConfigure
            onChosen: index => card.viewModel.chooseExactness(index)
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Commands that came, and what became of each.
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
            text: qsTr("Asked of the car")
            size: Theme.primary
            strength: Theme.strong
            wrapMode: Text.Wrap
        }

        Repeater {
            model: card.viewModel.asked

            Column {
                id: row

                required property string title
                required property string outcome
                required property string tone

                width: content.width

                Label {
                    width: parent.width
                    text: row.title
                    strength: Theme.medium
                    wrapMode: Text.Wrap
                }

                Label {
                    width: parent.width
                    text: row.outcome
                    color: row.tone === "soon" ? Theme.soon : row.tone === "live" ? Theme.go : Theme.faint
                    wrapMode: Text.Wrap
                }
            }
        }
    }
}

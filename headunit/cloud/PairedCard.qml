pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Who is paired, and the way out: a second touch unpairs.
Card {
    id: card

    required property CloudViewModel viewModel
    property string going: ""

    height: content.height + 2 * Theme.gap

    Timer {
        interval: 5000
        running: card.going !== ""
        onTriggered: card.going = ""
    }

    Column {
        id: content

        x: Theme.gutter
        y: Theme.gap
        width: parent.width - 2 * Theme.gutter
        spacing: Theme.gap

        Label {
            text: qsTr("Paired")
            size: Theme.primary
            strength: Theme.strong
        }

        Repeater {
            model: card.viewModel.screens

            Item {
                id: row

                required property string name
                required property string label
                required property string about

                width: content.width
                height: Math.max(Theme.target, words.height)

                Column {
                    id: words

                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - unpair.width - Theme.gap

                    Verbatim {
                        width: parent.width
                        text: row.label
                        strength: Theme.medium
                        wrapMode: Text.Wrap
                    }

                    Label {
                        width: parent.width
                        text: row.about
                        quiet: true
                        wrapMode: Text.Wrap
                    }
                }

                PushButton {
                    id: unpair

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    label: card.going === row.name ? qsTr("Unpair") : qsTr("Unpair %1").arg(row.label)
                    text: card.going === row.name ? label : ""
                    icon: card.going === row.name ? "" : "delete"
                    enabled: card.viewModel.mayConfigure
                    onTouched: {
                        if (card.going === row.name)
                            card.viewModel.revoke(row.name);
                        card.going = card.going === row.name ? "" : row.name;
                    }
                }
            }
        }
    }
}

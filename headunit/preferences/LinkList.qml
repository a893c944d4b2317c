pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// What is connected, in words a person understands, with the driver library's own word for the technician.
Column {
    id: list

    required property QtObject links
    readonly property var words: ({
            "off": qsTr("not used"),
            "connecting": qsTr("connecting"),
            "online": qsTr("connected"),
            "silent": qsTr("connected, silent"),
            "fault": qsTr("reports a fault"),
            "lost": qsTr("not reachable, trying again")
        })

    spacing: Theme.gap

    Repeater {
        id: rows

        model: list.links

        Row {
            id: link

            required property string name
            required property string kind
            required property string condition
            required property string tone
            required property string detail

            width: list.width
            spacing: Theme.gap

            Icon {
                id: symbol

                name: link.kind === "gps" ? "satellite-variant" : link.tone === "live" ? "lan-connect" : "lan-disconnect"
                color: link.tone === "live" ? Theme.go : link.tone === "stop" ? Theme.stop : link.tone === "soon" ? Theme.soon : Theme.faint
            }

            Column {
                width: link.width - symbol.width - Theme.gap

                Label {
                    width: parent.width
                    text: link.name
                    strength: Theme.medium
                    elide: Text.ElideMiddle
                }

                Label {
                    width: parent.width
                    text: list.words[link.condition]
                    quiet: true
                    wrapMode: Text.Wrap
                }

                Label {
                    width: parent.width
                    visible: text !== "" && link.tone !== "live"
                    text: link.detail
                    quiet: true
                    wrapMode: Text.Wrap
                    maximumLineCount: 4
                    elide: Text.ElideRight
                }
            }
        }
    }

    Label {
        visible: rows.count === 0
        width: list.width
        text: qsTr("Nothing was asked to be connected.")
        quiet: true
        wrapMode: Text.Wrap
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// A build on its way, or how it ended. `stage` is a word of regions/state.py.
Card {
    id: card

    required property string title
    required property string stage
    required property real share
    required property string fault
    required property bool mayConfigure
    readonly property bool over: stage === "failed" || stage === "cancelled"

    signal stopped
    signal repeated

    function said(stage: string): string {
        switch (stage) {
        case "fetching":
            return qsTr("Fetching the map data");
        case "reading":
            return qsTr("Reading the map data");
        case "map":
            return qsTr("Building the map");
        case "routing":
            return qsTr("Building the road network");
        case "search":
            return qsTr("Building the search");
        case "checking":
            return qsTr("Checking");
        case "failed":
            return qsTr("Not built");
        case "cancelled":
            return qsTr("Stopped. What is finished is kept.");
        }
        return "";
    }

    implicitHeight: content.height + 2 * Theme.gap
    height: implicitHeight

    Column {
        id: content

        x: Theme.gutter
        y: Theme.gap
        width: parent.width - 2 * Theme.gutter
        spacing: Theme.gap

        Item {
            width: parent.width
            height: Math.max(words.height, button.height)

            Column {
                id: words

                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - button.width - Theme.gap
                spacing: Theme.unit

                Verbatim {
                    wrapMode: Text.Wrap
                    width: parent.width
                    text: card.title
                    size: Theme.primary
                    strength: Theme.medium
                }

                Chip {
                    visible: card.stage === "failed"
                    icon: "alert-octagon"
                    tone: "stop"
                    text: card.said(card.stage)
                }

                Label {
                    width: parent.width
                    visible: card.stage !== "failed"
                    text: card.over ? card.said(card.stage) : qsTr("%1 · %2 %").arg(card.said(card.stage)).arg(Math.floor(card.share * 100))
                    quiet: true
                    wrapMode: Text.Wrap
                }
            }

            PushButton {
                id: button

                anchors.right: parent.right
                enabled: !card.over || card.mayConfigure
                label: !card.over ? qsTr("Stop") : card.stage === "failed" ? qsTr("Try again") : qsTr("Go on")
                icon: card.over ? "refresh" : "close"
                lead: card.over
                onTouched: {
                    if (card.over)
                        card.repeated();
                    else
                        card.stopped();
                }
            }
        }

        Verbatim {
            wrapMode: Text.Wrap
            width: parent.width
            visible: card.fault !== ""
            text: card.fault
            color: Theme.stop
        }

        Bar {
            visible: !card.over
            width: parent.width
            share: card.share
            freshness: "live"
        }
    }
}

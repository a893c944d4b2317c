pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The recording that plays: where it is, hold, back, ahead, how fast.
Card {
    id: card

    required property ReplayViewModel replay

    implicitHeight: content.height + 2 * Theme.gap

    Column {
        id: content

        x: Theme.gutter
        y: Theme.gap
        width: parent.width - 2 * Theme.gutter
        spacing: Theme.gap

        Item {
            width: parent.width
            height: title.height

            Label {
                id: title

                text: qsTr("Replay")
                size: Theme.primary
                strength: Theme.strong
            }

            Label {
                anchors.right: parent.right
                anchors.baseline: title.baseline
                text: card.replay.replayTime
                strength: Theme.medium
            }
        }

        SeekBar {
            width: parent.width
            visible: card.replay.knowsLength
            label: qsTr("Place in the recording")
            share: card.replay.replayShare
            onSought: share => card.replay.seek(share)
        }

        Flow {
            width: parent.width
            spacing: Theme.gap

            PushButton {
                label: qsTr("10 seconds back")
                text: ""
                icon: "chevron-left"
                onTouched: card.replay.skip(-10)
            }

            PushButton {
                label: card.replay.paused ? qsTr("Go on") : qsTr("Hold")
                text: ""
                icon: card.replay.paused ? "play" : "pause"
                lead: true
                onTouched: card.replay.togglePause()
            }

            PushButton {
                label: qsTr("10 seconds ahead")
                text: ""
                icon: "chevron-right"
                onTouched: card.replay.skip(10)
            }

            Segmented {
                width: Math.min(implicitWidth, content.width)
                label: qsTr("Speed")
                choices: ["¼×", "1×", "4×", "16×"]
                current: card.replay.speed
                onChosen: index => card.replay.chooseSpeed(index)
            }
        }

        Label {
            visible: card.replay.seeking
            text: qsTr("On the way there ...")
            quiet: true
        }
    }
}

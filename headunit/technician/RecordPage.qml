pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Record every frame of every bus into a file; in a replay, its controls too.
Flickable {
    id: page

    required property RecordingViewModel recorder
    required property ReplayViewModel replay
    readonly property bool on: recorder.recording === "on"
    readonly property Item focused: Window.activeFocusItem

    contentHeight: sheet.height
    boundsBehavior: Flickable.StopAtBounds
    clip: true

    // Where the keyboard or the knob goes, the sheet follows.
    onFocusedChanged: {
        let inside = focused;
        while (inside !== null && inside !== sheet)
            inside = inside.parent;
        if (inside === null)
            return;
        const top = sheet.mapFromItem(focused, 0, 0).y - Theme.unit;
        const bottom = top + focused.height + 2 * Theme.unit;
        contentY = Math.max(0, Math.min(top, Math.max(contentY, bottom - height)));
    }

    Column {
        id: sheet

        width: page.width
        spacing: Theme.gap

        ReplayCard {
            visible: page.replay.replaying
            width: parent.width
            height: implicitHeight
            replay: page.replay
        }

        Card {
            width: parent.width
            height: content.height + 2 * Theme.gap

            Column {
                id: content

                x: Theme.gutter
                y: Theme.gap
                width: parent.width - 2 * Theme.gutter
                spacing: Theme.gap

                Label {
                    text: page.on ? qsTr("Recording") : qsTr("Record the buses")
                    size: Theme.primary
                    strength: Theme.strong
                }

                Flow {
                    width: parent.width
                    spacing: Theme.gap

                    PushButton {
                        label: page.on ? qsTr("Stop recording") : qsTr("Start recording")
                        icon: page.on ? "stop" : "play"
                        lead: true
                        onTouched: page.recorder.toggleRecording()
                    }

                    Segmented {
                        width: Math.min(implicitWidth, content.width)
                        enabled: !page.on
                        label: qsTr("Kind of file")
                        choices: page.recorder.kinds
                        current: page.recorder.kind
                        onChosen: index => page.recorder.chooseKind(index)
                    }
                }

                Verbatim {
                    elide: Text.ElideRight
                    width: parent.width
                    visible: text !== ""
                    text: page.recorder.recordFile
                    strength: Theme.medium
                }

                Label {
                    width: parent.width
                    visible: page.recorder.recordFile !== ""
                    text: qsTr("%1 frames in %2").arg(page.recorder.recordFrames).arg(page.recorder.recordTime)
                    quiet: true
                }

                Chip {
                    visible: page.recorder.recordLost > 0
                    icon: "alert"
                    tone: "soon"
                    text: qsTr("%1 frames lost: the disk is too slow").arg(page.recorder.recordLost)
                }

                Chip {
                    visible: page.recorder.recording === "failed"
                    icon: "alert-octagon"
                    tone: "stop"
                    text: qsTr("The recording failed.")
                }

                Verbatim {
                    elide: Text.ElideRight
                    width: parent.width
                    visible: text !== ""
                    text: page.recorder.recordTrouble
                    color: Theme.stop
                    wrapMode: Text.Wrap
                }
            }
        }
    }
}

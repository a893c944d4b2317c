pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// How it sounds: a preset by one touch, the middle of the sound, how loud the navigator speaks.
Sheet {
    id: sheet

    required property ToneViewModel tone
    readonly property var words: ({
            "flat": qsTr("Neutral"),
            "bass": qsTr("Bass"),
            "treble": qsTr("Treble"),
            "lively": qsTr("Lively"),
            "voice": qsTr("Voice")
        })

    component StepLine: Item {
        id: line

        required property string title
        required property string value

        signal stepped(int direction)

        width: sheet.width
        implicitHeight: stepper.height

        Label {
            anchors.left: parent.left
            anchors.right: stepper.left
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            text: line.title
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }

        Stepper {
            id: stepper

            anchors.right: parent.right
            label: line.title
            text: line.value
            unit: ""
            freshness: "live"
            onStepped: direction => line.stepped(direction)
        }
    }

    function side(value: int, less: string, more: string): string {
        return value === 0 ? qsTr("0") : (value < 0 ? less : more) + " " + Math.abs(value);
    }

    contentHeight: column.height

    Column {
        id: column

        width: sheet.width
        spacing: Theme.gap

        Flow {
            width: parent.width
            spacing: Theme.gap

            Repeater {
                model: sheet.tone.presets

                PushButton {
                    required property string modelData

                    label: sheet.words[modelData] ?? modelData
                    checked: modelData === sheet.tone.preset
                    role: Accessible.RadioButton
                    onTouched: sheet.tone.choose(modelData)
                }
            }
        }

        StepLine {
            title: qsTr("Left and right")
            value: sheet.side(sheet.tone.balance, qsTr("L"), qsTr("R"))
            onStepped: direction => sheet.tone.stepBalance(direction)
        }

        StepLine {
            visible: sheet.tone.faded
            title: qsTr("Front and rear")
            value: sheet.side(sheet.tone.fader, qsTr("F"), qsTr("B"))
            onStepped: direction => sheet.tone.stepFader(direction)
        }

        StepLine {
            visible: sheet.tone.guidance >= 0
            title: qsTr("The navigator's voice")
            value: sheet.tone.guidance
            onStepped: direction => sheet.tone.stepGuidance(direction)
        }
    }
}

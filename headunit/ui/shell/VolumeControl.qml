pragma ComponentBehavior: Bound

import QtQuick
import headunit.music
import headunit.ui.controls
import headunit.ui.theme

// Quieter, the volume, louder; and where there is room the mute key, which shows whether anything is silenced. While
// there is music, the middle pauses it: whatever pane is open, and where no strip has room.
Row {
    id: control

    required property SoundViewModel sound
    required property NowViewModel now
    property bool full: true
    readonly property var words: ({
            "music": qsTr("Volume"),
            "guidance": qsTr("Navigator's volume"),
            "call": qsTr("Call volume"),
            "voice": qsTr("Assistant's volume"),
            "message": qsTr("Message volume"),
            "reversing": qsTr("Parking aid volume"),
            "emergency": qsTr("Emergency volume")
        })

    spacing: Theme.gap

    PushButton {
        visible: control.full
        label: control.sound.muted ? qsTr("Sound on") : qsTr("Mute")
        text: ""
        icon: control.sound.muted ? "volume-off" : "volume-high"
        checked: control.sound.muted
        role: Accessible.CheckBox
        onTouched: control.sound.toggleMute()
    }

    Stepper {
        label: control.words[control.sound.whose] ?? control.words.music
        text: control.sound.volume
        unit: ""
        freshness: control.sound.muted ? "ageing" : "live"
        face: control.now.present && control.sound.whose !== "call" ? playing : null
        onStepped: direction => control.sound.turn(direction)
    }

    Component {
        id: playing

        Touchable {
            id: key

            label: qsTr("%1, volume %2").arg(control.now.wanted ? qsTr("Pause") : qsTr("Play")).arg(control.sound.volume)
            onTouched: control.now.toggle()

            Rectangle {
                anchors.fill: parent
                radius: Theme.radius
                color: key.pressed ? Theme.pressed : "transparent"
            }

            Column {
                anchors.centerIn: parent

                Icon {
                    anchors.horizontalCenter: parent.horizontalCenter
                    name: control.now.wanted ? "pause" : "play"
                    size: Theme.iconSmall
                }

                Label {
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: control.sound.volume
                    strength: Theme.strong
                    color: control.sound.muted ? Theme.old : Theme.ink
                    Accessible.ignored: true
                }
            }

            FocusRing {
                shown: key.activeFocus
            }
        }
    }
}

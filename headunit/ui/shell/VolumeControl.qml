pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Quieter, the volume, louder; and where there is room the mute key, which shows whether anything is silenced.
Row {
    id: control

    required property SoundViewModel sound
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
        onStepped: direction => control.sound.turn(direction)
    }
}

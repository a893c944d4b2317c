pragma ComponentBehavior: Bound

import QtQuick

// Keys that keyboards, knobs and remote controls send, whatever pane is open. Held down, only the volume repeats.
Item {
    id: keys

    required property SoundViewModel sound

    Shortcut {
        context: Qt.ApplicationShortcut
        sequences: ["Toggle Media Play/Pause", "Media Play"]
        autoRepeat: false
        onActivated: keys.sound.playPause()
    }

    Shortcut {
        context: Qt.ApplicationShortcut
        sequences: ["Media Pause", "Media Stop"]
        autoRepeat: false
        onActivated: keys.sound.pause(true)
    }

    Shortcut {
        context: Qt.ApplicationShortcut
        sequence: "Media Next"
        autoRepeat: false
        onActivated: keys.sound.next()
    }

    Shortcut {
        context: Qt.ApplicationShortcut
        sequence: "Media Previous"
        autoRepeat: false
        onActivated: keys.sound.previous()
    }

    Shortcut {
        context: Qt.ApplicationShortcut
        sequence: "Volume Up"
        onActivated: keys.sound.turn(1)
    }

    Shortcut {
        context: Qt.ApplicationShortcut
        sequence: "Volume Down"
        onActivated: keys.sound.turn(-1)
    }

    Shortcut {
        context: Qt.ApplicationShortcut
        sequence: "Volume Mute"
        autoRepeat: false
        onActivated: keys.sound.toggleMute()
    }
}

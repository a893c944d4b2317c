pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// What is playing, in one line over other panes: keys on the driver's side, beside them what is on; a touch opens the pane.
Card {
    id: mini

    required property NowViewModel now
    readonly property color tint: !now.coloured ? Theme.surface : Theme.night ? now.surfaceNight : now.surfaceDay
    readonly property color lively: !now.coloured ? Theme.accent : Theme.night ? now.accentNight : now.accentDay

    component MiniKey: PushButton {
        property bool lit: false

        text: ""
        fill: lit ? mini.lively : Qt.alpha(Theme.ink, 0.1)
        ink: lit ? Theme.inkOnAccent : Theme.ink
    }

    color: tint

    Row {
        id: keys

        x: Theme.rightHandDrive ? parent.width - width - Theme.half : Theme.half
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap
        layoutDirection: Theme.rightHandDrive ? Qt.RightToLeft : Qt.LeftToRight

        MiniKey {
            label: mini.now.wanted ? qsTr("Pause") : qsTr("Play")
            icon: mini.now.wanted ? "pause" : "play"
            lit: true
            onTouched: mini.now.toggle()
        }

        MiniKey {
            label: qsTr("Next")
            icon: "skip-next"
            onTouched: mini.now.next()
        }
    }

    Touchable {
        id: opener

        x: Theme.rightHandDrive ? Theme.half : keys.width + Theme.half + Theme.gap
        width: parent.width - keys.width - 2 * Theme.half - Theme.gap
        height: Theme.target
        anchors.verticalCenter: parent.verticalCenter
        label: qsTr("Open music: %1").arg([mini.now.title, mini.now.artist].filter(word => word !== "").join(", "))
        onTouched: mini.now.open()

        Cover {
            id: picture

            anchors.verticalCenter: parent.verticalCenter
            width: Theme.target - 2 * Theme.half
            height: width
            source: mini.now.cover
            symbol: mini.now.symbol
            behind: mini.tint
        }

        Column {
            anchors.left: picture.right
            anchors.leftMargin: Theme.gap
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter

            Verbatim {
                width: parent.width
                text: mini.now.title
                strength: Theme.strong
                maximumLineCount: 1
                elide: Text.ElideRight
                Accessible.ignored: true
            }

            Verbatim {
                width: parent.width
                visible: text !== ""
                text: mini.now.artist
                quiet: true
                maximumLineCount: 1
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }

        FocusRing {
            shown: opener.activeFocus
        }
    }
}

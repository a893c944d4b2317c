pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// What is playing, small: for home. The words open the pane, the keys are where a thumb finds them.
Card {
    id: mini

    required property NowViewModel now
    readonly property real pad: Theme.gap
    readonly property bool tall: height >= 2 * Theme.target + 3 * pad
    readonly property real keyWidth: Math.floor((width - 2 * pad - 2 * Theme.gap) / 3)
    readonly property color tint: !now.coloured ? Theme.surface : Theme.night ? now.surfaceNight : now.surfaceDay
    readonly property color lively: !now.coloured ? Theme.accent : Theme.night ? now.accentNight : now.accentDay

    component MiniKey: PushButton {
        property bool lit: false

        width: Math.max(Theme.target, mini.keyWidth)
        text: ""
        fill: lit ? mini.lively : Qt.alpha(Theme.ink, 0.1)
        ink: lit ? Theme.inkOnAccent : Theme.ink
    }

    color: tint

    Touchable {
        id: opener

        x: mini.pad
        y: mini.pad
        width: parent.width - 2 * mini.pad
        height: keys.y - y - Theme.gap
        visible: mini.tall
        label: qsTr("Open music: %1").arg([mini.now.title, mini.now.artist].filter(word => word !== "").join(", "))
        onTouched: mini.now.open()

        Cover {
            id: picture

            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(parent.height, parent.width * 0.3)
            height: width
            source: mini.now.cover
            symbol: mini.now.symbol
            behind: mini.tint
        }

        Column {
            anchors.left: picture.right
            anchors.leftMargin: Theme.gap
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter

            Verbatim {
                width: parent.width
                text: mini.now.title
                strength: Theme.strong
                wrapMode: Text.Wrap
                maximumLineCount: 2
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

    Verbatim {
        x: mini.pad
        y: Math.max(0, (keys.y - height) / 2)
        width: parent.width - 2 * mini.pad
        visible: !mini.tall
        text: mini.now.title
        strength: Theme.medium
        maximumLineCount: 1
        elide: Text.ElideRight
    }

    Row {
        id: keys

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: mini.tall ? mini.pad : Theme.unit
        spacing: Theme.gap

        MiniKey {
            visible: mini.width >= 3 * Theme.target + 2 * Theme.gap + 2 * mini.pad
            label: qsTr("Previous")
            icon: "skip-previous"
            onTouched: mini.now.previous()
        }

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
}

pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// One line of a list: cover or symbol, two words, and at its end how long it is or that it opens.
Touchable {
    id: line

    required property string title
    required property string subtitle
    required property string cover
    property string name: title // as shown
    property string symbol: "music"
    property string end: ""
    property string endIcon: ""
    property bool on: false
    property real heard: -1 // share 0..1 of an episode; -1 for what has no such thing

    label: [name, subtitle, end].filter(word => word !== "").join(", ")
    implicitHeight: Math.max(Theme.target, words.height + Theme.unit)

    Rectangle {
        id: plate

        anchors.fill: parent
        radius: Theme.radius
        color: line.pressed ? Theme.pressed : line.on ? Theme.raised : Theme.surface
    }

    Cover {
        id: picture

        x: Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        width: visible ? Theme.target - 2 * Theme.unit : 0
        visible: line.width > 340 * Theme.scale
        height: width
        source: line.cover
        symbol: line.on ? "volume-high" : line.symbol
        behind: plate.color
    }

    Column {
        id: words

        anchors.left: picture.right
        anchors.leftMargin: Theme.gap
        anchors.right: last.left
        anchors.rightMargin: Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        spacing: line.heard > 0 ? Theme.half : 0

        Verbatim {
            width: parent.width
            text: line.name
            strength: line.on ? Theme.strong : Theme.medium
            color: line.on ? Theme.accentInk : Theme.ink
            wrapMode: Text.Wrap
            maximumLineCount: 2
            elide: Text.ElideRight
            Accessible.ignored: true
        }

        Verbatim {
            width: parent.width
            visible: text !== ""
            text: line.subtitle
            quiet: true
            wrapMode: Text.Wrap
            maximumLineCount: 2
            elide: Text.ElideRight
            Accessible.ignored: true
        }

        Bar {
            width: parent.width
            implicitHeight: Theme.unit
            visible: line.heard > 0
            share: line.heard
            freshness: "live"
        }
    }

    Row {
        id: last

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.half

        Label {
            visible: text !== ""
            text: line.end
            quiet: true
            Accessible.ignored: true
        }

        Icon {
            visible: line.endIcon !== ""
            name: line.endIcon
            size: Theme.iconSmall
            color: Theme.faint
        }
    }

    FocusRing {
        shown: line.activeFocus
    }
}

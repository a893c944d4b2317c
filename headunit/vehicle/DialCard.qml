pragma ComponentBehavior: Bound

import QtQuick
import headunit.presentation
import headunit.ui.controls
import headunit.ui.theme

// A number inside its arc, with its name below. `most`: how many characters the number may grow to.
Card {
    id: card

    required property Quantity quantity
    required property string label
    property int most: 3
    property real origin: 0
    property color fill: Theme.accentInk

    implicitWidth: Math.round(240 * Theme.scale)
    implicitHeight: Math.round(240 * Theme.scale)

    Arc {
        id: arc

        anchors.centerIn: parent
        width: Math.min(parent.width, parent.height) - 2 * Theme.gap
        height: width
        share: card.quantity.share
        freshness: card.quantity.freshness
        origin: card.origin
        fill: card.fill
    }

    Column {
        anchors.centerIn: arc

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            text: card.quantity.text
            size: Math.min(Theme.figure, Math.round(arc.width * (card.most > 4 ? 0.23 : 0.3)))
            strength: Theme.strong
            color: card.quantity.freshness === "stale" ? Theme.faint : card.quantity.freshness === "ageing" ? Theme.old : Theme.ink
            Accessible.name: card.label + " " + text + " " + card.quantity.unit
        }

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            text: card.quantity.unit
            quiet: true
            Accessible.ignored: true
        }
    }

    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: arc.bottom
        anchors.bottomMargin: -Theme.half
        text: card.label
        quiet: true
        Accessible.ignored: true
    }
}

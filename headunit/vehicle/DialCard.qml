pragma ComponentBehavior: Bound

import QtQuick
import headunit.presentation
import headunit.ui.controls
import headunit.ui.theme

// A number inside its arc, with its name below.
Card {
    id: card

    required property Quantity quantity
    required property string label
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
            size: Theme.figure
            strength: Theme.strong
            quiet: card.quantity.freshness === "stale"
            opacity: card.quantity.freshness === "ageing" ? Theme.ageing : 1
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

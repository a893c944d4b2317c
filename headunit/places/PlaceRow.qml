pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// One place in a list: what it is, its name and where, how far and in which direction.
Touchable {
    id: line

    required property string name
    required property string where
    required property string icon
    required property string distance
    required property real turn // degrees from ahead

    label: [name, where, distance].filter(word => word !== "").join(", ")
    implicitHeight: Math.max(Theme.target, words.height + Theme.gap)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: line.pressed ? Theme.pressed : Theme.surface
    }

    Icon {
        id: symbol

        x: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        name: line.icon
        color: Theme.accentInk
    }

    Column {
        id: words

        anchors.left: symbol.right
        anchors.leftMargin: Theme.gap
        anchors.right: far.left
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter

        Verbatim {
            width: parent.width
            text: line.name
            strength: Theme.medium
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }

        Verbatim {
            width: parent.width
            visible: text !== ""
            text: line.where
            quiet: true
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
    }

    Row {
        id: far

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        visible: line.distance !== ""
        spacing: Theme.unit

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: line.distance
            Accessible.ignored: true
        }

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "navigation"
            size: Theme.iconSmall
            rotation: line.turn
            color: Theme.faint
        }
    }

    FocusRing {
        shown: line.activeFocus
    }
}

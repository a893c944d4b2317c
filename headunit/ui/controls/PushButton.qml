pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// A button with a word, an icon or both. `lead` marks the one that a screen is about.
Touchable {
    id: button

    property string icon: ""
    property string text: label
    property bool lead: false
    property color fill: lead || checked ? Theme.accent : Theme.raised
    property color ink: lead || checked ? Theme.inkOnAccent : Theme.ink
    property int size: Theme.secondary

    implicitWidth: text === "" ? Theme.target : Math.max(Theme.target, face.implicitWidth + 2 * Theme.gutter)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: button.pressed ? Theme.pressed : button.fill
    }

    Row {
        id: face

        anchors.centerIn: parent
        spacing: Theme.unit

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: button.icon
            visible: button.icon !== ""
            color: button.pressed ? Theme.ink : button.ink
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: button.text
            visible: button.text !== ""
            size: button.size
            strength: Theme.medium
            color: button.pressed ? Theme.ink : button.ink
            Accessible.ignored: true
        }
    }

    FocusRing {
        shown: button.activeFocus
    }
}

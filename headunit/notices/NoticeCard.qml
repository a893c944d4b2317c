pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// One thing to read: what is so, what to do, and a touch to put it away.
Rectangle {
    id: card

    required property string key
    required property string icon
    required property string urgency
    required property string title
    required property string advice

    signal dismissed(string key)

    implicitHeight: Math.max(Theme.target + 2 * Theme.unit, words.implicitHeight + 2 * Theme.gap)
    radius: Theme.radius
    color: urgency === "stop" ? Theme.stop : Theme.soon
    Accessible.role: Accessible.AlertMessage
    Accessible.name: qsTranslate("Notices", title) + ". " + qsTranslate("Notices", advice)

    // What lies under a notice is not touched through it.
    MouseArea {
        anchors.fill: parent
    }

    Icon {
        id: symbol

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        name: card.icon
        size: Theme.iconLarge
        color: Theme.inkOnSignal
    }

    Column {
        id: words

        anchors.left: symbol.right
        anchors.leftMargin: Theme.gap
        anchors.right: away.left
        anchors.verticalCenter: parent.verticalCenter

        Label {
            width: parent.width
            text: qsTranslate("Notices", card.title)
            size: Theme.secondary
            strength: Theme.strong
            color: Theme.inkOnSignal
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }

        Label {
            width: parent.width
            text: qsTranslate("Notices", card.advice)
            color: Theme.inkOnSignal
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
    }

    Touchable {
        id: away

        anchors.right: parent.right
        anchors.rightMargin: Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        label: qsTr("Put away: %1").arg(qsTranslate("Notices", card.title))
        onTouched: card.dismissed(card.key)

        Icon {
            anchors.centerIn: parent
            name: "close"
            color: Theme.inkOnSignal
        }
    }
}

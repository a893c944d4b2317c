pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// One thing to read: what is so, what to do, a button where there is something to do here, and a touch to put it away.
Rectangle {
    id: card

    required property string key
    required property string icon
    required property string urgency
    required property string title
    required property string advice
    property list<string> words: [] // for %1, %2, ... in title and advice
    property string context: "Notices"
    property string action: ""
    readonly property bool calm: urgency === "note"
    readonly property color ink: calm ? Theme.ink : Theme.inkOnSignal

    signal dismissed(string key)
    signal acted(string key)

    // What others announce holds names, which are as they are.
    function said(text: string): string {
        return qsTranslate(card.context, text).replace(/%([1-9])/g, (whole, number) => qsTranslate(card.context, card.words[number - 1] ?? ""));
    }

    implicitHeight: Math.max(Theme.target + 2 * Theme.unit, text.implicitHeight + 2 * Theme.gap)
    radius: Theme.radius
    color: calm ? Theme.raised : urgency === "stop" ? Theme.stop : Theme.soon
    Accessible.role: Accessible.AlertMessage
    Accessible.name: said(title) + ". " + said(advice)

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
        color: card.ink
    }

    Column {
        id: text

        anchors.left: symbol.right
        anchors.leftMargin: Theme.gap
        anchors.right: away.left
        anchors.verticalCenter: parent.verticalCenter

        Verbatim {
            width: parent.width
            text: card.said(card.title)
            strength: Theme.strong
            color: card.ink
            wrapMode: Text.Wrap
            maximumLineCount: 3
            elide: Text.ElideRight
            Accessible.ignored: true
        }

        Verbatim {
            width: parent.width
            visible: text !== ""
            text: card.said(card.advice)
            color: card.ink
            wrapMode: Text.Wrap
            maximumLineCount: 3
            elide: Text.ElideRight
            Accessible.ignored: true
        }

        Item {
            width: parent.width
            height: Theme.unit
            visible: deed.visible
        }

        PushButton {
            id: deed

            visible: card.action !== ""
            label: card.said(card.action)
            fill: card.calm ? Theme.surface : Qt.alpha(Theme.inkOnSignal, 0.16)
            ink: card.ink
            onTouched: card.acted(card.key)
        }
    }

    Touchable {
        id: away

        anchors.right: parent.right
        anchors.rightMargin: Theme.unit
        y: deed.visible ? Theme.unit : (parent.height - height) / 2
        label: qsTr("Put away: %1").arg(card.said(card.title))
        onTouched: card.dismissed(card.key)

        Icon {
            anchors.centerIn: parent
            name: "close"
            color: card.ink
        }
    }
}

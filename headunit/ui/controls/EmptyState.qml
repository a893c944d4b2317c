pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// Empty, loading or broken: what is so, what to do, and one button where there is something to do.
Column {
    id: empty

    required property string icon
    required property string what
    required property string advice
    property string action: ""

    signal acted

    spacing: Theme.gap

    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        name: empty.icon
        size: Theme.iconLarge
        color: Theme.faint
    }

    Label {
        width: parent.width
        text: empty.what
        size: Theme.primary
        strength: Theme.medium
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
    }

    Label {
        width: parent.width
        text: empty.advice
        quiet: true
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
    }

    PushButton {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: empty.action !== ""
        label: empty.action
        lead: true
        onTouched: empty.acted()
    }
}

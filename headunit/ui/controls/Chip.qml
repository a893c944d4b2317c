pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// A state in an icon and a word. `tone`: "quiet", "live", "soon" or "stop".
Row {
    id: chip

    required property string icon
    required property string text
    property string tone: "quiet"
    readonly property color ink: tone === "stop" ? Theme.stop : tone === "soon" ? Theme.soon : tone === "live" ? Theme.ink : Theme.faint

    spacing: Theme.unit

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: chip.icon
        size: Theme.iconSmall
        color: chip.ink
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        text: chip.text
        visible: text !== ""
        color: chip.ink
    }
}

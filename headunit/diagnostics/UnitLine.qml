pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// A symbol and words beside it, for one control unit.
Row {
    id: line

    required property string icon
    required property string words
    property color ink: Theme.ink
    property real most: parent === null ? 0 : parent.width

    spacing: Theme.unit

    Icon {
        id: symbol

        anchors.verticalCenter: parent.verticalCenter
        name: line.icon
        size: Theme.iconSmall
        color: line.ink
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, line.most - symbol.width - line.spacing)
        text: line.words
        color: line.ink
        wrapMode: Text.Wrap
    }
}

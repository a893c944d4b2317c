pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// How long a stretch of the map is, and whose data it is: the licence asks for that wherever there is a map.
Rectangle {
    id: bar

    required property string attribution
    required property string scaleText
    required property real scaleLength
    property real room: 0
    readonly property bool wide: room > owner.implicitWidth + 8 * Theme.secondary + measure.implicitWidth

    width: owner.x + owner.width + Theme.unit
    height: owner.height + Theme.half
    radius: Theme.unit
    color: Qt.alpha(Theme.surface, 0.82)

    Rectangle {
        id: rule

        visible: bar.wide
        x: measure.x - Theme.unit - width
        anchors.verticalCenter: parent.verticalCenter
        width: Math.round(bar.scaleLength)
        height: 3 * Theme.line
        color: "transparent"
        border.width: Theme.line
        border.color: Theme.ink
        Accessible.ignored: true
    }

    Label {
        id: measure

        visible: bar.wide
        x: Math.round(6 * Theme.secondary) + 2 * Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        width: 3.2 * Theme.secondary
        text: bar.scaleText
    }

    Label {
        id: owner

        x: bar.wide ? measure.x + measure.width + Theme.unit : Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, Math.max(6 * Theme.secondary, bar.room - x - Theme.unit))
        text: bar.attribution
        wrapMode: Text.Wrap
    }
}

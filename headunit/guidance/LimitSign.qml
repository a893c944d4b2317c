pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The speed limit as the sign at the road says it (Vienna Convention, sign C 14). Beyond it the whole sign fills.
Rectangle {
    id: sign

    required property int limit
    required property bool over

    implicitWidth: Math.round(72 * Theme.scale)
    implicitHeight: implicitWidth
    visible: limit >= 0
    radius: width / 2
    color: over ? Theme.signRim : Theme.signFace
    border.width: Math.round(width * 0.1)
    border.color: over ? Theme.signFace : Theme.signRim
    Accessible.role: Accessible.StaticText
    Accessible.name: over ? qsTr("Too fast: the limit is %1").arg(limit) : qsTr("Speed limit %1").arg(limit)

    Label {
        anchors.centerIn: parent
        text: sign.limit
        size: sign.limit > 99 ? Theme.secondary : Math.round(28 * Theme.scale)
        strength: Theme.strong
        color: sign.over ? Theme.signFace : Theme.signInk
        Accessible.ignored: true
    }
}

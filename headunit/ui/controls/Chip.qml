pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// A state in an icon and a word, or where room is short (`brief`) in the icon alone. `tone`: "quiet", "live", "soon" or "stop".
Row {
    id: chip

    required property string icon
    required property string text
    property string tone: "quiet"
    property bool brief: false
    readonly property real fullWidth: symbol.width + spacing + word.implicitWidth
    readonly property color ink: tone === "stop" ? Theme.stop : tone === "soon" ? Theme.soon : tone === "live" ? Theme.ink : Theme.faint

    spacing: Theme.unit
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Icon {
        id: symbol

        anchors.verticalCenter: parent.verticalCenter
        name: chip.icon
        size: Theme.iconSmall
        color: chip.ink
    }

    Label {
        id: word

        anchors.verticalCenter: parent.verticalCenter
        text: chip.text
        visible: !chip.brief
        Accessible.ignored: true
        color: chip.ink
    }
}

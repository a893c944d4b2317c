pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// A number with its unit: value large, unit small. Ageing greys it; unknown is dashes without a unit.
Item {
    id: value

    required property string text
    required property string unit
    required property string freshness
    property int size: Theme.figure
    property int unitSize: Theme.secondary
    property color color: Theme.ink
    property string label: ""

    implicitWidth: number.implicitWidth + (suffix.visible ? suffix.implicitWidth + Theme.unit : 0)
    implicitHeight: number.implicitHeight
    Accessible.role: Accessible.StaticText
    Accessible.name: (label === "" ? "" : label + " ") + (freshness === "stale" ? qsTr("unknown") : text + " " + unit)

    Label {
        id: number

        text: value.text
        size: value.size
        strength: Theme.strong
        color: value.freshness === "stale" ? Theme.faint : value.freshness === "ageing" ? Theme.old : value.color
        Accessible.ignored: true
    }

    Label {
        id: suffix

        anchors.left: number.right
        anchors.leftMargin: Theme.unit
        anchors.baseline: number.baseline
        visible: value.unit !== "" && value.freshness !== "stale"
        text: value.unit
        size: value.unitSize
        color: value.freshness === "ageing" ? Theme.old : Theme.faint
        Accessible.ignored: true
    }
}
